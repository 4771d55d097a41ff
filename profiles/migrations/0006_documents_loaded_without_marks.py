"""What was loaded of a document held no mark: note it anew, so that a file's change is taken for no curator's. The data."""

from typing import Any

from django.db import migrations

UNTOUCHED, CHANGED = "", "changed by a curator"


def forwards(apps: Any, schema_editor: Any) -> None:
    """The admin's log tells what a curator has changed, of a document or its passages; all else is as it was loaded."""
    loaded, log = apps.get_model("profiles", "LoadedEntry"), apps.get_model("admin", "LogEntry")
    documents, passages = apps.get_model("sources", "Document"), apps.get_model("sources", "Passage")
    touched = {
        model: set(
            log.objects.filter(content_type__app_label="sources", content_type__model=model).values_list("object_id", flat=True)
        )
        for model in ("document", "passage")
    }
    for pk, slug in documents.objects.values_list("pk", "slug"):
        held = passages.objects.filter(document=pk).values_list("pk", flat=True)
        changed = str(pk) in touched["document"] or not touched["passage"].isdisjoint(map(str, held))
        loaded.objects.filter(name=f"document:{slug}").update(digest=CHANGED if changed else UNTOUCHED)
    loaded.objects.filter(name="folder").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0005_site"),
        ("sources", "0007_mark_unique"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
