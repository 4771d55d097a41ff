"""A document's own mark, not yet given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0004_not_citations")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="mark",
            field=models.PositiveSmallIntegerField(
                help_text="Its own number, from 1. Colour and shape follow from it; they come round again after eight.", null=True
            ),
        ),
    ]
