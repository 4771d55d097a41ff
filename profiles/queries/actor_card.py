"""The card that an actor's page opens with: its names, the lines that the site names, and its ties, each with who says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from profiles.domain.reconciliation import Mode, Verdict
from profiles.domain.short_names import short_actor_name
from profiles.domain.ties import TieKind
from profiles.domain.values import NumberValue, SetValue, ValueKind
from profiles.models import Actor, Question, Site
from profiles.models.site import ActorCardLine
from profiles.queries.answers import AnswerDetail, Reconciled
from profiles.queries.spellings import Spelling, spellings_of
from profiles.queries.ties import TypedTie, bonds, typed_ties
from sources.dates import EdtfDate

_FIRST = (TieKind.FOUNDING, TieKind.LEADERSHIP)
_ORDER_OF_TIES = (*_FIRST, *(kind for kind in TieKind if kind not in _FIRST))
_NAMING_ACTORS = (ValueKind.ACTOR.value, ValueKind.ACTORS.value)


class LineKind(StrEnum):
    """What a line of the card is made of."""

    NAMES = "names"
    IDENTIFIERS = "identifiers"
    ANSWERS = "answers"
    TIES = "ties"


@dataclass(frozen=True)
class CardWords:
    """What one claim gives to a line: the words that lead to it, and a word beside them, such as the kind of a form.

    `in_brief`: the words are no answer by themselves, but say when a tie held, or that another claim gives the same answer.
    """

    words: str
    answer: AnswerDetail
    language: str = ""
    beside: str = ""
    in_brief: bool = False

    @property
    def is_statement(self) -> bool:
        """Whether its words are all of the claim's statement."""
        return self.words == self.answer.claim.says


@dataclass(frozen=True)
class CardEntry:
    """One entry of a line: the claims that give it, and of a tie the actor at its other end."""

    told: tuple[CardWords, ...]
    other: Actor | None = None

    @property
    def other_name(self) -> str:
        """The other actor by the name to go by."""
        return short_actor_name(self.other.name) if self.other else ""


@dataclass(frozen=True)
class FilledLine:
    """A line of the card with its entries, and the questions, with their verdicts, on whose answers here documents differ."""

    kind: LineKind
    name: str
    entries: tuple[CardEntry, ...]
    differing: tuple[tuple[Question, Verdict], ...]
    mark: str = ""
    in_words: bool = False

    def with_entries_of(self, other: Actor) -> "FilledLine":
        """Return the line with none but its ties to another actor."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.other == other))


@dataclass(frozen=True)
class ActorCard:
    """What is known of an actor in short."""

    actor: Actor
    lines: tuple[FilledLine, ...]

    @property
    def ties(self) -> tuple[FilledLine, ...]:
        """Its lines of ties."""
        return tuple(line for line in self.lines if line.kind is LineKind.TIES)

    @property
    def marks(self) -> tuple[str, ...]:
        """The words that stand beside its name in lists, such as that it is reported dead."""
        return tuple(dict.fromkeys(line.mark for line in self.lines if line.mark))


def make_card(actor: Actor, reconciled: Sequence[Reconciled], site: Site) -> ActorCard:
    """Return the card of an actor from the questions at hand; a line without an answer is left out."""
    ties = (tie for tie in typed_ties(reconciled, site) if actor.key in tie.link.pair)
    return card_with_ties(actor, reconciled, site, ties)


def card_with_ties(actor: Actor, reconciled: Sequence[Reconciled], site: Site, ties: Iterable[TypedTie]) -> ActorCard:
    """Return the same card where the actor's ties are at hand: they are read off all questions once for many actors."""
    lines = [*_name_lines(actor, reconciled), *site_lines(actor, reconciled, site.actor_card_lines)]
    return ActorCard(actor, (*lines, *_tie_lines(actor, ties)))


def site_lines(actor: Actor, reconciled: Sequence[Reconciled], lines: Iterable[ActorCardLine]) -> list[FilledLine]:
    """Return those of the lines that the site names which have answers on an actor."""
    by_key = {asked.question.key: asked for asked in reconciled}
    filled = []
    for line in lines:
        asked = [by_key[key] for key in line.questions if key in by_key and _answers_on(actor, by_key[key])]
        told = [_words_of(answer, line, one.question) for one in asked for answer in _answers_on(actor, one)]
        if told:
            differing = _differing(actor, ((one.question, one.verdict) for one in asked))
            filled.append(FilledLine(LineKind.ANSWERS, line.name, _entries_of(told), differing, line.mark, line.in_words))
    return filled


