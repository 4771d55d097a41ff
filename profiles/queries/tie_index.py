"""All ties, read once a revision: little of each, so that a page can show a few of them with their claims."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from profiles.domain.ties import Link, contrary_pairs
from profiles.domain.values import SetValue, Tie, TieValue
from profiles.models import Actor, Answer, Site
from profiles.models.answers import shown_value
from profiles.queries.ties import Bond, Contrary, tie_questions
from sources.revision import once_a_revision


@dataclass(frozen=True, slots=True)
class ToldTie:
    """A tie as one claim (by key) tells it in answer to a question (by primary key)."""

    link: Link
    question: int
    claim: str


@dataclass(frozen=True)
class TieIndex:
    """The ties in the order of the profile, each once a claim, and the actors at their ends, by key."""

    ties: tuple[ToldTie, ...]
    actors: Mapping[str, Actor]

    @cached_property
    def links(self) -> Mapping[Link, Sequence[ToldTie]]:
        """The ties by what they say, in the order of sorts, then of names."""
        by_link: dict[Link, list[ToldTie]] = {}
        for tie in self.ties:
            by_link.setdefault(tie.link, []).append(tie)
        sorts = {tie: place for place, tie in enumerate(Tie)}
        name = {key: actor.name.casefold() for key, actor in self.actors.items()}
        ordered = sorted(by_link, key=lambda link: (sorts[link.tie], name[link.to], name[link.of]))
        return {link: by_link[link] for link in ordered}

    @cached_property
    def contraries(self) -> "list[ContraryLinks]":
        """The pairs of actors between whom contrary ties are told."""
        return contrary_links(self.links)


@once_a_revision
def tie_index(site: Site) -> TieIndex:
    """Return every tie that published claims tell: two queries."""
    known = {actor.key: actor for actor in Actor.objects.all()}
    for actor in known.values():
        actor.is_subject = actor.pk == site.subject.pk
    found: dict[tuple[str, Link], ToldTie] = {}
    rows = Answer.objects.published().filter(question__in=tie_questions(site).order_by().values("pk")).in_profile_order()
    for claim, value, kind, question, key, about in rows.values_list(
        "claim__key", "value", "question__value_kind", "question_id", "question__key", "question__about__key"
    ):
        for link in _links(shown_value(kind, value), key, about, site):
            if link.of in known and link.to in known:
                found.setdefault((claim, link), ToldTie(link, question, claim))
    ends = {key for tie in found.values() for key in tie.link.pair}
    return TieIndex(tuple(found.values()), {key: known[key] for key in sorted(ends)})


def _links(value: object, question: str, about: str, site: Site) -> list[Link]:
    if isinstance(value, TieValue):
        return [Link(value.of or about, value.tie, value.to)]
    if isinstance(value, SetValue) and (tie := site.read_as.get(question)):
        return [Link(key, tie, about) if tie is Tie.FOUNDED else Link(about, tie, key) for key in sorted(value.members)]
    return []


@dataclass(frozen=True, slots=True)
class ContraryLinks:
    """Ties between two actors that speak against one another, and the key of the actor of the two that has fewer ties."""

    links: tuple[Link, ...]
    less_tied: str


def contrary_links(links: Iterable[Link]) -> list[ContraryLinks]:
    """Return the pairs of actors between whom contrary ties are told."""
    held = list(links)
    counts = Counter(key for link in held for key in link.pair)
    return [ContraryLinks(told, min(told[0].pair, key=lambda key: (counts[key], key))) for _, told in contrary_pairs(held)]


def contrary_of(against: ContraryLinks, made: Mapping[Link, Bond], index: TieIndex) -> Contrary:
    """Return contrary ties with who tells them; `made` are the bonds at hand, by what they say."""
    told = tuple(made[link] for link in against.links)
    return Contrary((told[0].of, told[0].to), told, index.actors[against.less_tied])
