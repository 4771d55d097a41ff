"""Who names which place: the countries in answer to a question, and every place that claims mention."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from profiles.domain.values import SetValue
from profiles.figures.map.shades import shade_of
from profiles.models import Evidence, Place, Stance, Status
from profiles.queries.answers import Reconciled
from sources.models import Document
from sources.revision import once_a_revision
from sources.wording import join_words


@dataclass(frozen=True)
class PlaceMention:
    """What one document says of a place: where its first words stand, and how many of its claims speak of the place."""

    document: Document
    evidence: Evidence | None
    claims: int


@dataclass(frozen=True)
class Named:
    """A place that documents name, and what each document says of it, those that say nothing included."""

    place: Place
    sayings: tuple[PlaceMention, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that name it."""
        return tuple(saying.document for saying in self.sayings if saying.claims)

    @property
    def count(self) -> int:
        """How many documents name it."""
        return len(self.documents)

    @property
    def shade(self) -> int:
        """The shade of its count on a map."""
        return shade_of(self.count, len(self.sayings))

    @property
    def figure(self) -> str:
        """What is written on it on a map."""
        return str(self.count)

    @property
    def in_words(self) -> str:
        """How many do, of how many: "3 of 5 documents"."""
        return f"{self.count} of {len(self.sayings)} documents"


@dataclass(frozen=True)
class Voice:
    """One document's own map: the countries that it names, and the words it has on others that only stand as context."""

    document: Document
    named: tuple[tuple[Place, Evidence], ...]
    context: tuple[tuple[Place, Evidence], ...]


def countries_named(reconciled: Reconciled | None, documents: Sequence[Document]) -> tuple[Named, ...]:
    """Return the places that answer a reconciled question, those that most documents name first. It takes no query."""
    words = _words(reconciled, Stance.SUPPORTS)
    named = [
        Named(place, tuple(_saying(document, words[place].get(document.pk, ())) for document in documents)) for place in words
    ]
    return tuple(sorted((mention for mention in named if mention.count), key=_order))


@once_a_revision
def count_mentions() -> tuple[tuple[int, int], ...]:
    """Return every place (primary key) that published claims mention, with how many documents do, the most first: two queries."""
    mentions: dict[int, set[int]] = {}
    rows = Evidence.objects.supporting().filter(claim__status=Status.PUBLISHED, claim__places__isnull=False).order_by()
    for place, speaker in rows.values_list("claim__places", "passage__document_id").distinct():
        mentions.setdefault(place, set()).add(speaker)
    names = dict(Place.objects.order_by().values_list("pk", "name"))
    return tuple(sorted(((pk, len(held)) for pk, held in mentions.items()), key=lambda place: (-place[1], names[place[0]])))


def in_a_sentence(named: Sequence[Named], documents: Sequence[Document], *, local: bool = False) -> str:
    """Return in a sentence how many say it of what: "4 of 5 documents say so of Mali, 3 of Niger, and 1 of 9 others.".

    Where they are too many to be named they are called countries, or places where they are `local`.
    """
    if not named:
        return "No document says so of any."
    parts: list[str] = []
    kind = " places" if local else " countries"
    for count in sorted({mention.count for mention in named}, reverse=True):
        names = [mention.place.name for mention in named if mention.count == count]
        listed = join_words(names) if len(names) <= 3 else f"{len(names)}{' others' if parts else kind}"
        verb = "" if parts else f" of {len(documents)} documents {'says' if count == 1 else 'say'} so"
        parts.append(f"{count}{verb} of {listed}")
    return f"{join_words(parts, last_comma=True)}."


def _words(reconciled: Reconciled | None, stance: Stance) -> dict[Place, dict[int, list[Evidence]]]:
    """Return the evidence of a stance, by the places that its answer names, and by document."""
    words: dict[Place, dict[int, list[Evidence]]] = {}
    for answer in reconciled.answers if reconciled else ():
        members: Collection[str] = answer.value.members if isinstance(answer.value, SetValue) else ()
        for place in answer.claim.mentioned_places:
            if place.key in members:
                for piece in answer.evidence:
                    if piece.stance == stance:
                        words.setdefault(place, {}).setdefault(piece.passage.document_id, []).append(piece)
    return words


def _saying(document: Document, evidence: Sequence[Evidence]) -> PlaceMention:
    return PlaceMention(document, evidence[0] if evidence else None, len({piece.claim.pk for piece in evidence}))


def _order(named: Named) -> tuple[int, str]:
    return -named.count, named.place.name
