"""Maps: what is drawn, where it leads, and that nothing named vanishes."""

import gzip
import re
from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

import pytest
from django.template.loader import render_to_string
from django.test import Client

from profiles.figures.map.labels import lettered, point_box
from profiles.figures.map.lettering import CAPITALS, PHONE, WIDE
from profiles.figures.map.pictures import MapPicture, closer_map, locator, merged_map, not_drawn
from profiles.figures.map.sheets import closer
from profiles.models import Place, Question, Site
from profiles.queries.answers import reconcile_all
from profiles.queries.places import Named, PlaceMention, countries_named
from sources.fixtures.yaml_files import read_yaml
from sources.models import Document
from tests.factories import SHIPPED, claims_of, make_claim, make_document, make_place
from tests.mentioned_places import places_mentioned

pytestmark = pytest.mark.django_db
PAGE = "/map/"
MAP_QUESTION = read_yaml(SHIPPED / "site.yaml").data["map"]["question"]
LAYERS = read_yaml(SHIPPED / "site.yaml").data["map"]["layers"]
Made = TypeVar("Made")


@pytest.fixture
def documents() -> list[Document]:
    return list(Document.objects.without_text())


@pytest.fixture
def named(documents) -> tuple[Named, ...]:
    return countries_named(reconcile_all(Question.objects.filter(key="countries"), documents)[0], documents)


@pytest.fixture
def page(client: Client) -> str:
    return client.get(PAGE).content.decode()


def make_named(place: Place, count: int = 1) -> Named:
    said = [PlaceMention(Document(label=f"Document {number}"), None, 1 if number < count else 0) for number in range(5)]
    return Named(place, tuple(said))


def merged(named: Sequence[Named], *, small: bool = False) -> MapPicture:
    return drawn_on(merged_map(named, "A map", Site.objects.current(), small=small))


def near(named: Sequence[Named]) -> MapPicture:
    return drawn_on(closer_map(named, "A map", Site.objects.current()))


def drawn_on(made: Made | None) -> Made:
    """Return a picture or sheet, which the shipped site has."""
    assert made
    return made


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_country_that_documents_name_is_a_link_with_its_number(named, page):
    for one in named:
        link = re.search(rf'<a class="map-area" href="{one.place.get_absolute_url()}"[^>]*><title>([^<]+)</title>', page)
        assert link, one.place
        assert link[1] == f"{one.place.name}: named by {one.count} of 5 documents"


def test_number_is_printed_on_every_country(named):
    picture = merged(named)
    for screen in ("narrow", "wide"):
        numbers = sorted(int(one.text) for one in picture.letters if one.kind == "count" and one.screen in ("", screen))
        assert numbers == sorted(one.count for one in named)


def test_links_go_from_the_most_named_to_the_least(named):
    counts = [area.count for area in merged(named).areas]
    assert counts == sorted(counts, reverse=True)


def test_country_that_nobody_names_is_plain_land(named):
    picture = merged(named)
    assert {"NG", "SN"} <= {code for code, _ in picture.land}
    assert not {code for code, _ in picture.land} & {area.code for area in picture.areas}


@pytest.mark.parametrize("iso", ["XX", "NL", ""])
def test_country_that_the_geometry_does_not_know_is_listed_as_not_drawn(iso):
    stray = make_named(make_place(name="Atlantis", iso=iso))
    picture = merged([stray])
    assert picture.areas == ()
    assert not_drawn([stray], picture) == (stray,)


def test_region_named_among_countries_is_listed_as_not_drawn():
    stray = make_named(Place.objects.get(key="menaka-region"))
    assert not_drawn([stray], merged([stray])) == (stray,)


def test_page_lists_a_named_country_that_it_can_not_draw(client: Client):
    atlantis = make_place(name="Atlantis", iso="XX")
    make_claim(question=Question.objects.get(key="countries"), value={"place": atlantis.key}).places.add(atlantis)
    page = client.get(PAGE).content.decode()
    assert "Atlantis (1)" in text_of(page).partition("Named, but not drawn:")[2].partition(".")[0]


