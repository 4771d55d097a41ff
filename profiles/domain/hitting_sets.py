"""Find a smallest hitting set: the fewest works such that every set of candidate works holds one of them.

The problem is NP-hard, so the search is exact within a bounded number of steps; where these run out, the result says how far
the smallest size is proven. Independent parts are solved apart, and the reduction rules of Weihe (Covering trains by stations
or the power of data reduction, 1998) solve most of what documents hold without any search.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

STEPS = 400  # subproblems that one search may open; each takes a time polynomial in the number of sets

Sets = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class HittingSet:
    """A set that hits every candidate set, the size that none can be smaller than, and how many subproblems were opened.

    The set is a smallest one where its size is `at_least`.
    """

    chosen: frozenset[str]
    at_least: int
    steps: int = 0


@dataclass(frozen=True, slots=True)
class _Subproblem:
    """What is chosen so far, the sets that it does not hit, and a lower bound on the size of a whole solution."""

    chosen: frozenset[str]
    sets: Sets
    bound: int


def smallest_hitting_set(candidates: Iterable[frozenset[str]], limit: int = STEPS) -> HittingSet:
    """Return a smallest set that holds a member of each candidate set; which of several depends on the sets alone.

    Opens `limit` subproblems at most. Raise ValueError for an empty candidate set, which nothing can hit.
    """
    sets = frozenset(candidates)
    if frozenset() in sets:
        raise ValueError("an empty set has no member to choose")
    chosen: frozenset[str] = frozenset()
    at_least = steps = 0
    for component in _components(sets):
        found = _solve(component, limit - steps)
        chosen |= found.chosen
        at_least += found.at_least
        steps += found.steps
    return HittingSet(chosen, at_least, steps)


def _components(sets: Sets) -> list[Sets]:
    """Return the sets in parts that share no member, in alphabetical order."""
    holders = _holders(sets)
    left = set(sets)
    components = []
    for first in sorted(sets, key=sorted):
        if first not in left:
            continue
        left.discard(first)
        component, waiting = {first}, [first]
        while waiting:
            met = {other for member in waiting.pop() for other in holders[member]} & left
            left -= met
            component |= met
            waiting += met
        components.append(frozenset(component))
    return components


def _solve(sets: Sets, limit: int) -> HittingSet:
    """Return a smallest hitting set of one component by branch and bound, or the best that `limit` subproblems find."""
    root = _subproblem(frozenset(), sets)
    best = root.chosen | _greedy(root.sets)
    waiting, steps = [root], 0
    while waiting and steps < limit:
        current = waiting.pop()
        if current.bound >= len(best):
            continue
        steps += 1
        if not current.sets:
            best = current.chosen
            continue
        member = _commonest(current.sets)
        without = frozenset(candidate - {member} for candidate in current.sets)
        waiting.append(_subproblem(current.chosen, without))
        waiting.append(_subproblem(current.chosen | {member}, _missed(current.sets, {member})))
    return HittingSet(best, min((len(best), *(subproblem.bound for subproblem in waiting))), steps)


def _subproblem(chosen: frozenset[str], sets: Sets) -> _Subproblem:
    forced, left = _reduce(sets)
    return _Subproblem(chosen | forced, left, len(chosen) + len(forced) + _packing(left))


def _reduce(sets: Sets) -> tuple[frozenset[str], Sets]:
    """Return members that some smallest hitting set holds, and the sets that are left when they are chosen.

    A set that contains another is hit with it; a member that hits no more than another can be left out; and the one member of
    a set has to be chosen.
    """
    chosen: set[str] = set()
    while True:
        before = sets
        sets = _without_supersets(sets)
        sets = _without_dominated_members(sets)
        single = {member for candidate in sets if len(candidate) == 1 for member in candidate}
        chosen |= single
        sets = _missed(sets, single)
        if sets == before:
            return frozenset(chosen), sets


def _without_supersets(sets: Sets) -> Sets:
    holders = _holders(sets)
    return frozenset(
        candidate
        for candidate in sets
        if not any(other < candidate for other in frozenset().union(*(holders[member] for member in candidate)))
    )


def _without_dominated_members(sets: Sets) -> Sets:
    """Leave out each member that hits no set which another member does not hit; of equal ones the first in the alphabet stays."""
    holders = _holders(sets)
    dominated = {
        member
        for member, held in holders.items()
        for rival in frozenset.intersection(*held) - {member}
        if held < holders[rival] or (held == holders[rival] and rival < member)
    }
    return frozenset(candidate - dominated for candidate in sets)


def _missed(sets: Sets, chosen: Collection[str]) -> Sets:
    return frozenset(candidate for candidate in sets if candidate.isdisjoint(chosen))


def _packing(sets: Sets) -> int:
    """Return a number of sets of which no two share a member: a hitting set needs a member of its own for each."""
    holders = _holders(sets)
    met = {candidate: len(frozenset().union(*(holders[member] for member in candidate))) for candidate in sets}
    taken: set[str] = set()
    count = 0
    for candidate in sorted(sets, key=lambda candidate: (met[candidate], sorted(candidate))):
        if candidate.isdisjoint(taken):
            taken |= candidate
            count += 1
    return count


def _greedy(sets: Sets) -> frozenset[str]:
    """Return a hitting set that takes the commonest member again and again; it need not be a smallest one."""
    chosen: set[str] = set()
    while sets:
        member = _commonest(sets)
        chosen.add(member)
        sets = _missed(sets, {member})
    return frozenset(chosen)


def _commonest(sets: Sets) -> str:
    holders = _holders(sets)
    return min(holders, key=lambda member: (-len(holders[member]), member))


def _holders(sets: Sets) -> dict[str, Sets]:
    """Return, for each member, the sets that hold it."""
    found: dict[str, set[frozenset[str]]] = {}
    for candidate in sets:
        for member in candidate:
            found.setdefault(member, set()).add(candidate)
    return {member: frozenset(held) for member, held in found.items()}
