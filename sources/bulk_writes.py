"""Write many rows in few statements: as many for ten rows as for ten thousand.

Rows are written as they are given: no `save`, no signal; the rules of the database hold all the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Model

MOST_ROWS = 5_000  # rows of one statement; it bounds the memory that the statement's text takes
MOST_NAMED = 30_000  # primary keys named in one statement, where the database takes as many

Row = TypeVar("Row", bound=Model)


@contextmanager
def large_statements() -> Iterator[None]:
    """Let SQLite take as many parameters in a statement as it can. Django 5.2 stops at 999, the limit of versions before 2020."""
    if connection.vendor != "sqlite":
        yield
        return
    import sqlite3

    connection.ensure_connection()
    features: Any = connection.features
    features.max_query_params = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    try:
        yield
    finally:
        del features.max_query_params  # the class's own again


def primary_keys(model: type[Model], by: str) -> dict[str, int]:
    """Return the primary key of every row by a unique field of it: one query."""
    return dict(model._default_manager.order_by().values_list(by, "pk"))


def upsert(model: type[Row], rows: Iterable[Row], by: Sequence[str], fields: Collection[str]) -> list[Row]:
    """Insert rows, or write these fields of those that are there already, told by unique fields; return all with their keys."""
    listed = list(rows)
    if not listed:
        return []
    return model._default_manager.bulk_create(listed, MOST_ROWS, update_conflicts=True, unique_fields=by, update_fields=[*fields])


def insert(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Insert rows; return them with their keys."""
    return model._default_manager.bulk_create(list(rows), MOST_ROWS)


def delete(model: type[Model], keys: Iterable[int]) -> None:
    """Delete rows by primary key. What rests on them is gone by now: nothing is deleted with them, and none is looked for."""
    left, most = iter(sorted(keys)), min(MOST_NAMED, connection.features.max_query_params or MOST_NAMED)
    while named := list(islice(left, most)):
        rows = cast("Any", model._default_manager.order_by().filter(pk__in=named))
        rows._raw_delete(rows.db)


def set_links(through: Any, source: str, target: str, wanted: Mapping[int, Collection[int]], *, only_add: bool = False) -> None:
    """Give rows the links that they are to have, by primary key, and no others; with `only_add`, those as well.

    `through` is the table of a many-to-many field, `source` and `target` the names of its two foreign keys.
    """
    stored = list(through._default_manager.order_by().values_list("pk", f"{source}_id", f"{target}_id"))
    held: dict[int, set[int]] = {}
    for _, row, linked in stored:
        held.setdefault(row, set()).add(linked)
    if not only_add:
        delete(through, [pk for pk, row, linked in stored if row in wanted and linked not in wanted[row]])
    missing = [(row, linked) for row, links in wanted.items() for linked in sorted({*links} - held.get(row, set()))]
    insert(through, (through(**{f"{source}_id": row, f"{target}_id": linked}) for row, linked in missing))
