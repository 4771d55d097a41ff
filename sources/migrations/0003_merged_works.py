"""The keys of works that were merged into others."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_work_language")]

    operations = [
        migrations.CreateModel(
            name="MergedWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=100, unique=True)),
                (
                    "into",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="sources.work"),
                ),
            ],
            options={"ordering": ("key",), "abstract": False},
        ),
    ]
