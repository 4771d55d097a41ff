"""Draw what bears a date on a plate of groups: when they began, their lines into one another, and other ties at their dates."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from profiles.domain.ties import KIND_OF, MUTUAL
from profiles.domain.values import Tie
from profiles.figures.lineage.brackets import JAGGED, Strand
from profiles.figures.lineage.drawing import BEAD, Frame, PlateBox, PlateItem, PlateMark, PlateText, Way
from profiles.figures.timeline.scale import DateBar, DateSpan, Scale, draw

MERGING = frozenset({Tie.SUCCEEDED_BY, Tie.MERGED_INTO, Tie.INCORPORATED_INTO})
_STUB = 66.0  # the dashed line of a group whose beginning nobody dates; its length means nothing
_ROUND = 9.0  # the corner of a line that turns to another lane
_APART = 12.0  # from one joint to the next: as little as lets both be seen, for the axis does not move
_LINES_APART = 16.0  # where time runs down, and each joint bears a line of words
_LETTER = 6.6  # an average letter of a label
_DIGIT = 8.6


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a group began, as some documents (by their marks) say, and the words for it."""

    key: str
    group: str
    span: DateSpan
    words: str
    documents: tuple[int, ...]


@dataclass
class Descent:
    """The dated part of a plate while it is drawn: beginnings first, then mergers, then other ties."""

    frame: Frame
    places: Mapping[str, int]
    trunk: str
    scale: Scale | None
    beginnings: list[PlateItem] = field(default_factory=list)
    dated: list[PlateItem] = field(default_factory=list)
    opened: dict[str, float] = field(default_factory=dict)  # where a group's dated beginning ends
    nodes: list[tuple[float, str]] = field(default_factory=list)  # mergers: where, and into whom
    mergers: list[tuple[float, str]] = field(default_factory=list)  # the lanes of those that merge, and into whom
    taken: list[tuple[float, float, float]] = field(default_factory=list)  # joints: where, from lane, to lane
    tracks: Counter[str] = field(default_factory=Counter)  # bars beside a lane, so far
    beside: Counter[str] = field(default_factory=Counter)  # bars beside a lane, in all
    end: float = 0.0

    def begin(self, beginnings: Iterable[Beginning]) -> None:
        """Draw when groups began."""
        pen, frame = self.frame.pen, self.frame
        for beginning in beginnings:
            left, right = self._run(beginning.span)
            across = frame.lane(self.places[beginning.group])
            self.opened[beginning.group] = max(right, self.opened.get(beginning.group, 0.0))
            wide, middle = len(beginning.words) * _DIGIT, (left + right) / 2
            if frame.way is Way.RIGHT:
                first = max(min(left, right - wide - BEAD * len(beginning.documents)), frame.names)
                label = pen.text(beginning.words, (first, across - 10))
                marks = pen.marks(beginning.documents, (first + wide + BEAD / 2, across - 14))
                hit = pen.box((min(left, first) - 2, across - 22), (max(right, first + wide + BEAD * len(marks)) + 2, across + 6))
            else:
                first = frame.fit(across + 8, wide + BEAD * (len(beginning.documents) + 0.5))
                label = pen.text(beginning.words, (middle, first), shift=(0, 4))
                marks = pen.marks(beginning.documents, (middle, first + wide + BEAD / 2), across=True)
                hit = pen.box((middle - 12, min(across, first) - 4), (middle + 12, first + wide + BEAD * len(marks)))
            self.beginnings.append(PlateItem(beginning.key, "", marks, hit, self._ticked(left, right, across), labels=(label,)))

    def merge(self, span: DateSpan, strand: Strand) -> None:
        """Draw a group's line, from its beginning to the lane of the group that it goes into, and how vague that date is."""
        pen, frame, bar = self.frame.pen, self.frame, self._bar(span)
        left, right = frame.names + bar.x, frame.names + bar.end
        along = _joint(bar, left, right)
        of, to = (frame.lane(self.places[key]) for key in (strand.of, strand.to))
        opened = self.opened.get(strand.of)
        known = opened is not None and opened < along - _ROUND
        start = opened if known and opened is not None else along - _STUB
        turn = max(start, along - _ROUND)
        first = along - BEAD * (len(strand.documents) + 0.4)
        marks = pen.marks(strand.documents, (first, of))
        path = pen.elbow((start if known else turn, of), (along, to), _ROUND)
        hit = pen.box((min(start, first - BEAD / 2), of - 11), (along + 4, of + 11))
        vague = "" if known else pen.line((start, of), (turn, of))
        self.dated.append(PlateItem(strand.key, path, marks, hit, vague if bar.brief else vague + self._ticked(left, right, of)))
        self.nodes.append((along, strand.to))
        self.mergers.append((of, strand.to))
        self.taken.append((along, min(of, to), max(of, to)))

    def join_all(self, strands: Iterable[tuple[DateSpan, Strand]]) -> None:
        """Draw ties between two lanes at their dates."""
        joined = list(strands)
        self.beside.update(self._outer(strand) for _, strand in joined)
        for span, strand in joined:
            self._join(span, strand)

    def _join(self, span: DateSpan, strand: Strand) -> None:
        """Draw a tie at its date; how long it held, or how vague the date is, is drawn beside the lane that is no trunk."""
        pen, frame, bar = self.frame.pen, self.frame, self._bar(span)
        outer = self._outer(strand)
        inner = strand.to if outer == strand.of else strand.of
        far, near = frame.lane(self.places[outer]) + self._track(outer), frame.lane(self.places[inner])
        left, right = frame.names + bar.x, frame.names + bar.end
        along = _joint(bar, left, right)
        grown = min((where for where, into in self.nodes if into == self.trunk), default=along)
        if self.trunk in (strand.of, strand.to) and along < grown <= right:
            along = grown  # the trunk has no line before
        along = self._clear(along, near, far)
        jagged = KIND_OF[strand.tie] in JAGGED
        spine = ((along, near), (along, far))
        mutual = strand.tie in MUTUAL
        of, to = spine[::-1] if outer == strand.of else spine
        heads = [] if mutual else [pen.arrow(to, across=1 if to[1] > of[1] else -1)]
        path = pen.zigzag(*spine) if jagged else pen.line(*spine)
        vague = ""
        if bar.open_start or bar.open_end:
            tip = left if bar.open_start else right
            path += pen.line((along, far), (tip, far))
            heads.append(pen.arrow((tip, far), along=-1 if bar.open_start else 1))
        elif not bar.brief:
            vague = self._ticked(left, right, far)
        reach = max(right, along) + BEAD * 0.8
        labels, marks, hit = self._told(strand, (min(left, along), reach), far, near, along, dated=bar.brief)
        dots = tuple(pen.at(dot) for dot in ((of, to) if mutual else (of,)))
        self.dated.append(PlateItem(strand.key, path, marks, hit, vague, dots, tuple(heads), labels))
        self.taken.append((along, min(near, far), max(near, far)))
        self.end = max(self.end, reach + BEAD * len(marks))

    def _told(
        self, strand: Strand, run: tuple[float, float], far: float, near: float, along: float, *, dated: bool
    ) -> tuple[tuple[PlateText, ...], tuple[PlateMark, ...], PlateBox]:
        """Return a joint's words, with a date that is too brief to be read off the axis; its marks; what a pointer may hit."""
        pen, frame = self.frame.pen, self.frame
        lines = [strand.tie.value, *([strand.when] if dated and strand.when else [])]
        left, right = run
        beads = BEAD * len(strand.documents)
        if frame.way is Way.DOWN:
            marks = pen.marks(strand.documents, (along, frame.fit(far + BEAD, beads)), across=True)
            hit = pen.box((along - 12, min(near, far)), (along + 12, max(near, far)))
            if near > far:
                return (
                    tuple(pen.text(line, (along, far), shift=(4, 14 + 13 * place)) for place, line in enumerate(lines)),
                    marks,
                    hit,
                )
            return (pen.text(lines[0], (along, frame.foot), anchor="end", shift=(0, -8)),), marks, hit
        wide = max(map(len, lines)) * _LETTER
        marks = pen.marks(strand.documents, (right, far))
        if near > far and right + beads + wide < frame.names + frame.time:
            labels = [pen.text(line, (right + beads, far), shift=(0, 4 + 13 * place)) for place, line in enumerate(lines)]
            return tuple(labels), marks, pen.box((left, far - 11.5), (right + beads + wide, far + 11.5))
        labels = [pen.text(line, (left - 8, far), anchor="end", shift=(0, 4 + 13 * place)) for place, line in enumerate(lines)]
        return tuple(labels), marks, pen.box((max(left - 8 - wide, 0), far - 11.5), (right + beads, far + 11.5))

    def _run(self, span: DateSpan) -> tuple[float, float]:
        bar = self._bar(span)
        return self.frame.names + bar.x, self.frame.names + bar.end

    def _bar(self, span: DateSpan) -> DateBar:
        if not self.scale:
            raise ValueError(f"no axis of time to draw a date on: {span}")
        return draw(span, self.scale)

    def _ticked(self, left: float, right: float, across: float) -> str:
        """Return the path of a vague date, from the first to the last day that it can mean."""
        pen = self.frame.pen
        ends = "".join(pen.line((end, across - 4), (end, across + 4)) for end in (left, right))
        return pen.line((left, across), (right, across)) + ends

    @property
    def first_into_trunk(self) -> float:
        """The first lane that goes into the trunk, or the trunk's own."""
        return min(
            (first for first, into in self.mergers if into == self.trunk), default=self.frame.lane(self.places[self.trunk])
        )

    def _outer(self, strand: Strand) -> str:
        return strand.of if strand.to == self.trunk else strand.to

    def _track(self, lane: str) -> float:
        """Return how far from its lane a bar is drawn: on it if it is alone, else beside it, on the one side and on the other."""
        if self.beside[lane] == 1:
            return 0.0
        self.tracks[lane] += 1
        return self.frame.pitch / 4 * (1 if self.tracks[lane] % 2 == 0 else -1)

    def _clear(self, along: float, near: float, far: float) -> float:
        """Return the first place from `along` on at which a joint is clear of those that are drawn."""
        low, high = min(near, far), max(near, far)
        apart = _LINES_APART if self.frame.way is Way.DOWN else _APART
        while any(abs(along - other) < apart - 0.1 and low < until and start < high for other, start, until in self.taken):
            along += apart / 4
        return along


def _joint(bar: DateBar, left: float, right: float) -> float:
    """Return where a tie of a date joins two lanes: at its known end where the other is open, else half-way."""
    return right if bar.open_start else left if bar.open_end else (left + right) / 2