def test_every_place_that_claims_mention_is_on_the_page(page, documents):
    listed = page.split('id="all"')[1]
    for one in places_mentioned(documents):
        assert f'href="{one.place.get_absolute_url()}"' in listed


@pytest.mark.parametrize("layer", [layer["key"] for layer in LAYERS])
def test_every_place_of_a_layer_is_drawn_or_said_not_to_be(client: Client, layer: str):
    page = client.get(f"{PAGE}?layer={layer}").content.decode()
    named = set(re.findall(r'<th scope="row"><a href="([^"]+)"', page))
    drawn = set(re.findall(r'<a class="map-(?:area|dot)" href="([^"]+)"', page))
    undrawn = page.partition("Named, but not drawn")[2].partition("</p>")[0]
    assert named
    assert named - drawn == set(re.findall(r'href="([^"]+)"', undrawn))


def test_closer_view_names_every_town_clear_of_the_others(documents):
    local = [one for one in places_mentioned(documents) if one.place.kind in ("region", "locality")]
    dots = near(local).dots
    assert len(dots) > 10
    for one, other in combinations(dots, 2):
        assert one.lettered
        assert other.lettered
        assert not one.lettered.box.meets(other.lettered.box), (one.name, other.name)
        assert not one.lettered.box.meets(point_box((other.x, other.y), 9)), (one.name, other.name)


@pytest.mark.parametrize(("screen", "size"), [("narrow", PHONE), ("wide", WIDE)])
def test_number_of_a_region_stands_inside_it_and_clear_of_the_towns(screen, size, documents):
    picture = near([one for one in places_mentioned(documents) if one.place.kind in ("region", "locality")])
    regions = drawn_on(closer(Site.objects.current())).regions
    numbers = [one for one in picture.letters if (one.kind, one.screen) == ("count", screen)]
    for area, number in zip(picture.areas, numbers, strict=True):
        box = lettered(number.text, (number.x, number.y), size).box
        assert regions[area.code].interior.holds(box), area.label
        for dot in picture.dots:
            assert dot.lettered
            town = lettered(f"{dot.name} {dot.figure}", (dot.lettered.x, dot.lettered.y), size, dot.lettered.anchor).box
            assert not box.grown(2).meets(town), (area.label, dot.name)


def test_name_of_a_country_crosses_no_border_of_a_region_where_one_has_room_for_it(documents):
    letters = near(places_mentioned(documents)).letters
    [mali] = [lettered(one.text, (one.x, one.y), CAPITALS) for one in letters if (one.kind, one.text) == ("country", "Mali")]
    regions = drawn_on(closer(Site.objects.current())).regions
    assert any(outline.interior.holds(mali.box) for code, outline in regions.items() if code.startswith("ML"))


def test_province_is_a_point_on_the_closer_view_and_never_a_shape(documents):
    picture = near(places_mentioned(documents))
    assert "BF-KMP" not in {area.code for area in picture.areas}
    assert "Kompienga" in [dot.name for dot in picture.dots if dot.kind == "region"]


@pytest.mark.parametrize("key", ["menaka-region", "bandiagara-region"])
def test_region_that_is_not_drawn_is_a_point(key, documents):
    picture = near([one for one in places_mentioned(documents) if one.place.key == key])
    assert [(dot.kind, len(picture.areas)) for dot in picture.dots] == [("region", 0)]


@pytest.mark.parametrize(("kind", "lettered"), [("region", "Old"), ("locality", "Old Province")])
def test_region_alone_is_lettered_without_the_word(kind, lettered):
    place = make_place(kind=kind, name="Old Province", latitude=15, longitude=-2, position_source="Invented")
    assert [dot.name for dot in near([make_named(place)]).dots] == [lettered]


def test_approximate_position_is_marked(documents):
    dots = near(places_mentioned(documents)).dots
    assert {dot.name for dot in dots if dot.approximate and dot.kind == "locality"} == {"Ber", "In-Atès", "Indelimane"}


def test_table_leads_to_the_exact_words_of_each_document(named, page):
    words = page.split('id="words"')[1]
    for one in named:
        for said in one.sayings:
            if said.evidence:
                assert f'href="{said.evidence.get_absolute_url()}"' in words


