"""The next load reads every file again, though none has changed: it finds the words that documents share. The data."""

from typing import Any

from django.db import migrations


def forwards(apps: Any, schema_editor: Any) -> None:
    """Forget the digest of all files."""
    apps.get_model("profiles", "LoadedEntry").objects.filter(name="folder").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0013_named_basis_and_older_works"),
        ("sources", "0009_shared_runs"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
