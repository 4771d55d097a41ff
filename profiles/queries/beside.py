"""Passages of two sides beside each other: the words that both have, those that claims rest on, and what is known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from profiles.domain.origins import works_of
from profiles.domain.repeats import Bond, Link, bind_documents
from profiles.models import Claim, Evidence
from profiles.queries.repeats import bound_evidence, in_slug_order
from sources.anchoring import Anchor
from sources.models import Citation, Document, Passage, Work
from sources.reader import render_passage
from sources.shared_runs import SharedRun


@dataclass(frozen=True)
class Shown:
    """A passage with its words marked: those that both sides have, and those that claims rest on."""

    passage: Passage
    html: SafeString


@dataclass(frozen=True)
class Bound:
    """A claim that rests on both sides, whether its text is marked as the same, how, the works that both lead to, and notes."""

    claim: Claim
    same_text: bool
    grounds: tuple[str, ...]
    works: tuple[Work, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """Passages of the one side and of the other, the claims that bind them, and how many words both have in a row at most."""

    left: tuple[Shown, ...]
    right: tuple[Shown, ...]
    claims: tuple[Bound, ...]
    longest: int


@dataclass
class _Group:
    """What stands beside each other, as it is gathered: the passages of either side, and their spans.

    With each span, whether both sides have its words.
    """

    left: set[int] = field(default_factory=set)
    right: set[int] = field(default_factory=set)
    spans: dict[int, dict[Anchor, bool]] = field(default_factory=dict)
    claims: list[tuple[Link, list[Evidence]]] = field(default_factory=list)
    longest: int = 0

    def bind(self, link: Link, left: Sequence[Evidence], right: Sequence[Evidence]) -> None:
        """Add a claim with its evidence on either side."""
        self.claims.append((link, [*left, *right]))
        for side, pieces in ((self.left, left), (self.right, right)):
            for piece in pieces:
                side.add(piece.passage_id)
                self._mark(piece.passage_id, piece.span, shared=False)

    def share(self, run: SharedRun, left: int) -> None:
        """Add words that both sides have; `left` is the passage of the first side."""
        places = (run.passage_id, run.span), (run.other_id, run.other_span)
        for passage, span in places:
            (self.left if passage == left else self.right).add(passage)
            self._mark(passage, span, shared=True)
        self.longest = max(self.longest, run.count)

    def _mark(self, passage: int, span: Anchor, *, shared: bool) -> None:
        spans = self.spans.setdefault(passage, {})
        spans[span] = spans.get(span, False) or shared


def documents_beside(left: Document, right: Document) -> list[Beside]:
    """Return the passages of two documents that have something in common, side by side: six queries."""
    evidence = {piece.pk: piece for piece in bound_evidence()}
    links = bind_documents(piece.support for piece in evidence.values()).get(in_slug_order(left, right), ())
    turned = left.slug > right.slug
    groups: dict[tuple[frozenset[int], frozenset[int]], _Group] = {}
    for link in links:
        mine, theirs = ([evidence[pk] for pk in ids] for ids in ((link.right, link.left) if turned else (link.left, link.right)))
        passages = _passages(mine), _passages(theirs)
        group = groups.setdefault(passages, _Group())
        group.bind(link, mine, theirs)
    for run in _runs_between(left, right):
        first, second = (run.other_id, run.passage_id) if turned else (run.passage_id, run.other_id)
        holding = [group for group in groups.values() if first in group.left and second in group.right]
        for group in holding or [groups.setdefault((frozenset({first}), frozenset({second})), _Group())]:
            group.share(run, first)
    return _shown(groups.values())


def work_beside(document: Document, work: Work) -> list[Beside]:
    """Return a document's passages that are shown to repeat a work, each beside those of others that lead to it: five queries.

    The work itself is not stored: what it says is known from the documents that credit it.
    """
    by_claim: dict[str, list[Evidence]] = {}
    for piece in bound_evidence():
        if work.key in works_of(piece.support):
            by_claim.setdefault(piece.claim.key, []).append(piece)
    groups: dict[frozenset[int], _Group] = {}
    for key, pieces in by_claim.items():
        mine = [piece for piece in pieces if piece.passage.document_id == document.pk and piece.repeats_work_id == work.pk]
        theirs = [piece for piece in pieces if piece.passage.document_id != document.pk]
        if mine:
            ids = frozenset(piece.pk for piece in mine), frozenset(piece.pk for piece in theirs)
            group = groups.setdefault(_passages(mine), _Group())
            group.bind(Link(key, Bond.SAME_WORK, *ids, frozenset({work.key})), mine, theirs)
    return _shown(groups.values())


def _passages(evidence: Iterable[Evidence]) -> frozenset[int]:
    return frozenset(piece.passage_id for piece in evidence)


def _runs_between(left: Document, right: Document) -> Iterable[SharedRun]:
    first, second = in_slug_order(left, right)
    return SharedRun.objects.filter(passage__document__slug=first, other__document__slug=second).order_by("start", "other_start")


def _shown(groups: Iterable[_Group]) -> list[Beside]:
    """Return groups as they are shown, in the order of the first side's passages."""
    held = list(groups)
    passages = (
        Passage.objects.filter(pk__in={pk for group in held for pk in group.spans})
        .select_related("document")
        .defer("document__text")
        .prefetch_related("citations__work")
        .in_bulk()
    )
    works = Work.objects.in_bulk({key for group in held for link, _ in group.claims for key in link.works}, field_name="key")
    shown = [_beside(group, passages, works) for group in held]
    return sorted(shown, key=lambda beside: [[one.passage.number for one in side] for side in (beside.left, beside.right)])


def _beside(group: _Group, passages: Mapping[int, Passage], works: Mapping[str, Work]) -> Beside:
    left, right = (
        tuple(
            Shown(passage, render_passage(passage, group.spans[passage.pk]))
            for passage in sorted((passages[pk] for pk in side), key=_place_of)
        )
        for side in (group.left, group.right)
    )
    claims = tuple(_bound(link, pieces, works) for link, pieces in group.claims)
    return Beside(left, right, claims, group.longest)


def _place_of(passage: Passage) -> tuple[int, str, int]:
    return passage.document.order, passage.document.slug, passage.number


def _bound(link: Link, pieces: Sequence[Evidence], works: Mapping[str, Work]) -> Bound:
    grounds = tuple(dict.fromkeys(piece.get_ground_display() for piece in pieces if piece.ground))
    same = link.bond is Bond.SAME_TEXT
    notes = tuple(dict.fromkeys(piece.repeats_note for piece in pieces if piece.repeats_note))
    return Bound(pieces[0].claim, same, grounds, tuple(works[key] for key in sorted(link.works)), notes)


def cited_by_both(left: Document, right: Document, works: Sequence[Work]) -> list[tuple[Work, list[Passage]]]:
    """Return works, each with the passages of two documents that cite it, in their order: one query."""
    found: dict[int, dict[int, Passage]] = {}
    citations = Citation.objects.filter(passage__document__in=(left, right), work__in=list(works)).select_related(
        "passage__document"
    )
    long = ("passage__document__text", "passage__text", "passage__translation")
    for citation in citations.select_related("passage__document").defer(*long):
        found.setdefault(citation.work_id or 0, {})[citation.passage_id] = citation.passage
    return [(work, list(found[work.pk].values())) for work in works]
