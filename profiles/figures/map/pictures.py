"""Maps ready to be drawn: shapes shaded by how many documents name them, points, and names that keep clear of one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from profiles.domain.short_names import short_region_name
from profiles.figures.map.labels import LabelBox, Lettered, around, choose, is_clear, lettered, point_box, settle
from profiles.figures.map.outlines import Outline
from profiles.figures.map.shades import key_of
from profiles.figures.map.sheets import Sheet, closer, closer_sketch, sketch, wide
from profiles.figures.map.window import Spot
from profiles.models import Place, Site
from profiles.queries.places import Named, Voice

# How high letters are, in units: on a narrow screen, and on a wide one. static/css/components/map.css sets them so.
SIZES = PHONE, WIDE = 30, 14
SMALL_SIZES = 15, 12
CAPITALS = 17  # spaced capitals on a wide screen, as wide as letters of this size
_POINT, _CLEAR = 11, 15  # half the size of a point; how far off its name stands
_APART = 8  # between a region's number and what else is lettered
_MARGIN = 8  # between a country's name and a border
Count = tuple[int, int]  # how many documents name a place, and the shade of that


@dataclass(frozen=True)
class Area:
    """A country or region that documents name: its path, what it is called, where it leads, how many name it, in which shade."""

    code: str
    path: str
    label: str
    url: str
    count: int
    shade: int


@dataclass(frozen=True)
class Dot:
    """A town, or a region shown at its town: where, how it is named and lettered, how many documents name it."""

    x: int
    y: int
    name: str
    label: str
    url: str
    count: int
    is_region: bool
    approximate: bool
    lettered: Lettered


@dataclass(frozen=True)
class Letters:
    """A name or a number on the map; `screen`: narrow or wide, where it stands on one of them only; `below`: under its number."""

    x: int
    y: int
    text: str
    kind: str
    shade: int = 0
    screen: str = ""
    below: bool = False


@dataclass(frozen=True)
class MapPicture:
    """One map: its accessible name, its size in units, and what is drawn, from the bottom up.

    `around` and `land` are paths of what nobody names, beyond and within the countries that the map is about, by code; `borders`
    are lines over them. `picked` is the path, or `pin` the point, of the one place that a locator is about. `key` is every
    count of documents with its shade.
    """

    name: str
    width: int
    height: int
    around: tuple[tuple[str, str], ...] = ()
    land: tuple[tuple[str, str], ...] = ()
    areas: tuple[Area, ...] = ()
    borders: tuple[str, ...] = ()
    letters: tuple[Letters, ...] = ()
    dots: tuple[Dot, ...] = ()
    picked: str = ""
    pin: Spot | None = None
    is_approximate: bool = False
    key: tuple[tuple[int, int], ...] = ()

    @property
    def role(self) -> str:
        """What it is to a screen reader: a group of links, or one image."""
        return "group" if self.areas or self.dots else "img"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all the countries on it."""
        return (*(code for code, _ in self.land), *(area.code for area in self.areas))


def merged_map(named: Sequence[Named], name: str, site: Site, *, small: bool = False) -> MapPicture | None:
    """Return the countries shaded by the number of documents that name them; None where the site has no map. It takes no query.

    `named` is what places.countries_named returns; `small` draws it coarsely, and names no country that they do not.
    """
    sheet, sizes = (sketch(site), SMALL_SIZES) if small else (wide(site), SIZES)
    if not sheet:
        return None
    drawn = [(mention, shape) for mention in named if (shape := sheet.shape_of(mention.place))]
    areas = tuple(
        Area(
            shape.code,
            shape.path,
            f"{mention.place.name}: named by {mention.in_words}",
            mention.place.get_absolute_url(),
            mention.count,
            mention.shade,
        )
        for mention, shape in drawn
    )
    letters = [
        text
        for mention, shape in drawn
        for text in _number_and_name(shape, mention.place.name, (mention.count, mention.shade), sizes)
    ]
    taken = {area.code for area in areas}
    others = [outline for code, outline in sheet.countries.items() if code not in taken]
    frame = LabelBox(0, 0, sheet.window.width, sheet.window.height)
    if not small:
        letters += [text for outline in others for text in _quiet_name(outline, frame)]
    return MapPicture(
        name,
        sheet.window.width,
        sheet.window.height,
        land=tuple((outline.code, outline.path) for outline in others),
        areas=areas,
        letters=tuple(letters),
        key=_key(named),
    )


