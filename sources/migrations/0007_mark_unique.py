"""Every document has a mark, and no two the same."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("sources", "0006_marks_of_documents")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="mark",
            field=models.PositiveSmallIntegerField(
                help_text="Its own number, from 1. Colour and shape follow from it; they come round again after eight."
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=Q(mark__gte=1),
                name="document_mark_positive",
                violation_error_message="A document's mark is 1 or more.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("mark",),
                name="document_mark_unique",
                violation_error_message="Another document has this mark: give it a number that none has.",
            ),
        ),
    ]
