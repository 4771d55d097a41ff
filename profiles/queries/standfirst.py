"""How the first page opens: the full name as some documents write it, and what the subject is, in clauses that claims carry."""

from dataclasses import dataclass

from profiles.domain.values import ValueKind
from profiles.models import Answer, Question, Site
from profiles.models.site import Clause
from profiles.queries.answers import AnswerDetail, shape_answer
from profiles.queries.footnotes import Footnotes


@dataclass(frozen=True)
class CarriedClause:
    """A clause of the standfirst with the claim that carries it."""

    clause: Clause
    answer: AnswerDetail


@dataclass(frozen=True)
class Opening:
    """The full name, with the question that asks for it, and the standfirst: as far as published claims carry them."""

    name: AnswerDetail | None
    name_question: Question | None
    standfirst: tuple[CarriedClause, ...]


def read_opening(site: Site, footnotes: Footnotes) -> Opening:
    """Return how the page opens: the same number of queries, however many clauses there are.

    A standfirst of which one clause has lost its claim is left out whole: without it the others may no longer be sentences.
    """
    keys = {site.full_name, *(clause.claim for clause in site.clauses)}
    answers = Answer.objects.published().filter(claim__key__in=keys).with_claims().select_related("claim", "question")
    name: AnswerDetail | None = None
    question: Question | None = None
    carried: dict[str, AnswerDetail] = {}
    for answer in answers.in_profile_order():
        shaped = shape_answer(answer, answer.question)
        if answer.claim.key == site.full_name and answer.question.value_kind == ValueKind.NAME.value and not name:
            name, question = footnotes.number(shaped), answer.question
        if answer.home:
            carried[answer.claim.key] = shaped
    if not all(clause.claim in carried for clause in site.clauses):
        return Opening(name, question, ())
    return Opening(
        name, question, tuple(CarriedClause(clause, footnotes.number(carried[clause.claim])) for clause in site.clauses)
    )