def test_silent_document_is_said_to_name_none(page):
    seen = text_of(re.sub(r'<span\s+class="visually-hidden">[^<]*</span>', "", page))
    assert "Names none. Its words on Mali and Burkina Faso stand as context." in seen


def test_sentence_under_the_map_has_the_numbers(page):
    assert "4 of 5 documents say so of Burkina Faso and Mali, 3 of Niger, and 1 of 9 others." in page


@pytest.mark.parametrize(
    "credit",
    [
        "© GeoNames",
        "https://creativecommons.org/licenses/by/4.0/",
        "Made with Natural Earth (public domain)",
        "ropensci/rnaturalearthhires (CC0)",
        "via Apache Superset, Apache-2.0",
        "Borders imply no endorsement",
        "Western Sahara is drawn as a territory of its own",
        "The 13 regions of Burkina Faso are those before the reform of 2025",
        "Ménaka, Taoudenni and Bandiagara are not drawn as regions of their own",
    ],
)
def test_page_gives_the_credit_that_is_due(credit, page):
    assert credit in text_of(page)


def test_ids_of_shapes_are_unique_and_every_small_map_finds_its_own(page):
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<use href="#([^"]+)"', page)) <= set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_map_without_a_published_claim_is_land(client: Client):
    claims_of("countries").delete()
    Site.objects.update(map={**Site.objects.current().map, "layers": []})
    page = client.get(PAGE).content.decode()
    assert "aria-current" not in page.split("<h1>")[1]


def test_small_map_is_light(named):
    picture = merged(named, small=True)
    html = render_to_string("components/map.html", {"picture": picture, "prefix": ""})
    assert len(html.encode()) <= 12_000


def test_whole_page_is_light(client: Client):
    assert len(gzip.compress(client.get(PAGE).content)) <= 60_000


@pytest.mark.parametrize("key", ["mali", "kidal-region", "kompienga-province"])
def test_locator_picks_out_a_shape(key):
    picture = locator(Place.objects.get(key=key), Site.objects.current())
    assert picture
    assert (bool(picture.picked), picture.pin, picture.role) == (True, None, "img")


@pytest.mark.parametrize("key", ["gao", "menaka-region", "northern-mali"])
def test_locator_pins_a_town(key):
    picture = locator(Place.objects.get(key=key), Site.objects.current())
    assert picture
    assert (picture.picked, picture.pin is not None) == ("", True)


@pytest.mark.parametrize("key", ["sourou-valley", "france", "paris", "sahel"])
def test_place_without_borders_or_position_is_said_not_to_be_drawn(key, client: Client):
    assert locator(Place.objects.get(key=key), Site.objects.current()) is None
    assert "Not drawn" in client.get(f"/places/{key}/").content.decode()


def test_place_page_leads_to_what_lies_within_it(client: Client):
    page = client.get("/places/mali/").content.decode()
    for part in Place.objects.get(key="mali").parts.all():
        assert f'href="{part.get_absolute_url()}"' in page


def test_place_page_counts_its_claims_and_documents(client: Client):
    document, gao = make_document(), make_place(kind="locality")
    make_claim(document=document).places.add(gao)
    assert "Mentioned in 1 claim, by 1 of 6 documents" in client.get(gao.get_absolute_url()).content.decode()


def test_region_that_nobody_mentions_is_plain_land():
    assert {code for code, _ in near([]).land} == set(drawn_on(closer(Site.objects.current())).regions)


def test_region_beyond_the_window_is_listed_as_not_drawn():
    diffa = make_named(make_place(name="Diffa", kind="region", iso="NE-2"))
    assert not_drawn([diffa], near([diffa])) == (diffa,)


def test_a_site_without_maps_has_its_places_in_tables(client: Client):
    Site.objects.update(map={"question": MAP_QUESTION})
    for address in (PAGE, "/", "/method/components/", "/places/mali/"):
        response = client.get(address)
        assert response.status_code == 200
        assert '<svg class="map"' not in response.content.decode()
    assert "4 of 5 documents say so of Burkina Faso and Mali" in client.get(PAGE).content.decode()
