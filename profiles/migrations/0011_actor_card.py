"""What an actor's card says, and from which questions: a part of the site's data."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0010_also_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="site",
            name="actor_card",
            field=models.JSONField(blank=True, default=list, help_text="The lines of the card that an actor's page opens with."),
        ),
    ]
