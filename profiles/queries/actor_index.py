"""Whom the profile speaks of, each once: the people, and the groups, forces and states by how they are tied to the subject."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Count, F, Q

from profiles.domain.ties import Link, TieKind
from profiles.domain.values import Tie, ValueKind
from profiles.models import Actor, ActorKind, Claim, Question, QuestionQuerySet, Site, Status
from profiles.models.answers import PROFILE_ORDER
from profiles.queries.actor_card import ActorCard, CardWords, FilledLine, LineKind, card_with_ties
from profiles.queries.answers import Reconciled
from profiles.queries.tie_index import tie_index
from profiles.queries.ties import TypedTie, typed_ties
from profiles.search.matching import letters_of
from sources.revision import once_a_revision


class Section(StrEnum):
    """What actors are listed under, in order: its name in the page's address."""

    PEOPLE = "people"
    COMPONENTS = "component-groups"
    LINKED = "linked"
    ALLIES = "allies"
    BOTH_WAYS = "both-ways"
    RIVALS = "rivals"
    GROUPS = "other-groups"
    STATES = "states-and-forces"

    @property
    def words(self) -> str:
        """Its name on the page."""
        return _WORDS[self]


_WORDS = {
    Section.PEOPLE: "People",
    Section.COMPONENTS: "Named as component groups",
    Section.LINKED: "Parents, affiliation and allegiance",
    Section.ALLIES: "Named as allies",
    Section.BOTH_WAYS: "Named as allies and as rivals",
    Section.RIVALS: "Named as rivals or enemies",
    Section.GROUPS: "Other groups",
    Section.STATES: "Other states and forces",
}

_COMPONENT_TIES = frozenset({Tie.MERGED_INTO, Tie.INCORPORATED_INTO, Tie.COMPONENT_OF})
_AT_ODDS = frozenset({TieKind.RIVALRY, TieKind.FIGHTING})


@dataclass(frozen=True)
class ListedActor:
    """An actor in the list: its card, those lines of it that say in short what is told of it, and how many claims mention it.

    `claim` is the first of these, to be shown where the card says nothing.
    """

    actor: Actor
    card: ActorCard
    lines: tuple[FilledLine, ...]
    claim_count: int
    claim: Claim | None

    @property
    def other_names(self) -> tuple[CardWords, ...]:
        """The forms of its name that do not stand within the one that it is listed under."""
        names = [line for line in self.card.lines if line.kind is LineKind.NAMES]
        told = [words for line in names for entry in line.entries for words in entry.told]
        return tuple(words for words in told if words.words not in self.actor.name)


def listed_actors(among: Collection[int] | None = None) -> list[Actor]:
    """Return the actors that published claims speak of, in alphabetical order, each with its `claim_count`; all, or of some."""
    published = Q(claims__status=Status.PUBLISHED)
    counted = Actor.objects.annotate(claim_count=Count("claims", filter=published, distinct=True)).filter(claim_count__gt=0)
    if among is not None:
        counted = counted.filter(pk__in=among)
    return sorted(counted, key=lambda actor: (letters_of(actor.name), actor.key))


@dataclass(frozen=True, slots=True)
class PlacedActor:
    """An actor (primary key) in its place in the list."""

    section: Section
    actor: int


@once_a_revision
def place_actors(site: Site) -> tuple[PlacedActor, ...]:
    """Return all actors but the subject, section by section and there in alphabetical order."""
    links: dict[str, set[Link]] = {}
    for link in tie_index(site).links:
        for key in link.pair:
            links.setdefault(key, set()).add(link)
    order = list(Section)
    placed = [
        PlacedActor(section_of(actor.key, ActorKind(actor.kind), links.get(actor.key, ()), site.subject.key), actor.pk)
        for actor in listed_actors()
        if actor.pk != site.subject.pk
    ]
    return tuple(sorted(placed, key=lambda one: order.index(one.section)))


def card_questions(site: Site, actors: Collection[Actor]) -> QuestionQuerySet:
    """Return the answered questions that some actors' cards are made of: of names, of the site's lines, and of ties."""
    lines = [question for line in site.actor_card_lines for question in line.questions]
    keys = {actor.key for actor in actors}
    tied = {tie.question for link, told in tie_index(site).links.items() if link.pair & keys for tie in told}
    wanted = Q(value_kind=ValueKind.NAME.value, about__in=actors) | Q(key__in=lines) | Q(pk__in=tied)
    return Question.objects.answered().filter(wanted)


def list_by_section(
    actors: Iterable[Actor], reconciled: Sequence[Reconciled], site: Site
) -> list[tuple[Section, list[ListedActor]]]:
    """Return the actors (those of `listed_actors`), the subject left out, under their sections; an empty section is left out."""
    ties: dict[str, list[TypedTie]] = {}
    for tie in typed_ties(reconciled, site):
        for key in tie.link.pair:
            ties.setdefault(key, []).append(tie)
    actors = list(actors)
    claims = _first_claims(actors)
    sections: dict[Section, list[ListedActor]] = {section: [] for section in Section}
    for actor in actors:
        if actor.pk != site.subject.pk:
            held = ties.get(actor.key, [])
            card = card_with_ties(actor, reconciled, site, held)
            count: int = actor.claim_count  # type: ignore[attr-defined]
            listed = ListedActor(actor, card, _lines_in_short(card, site.subject), count, claims.get(actor.pk))
            links = {tie.link for tie in held}
            sections[section_of(actor.key, ActorKind(actor.kind), links, site.subject.key)].append(listed)
    return [(section, held) for section, held in sections.items() if held]


def section_of(actor: str, kind: ActorKind, links: Iterable[Link], subject: str) -> Section:
    """Return what an actor (a key) of a kind is listed under: by its ties with the subject, or where it has none by its kind."""
    if kind is ActorKind.PERSON:
        return Section.PEOPLE
    held = [link for link in links if link.pair == {actor, subject}]
    kinds = {link.kind for link in held}
    if any(link.tie in _COMPONENT_TIES and link.to == subject for link in held):
        return Section.COMPONENTS
    at_odds = bool(kinds & _AT_ODDS)
    if TieKind.ALLIANCE in kinds:
        return Section.BOTH_WAYS if at_odds else Section.ALLIES
    if at_odds:
        return Section.RIVALS
    if kinds:
        return Section.LINKED
    return Section.GROUPS if kind is ActorKind.ORGANISATION else Section.STATES


def _lines_in_short(card: ActorCard, subject: Actor) -> tuple[FilledLine, ...]:
    """Return what says in short who an actor is: of a group its ties with the subject, else the first thing that is told.

    What a mark beside its name says already is told of it only where nothing else is.
    """
    if card.actor.kind != ActorKind.PERSON:
        held = [line.with_entries_of(subject) for line in card.lines if line.kind is LineKind.TIES]
        if tied := tuple(line for line in held if line.entries):
            return tied
    told = [line for line in card.lines if line.kind in (LineKind.ANSWERS, LineKind.TIES)]
    first = sorted(told, key=lambda line: bool(line.mark))[:1]
    return tuple(replace(line, entries=line.entries[:1]) for line in first)


def _first_claims(actors: Iterable[Actor]) -> dict[int, Claim]:
    """Return for each of some actors the first published claim that mentions it, in the order of the profile: one query."""
    first: dict[int, Claim] = {}
    rows = Claim.objects.published().filter(answers__home=True, actors__in=list(actors))
    for claim in rows.annotate(actor=F("actors")).order_by(*(f"answers__{name}" for name in PROFILE_ORDER[:-1]), "key"):
        first.setdefault(claim.actor, claim)  # type: ignore[attr-defined]
    return first
