"""Answers as reconciliation takes them, and the verdict on those to one question: for one page's questions, or for all."""

from collections.abc import Iterable, Sequence

from profiles.domain.place_hierarchy import FLAT, PlaceHierarchy
from profiles.domain.reconciliation import Mode, Position, Reason, Verdict, reconcile
from profiles.domain.values import ValueKind
from profiles.models import Place
from sources.revision import once_a_revision

_OF_PLACES = (ValueKind.PLACE.value, ValueKind.PLACES.value)


def place_hierarchy(value_kinds: Iterable[str]) -> PlaceHierarchy:
    """Return which place lies in which, read once a revision; nothing is read where no answer of these kinds is a place."""
    return _all_places() if any(kind in _OF_PLACES for kind in value_kinds) else FLAT


@once_a_revision
def _all_places() -> PlaceHierarchy:
    return PlaceHierarchy(dict(Place.objects.filter(within__isnull=False).order_by().values_list("key", "within__key")))


def find_verdict(positions: Sequence[Position], mode: str, reason: str, value_kind: str, places: PlaceHierarchy) -> Verdict:
    """Return the verdict on the answers to a question with this mode, reason ("" for none) and kind of values."""
    hierarchy = places if value_kind in _OF_PLACES else FLAT
    return reconcile(positions, Mode(mode), Reason(reason) if reason else None, hierarchy)
