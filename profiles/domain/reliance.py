"""Say how much rests on what: the claims that rest on a document or a work, and those that would fall with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from profiles.domain.origins import Support, carriers
from profiles.domain.stacked_bars import BarPart, stack


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim (by key), the questions that it answers (by key), and the evidence that supports it."""

    claim: str
    questions: frozenset[str]
    supports: tuple[Support, ...]


class Hold(StrEnum):
    """How a claim rests on a document or a work."""

    ALONE = "alone"
    WITH_OTHERS = "with others"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Load:
    """What rests on one document (by slug) or work (by key): claims that do or may, that surely do, and that do on it alone.

    `questions` would have no answer left if it fell.
    """

    name: str
    claims: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()

    @property
    def maybe(self) -> frozenset[str]:
        """The claims of which the texts do not tell whether they rest on it."""
        return self.claims - self.sure

    def parts(self, of: int) -> tuple[BarPart[Hold], ...]:
        """Return its bar on an axis of so many claims. Raise ValueError for an axis shorter than the bar."""
        counts = ((Hold.ALONE, len(self.alone)), (Hold.WITH_OTHERS, len(self.sure - self.alone)), (Hold.MAYBE, len(self.maybe)))
        return stack(counts, of)


def weigh_documents(claims: Sequence[Carried]) -> dict[str, Load]:
    """Return what rests on each document: claims with evidence of it, and those that no other document supports."""
    return _weigh(claims, {claim.claim: [frozenset({support.document}) for support in claim.supports] for claim in claims})


def weigh_works(claims: Sequence[Carried]) -> dict[str, Load]:
    """Return what rests on each work that some passage credits, or is shown to repeat.

    A claim surely rests on a work where a part of its evidence can rest on nothing else; on it alone where none of it can. A
    passage that credits several works may rest on any of them: then the claim may rest on each, and on none alone.
    """
    return _weigh(claims, {claim.claim: carriers(claim.supports) for claim in claims})


def _weigh(claims: Iterable[Carried], bearing: dict[str, Sequence[frozenset[str]]]) -> dict[str, Load]:
    """Weigh everything that can bear a part of a claim's evidence; `bearing` holds, for each claim, what can bear each part."""
    any_of: dict[str, set[str]] = {}
    surely: dict[str, set[str]] = {}
    alone: dict[str, set[str]] = {}
    lost: dict[str, set[str | None]] = {}  # by question, what each of its claims rests on alone
    for claim in claims:
        parts = bearing[claim.claim]
        certain = {name for part in parts if len(part) == 1 for name in part}
        only = next(iter(certain)) if len(certain) == 1 and all(part == certain for part in parts) else None
        for name in frozenset[str]().union(*parts):
            any_of.setdefault(name, set()).add(claim.claim)
        for name in certain:
            surely.setdefault(name, set()).add(claim.claim)
        if only is not None:
            alone.setdefault(only, set()).add(claim.claim)
        for question in claim.questions:
            lost.setdefault(question, set()).add(only)
    lost_with: dict[str | None, set[str]] = {}
    for question, bearers in lost.items():
        if len(bearers) == 1:
            lost_with.setdefault(next(iter(bearers)), set()).add(question)
    return {
        name: Load(
            name,
            frozenset(any_of[name]),
            frozenset(surely.get(name, ())),
            frozenset(alone.get(name, ())),
            frozenset(lost_with.get(name, ())),
        )
        for name in sorted(any_of)
    }
