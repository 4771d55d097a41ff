"""Lay groups and the ties between them out as a plate: a lane for each group, time along it, and ties without a date beside it.

The plate has two parts. In the first, time runs along the lanes: a group that merged is a line from its dated beginning (or a
short dashed one, where none is given) to the lane of the group that it merged into; any other dated tie joins two lanes at its
date. In the second part, below, ties without a date stand side by side by kind, in no order of time. A tie is drawn once, or left
out with the group that has no lane. Ties of one date are set a little apart, so that each can be seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from profiles.figures.lineage.brackets import Heading, Strand, draw_brackets, gather
from profiles.figures.lineage.dated_ties import MERGING, Beginning, Descent
from profiles.figures.lineage.drawing import BEAD, Frame, PlateBox, PlateItem, PlateText, Point, Way
from profiles.figures.lineage.grid import GroupLane, PlatePart, caption_part, place_node_words, rule_early, rule_lane, rule_years
from profiles.figures.timeline.scale import make_scale, order_of


@dataclass(frozen=True, slots=True)
class LineageGroup:
    """A group that has a lane: its key and its short name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Something about a group on which documents (by their marks) differ."""

    key: str
    group: str
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A tie that is not drawn: the key of its end that has no lane, or nothing if it ties a group to itself."""

    key: str
    without_lane: str


@dataclass(frozen=True, slots=True)
class Plate:
    """Everything in its place. `years` are names with their rules; `kinds` and `sorts` stand over the undated ties."""

    way: Way
    width: float
    height: float
    lanes: tuple[GroupLane, ...]
    years: tuple[tuple[PlateText, str], ...]
    early: tuple[PlateBox, PlateText] | None
    captions: tuple[PlateText, ...]
    kinds: tuple[Heading, ...]
    sorts: tuple[Heading, ...]
    trunk: str
    node: Point | None
    node_words: tuple[PlateText, ...]
    beginnings: tuple[PlateItem, ...]
    dated: tuple[PlateItem, ...]
    undated: tuple[PlateItem, ...]
    disputes: tuple[PlateItem, ...]
    left_out: tuple[LeftOut, ...]


def lay_out_plate(
    groups: Sequence[LineageGroup],
    strands: Iterable[Strand],
    beginnings: Iterable[Beginning],
    disputes: Iterable[Dispute],
    frame: Frame,
    trunk: str,
) -> Plate:
    """Return the plate, which turns on the group `trunk`. Raise ValueError if that has no lane, or two groups have one key."""
    places = {group.key: place for place, group in enumerate(groups)}
    if trunk not in places or len(places) < len(groups):
        raise ValueError(f"no lanes to lay out for the trunk {trunk!r}: {[group.key for group in groups]}")
    names = {group.key: group.name for group in groups}
    frame = replace(frame, lanes=len(groups))
    drawn, left_out = _sort_out(strands, places)
    begun = [beginning for beginning in beginnings if beginning.group in places]
    bundled = gather((strand for strand in drawn if not strand.span), places)
    if frame.way is Way.RIGHT:  # time reaches as far as the columns below it
        columns = draw_brackets(bundled, names, places, *frame.below(frame.names))
        frame = replace(frame, time=max(frame.time, columns.end - frame.names))
    descent = _descend(drawn, begun, frame, places, trunk)
    dated = PlatePart("With a date", frame, frame.names, max(frame.names + frame.time, descent.end))
    below, first = frame.below(dated.end)
    brackets = draw_brackets(bundled, names, places, below, first)
    undated = PlatePart("Without a date", below, first, max(brackets.end, dated.end))
    parts = (dated, undated) if bundled else (dated,)
    joined = [along for along, into in descent.nodes if into == trunk]
    node = (min(joined), frame.lane(places[trunk])) if joined else None
    size = frame.pen.at((parts[-1].end + frame.edge, parts[-1].frame.foot + frame.end))
    return Plate(
        way=frame.way,
        width=size[0],
        height=size[1],
        lanes=tuple(
            rule_lane(group.key, group.name, place, parts, is_trunk=group.key == trunk) for place, group in enumerate(groups)
        ),
        years=rule_years(descent.scale, frame),
        early=rule_early(descent.scale, frame),
        captions=tuple(caption_part(part) for part in parts),
        kinds=brackets.kinds,
        sorts=brackets.sorts,
        trunk=frame.pen.line(node, (dated.end, node[1])) if node else "",
        node=frame.pen.at(node) if node else None,
        node_words=place_node_words(node, descent.first_into_trunk, frame) if node else (),
        beginnings=tuple(descent.beginnings),
        dated=tuple(descent.dated),
        undated=brackets.drawn,
        disputes=tuple(
            _dispute(dispute, frame, places[dispute.group], dated.end) for dispute in disputes if dispute.group in places
        ),
        left_out=left_out,
    )


def _descend(
    strands: Iterable[Strand], beginnings: Sequence[Beginning], frame: Frame, places: Mapping[str, int], trunk: str
) -> Descent:
    """Return the dated part, drawn: beginnings, then mergers, then other ties, each in the order of time."""
    dated = sorted(
        ((strand.span, strand) for strand in strands if strand.span), key=lambda pair: (*order_of(pair[0]), pair[1].key)
    )
    spans = [*(span for span, _ in dated), *(beginning.span for beginning in beginnings)]
    scale = make_scale(spans, width=frame.time, turn=frame.turn) if spans else None
    descent = Descent(frame, places, trunk, scale)
    descent.begin(beginnings)
    for span, strand in dated:
        if strand.tie in MERGING:
            descent.merge(span, strand)
    descent.join_all((span, strand) for span, strand in dated if strand.tie not in MERGING)
    return descent


def _dispute(dispute: Dispute, frame: Frame, place: int, end: float) -> PlateItem:
    """Return the sign that documents differ on a group, with their marks, where its lane's dated part ends."""
    pen, across = frame.pen, frame.lane(place)
    first = end - BEAD * len(dispute.documents)
    x, y = pen.at((first - BEAD - 3, across))
    sign = f"M{x - 4} {y - 2.2}h8m-8 4.4h8m-1.2-7.6l-5.6 10.8"
    hit = pen.box((first - 2.4 * BEAD, across - 11.5), (end, across + 11.5))
    return PlateItem(dispute.key, sign, pen.marks(dispute.documents, (first, across)), hit)


def _sort_out(strands: Iterable[Strand], places: Mapping[str, int]) -> tuple[list[Strand], tuple[LeftOut, ...]]:
    drawn, left_out = [], []
    for strand in strands:
        missing = [key for key in (strand.of, strand.to) if key not in places]
        if missing or strand.of == strand.to:
            left_out.append(LeftOut(strand.key, missing[0] if missing else ""))
        else:
            drawn.append(strand)
    return drawn, tuple(left_out)
