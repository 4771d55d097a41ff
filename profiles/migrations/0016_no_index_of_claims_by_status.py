"""Leave out an index that led SQLite through all published claims, once for each question."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0015_developments"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="claim",
            name="claim_by_status",
        ),
    ]
