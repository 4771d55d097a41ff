"""Each claim answers the question that it had; "retired" becomes "withdrawn"; what was loaded is noted by claim. The data."""

from collections import defaultdict
from typing import Any

from django.db import migrations

UNTOUCHED, CHANGED = "", "changed by a curator"


def forwards(apps: Any, schema_editor: Any) -> None:
    claims, answers = apps.get_model("profiles", "Claim"), apps.get_model("profiles", "Answer")
    answers.objects.bulk_create(
        [
            answers(question_id=claim.question_id, claim_id=claim.pk, value=claim.value, order=claim.order, home=True)
            for claim in claims.objects.order_by("pk")
        ]
    )
    claims.objects.filter(status="retired").update(status="withdrawn")
    note_what_was_loaded(apps)


def note_what_was_loaded(apps: Any) -> None:
    """Note each claim by itself. The admin's log tells what a curator has changed; all else is as it was loaded."""
    loaded, questions = apps.get_model("profiles", "LoadedEntry"), apps.get_model("profiles", "Question")
    names = set(loaded.objects.filter(name__startswith="question:").values_list("name", flat=True))
    if not names:
        return
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for model, pk in apps.get_model("admin", "LogEntry").objects.values_list("content_type__model", "object_id"):
        touched[model].add(str(pk))
    entries = []
    for question in questions.objects.filter(key__in=[name.removeprefix("question:") for name in names]):
        held = list(apps.get_model("profiles", "Claim").objects.filter(question=question).values_list("pk", "key"))
        changed = {key for pk, key in held if str(pk) in touched["claim"]}
        whole = changed or str(question.pk) in touched["question"]
        entries.append(loaded(name=f"question:{question.key}", digest=CHANGED if whole else UNTOUCHED))
        entries += [loaded(name=f"claim:{key}", digest=CHANGED if key in changed else UNTOUCHED) for _, key in held]
    loaded.objects.filter(name__in=names).delete()
    loaded.objects.filter(name="folder").delete()
    loaded.objects.bulk_create(entries)


def backwards(apps: Any, schema_editor: Any) -> None:
    answers, claims = apps.get_model("profiles", "Answer"), apps.get_model("profiles", "Claim")
    for answer in answers.objects.filter(home=True):
        claims.objects.filter(pk=answer.claim_id).update(question_id=answer.question_id, value=answer.value, order=answer.order)
    claims.objects.filter(status="withdrawn").update(status="retired")
    apps.get_model("profiles", "LoadedEntry").objects.filter(name__startswith="claim:").delete()


class Migration(migrations.Migration):
    dependencies = [("profiles", "0002_answers"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [migrations.RunPython(forwards, backwards)]