def document_map(voice: Voice, site: Site) -> tuple[str, ...]:
    """Return the codes of the countries that one document names, as far as the merged map draws them."""
    sheet = wide(site)
    shapes = (sheet.shape_of(place) for place, _ in voice.named) if sheet else ()
    return tuple(shape.code for shape in shapes if shape)


def not_drawn(named: Iterable[Named], picture: MapPicture | None) -> tuple[Named, ...]:
    """Return what documents name and a map shows neither as an area nor as a dot; without a map, nothing is missing on it."""
    if not picture:
        return ()
    shown = {area.url for area in picture.areas} | {dot.url for dot in picture.dots}
    return tuple(mention for mention in named if mention.place.get_absolute_url() not in shown)


def closer_map(named: Sequence[Named], name: str, site: Site) -> MapPicture | None:
    """Return the regions and towns of the closer map, with the number of documents that mention each; None without such a map."""
    sheet = closer(site)
    if not sheet:
        return None
    regions = [
        (mention, shape) for mention in named if mention.place.iso in sheet.regions and (shape := sheet.shape_of(mention.place))
    ]
    shaped = {mention.place.pk for mention, _ in regions}
    points = [
        (mention, at)
        for mention in named
        if mention.place.pk not in shaped and _is_local(mention.place) and (at := sheet.point_of(mention.place))
    ]
    places, letters = _letter(
        sheet,
        tuple((f"{_short_name(mention.place)} {mention.count}", at) for mention, at in points),
        tuple((_short_name(mention.place), (mention.count, mention.shade), shape.code) for mention, shape in regions),
    )
    mentioned = {shape.code for _, shape in regions}
    return MapPicture(
        name,
        sheet.window.width,
        sheet.window.height,
        around=_paths(shape for code, shape in sheet.countries.items() if code not in site.regions_of),
        land=_paths(shape for code, shape in sheet.regions.items() if code not in mentioned),
        areas=tuple(
            Area(shape.code, shape.path, _mention(mention), mention.place.get_absolute_url(), mention.count, mention.shade)
            for mention, shape in regions
        ),
        borders=tuple(path for _, path in _paths(sheet.countries[code] for code in site.regions_of if code in sheet.countries)),
        letters=letters,
        dots=tuple(_dot(mention, at, place) for (mention, at), place in zip(points, places, strict=True)),
        key=_key(named),
    )


@lru_cache(maxsize=4)  # names and numbers change when claims do, and not between two requests
def _letter(
    sheet: Sheet, points: tuple[tuple[str, Spot], ...], regions: tuple[tuple[str, Count, str], ...]
) -> tuple[tuple[Lettered, ...], tuple[Letters, ...]]:
    """Return where the names of points stand on the closer view, and the numbers and names of regions and countries.

    Points are named first, for a phone; a wide screen shows the same names smaller, and regions use the room that this leaves.
    """
    frame = LabelBox(0, 0, sheet.window.width, sheet.window.height)
    dots = [point_box(at, _POINT) for _, at in points]
    places = settle([around(text, at, PHONE, _CLEAR) for text, at in points], dots, frame)
    letters: list[Letters] = []
    for size, screen in ((PHONE, "narrow"), (WIDE, "wide")):
        taken = dots + [
            lettered(text, (place.x, place.y), size, place.anchor).box for (text, _), place in zip(points, places, strict=True)
        ]
        for name, count, code in regions:
            letters += _region_letters(name, count, sheet.regions[code], size, screen, taken, frame)
    letters += _country_names(sheet, taken, frame)
    return places, tuple(letters)


def locator(place: Place, site: Site) -> MapPicture | None:
    """Return a small map on which one place is picked out; None where it has neither an outline nor a point."""
    sheets = (sketch(site),) if place.kind == "country" else (closer_sketch(site), sketch(site))
    sheet = next((sheet for sheet in sheets if sheet and (sheet.shape_of(place) or sheet.point_of(place))), None)
    if not sheet:
        return None
    shape = sheet.shape_of(place)
    country = (place.iso or (place.within.iso if place.within else ""))[:2]
    home = sheet.countries.get(country) if place.kind != "country" else None
    return MapPicture(
        f"Where {place.name} lies",
        sheet.window.width,
        sheet.window.height,
        land=_paths(sheet.countries.values()),
        borders=(home.path,) if home else (),
        picked=shape.path if shape else "",
        pin=None if shape else sheet.point_of(place),
        is_approximate=_approximate(place),
    )


