"""Which place lies in which, through any depth, and how sets of places stand to each other by it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from profiles.domain.values import Relation, compare_sets


@dataclass(frozen=True)
class PlaceHierarchy:
    """Places (by key) with the place that each lies in; one that is not there lies in none that is known."""

    within: Mapping[str, str]

    def lies_in(self, inner: str, outer: str) -> bool:
        """Whether a place lies in another, directly or through places between. A circle is walked once."""
        seen = {inner}
        place = self.within.get(inner)
        while place is not None and place not in seen:
            if place == outer:
                return True
            seen.add(place)
            place = self.within.get(place)
        return False

    def innermost(self, places: Collection[str]) -> frozenset[str]:
        """Return those of some places in which no other of them lies."""
        return frozenset(outer for outer in places if not any(self.lies_in(inner, outer) for inner in places))

    def is_closer(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """Whether left names the same as right, some of it more closely: no place of right is left out, and none is added."""
        return (
            left != right
            and all(any(self._holds(outer, inner) for outer in right) for inner in left)
            and all(any(self._holds(outer, inner) for inner in left) for outer in right)
        )

    def compare(self, left: frozenset[str], right: frozenset[str]) -> Relation:
        """Return how one set of places stands to another: by what lies in what, and where that says nothing by their members."""
        if self.is_closer(left, right):
            return Relation.WITHIN
        return Relation.CONTAINS if self.is_closer(right, left) else compare_sets(left, right)

    def _holds(self, outer: str, inner: str) -> bool:
        return outer == inner or self.lies_in(inner, outer)


FLAT = PlaceHierarchy({})  # no place is known to lie in another
