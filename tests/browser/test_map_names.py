"""The names and numbers on the maps, as a browser sets them: none covers another, and none leaves its map."""

import pytest
from playwright.sync_api import Page

from tests.browser.inspection import COLLIDING_WORDS


@pytest.mark.parametrize("width", [320, 390, 600, 800, 1280])
@pytest.mark.parametrize(("address", "pictures"), [("/map/", 2), ("/", 1)])
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
        '<text x="95" y="90">Chad</text><text x="10" y="20">Togo</text></svg>'
    )
    assert page.locator("svg").evaluate(COLLIDING_WORDS) == ["Mali covers Niger", "Chad leaves the picture"]
