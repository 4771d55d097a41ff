"""A claim's question, value and place stand in its answers alone. The schema."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("profiles", "0003_one_answer_a_claim")]

    operations = [
        migrations.RemoveField(model_name="claim", name="question"),
        migrations.RemoveField(model_name="claim", name="value"),
        migrations.RemoveField(model_name="claim", name="order"),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name="claim_status_known",
                violation_error_message="Choose a status.",
            ),
        ),
        migrations.AddIndex(model_name="claim", index=models.Index(fields=["status", "key"], name="claim_by_status")),
        migrations.AddIndex(
            model_name="claim", index=models.Index(fields=["as_of_earliest", "as_of_latest"], name="claim_by_date")
        ),
    ]
