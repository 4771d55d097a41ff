"""What is lettered on the maps: figures and names of countries, regions and areas, for a phone and for a wide screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from profiles.figures.map.labels import LabelBox, Lettered, TextAnchor, around, choose, is_clear, lettered, point_box, settle
from profiles.figures.map.outlines import Outline
from profiles.figures.map.sheets import Sheet
from profiles.figures.map.window import Spot

# How high letters are, in units: on a narrow screen, and on a wide one. static/css/components/map.css sets them so.
SIZES = PHONE, WIDE = 30, 14
SMALL_SIZES = 15, 12
CAPITALS = 17  # spaced capitals on a wide screen, as wide as letters of this size
_POINT, _CLEAR = 11, 15  # half the size of a point; how far off its name stands
_RING, _RING_CLEAR = 15, 20  # the same of the ring that stands for an area without borders
_WITHIN = 0.6  # how much of a country's name has to stand within it
_APART = 8  # between the name of a country or the figure of a region and what else is lettered
_MARGIN = 8  # between a country's name and a border
Figure = tuple[str, int]  # what is written on a place, and its shade


@dataclass(frozen=True)
class Letters:
    """A name or a figure on the map; `screen`: narrow or wide, where it stands on one of them only; `below`: under its figure."""

    x: int
    y: int
    text: str
    kind: str
    shade: int = 0
    screen: str = ""
    below: bool = False
    anchor: TextAnchor = TextAnchor.MIDDLE


@lru_cache(maxsize=16)  # names and numbers change when claims do, and not between two requests
def letter_closer(
    sheet: Sheet,
    points: tuple[tuple[str, Spot], ...],
    areas: tuple[tuple[str, str, Spot], ...],
    regions: tuple[tuple[str, Figure, str], ...],
) -> tuple[tuple[Lettered, ...], tuple[Letters, ...]]:
    """Return where the names of points stand on the closer view, and the figures and names of areas, regions and countries.

    Points are named first, for a phone; a wide screen shows the same names smaller, and regions use the room that this leaves.
    """
    frame = LabelBox(0, 0, sheet.window.width, sheet.window.height)
    dots = [point_box(at, _POINT) for _, at in points] + [point_box(at, _RING) for _, _, at in areas]
    places = settle([around(text, at, PHONE, _CLEAR) for text, at in points], dots, frame)
    letters: list[Letters] = []
    for size, screen in ((PHONE, "narrow"), (WIDE, "wide")):
        taken = dots + [
            lettered(text, (place.x, place.y), size, place.anchor).box for (text, _), place in zip(points, places, strict=True)
        ]
        letters += _area_letters(areas, size, screen, taken, frame)
        for name, figure, code in regions:
            letters += _region_letters(name, figure, sheet.regions[code], size, screen, taken, frame)
    letters += _country_names(sheet, taken, frame)
    return places, tuple(letters)


@lru_cache(maxsize=16)
def letter_countries(
    countries: tuple[tuple[str, Figure, Outline], ...], sizes: tuple[float, float], frame: LabelBox
) -> tuple[Letters, ...]:
    """Return the figure of each country, and its name below it where there is room for it.

    What stands at one place on narrow and wide screens is one; a name that a narrow screen has no room for is on wide ones alone.
    """
    return tuple(_letter_countries(countries, sizes, frame))


def _letter_countries(
    countries: Sequence[tuple[str, Figure, Outline]], sizes: tuple[float, float], frame: LabelBox
) -> Iterable[Letters]:
    narrow, wide = (_place_figures(countries, size, frame) for size in sizes)
    for (name, (figure, shade), _), on_narrow, on_wide in zip(countries, narrow, wide, strict=True):
        for (spot, named), screen in ((on_narrow, "narrow"), (on_wide, "wide")):
            if on_narrow[0] != on_wide[0]:
                yield Letters(*spot, figure, "count", shade, screen)
                if named:
                    yield Letters(*spot, name, "name", shade, screen, below=True)
        if on_narrow[0] == on_wide[0]:
            yield Letters(*on_narrow[0], figure, "count", shade)
            if on_narrow[1] or on_wide[1]:
                yield Letters(*on_narrow[0], name, "name", shade, "" if on_narrow[1] else "wide", below=True)


def _place_figures(countries: Sequence[tuple[str, Figure, Outline]], size: float, frame: LabelBox) -> list[tuple[Spot, bool]]:
    """Return where each country's figure stands in letters of a size, and whether its name stands below it.

    Those that come first choose first; a name may stand out of its country a little, if no place there holds all of it.
    """
    taken: list[LabelBox] = []
    found: list[tuple[Spot, bool]] = []
    for name, (figure, _), shape in countries:
        spots = _spots(shape)
        wholes = [_figure_above(name, spot, size, figure) for spot in spots]
        held = [whole for whole in wholes if shape.interior.holds(whole.box)]
        held += [whole for whole in wholes if shape.interior.holds(_most_of(whole.box))]
        held += [whole for whole, spot in zip(wholes, spots, strict=True) if _bears(shape, name, spot, size, figure)]
        chosen = next((whole for whole in held if is_clear(whole, taken, frame)), None)
        named = chosen is not None
        if chosen is None:
            places = [_figure_above("", spot, size, figure) for spot in spots]
            inside = [place for place in places if shape.interior.holds(place.box)]
            chosen = choose(inside or places, taken, frame)
        taken.append(chosen.box)
        found.append(((chosen.x, chosen.y), named))
    return found


def _bears(shape: Outline, name: str, spot: Spot, size: float, figure: str) -> bool:
    """Whether a figure stands within a country and, along its middle, most of the name below it."""
    if not shape.interior.holds(_figure_above("", spot, size, figure).box):
        return False
    below = _below(name, spot, size)
    line = LabelBox(below.box.left, below.y - 1, below.box.right, below.y + 1)
    return shape.interior.holds(_most_of(line))


def _most_of(box: LabelBox) -> LabelBox:
    overhang = (box.right - box.left) * (1 - _WITHIN) / 2
    return LabelBox(box.left + overhang, box.top, box.right - overhang, box.bottom)


def quiet_name(shape: Outline, frame: LabelBox) -> tuple[Letters, ...]:
    """Return the name of a country that nobody names, where it has room for it; a wide screen alone shows it."""
    place = lettered(shape.name, shape.label, CAPITALS)
    room = is_clear(place, (), frame) and shape.interior.holds(place.box)
    return (Letters(place.x, place.y, shape.name, "country", screen="wide"),) if room else ()


def _spots(shape: Outline) -> tuple[Spot, ...]:
    """Return places in an outline for a name, the roomiest first."""
    x0, y0 = shape.label
    inside = shape.interior.spots(max(8, round(shape.interior.extent / 14)))
    return shape.label, *sorted(inside, key=lambda spot: (spot[0] - x0) ** 2 + (spot[1] - y0) ** 2)


def _region_letters(
    name: str, figure: Figure, shape: Outline, size: float, screen: str, taken: list[LabelBox], frame: LabelBox
) -> Iterable[Letters]:
    """Yield a region's figure, and its name below it where there is room for both, and take their room.

    A figure stands inside its region wherever one place there holds it.
    """
    (written, shade), spots = figure, _spots(shape)
    others = [box.grown(_APART) for box in taken]
    places = [place for spot in spots if shape.interior.holds((place := _figure_above(name, spot, size, written)).box)]
    best = choose(places, others, frame) if places else None
    named = best is not None and (is_clear(best, others, frame) or screen == "wide")
    if best is not None and named:
        place = best
    else:
        figures = [_figure_above("", spot, size, written) for spot in spots]
        place = choose([place for place in figures if shape.interior.holds(place.box)] or figures, others, frame)
    taken.append(place.box)
    yield Letters(place.x, place.y, written, "count", shade, screen)
    if named:
        yield Letters(place.x, place.y, name, "region", shade, screen, below=True)


def _area_letters(
    areas: Sequence[tuple[str, str, Spot]], size: float, screen: str, taken: list[LabelBox], frame: LabelBox
) -> Iterable[Letters]:
    """Yield beside the ring of each area its name and figure, or where there is no room for both its figure, and take the room.

    The names choose first, so that a figure alone is never in the way of a name.
    """
    placed: dict[int, tuple[str, Lettered]] = {}
    for texts in ([f"{name} {figure}" for name, figure, _ in areas], [figure for _, figure, _ in areas]):
        for number, (text, (_, _, at)) in enumerate(zip(texts, areas, strict=True)):
            place = choose(around(text, at, size, _RING_CLEAR), taken, frame)
            if number not in placed and (text == areas[number][1] or is_clear(place, taken, frame)):
                placed[number] = text, place
                taken.append(place.box)
    for _, (text, place) in sorted(placed.items()):
        yield Letters(place.x, place.y, text, "area", 0, screen, anchor=place.anchor)


def _figure_above(name: str, at: Spot, size: float, figure: str) -> Lettered:
    """Return the room of a figure with a name below it, in letters of a size."""
    number, below = lettered(figure, at, size * 1.25), _below(name, at, size)
    left, right = min(number.box.left, below.box.left), max(number.box.right, below.box.right)
    return Lettered(*at, number.anchor, LabelBox(left, number.box.top, right, below.box.bottom if name else number.box.bottom))


def _below(name: str, at: Spot, size: float) -> Lettered:
    return lettered(name, (at[0], round(at[1] + size * 1.15)), size)


def _country_names(sheet: Sheet, taken: list[LabelBox], frame: LabelBox) -> Iterable[Letters]:
    """Yield the countries' names where a wide screen has room for them; over no border, if there is such a place."""
    for code, shape in sheet.countries.items():
        regions = [outline.interior for region, outline in sheet.regions.items() if region[:2] == code]
        places = [lettered(shape.name, spot, CAPITALS) for spot in _spots(shape)]
        clear = [place for place in places if is_clear(place, [box.grown(_APART) for box in taken], frame)]
        rooms = ((place, room) for room in (regions, [shape.interior]) for place in clear)
        found = next((place for place, room in rooms if any(inside.holds(place.box.grown(_MARGIN)) for inside in room)), None)
        if found is not None:
            taken.append(found.box)
            yield Letters(found.x, found.y, shape.name, "country", screen="wide")
