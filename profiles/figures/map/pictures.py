"""Maps ready to be drawn: shapes shaded by how many documents name them, points, and names that keep clear of one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from profiles.domain.short_names import short_region_name
from profiles.figures.map.labels import LabelBox, Lettered
from profiles.figures.map.lettering import SIZES, SMALL_SIZES, Letters, letter_closer, letter_countries, quiet_name
from profiles.figures.map.outlines import Outline
from profiles.figures.map.shades import key_of
from profiles.figures.map.sheets import closer, closer_sketch, sketch, wide
from profiles.figures.map.window import Spot
from profiles.models import Place, Site
from profiles.queries.places import Named, Voice


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
    """A point: where, how it is named and lettered, what is written beside it, and how many documents name it.

    It is a town, a region shown at its town, or an area without borders, which is lettered with the regions: it has no place for
    its name here.
    """

    x: int
    y: int
    name: str
    label: str
    url: str
    figure: str
    kind: str
    shade: int
    approximate: bool
    lettered: Lettered | None


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
    def signs(self) -> frozenset[str]:
        """Which kinds of points stand on it, as its key explains them."""
        plain = {"locality": "town", "region": "region", "area": "area"}
        return frozenset(
            "town about here" if dot.kind == "locality" and dot.approximate else plain[dot.kind] for dot in self.dots
        )

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
            _named_by(mention),
            mention.place.get_absolute_url(),
            mention.count,
            mention.shade,
        )
        for mention, shape in drawn
    )
    frame = LabelBox(0, 0, sheet.window.width, sheet.window.height)
    countries = tuple((mention.place.name, (mention.figure, mention.shade), shape) for mention, shape in drawn)
    letters = list(letter_countries(countries, sizes, frame))
    taken = {area.code for area in areas}
    others = [outline for code, outline in sheet.countries.items() if code not in taken]
    if not small:
        letters += [text for outline in others for text in quiet_name(outline, frame)]
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
    """Return the regions, towns and areas of the closer map, with the figure of each; None where the site has no such map."""
    sheet = closer(site)
    if not sheet:
        return None
    regions = [
        (mention, shape) for mention in named if mention.place.iso in sheet.regions and (shape := sheet.shape_of(mention.place))
    ]
    shaped = {mention.place.pk for mention, _ in regions}
    at_points = [
        (mention, at)
        for mention in named
        if mention.place.pk not in shaped and mention.place.kind != "country" and (at := sheet.point_of(mention.place))
    ]
    points = [(mention, at) for mention, at in at_points if mention.place.kind != "area"]
    areas = [(mention, at) for mention, at in at_points if mention.place.kind == "area"]
    places, letters = letter_closer(
        sheet,
        tuple((f"{_short_name(mention.place)} {mention.figure}", at) for mention, at in points),
        tuple((mention.place.name, mention.figure, at) for mention, at in areas),
        tuple((_short_name(mention.place), (mention.figure, mention.shade), shape.code) for mention, shape in regions),
    )
    mentioned = {shape.code for _, shape in regions}
    return MapPicture(
        name,
        sheet.window.width,
        sheet.window.height,
        around=_paths(shape for code, shape in sheet.countries.items() if code not in site.regions_of),
        land=_paths(shape for code, shape in sheet.regions.items() if code not in mentioned),
        areas=tuple(
            Area(shape.code, shape.path, _named_by(mention), mention.place.get_absolute_url(), mention.count, mention.shade)
            for mention, shape in regions
        ),
        borders=tuple(path for _, path in _paths(sheet.countries[code] for code in site.regions_of if code in sheet.countries)),
        letters=letters,
        dots=(
            *(_dot(mention, at, place) for (mention, at), place in zip(points, places, strict=True)),
            *(_dot(mention, at, None) for mention, at in areas),
        ),
        key=_key(named),
    )


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


def _short_name(place: Place) -> str:
    return short_region_name(place.name) if place.kind == "region" else place.name


def _dot(mention: Named, at: Spot, place: Lettered | None) -> Dot:
    return Dot(
        *at,
        _short_name(mention.place),
        _named_by(mention),
        mention.place.get_absolute_url(),
        mention.figure,
        mention.place.kind,
        mention.shade,
        _approximate(mention.place),
        place,
    )


def _named_by(mention: Named) -> str:
    """Return what a place is called to a screen reader, and in a tooltip."""
    years = f", {mention.figure}" if mention.figure != str(mention.count) else ""
    return f"{mention.place.name}{years}: named by {mention.in_words}"


def _approximate(place: Place) -> bool:
    return "approximate" in place.position_source


def _paths(shapes: Iterable[Outline]) -> tuple[tuple[str, str], ...]:
    return tuple((shape.code, shape.path) for shape in shapes)