def _entries_of(told: Iterable[CardWords]) -> tuple[CardEntry, ...]:
    """Return an entry for each answer, with every claim that gives it; a claim that gives it to two questions is in it once."""
    entries: dict[str, dict[int, CardWords]] = {}
    for words in told:
        claims = entries.setdefault(words.words, {})
        claims.setdefault(words.answer.claim.pk, replace(words, words="also", in_brief=True) if claims else words)
    return tuple(CardEntry(tuple(claims.values())) for claims in entries.values())


def _name_lines(actor: Actor, reconciled: Iterable[Reconciled]) -> list[FilledLine]:
    """Return the line of an actor's names, and that of its identifiers."""
    asked = [one for one in reconciled if one.question.about_id == actor.pk]
    forms = [form for one in asked for form in spellings_of(one) if form.form]
    lines = []
    for kind in (LineKind.NAMES, LineKind.IDENTIFIERS):
        held = [form for form in forms if form.is_identifier == (kind is LineKind.IDENTIFIERS)]
        shown = {form.answer.claim.pk for form in held}
        named = [one for one in asked if spellings_of(one) and any(answer.claim.pk in shown for answer in one.answers)]
        if held:
            entries = tuple(CardEntry((_words_of_form(form),)) for form in held)
            differing = _differing(actor, ((one.question, one.verdict) for one in named))
            lines.append(FilledLine(kind, kind.value.capitalize(), entries, differing))
    return lines


def _words_of_form(form: Spelling) -> CardWords:
    return CardWords(form.answer.label, form.answer, form.answer.language, form.form)


def _tie_lines(actor: Actor, ties: Iterable[TypedTie]) -> list[FilledLine]:
    """Return a line for each sort of tie, read from the actor's end; whom it is tied to stands in it once."""
    lines: dict[str, dict[int, list[CardWords]]] = {}
    differing: dict[str, dict[int, tuple[Question, Verdict]]] = {}
    others: dict[int, Actor] = {}
    for bond in sorted(bonds(ties), key=lambda bond: _ORDER_OF_TIES.index(bond.link.kind)):
        name = bond.link.words_from(actor.key)
        other = bond.to if bond.of.key == actor.key else bond.of
        others[other.pk] = other
        told = lines.setdefault(name, {}).setdefault(other.pk, [])
        told += [CardWords(tie.when, tie.answer, in_brief=True) for tie in bond.ties]
        kept = _differing(actor, bond.differing)
        differing.setdefault(name, {}).update({question.pk: (question, verdict) for question, verdict in kept})
    return [
        FilledLine(
            LineKind.TIES,
            name,
            tuple(CardEntry(tuple(told), others[other]) for other, told in held.items()),
            tuple(differing[name].values()),
        )
        for name, held in lines.items()
    ]


def _answers_on(actor: Actor, asked: Reconciled) -> list[AnswerDetail]:
    """Return the answers on an actor: all of a question about it, and of another those that name it."""
    if asked.question.about_id == actor.pk:
        return list(asked.answers)
    if asked.question.value_kind not in _NAMING_ACTORS:
        return []
    return [answer for answer in asked.answers if isinstance(answer.value, SetValue) and actor.key in answer.value.members]


def _words_of(answer: AnswerDetail, line: ActorCardLine, question: Question) -> CardWords:
    """Return an answer by its value, if that says enough by itself here, or else by its statement."""
    is_value = isinstance(answer.value, NumberValue | EdtfDate) or question.value_kind in (ValueKind.PLACE, ValueKind.PLACES)
    if line.in_words or not is_value or not answer.label:
        return CardWords(answer.claim.says, answer)
    return CardWords(f"{answer.label} {question.unit}".strip(), answer)


def _differing(actor: Actor, asked: Iterable[tuple[Question, Verdict]]) -> tuple[tuple[Question, Verdict], ...]:
    """Return the questions on whose answers the documents differ: not those of lists in which other actors stand as well."""
    return tuple(
        (question, verdict)
        for question, verdict in asked
        if verdict.difference and (question.about_id == actor.pk or question.mode == Mode.EXCLUSIVE.value)
    )