def _key(named: Sequence[Named]) -> tuple[tuple[int, int], ...]:
    return key_of(max((len(mention.sayings) for mention in named), default=0))


def _number_and_name(shape: Outline, name: str, count: Count, sizes: tuple[float, float]) -> tuple[Letters, ...]:
    """Return a country's number, and its name where there is room for it."""
    number_of_documents, shade = count
    number = Letters(*shape.label, str(number_of_documents), "count", shade)
    size = next((size for size in sizes if shape.interior.holds(_numbered(name, shape.label, size).box)), 0)
    if not size:
        return (number,)
    return number, Letters(*shape.label, name, "name", shade, "" if size == sizes[0] else "wide", below=True)


def _quiet_name(shape: Outline, frame: LabelBox) -> tuple[Letters, ...]:
    place = lettered(shape.name, shape.label, CAPITALS)
    room = is_clear(place, (), frame) and shape.interior.holds(place.box)
    return (Letters(place.x, place.y, shape.name, "country", screen="wide"),) if room else ()


def _spots(shape: Outline) -> tuple[Spot, ...]:
    """Return places in an outline for a name, the roomiest first."""
    x0, y0 = shape.label
    inside = shape.interior.spots(max(8, round(shape.interior.extent / 14)))
    return shape.label, *sorted(inside, key=lambda spot: (spot[0] - x0) ** 2 + (spot[1] - y0) ** 2)


def _region_letters(
    name: str, count: Count, shape: Outline, size: float, screen: str, taken: list[LabelBox], frame: LabelBox
) -> Iterable[Letters]:
    """Yield a region's number, and its name below it where there is room for both, and take their room.

    A number stands inside its region wherever one place there holds it.
    """
    (number, shade), spots = count, _spots(shape)
    others = [box.grown(_APART) for box in taken]
    places = [place for spot in spots if shape.interior.holds((place := _numbered(name, spot, size)).box)]
    best = choose(places, others, frame) if places else None
    named = best is not None and (is_clear(best, others, frame) or screen == "wide")
    if best is not None and named:
        place = best
    else:
        numbers = [_numbered("", spot, size) for spot in spots]
        place = choose([place for place in numbers if shape.interior.holds(place.box)] or numbers, others, frame)
    taken.append(place.box)
    yield Letters(place.x, place.y, str(number), "count", shade, screen)
    if named:
        yield Letters(place.x, place.y, name, "region", shade, screen, below=True)


def _numbered(name: str, at: Spot, size: float) -> Lettered:
    """Return the room of a number with a name below it, in letters of a size."""
    number, below = lettered("0", at, size * 1.25), lettered(name, (at[0], round(at[1] + size * 1.15)), size)
    left, right = min(number.box.left, below.box.left), max(number.box.right, below.box.right)
    return Lettered(*at, number.anchor, LabelBox(left, number.box.top, right, below.box.bottom if name else number.box.bottom))


def _country_names(sheet: Sheet, taken: list[LabelBox], frame: LabelBox) -> Iterable[Letters]:
    """Yield the countries' names where a wide screen has room for them; over no border, if there is such a place."""
    for code, shape in sheet.countries.items():
        regions = [outline.interior for region, outline in sheet.regions.items() if region[:2] == code]
        places = [lettered(shape.name, spot, CAPITALS) for spot in _spots(shape)]
        clear = [place for place in places if is_clear(place, taken, frame)]
        rooms = ((place, room) for room in (regions, [shape.interior]) for place in clear)
        found = next((place for place, room in rooms if any(inside.holds(place.box.grown(_MARGIN)) for inside in room)), None)
        if found is not None:
            taken.append(found.box)
            yield Letters(found.x, found.y, shape.name, "country", screen="wide")


def _short_name(place: Place) -> str:
    return short_region_name(place.name) if place.kind == "region" else place.name


def _is_local(place: Place) -> bool:
    return place.kind in ("region", "locality")


def _dot(mention: Named, at: Spot, place: Lettered) -> Dot:
    url, is_region = mention.place.get_absolute_url(), mention.place.kind == "region"
    return Dot(
        *at, _short_name(mention.place), _mention(mention), url, mention.count, is_region, _approximate(mention.place), place
    )


def _mention(mention: Named) -> str:
    return f"{mention.place.name}: mentioned by {mention.in_words}"


def _approximate(place: Place) -> bool:
    return "approximate" in place.position_source


def _paths(shapes: Iterable[Outline]) -> tuple[tuple[str, str], ...]:
    return tuple((shape.code, shape.path) for shape in shapes)
