"""The names and numbers on the maps, as a browser sets them: none covers another or a mark, and none leaves its map."""

import pytest
from playwright.sync_api import Browser, Page

from sources.fixtures.yaml_files import read_yaml
from tests.browser.inspection import COLLIDING_WORDS
from tests.browser.site import Site
from tests.factories import SHIPPED

LAYERS = {f"/map/?layer={layer['key']}": layer["title"] for layer in read_yaml(SHIPPED / "site.yaml").data["map"]["layers"]}


@pytest.mark.parametrize("width", [320, 390, 600, 800, 1280])
@pytest.mark.parametrize(("address", "pictures"), [*((address, 2) for address in LAYERS), ("/", 1)])
def test_names_keep_clear_of_one_another_and_of_the_edge(page: Page, address: str, pictures: int, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.evaluate("() => document.fonts.ready")
    maps = page.locator(":is(.map-figure, .small-map) > .map").all()
    assert len(maps) == pictures
    assert {number: found for number, one in enumerate(maps) if (found := one.evaluate(COLLIDING_WORDS))} == {}
    assert all(one.locator("text:visible").count() for one in maps)


def test_words_that_collide_or_leave_would_be_found(page: Page):
    page.set_content(
        '<svg width="100" height="100"><text x="10" y="50">Mali</text><text x="12" y="52">Niger</text>'
        '<text x="95" y="90">Chad</text><text x="10" y="20">Togo</text>'
        '<a class="map-dot"><title>Gao</title><circle class="map-reach" cx="60" cy="60" r="30"/>'
        '<circle cx="15" cy="16" r="8"/></a></svg>'
    )
    assert page.locator("svg").evaluate(COLLIDING_WORDS) == [
        "Mali covers Niger",
        "Chad leaves the picture",
        "Togo stands on the mark of Gao",
    ]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_goes_from_layer_to_layer_and_on_to_a_claim(browser: Browser, site: Site, scripts: bool):
    context = browser.new_context(base_url=site.url, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/map/")
    layers = page.get_by_role("navigation", name="Layers of the map")
    for address, title in list(LAYERS.items())[1:]:
        layers.get_by_role("link", name=title).click()
        page.wait_for_url(f"**{address}")
        assert page.locator("main h2").first.inner_text() == title
        assert layers.locator("[aria-current=page]").inner_text() == title
    page.locator(".layer-table .document-label").first.click()
    page.wait_for_url("**/sources/**")
    assert page.locator(".reader mark[data-current]").first.is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_country_that_most_documents_name_is_labelled_on_the_small_map(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    titles = page.locator(".small-map .map-area title").all_text_contents()
    most = [title.split(":")[0] for title in titles if title.split(" by ")[1] == titles[0].split(" by ")[1]]
    seen = page.locator(".small-map .map-letters text:visible").all_text_contents()
    assert len(most) > 1
    for country in most:
        assert country in seen
        assert seen[seen.index(country) - 1] == titles[0].split(" by ")[1][0]
