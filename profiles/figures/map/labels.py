"""Letter a map: where each name stands, so that names keep clear of one another, of the points and of the edge.

A name is tried at one place after another, best first. A point is named at its right, left, above, below, then at its corners,
after Imhof (1975), and the same again a little farther off. Everything is in units of the map.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from profiles.figures.map.window import Spot

_LETTER = 0.56  # the width of a letter in ems, on the whole, of the interface face
_LEADING = 3  # units above and below letters that stay empty
_GAP = 2
_ROUNDS = 5


class TextAnchor(StrEnum):
    """Which end of a name stands at its point, in SVG's words."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class LabelBox:
    """A rectangle, from its upper left to its lower right corner."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if self.left > self.right or self.top > self.bottom:
            raise ValueError(f"a box turned inside out: {self}")

    def meets(self, other: "LabelBox") -> bool:
        """Whether the two have some area in common."""
        return self.shared(other) > 0

    def shared(self, other: "LabelBox") -> float:
        """Return the area that the two have in common."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def grown(self, margin: float) -> "LabelBox":
        """Return it with a margin on each side."""
        return LabelBox(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def holds(self, other: "LabelBox") -> bool:
        """Whether the other lies within it."""
        return self.left <= other.left and self.top <= other.top and other.right <= self.right and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Lettered:
    """A name in its place: the point that its start, middle or end stands at, at half its height, and the room it takes."""

    x: int
    y: int
    anchor: TextAnchor
    box: LabelBox


def around(text: str, at: Spot, size: float, clear: float) -> tuple[Lettered, ...]:
    """Return the places for a point's name in letters of a size, `clear` units from the point, best first."""
    x, y = at
    places = []
    for off in (clear, clear * 1.7):
        aslant, over, under = off * 0.7, y - off - size / 2 + _LEADING, y + off + size / 2 - _LEADING
        places += [
            (x + off, y, TextAnchor.START),
            (x - off, y, TextAnchor.END),
            (x, over, TextAnchor.MIDDLE),
            (x, under, TextAnchor.MIDDLE),
            *((x + aslant, middle, TextAnchor.START) for middle in (over, under)),
            *((x - aslant, middle, TextAnchor.END) for middle in (over, under)),
        ]
    return tuple(lettered(text, (round(left), round(middle)), size, anchor) for left, middle, anchor in places)


def lettered(text: str, at: Spot, size: float, anchor: TextAnchor = TextAnchor.MIDDLE) -> Lettered:
    """Return a name at a place."""
    x, y = at
    width = len(text) * size * _LETTER
    left = x - width * {TextAnchor.START: 0, TextAnchor.MIDDLE: 0.5, TextAnchor.END: 1}[anchor]
    return Lettered(x, y, anchor, LabelBox(left, y - size / 2 + _LEADING, left + width, y + size / 2 - _LEADING))


def choose(places: Sequence[Lettered], taken: Iterable[LabelBox], frame: LabelBox) -> Lettered:
    """Return the first place that is clear of what is taken and within the frame, else the one that is least in the way.

    Raise ValueError if there are no places.
    """
    if not places:
        raise ValueError("a name needs a place to stand")
    boxes = tuple(taken)
    return min(places, key=lambda place: _in_the_way(place.box, boxes, frame))


def settle(names: Sequence[Sequence[Lettered]], taken: Sequence[LabelBox], frame: LabelBox) -> tuple[Lettered, ...]:
    """Return a place for each name, of the places that it may have: first one after another, then each again beside all others.

    Names that come first choose first; what they gave no thought to then is mended for as long as a name finds a better place.
    """
    chosen: list[Lettered] = []
    for places in names:
        chosen.append(choose(places, [*taken, *(placed.box for placed in chosen)], frame))
    for _ in range(_ROUNDS):
        before = list(chosen)
        for at, places in enumerate(names):
            others = [*taken, *(placed.box for placed in (*chosen[:at], *chosen[at + 1 :]))]
            if not is_clear(chosen[at], others, frame):
                chosen[at] = choose(places, others, frame)
        if chosen == before:
            break
    return tuple(chosen)


def is_clear(place: Lettered, taken: Iterable[LabelBox], frame: LabelBox) -> bool:
    """Whether a place is clear of what is taken, and within the frame."""
    return _in_the_way(place.box, tuple(taken), frame) == 0


def point_box(at: Spot, radius: float) -> LabelBox:
    """Return the room that a point takes."""
    return LabelBox(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)


def _in_the_way(box: LabelBox, taken: Sequence[LabelBox], frame: LabelBox) -> float:
    roomy = LabelBox(box.left - _GAP, box.top, box.right + _GAP, box.bottom)
    outside = 0.0 if frame.holds(box) else (box.right - box.left) * (box.bottom - box.top) - box.shared(frame) + 1
    return outside * 4 + sum(roomy.shared(other) for other in taken)
