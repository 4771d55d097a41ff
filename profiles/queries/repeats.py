"""Who repeats whom: of every two documents what they have in common, and of documents and works which repeats which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Max, Q

from profiles.domain.origins import Basis
from profiles.domain.repeats import Bond, Link, Pair, bind_documents, repeated_works
from profiles.models import Evidence, Ground, Status
from sources.models import Citation, Document, Work
from sources.revision import once_a_revision
from sources.shared_runs import SharedRun
from sources.wording import count_in_words, join_words

GROUNDS = {
    Ground.CITED: "which it says",
    Ground.VERBATIM: "in the same words or nearly",
    Ground.TRANSLATED: "in translation",
}


@dataclass(frozen=True)
class InCommon:
    """What two documents have in common: runs of the same words, claims on the same text or work, works that both cite.

    `grounds` tell how the same text is known; `bound_works` are the works that bind claims.
    """

    left: Document
    right: Document
    runs: int
    longest: int
    links: tuple[Link, ...]
    grounds: tuple[str, ...]
    bound_works: tuple[Work, ...]
    works: tuple[Work, ...]

    @property
    def same_text(self) -> int:
        """How many claims rest on what a curator has marked as the same text."""
        return sum(link.bond is Bond.SAME_TEXT for link in self.links)

    @property
    def same_work(self) -> int:
        """How many claims both may have from the same work."""
        return sum(link.bond is Bond.SAME_WORK for link in self.links)

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """How much it is, to put the most first."""
        return self.same_text, self.same_work, self.runs, len(self.works)

    @property
    def told(self) -> tuple[str, ...]:
        """All of it in sentences; none where nothing is known."""
        said = []
        if self.same_text:
            rest = "rests" if self.same_text == 1 else "rest"
            said.append(f"{_counted(self.same_text)} {rest} on the same text in both, {join_words(self.grounds)}.")
        if self.same_work:
            lead = "leads" if self.same_work == 1 else "lead"
            said.append(f"{_counted(self.same_work)} {lead} to the same work in both, or may: {_named(self.bound_works)}.")
        if self.runs:
            times = {1: "once", 2: "twice"}.get(self.runs, f"{count_in_words(self.runs)} times")
            said.append(f"They have the same words {times}, at most {count_in_words(self.longest)} in a row.")
        if self.works:
            said.append(f"Both cite {_named(self.works)}.")
        return tuple(said)


@dataclass(frozen=True)
class Repeating:
    """A document that is shown to repeat a work: for how many claims, how that is known, and whether it cites the work at all."""

    document: Document
    work: Work
    claims: int
    grounds: tuple[str, ...]
    cites: bool

    @property
    def told(self) -> str:
        """All of it in a sentence after the document's name."""
        cited = "" if self.cites else ", and does not cite it"
        rest = "rests" if self.claims == 1 else "rest"
        return f"repeats {self.work} {join_words(self.grounds)}{cited}. {_counted(self.claims)} {rest} on that."


@dataclass(frozen=True)
class WorkRow:
    """A work that several documents lead to, and what each of these does with it, in their order."""

    work: Work
    cells: tuple[tuple[Document, bool, Repeating | None], ...]

    def beside(self, documents: Iterable[Document]) -> list[tuple[Document, bool, Repeating | None]]:
        """Return a cell for each of some documents, those that do nothing with it included."""
        told = {document.pk: (document, cites, repeating) for document, cites, repeating in self.cells}
        return [told.get(document.pk, (document, False, None)) for document in documents]


@dataclass(frozen=True)
class Row:
    """What a document has in common with each one before it; the columns of itself and of later ones are told elsewhere."""

    document: Document
    cells: tuple[tuple[Document, InCommon | None], ...]
    elsewhere: tuple[Document, ...]


@dataclass(frozen=True)
class Overview:
    """All that is known of who repeats whom: every two documents that have something in common, and the works.

    `heaviest` are the same pairs, the most first.
    """

    documents: tuple[Document, ...]
    pairs: Mapping[Pair, InCommon]
    repeating: tuple[Repeating, ...]
    works: tuple[WorkRow, ...]
    heaviest: tuple[InCommon, ...]

    @property
    def rows(self) -> list[Row]:
        """A row for each document but the first."""
        return [
            Row(
                document,
                tuple((other, self.pairs.get(in_slug_order(document, other))) for other in self.documents[:number]),
                self.documents[number:-1],
            )
            for number, document in enumerate(self.documents)
            if number
        ]


def in_slug_order(one: Document, other: Document) -> Pair:
    """Return two documents' slugs, the lesser first."""
    return (one.slug, other.slug) if one.slug < other.slug else (other.slug, one.slug)


def bound_evidence() -> list[Evidence]:
    """Return the published evidence for each claim that some evidence leads further back for: two queries."""
    leading = Evidence.objects.supporting().filter(~Q(ground="") | Q(basis=Basis.WORKS.value))
    return list(
        Evidence.objects.supporting()
        .filter(claim__status=Status.PUBLISHED, claim__in=leading.order_by().values("claim"))
        .select_related("claim")
        .with_sources()
        .defer("passage__document__text", "repeats_document__text", "passage__translation", "passage__text")
        .order_by("claim__key", "order", "pk")
    )


