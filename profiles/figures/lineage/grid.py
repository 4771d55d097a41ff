"""Rule a plate of groups before anything is drawn on it: lanes with their names, years, and what stands over its parts."""

from dataclasses import dataclass

from profiles.figures.lineage.drawing import Frame, PlateBox, PlateText, Point, Way
from profiles.figures.timeline.scale import Scale

_YEAR = 36.0  # the least width of a year that has its name over it: else every second has
_SLANT = -75


@dataclass(frozen=True, slots=True)
class GroupLane:
    """A group's lane: its name, twice, and a rule in each part of the plate that leads the eye along it."""

    key: str
    names: tuple[PlateText, PlateText]
    rules: tuple[str, str]
    is_trunk: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """How far the parts of a plate reach along it: where the dated one ends, and where the undated one begins and ends."""

    dated: float
    undated: float
    end: float


def rule_lane(key: str, name: str, place: int, frame: Frame, parts: Parts, *, is_trunk: bool) -> GroupLane:
    """Return a lane through both parts."""
    pen, across = frame.pen, frame.lane(place)
    rules = (pen.line((frame.names, across), (parts.dated, across)), pen.line((parts.undated, across), (parts.end, across)))
    if frame.way is Way.RIGHT:
        names = tuple(pen.text(name, (along, across), shift=(0, 4.5)) for along in (0, parts.dated + 12))
    else:
        names = tuple(
            pen.text(name, (along, across), turn=_SLANT, shift=(5, 0)) for along in (frame.names - 10, parts.undated - 2)
        )
    return GroupLane(key, (names[0], names[1]), rules, is_trunk)


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
    is_named = any(band.label for band in scale.bands() if band.x < scale.early.end)
    first = "" if is_named or frame.way is Way.DOWN else str(scale.early.first)
    words = frame.pen.text(first, (left, frame.side - 8))
    return frame.pen.box((left, frame.side - 4), (right, frame.foot)), words


def caption_parts(frame: Frame, parts: Parts) -> tuple[PlateText, PlateText]:
    """Return what stands over the two parts."""
    if frame.way is Way.RIGHT:
        return frame.pen.text("With a date", (frame.names, 14)), frame.pen.text("Without a date", (parts.undated, 14))
    return frame.pen.text("With a date", (14, 0)), frame.pen.text("Without a date", (parts.dated + 24, 0))


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
