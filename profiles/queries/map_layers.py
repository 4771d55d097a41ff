"""The places of a layer of the maps: what the answers to its questions are about, by country, and which document says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from profiles.domain.map_layers import MapLayer, YearSpan, join_spans, year_span
from profiles.domain.place_hierarchy import PlaceHierarchy
from profiles.domain.values import SetValue
from profiles.models import Evidence, Place, PlaceKind, Question, QuestionQuerySet, Stance
from profiles.queries.answers import AnswerDetail, reconcile_all
from profiles.queries.places import Named, PlaceMention, Voice
from sources.dates import EdtfDate, parse_edtf
from sources.models import Document
from sources.wording import join_words

MOST_ANSWERS = 8  # about one place, named in the table beside the map
MOST_PARTS = 25  # places in countries, named there


@dataclass(frozen=True)
class LayerPlace(Named):
    """A place of a layer: the answers that are about it itself, and the years that they date.

    Of a country, `sayings` and `spans` are those of the places in it as well; `answers` are its own.
    """

    answers: tuple[AnswerDetail, ...] = ()
    spans: tuple[YearSpan, ...] = ()

    @property
    def years(self) -> str:
        """The years that it bears on the map: "2017–2018"; nothing where none are dated, or none are asked for."""
        return ", ".join(map(str, self.spans))

    @property
    def first_answers(self) -> tuple[AnswerDetail, ...]:
        """Its answers, as many as have room in the table."""
        return self.answers[:MOST_ANSWERS]

    @property
    def more(self) -> int:
        """How many more answers there are."""
        return len(self.answers) - len(self.first_answers)

    @property
    def figure(self) -> str:
        """What is written on it: its years, or how many documents name it."""
        return self.years or super().figure


@dataclass(frozen=True)
class LayerGroup:
    """A country of a layer with the places in it; no country for those that lie in none that is known, or in several."""

    country: LayerPlace | None
    parts: tuple[LayerPlace, ...]


@dataclass(frozen=True)
class LayerContent:
    """A layer as it is shown: its questions, its places by country, the most named first, and what each document says by itself.

    A layer by year has its places in the order of the years.
    """

    questions: tuple[Question, ...]
    groups: tuple[LayerGroup, ...]
    voices: tuple[Voice, ...]

    @property
    def countries(self) -> tuple[LayerPlace, ...]:
        """The countries, with all that is said of places in them."""
        return tuple(group.country for group in self.groups if group.country)

    @property
    def parts(self) -> tuple[LayerPlace, ...]:
        """The places that are no countries."""
        return tuple(sorted((part for group in self.groups for part in group.parts), key=_order))

    @property
    def listed(self) -> tuple[LayerGroup, ...]:
        """The groups with as many of their places as have room in the table."""
        listed, room = [], MOST_PARTS
        for group in self.groups:
            listed.append(LayerGroup(group.country, group.parts[:room]))
            room -= len(listed[-1].parts)
        return tuple(group for group in listed if group.country or group.parts)

    @property
    def unlisted_count(self) -> int:
        """How many places have no room in the table."""
        return sum(len(group.parts) for group in self.groups) - sum(len(group.parts) for group in self.listed)

    @property
    def alone(self) -> Document | None:
        """The document that alone names places of it, where one does."""
        speakers = {document.pk: document for place in (*self.countries, *self.parts) for document in place.documents}
        return next(iter(speakers.values())) if len(speakers) == 1 else None


@dataclass(frozen=True)
class _Piece:
    """One piece of evidence for an answer that is about a place."""

    place: str
    answer: AnswerDetail
    evidence: Evidence
    span: YearSpan | None


class _Atlas:
    """Every place there is, by key, and which lies in which: one query."""

    def __init__(self) -> None:
        places = list(Place.objects.all())
        keys = {place.pk: place.key for place in places}
        self.places = {place.key: place for place in places}
        self.hierarchy = PlaceHierarchy({place.key: keys[place.within_id] for place in places if place.within_id})
        self._countries = {place.iso: place.key for place in places if place.kind == PlaceKind.COUNTRY and place.iso}

    def country_of(self, key: str) -> str | None:
        """Return the country that a place is or lies in: where a document says so, or by its ISO 3166-2 code."""
        seen: set[str] = set()
        at: str | None = key
        while at and at not in seen:
            if self.places[at].kind == PlaceKind.COUNTRY:
                return at
            seen.add(at)
            at = self.hierarchy.within.get(at)
        return self._countries.get(self.places[key].iso.partition("-")[0])


def layer_content(layer: MapLayer, documents: Sequence[Document]) -> LayerContent:
    """Return what a layer shows: as many queries, however much it holds."""
    asked = {reconciled.question.key: reconciled for reconciled in reconcile_all(_questions(layer), documents)}
    reconciled = [asked[key] for key in layer.questions if key in asked]
    atlas = _Atlas()
    pieces = [
        _Piece(place, answer, evidence, _span(answer) if layer.by_year else None)
        for one in reconciled
        for answer in one.answers
        for place in sorted(_about(answer, layer, atlas.hierarchy))
        for evidence in answer.evidence
    ]
    supporting = [piece for piece in pieces if piece.evidence.stance == Stance.SUPPORTS]
    context = [piece for piece in pieces if piece.evidence.stance == Stance.CONTEXT]
    by_country: dict[str | None, list[_Piece]] = {}
    for piece in supporting:
        by_country.setdefault(atlas.country_of(piece.place), []).append(piece)
    groups = [_group(atlas, country, held, documents) for country, held in by_country.items()]
    groups.sort(key=lambda group: (group.country is None, _order(group.country) if group.country else ()))
    order = [group.country.place.key for group in groups if group.country]
    voices = (_voice(document, order, supporting, context, atlas) for document in documents)
    return LayerContent(tuple(one.question for one in reconciled), tuple(groups), tuple(voices))


def fed_layers(layers: Sequence[MapLayer]) -> tuple[MapLayer, ...]:
    """Return the layers with a question that has a published answer: one query."""
    asked = {question for layer in layers for question in layer.questions}
    answered = set(Question.objects.answered().filter(key__in=asked).values_list("key", flat=True))
    return tuple(layer for layer in layers if answered.intersection(layer.questions))


def years_in_a_sentence(places: Sequence[LayerPlace]) -> str:
    """Return in a sentence where the years of a layer begin and end; nothing where a layer has none."""
    dated = [place for place in places if place.spans]
    if not dated:
        return ""
    first, last = min(place.spans[0] for place in dated), max(place.spans[-1] for place in dated)
    where_first, where_last = (join_words([place.place.name for place in dated if span in place.spans]) for span in (first, last))
    if first == last:
        return f"All are dated {first}."
    return f"The dates run from {first} ({where_first}) to {last} ({where_last})."


def _questions(layer: MapLayer) -> QuestionQuerySet:
    return Question.objects.answered().filter(key__in=layer.questions)


def _about(answer: AnswerDetail, layer: MapLayer, hierarchy: PlaceHierarchy) -> frozenset[str]:
    """Return the places that an answer is about: those of its value; of a text or date the closest that its claim mentions."""
    mentioned = {place.key for place in answer.claim.mentioned_places}
    named = answer.value.members & mentioned if isinstance(answer.value, SetValue) else hierarchy.innermost(mentioned)
    return named - layer.leave_out.get(answer.claim.key, frozenset())


def _span(answer: AnswerDetail) -> YearSpan | None:
    if isinstance(answer.value, EdtfDate):
        return year_span(answer.value)
    return year_span(parse_edtf(answer.claim.as_of)) if answer.claim.as_of else None


def _group(atlas: _Atlas, country: str | None, pieces: Sequence[_Piece], documents: Sequence[Document]) -> LayerGroup:
    of_parts: dict[str, list[_Piece]] = {}
    for piece in pieces:
        if piece.place != country:
            of_parts.setdefault(piece.place, []).append(piece)
    parts = [_place(atlas.places[key], held, held, documents) for key, held in of_parts.items()]
    own = [piece for piece in pieces if piece.place == country]
    whole = _place(atlas.places[country], own, pieces, documents) if country else None
    return LayerGroup(whole, tuple(sorted(parts, key=_order)))


def _place(place: Place, own: Sequence[_Piece], within: Sequence[_Piece], documents: Sequence[Document]) -> LayerPlace:
    spoken: dict[int, list[_Piece]] = {}
    for piece in within:
        spoken.setdefault(piece.evidence.passage.document_id, []).append(piece)
    sayings = (_saying(document, spoken.get(document.pk, ())) for document in documents)
    answers: dict[int, AnswerDetail] = {}
    for piece in own:
        answers.setdefault(piece.answer.claim.pk, piece.answer)
    spans = join_spans(piece.span for piece in within if piece.span)
    return LayerPlace(place, tuple(sayings), tuple(answers.values()), spans)


def _saying(document: Document, pieces: Sequence[_Piece]) -> PlaceMention:
    return PlaceMention(document, pieces[0].evidence if pieces else None, len({piece.answer.claim.pk for piece in pieces}))


def _voice(
    document: Document, order: Sequence[str], supporting: Sequence[_Piece], context: Sequence[_Piece], atlas: _Atlas
) -> Voice:
    """Return what a document says of the countries of a layer, in their order, and on what others it has words as context."""
    named = _first_words(document, supporting, atlas)
    beside = {key: evidence for key, evidence in _first_words(document, context, atlas).items() if key not in named}
    return Voice(
        document,
        tuple((atlas.places[key], named[key]) for key in order if key in named),
        tuple((atlas.places[key], evidence) for key, evidence in beside.items()),
    )


def _first_words(document: Document, pieces: Sequence[_Piece], atlas: _Atlas) -> Mapping[str, Evidence]:
    """Return a document's first words on each country, those on the country itself before those on a place in it."""
    words: dict[str, Evidence] = {}
    spoken = [piece for piece in pieces if piece.evidence.passage.document_id == document.pk]
    for piece in sorted(spoken, key=lambda piece: atlas.places[piece.place].kind != PlaceKind.COUNTRY):
        if country := atlas.country_of(piece.place):
            words.setdefault(country, piece.evidence)
    return words


def _order(place: LayerPlace) -> tuple[YearSpan, int, str]:
    return place.spans[0] if place.spans else YearSpan(0, 0), -place.count, place.place.name
