"""Each document gets the mark that its order gave it; where two have one order, the later gets the next free number. The data."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.db import migrations


def marks_of(orders: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return a mark for each document by its primary key, of pairs of primary key and order."""
    marks: dict[int, int] = {}
    for pk, order in orders:
        taken = set(marks.values())
        marks[pk] = order if order > 0 and order not in taken else next(number for number in count(1) if number not in taken)
    return marks


def forwards(apps: Any, schema_editor: Any) -> None:
    documents = apps.get_model("sources", "Document").objects.order_by("order", "slug")
    for pk, mark in marks_of(documents.values_list("pk", "order")).items():
        documents.filter(pk=pk).update(mark=mark)


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_document_mark")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