@once_a_revision
def who_repeats_whom() -> Overview:
    """Return what all documents have in common: six queries, however many there are."""
    documents = tuple(Document.objects.without_text())
    evidence = bound_evidence()
    supports = [piece.support for piece in evidence]
    citing = _citing()
    works = {work.key: work for work in Work.objects.all()}
    runs = _runs()
    links = bind_documents(supports)
    pairs: dict[Pair, InCommon] = {}
    for left, right in combinations(documents, 2):
        pair = in_slug_order(left, right)
        both = citing.get(left.pk, frozenset()) & citing.get(right.pk, frozenset())
        if pair in runs or pair in links or both:
            count, longest = runs.get(pair, (0, 0))
            held = links.get(pair, ())
            pairs[pair] = InCommon(
                left,
                right,
                count,
                longest,
                held,
                grounds_of(held, evidence),
                tuple(works[key] for key in sorted(frozenset[str]().union(*(link.works for link in held)))),
                tuple(work for work in works.values() if work.pk in both),
            )
    repeating = _repeating(documents, evidence, citing)
    heaviest = sorted(pairs.values(), key=lambda pair: [-count for count in pair.weight])
    return Overview(documents, pairs, repeating, _work_rows(documents, works.values(), citing, repeating), tuple(heaviest))


def grounds_of(links: Iterable[Link], evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return in words how the same text of some links is known, each ground once."""
    ids = frozenset[int]().union(*(link.left | link.right for link in links if link.bond is Bond.SAME_TEXT))
    marked = {piece.ground for piece in evidence if piece.pk in ids and piece.ground and piece.repeats_document_id}
    return tuple(GROUNDS[ground] for ground in Ground if ground.value in marked)


def _named(works: Iterable[Work]) -> str:
    return join_words([str(work) for work in works])


def _counted(claims: int) -> str:
    return f"{count_in_words(claims).capitalize()} claim{'' if claims == 1 else 's'}"


def _citing() -> dict[int, frozenset[int]]:
    """Return the works that each document cites, all by primary key."""
    found: dict[int, set[int]] = {}
    cited = Citation.objects.filter(work__isnull=False).order_by().values_list("passage__document_id", "work_id").distinct()
    for document, work in cited:
        found.setdefault(document, set()).add(work)
    return {document: frozenset(held) for document, held in found.items()}


def _runs() -> dict[Pair, tuple[int, int]]:
    """Return how many runs of words every two documents share, and how long the longest is."""
    told = SharedRun.objects.order_by().values_list("passage__document__slug", "other__document__slug")
    return {(left, right): (runs, longest) for left, right, runs, longest in told.annotate(runs=Count("pk"), most=Max("count"))}


def _repeating(
    documents: Sequence[Document], evidence: Iterable[Evidence], citing: Mapping[int, frozenset[int]]
) -> tuple[Repeating, ...]:
    by_id = {piece.pk: piece for piece in evidence}
    by_slug = {document.slug: document for document in documents}
    found = []
    for (slug, _), supports in repeated_works(piece.support for piece in by_id.values()).items():
        pieces = [by_id[support.id] for support in supports]
        work, document = pieces[0].repeats_work, by_slug[slug]
        assert work is not None  # noqa: S101 - they are chosen by it
        grounds = tuple(GROUNDS[ground] for ground in Ground if any(piece.ground == ground for piece in pieces))
        claims = len({piece.claim_id for piece in pieces})
        found.append(Repeating(document, work, claims, grounds, work.pk in citing.get(document.pk, ())))
    return tuple(sorted(found, key=lambda one: (one.document.order, one.document.slug, one.work.key)))


def _work_rows(
    documents: Sequence[Document], works: Iterable[Work], citing: Mapping[int, frozenset[int]], repeating: Sequence[Repeating]
) -> tuple[WorkRow, ...]:
    """Return the works to which two documents or more lead, by citing or repeating them."""
    by_place = {(one.document.pk, one.work.pk): one for one in repeating}
    rows = []
    leading: dict[int, list[Document]] = {}
    repeated: dict[int, set[int]] = {}
    for one in repeating:
        repeated.setdefault(one.document.pk, set()).add(one.work.pk)
    for document in documents:
        for pk in citing.get(document.pk, frozenset()) | repeated.get(document.pk, set()):
            leading.setdefault(pk, []).append(document)
    for work in works:
        if len(held := leading.get(work.pk, ())) > 1:
            cells = (
                (document, work.pk in citing.get(document.pk, ()), by_place.get((document.pk, work.pk))) for document in held
            )
            rows.append(WorkRow(work, tuple(cells)))
    return tuple(sorted(rows, key=lambda row: (-sum(bool(repeats) for _, _, repeats in row.cells), row.work.key)))
