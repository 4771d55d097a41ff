"""Rule a plate of groups before anything is drawn on it: lanes with their names, years, and what stands over its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from profiles.figures.lineage.drawing import Frame, PlateBox, PlateText, Point, Way
from profiles.figures.timeline.scale import Scale

_YEAR = 36.0  # the least width of a year that has its name over it: else every second has
_SLANT = -75


@dataclass(frozen=True, slots=True)
class GroupLane:
    """A group's lane: its name and a rule that leads the eye along it, in each part of the plate."""

    key: str
    names: tuple[PlateText, ...]
    rules: tuple[str, ...]
    is_trunk: bool


@dataclass(frozen=True, slots=True)
class PlatePart:
    """The dated or the undated part of a plate: what stands over it, its lanes, and from where to where they reach along it."""

    caption: str
    frame: Frame
    start: float
    end: float


def rule_lane(key: str, name: str, place: int, parts: Sequence[PlatePart], *, is_trunk: bool) -> GroupLane:
    """Return a lane through all parts."""
    rules = tuple(part.frame.pen.line((part.start, part.frame.lane(place)), (part.end, part.frame.lane(place))) for part in parts)
    return GroupLane(key, tuple(_name_lane(name, place, part) for part in parts), rules, is_trunk)


def _name_lane(name: str, place: int, part: PlatePart) -> PlateText:
    pen, across = part.frame.pen, part.frame.lane(place)
    if part.frame.way is Way.RIGHT:
        return pen.text(name, (0, across), shift=(0, 4.5))
    return pen.text(name, (part.start - 6, across), turn=_SLANT, shift=(5, 0))


def rule_years(scale: Scale | None, frame: Frame) -> tuple[tuple[PlateText, str], ...]:
    """Return years and decades with their rules. Names stand over their years, or on a plate that runs down where these begin."""
    if not scale:
        return ()
    pen, found = frame.pen, []
    for band in scale.bands():
        along = frame.names + band.x
        if frame.way is Way.RIGHT:
            label = pen.text(
                _spaced(band.label, band.width, frame.turn), (frame.names + band.middle, frame.side - 8), anchor="middle"
            )
        else:
            label = pen.text(band.label, (along, frame.side - 6), anchor="end", shift=(0, 4))
        found.append((label, pen.line((along, frame.side - 4), (along, frame.foot))))
    return tuple(found)


def rule_early(scale: Scale | None, frame: Frame) -> tuple[PlateBox, PlateText] | None:
    """Return where years are drawn narrower, and the first of them if no decade is named there; nothing where all are alike."""
    if not scale or not scale.early:
        return None
    left, right = frame.names + scale.early.x, frame.names + scale.early.end
    is_named = any(band.label for band in scale.bands() if band.middle < scale.early.end)
    first = "" if is_named or frame.way is Way.DOWN else str(scale.early.first)
    words = frame.pen.text(first, (left, frame.side - 8))
    return frame.pen.box((left, frame.side - 4), (right, frame.foot)), words


def caption_part(part: PlatePart) -> PlateText:
    """Return what stands over a part."""
    if part.frame.way is Way.RIGHT:
        return part.frame.pen.text(part.caption, (0, max(part.frame.side - part.frame.head, 0) + 14))
    return part.frame.pen.text(part.caption, (part.start - part.frame.head, 0))


def place_node_words(node: Point, first: float, frame: Frame) -> tuple[PlateText, ...]:
    """Return where the words for a merger end: before its node, or in two lines before the first lane that goes into it.

    Whoever shows the plate has the words.
    """
    if frame.way is Way.RIGHT:
        return (frame.pen.text("", node, anchor="end", shift=(-12, 4.5)),)
    return tuple(frame.pen.text("", (node[0], first), anchor="end", shift=(-10, down)) for down in (-12, 2))


def _spaced(label: str, width: float, turn: int) -> str:
    """Return a year's name, or nothing for every second one where two have no room side by side."""
    return label if width >= _YEAR or not label.isdigit() or (int(label) - turn) % 2 == 0 else ""
