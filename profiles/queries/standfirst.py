"""How the first page opens: the full name as some documents write it, and what the subject is, in clauses that claims carry."""

from collections.abc import Iterable
from dataclasses import dataclass

from profiles.domain.values import ValueKind
from profiles.models import Site
from profiles.models.site import Clause
from profiles.queries.answers import AnswerDetail, Reconciled
from profiles.queries.footnotes import Footnotes


@dataclass(frozen=True)
class CarriedClause:
    """A clause of the standfirst with the claim that carries it."""

    clause: Clause
    answer: AnswerDetail


@dataclass(frozen=True)
class Opening:
    """The full name, and the standfirst: as far as published claims carry them."""

    name: AnswerDetail | None
    standfirst: tuple[CarriedClause, ...]


def opening_claims(site: Site) -> set[str]:
    """Return the keys of the claims that the page opens with."""
    return {site.full_name, *(clause.claim for clause in site.clauses)} - {""}


def read_opening(site: Site, reconciled: Iterable[Reconciled], footnotes: Footnotes) -> Opening:
    """Return how the page opens. `reconciled` are the questions that its claims answer, in the order of the profile.

    A standfirst of which one clause has lost its claim is left out whole: without it the others may no longer be sentences.
    """
    name: AnswerDetail | None = None
    carried: dict[str, AnswerDetail] = {}
    for asked in reconciled:
        for answer in asked.answers:
            if answer.claim.key == site.full_name and asked.question.value_kind == ValueKind.NAME.value and not name:
                name = footnotes.number(answer)
            if answer.is_home:
                carried[answer.claim.key] = answer
    if not all(clause.claim in carried for clause in site.clauses):
        return Opening(name, ())
    return Opening(name, tuple(CarriedClause(clause, footnotes.number(carried[clause.claim])) for clause in site.clauses))
