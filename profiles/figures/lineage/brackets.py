"""Gather ties of one sort that share an end into brackets, set the brackets side by side by kind of tie, and draw them.

A bracket is what a family tree draws: one spine from the end that is shared, its hub, to the lanes of the others. What is drawn
here bears no date, so its order along the plate means nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from profiles.domain.ties import KIND_OF, MUTUAL, TieKind
from profiles.domain.values import Tie
from profiles.figures.lineage.drawing import BEAD, Frame, PlateBox, PlateItem, PlateMark, PlateText, Point, Way
from profiles.figures.timeline.scale import DateSpan

JAGGED = frozenset({TieKind.RIVALRY, TieKind.FIGHTING})
# Ties that one spine would join to more than a document says: two lists of three that merged are no merger of four.
APART = frozenset({Tie.MERGED_INTO})
_ABREAST = 3  # marks beside a spine, before they go on below
_LETTER = 6.6  # an average letter of a heading
_LINE = 14.0  # from one line of a heading to the next
_ASIDE = 8.0  # from where a column begins to its spine
_APART = 6.0  # between the words over two columns
_BETWEEN = 12.0  # between two kinds of ties


@dataclass(frozen=True, slots=True)
class Strand:
    """A tie to be drawn as one line: from whom to whom (keys), who says so (documents' marks), and when if they say so."""

    key: str
    of: str
    tie: Tie
    to: str
    documents: tuple[int, ...]
    span: DateSpan | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Ties of one sort that share an end: the hub. `to_hub`: whether they lead to it, or from it."""

    tie: Tie
    hub: str
    to_hub: bool
    strands: tuple[Strand, ...]

    def tooth(self, strand: Strand) -> str:
        """Return the end of a strand that is not the hub."""
        return strand.of if self.to_hub else strand.to

    def reach(self, places: Mapping[str, int]) -> tuple[int, int]:
        """Return the first and the last lane that it touches."""
        touched = [places[key] for strand in self.strands for key in (strand.of, strand.to)]
        return min(touched), max(touched)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over some columns: its words, in one line or in two, and the rule below them, or nothing."""

    lines: tuple[PlateText, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Brackets:
    """Brackets in their places: the ties, the kinds of ties and the sorts over them, and where they end along the plate."""

    drawn: tuple[PlateItem, ...]
    kinds: tuple[Heading, ...]
    sorts: tuple[Heading, ...]
    end: float


def gather(strands: Iterable[Strand], places: Mapping[str, int]) -> list[Bracket]:
    """Return brackets that hold every strand once, in the order of kinds and of ties, and of one tie the largest first."""
    brackets = []
    ordered = sorted(strands, key=lambda strand: (*_rank(strand.tie), places[strand.to], places[strand.of], strand.key))
    for tie, group in groupby(ordered, key=lambda strand: strand.tie):
        left = list(group)
        if tie in APART:
            brackets += [Bracket(tie, strand.to, True, (strand,)) for strand in left]
            continue
        while left:
            ends = Counter((side, end) for strand in left for side, end in (("to", strand.to), ("of", strand.of)))
            side, hub = min(ends, key=lambda end: (-ends[end], end[0] != "to", places[end[1]]))
            held = [strand for strand in left if (strand.to if side == "to" else strand.of) == hub]
            left = [strand for strand in left if strand not in held]
            brackets.append(Bracket(tie, hub, side == "to", tuple(held)))
    return brackets


def draw_brackets(
    brackets: Sequence[Bracket], names: Mapping[str, str], places: Mapping[str, int], frame: Frame, start: float
) -> Brackets:
    """Return brackets drawn from `start` on: a column for each, or on a plate that runs down a row for each tie."""
    if frame.way is Way.RIGHT:
        return _columns(brackets, places, frame, start)
    return _rows(brackets, names, places, frame, start)


def _columns(brackets: Sequence[Bracket], places: Mapping[str, int], frame: Frame, start: float) -> Brackets:
    """Return columns by kind, and within a kind by tie: each kind and each tie is named once, over all its columns."""
    drawn: list[PlateItem] = []
    kinds: list[Heading] = []
    sorts: list[Heading] = []
    along = start
    for kind, of_kind in groupby(brackets, key=lambda bracket: KIND_OF[bracket.tie]):
        first = along
        for tie, of_tie in groupby(of_kind, key=lambda bracket: bracket.tie):
            columns = list(of_tie)
            lines = _wrap(tie.value, frame.slot * len(columns))
            for place, bracket in enumerate(columns):
                drawn += _teeth(bracket, places, frame, along + _ASIDE + frame.slot * place)
            sorts.append(_over(lines, along, frame, frame.side - 10))
            along += max(frame.slot * len(columns), _longest(lines) + _APART)
        lines = _wrap(kind.words, along - first)
        along = max(along, first + _longest(lines))
        rule = frame.pen.line((first, frame.side - 3.3 * _LINE), (along, frame.side - 3.3 * _LINE))
        kinds.append(replace(_over(lines, first, frame, frame.side - 3.7 * _LINE), rule=rule))
        along += _BETWEEN
    return Brackets(tuple(drawn), tuple(kinds), tuple(sorts), max(start, along - _BETWEEN))


def _rows(
    brackets: Sequence[Bracket], names: Mapping[str, str], places: Mapping[str, int], frame: Frame, start: float
) -> Brackets:
    """Return a row for each tie; brackets that say the same of one group stand under one heading."""
    drawn: list[PlateItem] = []
    headings: list[Heading] = []
    along = start
    for words, alike in groupby(brackets, key=lambda bracket: _heading(bracket, names)):
        along += frame.slot
        headings.append(Heading((frame.pen.text(words, (along, 0), shift=(0, -5)),)))
        for strand in (strand for bracket in alike for strand in bracket.strands):
            along += frame.slot
            of, to = ((along - 6, frame.lane(places[key])) for key in (strand.of, strand.to))
            marks = frame.pen.marks(
                strand.documents, (along - 16, frame.fit(min(of[1], to[1]) + 5, BEAD * len(strand.documents))), across=True
            )
            hit = frame.pen.box((along - frame.slot, 0), (along, frame.foot))
            drawn.append(_tooth(strand, (of, to), (of, to), marks, hit, frame, head=True))
    return Brackets(tuple(drawn), (), tuple(headings), along)


def _teeth(bracket: Bracket, places: Mapping[str, int], frame: Frame, along: float) -> list[PlateItem]:
    """Return the ties of a bracket on one spine, each drawn as far as the next one nearer to the hub."""
    hub = (along, frame.lane(places[bracket.hub]))
    drawn = []
    for side in (-1, 1):
        near = hub
        ordered = sorted(bracket.strands, key=lambda strand: abs(places[bracket.tooth(strand)] - places[bracket.hub]))
        for strand in ordered:
            tooth = (along, frame.lane(places[bracket.tooth(strand)]))
            if (tooth[1] > hub[1]) is not (side > 0):
                continue
            ends = (tooth, hub) if bracket.to_hub else (hub, tooth)
            marks = _beside(strand.documents, tooth, frame)
            hit = frame.pen.box(
                (along - 8, tooth[1] - frame.pitch / 2 + 2), (along + frame.slot - 8, tooth[1] + frame.pitch / 2 - 2)
            )
            drawn.append(_tooth(strand, ends, (near, tooth), marks, hit, frame, head=near == hub or not bracket.to_hub))
            near = tooth
    return drawn


def _tooth(
    strand: Strand,
    ends: tuple[Point, Point],
    run: tuple[Point, Point],
    marks: tuple[PlateMark, ...],
    hit: PlateBox,
    frame: Frame,
    *,
    head: bool,
) -> PlateItem:
    """Return one tie: `ends` are those of whom and to whom, `run` is the part of the spine that is drawn for it."""
    of, to = ends
    pen, mutual = frame.pen, strand.tie in MUTUAL
    jagged = KIND_OF[strand.tie] in JAGGED and run[0] != run[1]
    return PlateItem(
        strand.key,
        pen.zigzag(*run) if jagged else pen.line(*run),
        marks,
        hit,
        dots=tuple(pen.at(end) for end in ((of, to) if mutual else (of,))),
        heads=() if mutual or not head else (pen.arrow(to, across=1 if to[1] > of[1] else -1),),
    )


def _beside(documents: tuple[int, ...], tooth: Point, frame: Frame) -> tuple[PlateMark, ...]:
    """Return marks to the right of a spine: a few abreast over the lane's rule, the others below it."""
    rows = [documents[first : first + _ABREAST] for first in range(0, len(documents), _ABREAST)]
    starts = [(tooth[0] + BEAD, tooth[1] - 9 + 18 * place) for place in range(len(rows))]
    return tuple(mark for row, start in zip(rows, starts, strict=True) for mark in frame.pen.marks(row, start))


def _heading(bracket: Bracket, names: Mapping[str, str]) -> str:
    words = (bracket.tie.value, names[bracket.hub])
    return " ".join(words if bracket.to_hub else reversed(words))


def _rank(tie: Tie) -> tuple[int, int]:
    return list(TieKind).index(KIND_OF[tie]), list(Tie).index(tie)


def _over(lines: Sequence[str], first: float, frame: Frame, across: float) -> Heading:
    """Return the lines of a heading that begins at some place along the plate, the last of them at `across`."""
    return Heading(
        tuple(frame.pen.text(line, (first, across - _LINE * (len(lines) - 1 - place))) for place, line in enumerate(lines))
    )


def _wrap(words: str, room: float) -> list[str]:
    """Return words in one line where there is room for them, else in the two lines of which the longer is shortest."""
    if " " not in words or len(words) * _LETTER <= room:
        return [words]
    parts = words.split(" ")
    halves = [[" ".join(parts[:cut]), " ".join(parts[cut:])] for cut in range(1, len(parts))]
    return min(halves, key=lambda lines: max(map(len, lines)))


def _longest(lines: Iterable[str]) -> float:
    return max(map(len, lines)) * _LETTER
