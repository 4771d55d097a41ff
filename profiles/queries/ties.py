"""The ties that published claims tell, typed: between whom, of what sort, when, and in whose words.

A tie is told by a claim whose question is of kind relation. Some questions of kind actor or actors ask for a tie as well: who
led, who founded. The site names each of them, and how its answers are read; the answers to no other question are read as ties.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import slugify

from profiles.domain.reconciliation import Verdict
from profiles.domain.short_names import short_actor_name
from profiles.domain.ties import Link, TieKind
from profiles.domain.values import SetValue, Tie, TieValue, ValueKind
from profiles.models import Actor, Question, QuestionQuerySet, Site
from profiles.queries.answers import AnswerDetail, Reconciled
from sources.models import Document, in_order


@dataclass(frozen=True)
class TypedTie:
    """One tie as one claim tells it."""

    of: Actor
    tie: Tie
    to: Actor
    answer: AnswerDetail
    question: Question
    verdict: Verdict

    @property
    def link(self) -> Link:
        """The tie without who tells it."""
        return Link(self.of.key, self.tie, self.to.key)

    @property
    def when(self) -> str:
        """When it held, as the claim says, or that it does not."""
        return self.answer.claim.when or "undated"


@dataclass(frozen=True)
class Bond:
    """One tie between two actors, with every claim that tells it."""

    of: Actor
    tie: Tie
    to: Actor
    ties: tuple[TypedTie, ...]

    @property
    def link(self) -> Link:
        """The tie without who tells it."""
        return Link(self.of.key, self.tie, self.to.key)

    @property
    def key(self) -> str:
        """What it is called on a page: the two and the tie."""
        return slugify(f"{self.of.key} {self.tie} {self.to.key}")

    @property
    def names(self) -> tuple[str, str]:
        """The two by the names to go by."""
        return short_actor_name(self.of.name), short_actor_name(self.to.name)

    @property
    def differing(self) -> tuple[tuple[Question, Verdict], ...]:
        """The questions, each once, on whose answers the documents differ, with the verdict on them."""
        found = {tie.question.pk: (tie.question, tie.verdict) for tie in self.ties if tie.verdict.difference}
        return tuple(found.values())


@dataclass(frozen=True)
class Contrary:
    """Two actors between whom contrary ties are told, and of the two the one that has fewer ties."""

    actors: tuple[Actor, Actor]
    bonds: tuple[Bond, ...]
    less_tied: Actor


def tie_questions(site: Site) -> QuestionQuerySet:
    """Return the answered questions whose answers are ties."""
    return Question.objects.answered().filter(Q(value_kind=ValueKind.RELATION.value) | Q(key__in=site.read_as))


def typed_ties(reconciled: Iterable[Reconciled], site: Site) -> list[TypedTie]:
    """Return the ties that questions tell, in their order; those of a question that asks for none are passed over.

    A claim that tells the same tie under several questions tells it once, under the first.
    """
    ties = (tie for asked in reconciled for answer in asked.answers for tie in _ties_of(answer, asked, site))
    return list({(tie.answer.claim.key, tie.link): tie for tie in reversed(list(ties))}.values())[::-1]


def bonds(ties: Iterable[TypedTie]) -> list[Bond]:
    """Return ties with those that tell the same of the same two actors put together, in the order of sorts, then of names."""
    by_link: dict[Link, list[TypedTie]] = {}
    for tie in ties:
        by_link.setdefault(tie.link, []).append(tie)
    made = [Bond(told[0].of, told[0].tie, told[0].to, tuple(told)) for told in by_link.values()]
    return sorted(made, key=lambda bond: (list(Tie).index(bond.tie), bond.to.name.casefold(), bond.of.name.casefold()))


def by_kind(made: Iterable[Bond]) -> list[tuple[TieKind, list[Bond]]]:
    """Return bonds under their kinds; a kind without one is left out."""
    kinds: dict[TieKind, list[Bond]] = {}
    for bond in made:
        kinds.setdefault(bond.link.kind, []).append(bond)
    return [(kind, kinds[kind]) for kind in TieKind if kind in kinds]


def documents_of(made: Iterable[Bond]) -> list[Document]:
    """Return the documents that tell some ties, in their order."""
    return in_order({document for bond in made for tie in bond.ties for document in tie.answer.documents})


def _ties_of(answer: AnswerDetail, reconciled: Reconciled, site: Site) -> list[TypedTie]:
    question, value = reconciled.question, answer.value
    known = {actor.key: actor for actor in (*answer.claim.mentioned_actors, question.about)}
    known |= {key: site.subject for key in known if key == site.subject.key}
    if isinstance(value, TieValue):
        ends = [(value.of or question.about.key, value.tie, value.to)]
    elif isinstance(value, SetValue) and (tie := site.read_as.get(question.key)):
        about = question.about.key
        ends = [(key, tie, about) if tie is Tie.FOUNDED else (about, tie, key) for key in sorted(value.members)]
    else:
        return []
    return [
        TypedTie(known[of], tie, known[to], answer, question, reconciled.verdict)
        for of, tie, to in ends
        if of in known and to in known  # a value that names an actor which is gone: the audit says so
    ]
