"""All that can be found: read in a fixed number of queries, whatever is sought, and matched in memory.

The whole profile is some two thousand short rows, and every database gives the same: so a search means the same on all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from django.db.models import Exists, OuterRef

from profiles.domain.value_words import format_named
from profiles.domain.values import NameValue, TieValue, Value
from profiles.models import Actor, Answer, Evidence, Place, Question, Site, Stance, Status, topics_with_counts
from profiles.models.answers import shown_value
from profiles.search.matching import Match, Segment, Snippet, Term, find, letters_of, segments, snippet
from profiles.search.suggestions import WordIndex, words_of
from sources.addresses import address_of
from sources.documents import all_documents
from sources.models import Document, Passage, Work
from sources.revision import once_a_revision

MOST_SUGGESTIONS = 8
MOST_KEPT = 30_000  # entries that are kept in memory, of about a kilobyte each; where there are more, each search reads them anew
# What the address of a page is made of besides the key of its row.
ADDRESS_WORDS = frozenset({"actors", "claims", "places", "questions", "sources", "topics", "works"})


class Kind(StrEnum):
    """What is found, in the order in which it is shown."""

    NAME = "names"
    QUESTION = "questions"
    CLAIM = "claims"
    PASSAGE = "passages"
    WORK = "works"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, with their language (BCP 47) where it is not the page's."""

    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: what it is called, its other words, what it is, and its address.

    The other words of a passage are its translation.
    """

    kind: Kind
    key: str
    title: Text
    others: tuple[Text, ...]
    what: str
    url: str
    document: Document | None = None

    @property
    def texts(self) -> tuple[Text, ...]:
        """All its words, its title's first."""
        return (self.title, *self.others)

    @property
    def is_claim(self) -> bool:
        """Whether it is a claim, whose quotes open in place."""
        return self.kind is Kind.CLAIM


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in which every word that was sought stands, and where: in the texts from `first` on."""

    entry: Entry
    first: int
    match: Match


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the words that were found marked."""

    segments: tuple[Segment, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it is shown: its title, other words of it that were sought, a part of a long text, who says so."""

    entry: Entry
    title: Marked
    others: tuple[Marked, ...]
    snippet: Snippet | None = None
    translated: bool = False
    evidence: tuple[Evidence, ...] = ()


def read_all() -> Sequence[Entry]:
    """Return all that the public can find, kind by kind, each in the profile's own order: read once a revision, if it fits."""
    return _kept_entries() or tuple(_read_all())


@once_a_revision
def _kept_entries() -> tuple[Entry, ...]:
    entries = tuple(_read_all())
    return entries if len(entries) <= MOST_KEPT else ()


def _read_all() -> Iterator[Entry]:
    documents = all_documents()
    yield from read_pages(documents)
    yield from _passages(documents)


def read_pages(documents: Sequence[Document]) -> Iterator[Entry]:
    """Yield everything with a page of its own: seven queries. `documents` are all there are."""
    # Sorted here, for each database has its own idea of the alphabet.
    told = Actor.objects.annotate(is_the_subject=Exists(Site.objects.filter(subject=OuterRef("pk"))))
    actors = sorted(told.filter(claims__status=Status.PUBLISHED).distinct(), key=_alphabetically)
    places = sorted(Place.objects.filter(claims__status=Status.PUBLISHED).distinct(), key=_alphabetically)
    names = {actor.key: actor.name for actor in actors} | {place.key: place.name for place in places}
    answers = Answer.objects.published().in_profile_order()
    claims: dict[str, tuple[str, list[Text]]] = {}
    spellings: dict[str, list[Text]] = defaultdict(list)
    for key, says, data, kind, about in answers.values_list(
        "claim__key", "claim__says", "value", "question__value_kind", "question__about__key"
    ):
        value = shown_value(kind, data)
        claims.setdefault(key, (says, []))[1].extend(_label(value, names, about))
        if isinstance(value, NameValue):
            spellings[about].append(Text(value.name, value.language))
    for actor in actors:
        actor.is_subject = actor.is_the_subject
        also = tuple(spelling for spelling in spellings[actor.key] if spelling.words != actor.name)
        yield Entry(Kind.NAME, actor.key, Text(actor.name), also, actor.get_kind_display(), actor.get_absolute_url())
    for place in places:
        yield Entry(Kind.NAME, place.key, Text(place.name), (), place.get_kind_display(), place.get_absolute_url())
    for topic in topics_with_counts():
        yield Entry(Kind.QUESTION, topic.slug, Text(topic.title), (), "chapter", topic.get_absolute_url())
    for key, ask, chapter in Question.objects.answered().values_list("key", "ask", "topic__title"):
        yield Entry(Kind.QUESTION, key, Text(ask), (), chapter, address_of("profiles:question", key))
    for key, (says, labels) in claims.items():
        yield Entry(Kind.CLAIM, key, Text(says), tuple(dict.fromkeys(labels)), "claim", address_of("profiles:claim", key))
    for document in documents:
        title = Text(document.title, document.language)
        yield Entry(Kind.WORK, document.slug, Text(document.label), (title,), "document", document.get_absolute_url(), document)
    for work in sorted(Work.objects.all(), key=attrgetter("key")):
        others = tuple(Text(words) for words in (*work.also_titled, "; ".join(work.authors), work.container) if words)
        yield Entry(Kind.WORK, work.key, Text(work.title, work.language), others, str(work), work.get_absolute_url())


def search(terms: Sequence[Term], entries: Sequence[Entry]) -> dict[Kind, list[Hit]]:
    """Return the entries in which all the terms stand, by kind, the best of each kind first."""
    hits: dict[Kind, list[Hit]] = {kind: [] for kind in Kind}
    for entry in entries:
        if hit := _look(terms, entry):
            hits[entry.kind].append(hit)
    return {kind: sorted(found, key=_place) for kind, found in hits.items()}


def show(hits: Sequence[Hit]) -> list[Found]:
    """Return hits as they are shown; for claims, one query more: the documents that support them."""
    supporting: dict[str, dict[int, Evidence]] = defaultdict(dict)
    for piece in _evidence([hit.entry.key for hit in hits if hit.entry.kind is Kind.CLAIM]):
        supporting[piece.claim.key].setdefault(piece.passage.document_id, piece)
    return [_show(hit, tuple(supporting[hit.entry.key].values())) for hit in hits]


def suggest(path: str) -> list[Entry]:
    """Return the pages that may have been meant by an address at which there is nothing, the likeliest first.

    A page whose key is part of the address comes first, then pages of the same part of the site, such as /actors/….
    """
    words = words_of(path, ADDRESS_WORDS)
    if not words or "." in path.rstrip("/").rpartition("/")[2]:
        return []  # the address of a file: those who look for wp-login.php mean nothing here
    segments = path.strip("/").split("/")
    part = f"/{segments[0]}/"
    pages = _kept_pages() or _Pages(_read_pages())
    named = [place for segment in dict.fromkeys(segments) for place in pages.by_key.get(segment, ())]

    def is_inside(place: int) -> bool:
        return place not in named and pages.entries[place].url.startswith(part)

    def is_outside(place: int) -> bool:
        return place not in named and not pages.entries[place].url.startswith(part)

    inside = pages.words.closest(words, MOST_SUGGESTIONS, is_inside)
    outside = pages.words.closest(words, MOST_SUGGESTIONS, is_outside)
    return [pages.entries[place] for place in (*named, *inside, *outside)[:MOST_SUGGESTIONS]]


class _Pages:
    """The entries with a page of their own, by key and by the folded words that their addresses are recognised by."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.words = WordIndex(_words_of(entry) for entry in self.entries)
        self.by_key: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            self.by_key.setdefault(entry.key, []).append(place)


@once_a_revision
def _kept_pages() -> _Pages | None:
    entries = tuple(_read_pages())
    return _Pages(entries) if len(entries) <= MOST_KEPT else None


def _read_pages() -> Iterator[Entry]:
    return iter(read_pages(all_documents()))


def _words_of(entry: Entry) -> frozenset[str]:
    """Return the folded words of an entry's key and, of an actor or a place, of its names."""
    texts = (entry.key, *(text.words for text in entry.texts if entry.kind is Kind.NAME))
    return frozenset(letters_of(word) for text in texts for word in text.replace("-", " ").split())


def _passages(documents: Sequence[Document]) -> Iterator[Entry]:
    by_pk = {document.pk: document for document in documents}
    rows = Passage.objects.content().values_list("document", "number", "text", "translation", "path", "language")
    for pk, number, text, translation, path, language in rows:
        document = by_pk[pk]
        english = (Text(translation, "en"),) if translation else ()
        address = f"p{number}"
        yield Entry(
            Kind.PASSAGE,
            address,
            Text(text, language or document.language),
            english,
            path,
            f"{document.get_absolute_url()}#{address}",
            document,
        )


def _alphabetically(row: Actor | Place) -> tuple[str, str]:
    return letters_of(row.name), row.key


def _label(value: Value, names: Mapping[str, str], about: str) -> tuple[Text, ...]:
    """Return the words of a value under a question about an actor, by its key: of a tie with both ends; none of a text."""
    if isinstance(value, NameValue):
        return (Text(value.name, value.language),)
    words = format_named(replace(value, of=value.of or about) if isinstance(value, TieValue) else value, names)
    return (Text(words),) if words else ()


def _place(hit: Hit) -> tuple[int, bool]:
    """Return what hits are ordered by: how well the words were found, and whether all of them in the title."""
    return hit.match.rank, hit.first > 0 or len(hit.match.spans) > 1


def _look(terms: Sequence[Term], entry: Entry) -> Hit | None:
    """Return where all the terms stand: in an entry's title, else in all its words; in a passage, else in its translation."""
    texts = [text.words for text in entry.texts]
    if match := find(terms, texts[:1]):
        return Hit(entry, 0, match)
    first = 1 if entry.kind is Kind.PASSAGE else 0
    match = find(terms, texts[first:]) if len(texts) > 1 else None
    return Hit(entry, first, match) if match else None


def _show(hit: Hit, evidence: tuple[Evidence, ...]) -> Found:
    spans = dict(zip(hit.entry.texts[hit.first :], hit.match.spans, strict=False))
    title = Marked(segments(hit.entry.title.words, spans.get(hit.entry.title, ())), hit.entry.title.language)
    if hit.entry.kind is Kind.PASSAGE:
        text = hit.entry.texts[hit.first]
        return Found(hit.entry, Marked((), text.language), (), snippet(text.words, spans[text]), translated=hit.first > 0)
    others = tuple(Marked(segments(text.words, spans[text]), text.language) for text in hit.entry.others if spans.get(text))
    return Found(hit.entry, title, others, evidence=evidence)


def _evidence(claims: Sequence[str]) -> Sequence[Evidence]:
    """Return what supports claims, with no more of it than its documents' labels and its address."""
    return list(
        Evidence.objects.filter(claim__key__in=claims, stance=Stance.SUPPORTS)
        .select_related("claim", "passage__document")
        .only(
            "start",
            "end",
            "claim__key",
            "passage__number",
            "passage__document__slug",
            "passage__document__label",
            "passage__document__order",
            "passage__document__mark",
        )
        .order_by("passage__document__order", "passage__document__slug", "start", "end")
    )
