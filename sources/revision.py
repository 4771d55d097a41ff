"""The revision of the data: a number that whatever changes what readers see advances, in the same transaction."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

from django.db import models, transaction
from django.db.models import F, Q

ONLY = 1  # the primary key of the one row
MOST_KEPT = 64  # results of one function: its arguments are few, such as a filter's chapter

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)
_read: ContextVar[int | None] = ContextVar("revision that is read", default=None)


class Revision(models.Model):
    """The one row that counts the loads, curations and publications."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "sources"
        default_permissions = ()
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(pk=ONLY), name="revision_is_one", violation_error_message="There is one revision."
            ),
        )

    def __str__(self) -> str:
        return str(self.number)


def advance_revision() -> None:
    """Count one more change. Raises TransactionManagementError outside of the transaction that makes the change.

    Two transactions that change something wait here for each other: what is committed under one number is one state of the data.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the revision is advanced in the transaction that changes the data")
    if not Revision.objects.filter(pk=ONLY).update(number=F("number") + 1):
        Revision.objects.create(pk=ONLY, number=1)


def current_revision() -> int:
    """Return the revision of the data that this connection reads; 0 where nothing was ever loaded."""
    return Revision.objects.values_list("number", flat=True).filter(pk=ONLY).first() or 0


@contextmanager
def reading(revision: int) -> Iterator[None]:
    """Say that all that is read within is of this revision: within one snapshot of the data."""
    token = _read.set(revision)
    try:
        yield
    finally:
        _read.reset(token)


def once_a_revision(compute: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return a function that computes once a revision and process, for each of its (hashable) arguments.

    It computes anew wherever it is not known which revision is read: in the admin, in commands, in tests. What it returns is
    shared between threads, and must not be changed.
    """
    kept: dict[object, Result] = {}
    of_revision = -1
    lock = Lock()

    @wraps(compute)
    def computed(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        nonlocal of_revision
        revision = _read.get()
        if revision is None:
            return compute(*args, **kwargs)
        key = (revision, args, tuple(sorted(kwargs.items())))
        with lock:
            if key in kept:
                return kept[key]
        result = compute(*args, **kwargs)  # by several threads at once, where they come at once: none waits for another
        with lock:
            if revision > of_revision or len(kept) >= MOST_KEPT:
                kept.clear()
                of_revision = max(revision, of_revision)
            if revision == of_revision:
                kept[key] = result
        return result

    return computed


class Kept(Generic[Key, Result]):
    """Results of the latest revision that is read, by key, of a certain size in all: the ones not asked for longest are given up.

    It is empty wherever it is not known which revision is read. What it holds is shared between threads, and must not be changed.
    """

    def __init__(self, most: int) -> None:
        """Keep results that together have this size at most."""
        self._most = most
        self._held: OrderedDict[Key, tuple[Result, int]] = OrderedDict()
        self._size = 0
        self._revision = -1
        self._lock = Lock()

    def get(self, key: Key) -> Result | None:
        """Return what is kept under a key; None where nothing is."""
        with self._lock:
            if _read.get() != self._revision or key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Key, result: Result, size: int) -> None:
        """Keep a result of a size; those of an older revision than the latest are not kept."""
        revision = _read.get()
        with self._lock:
            if revision is None or revision < self._revision:
                return
            if revision > self._revision:
                self._held.clear()
                self._size, self._revision = 0, revision
            _, former = self._held.pop(key, (None, 0))
            self._held[key] = result, size
            self._size += size - former
            while self._size > self._most:
                _, (_, given_up) = self._held.popitem(last=False)
                self._size -= given_up
