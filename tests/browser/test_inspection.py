"""That the inspection of a page finds what it is for, and knows where axe can't tell."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.inspection import CONTRASTS, Findings, begin, equip, fade, finish

SVG = '<svg viewBox="0 0 100 40" width="100" height="40">{}<text x="10" y="25" {}>words</text></svg>'


def inspect(page: Page, node_modules: Path, body: str) -> Findings:
    page.set_viewport_size({"width": 360, "height": 800})
    page.set_content(
        f'<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>{body}</main></body></html>'
    )
    equip(page, (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    begin(page)
    return finish(page)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<img src="data:,">', "image-alt"),  # WCAG 2.0, level A
        ('<p style="color: #999">Words that are too faint.</p>', "color-contrast"),  # 2.0, AA
        ('<label>Name <input autocomplete="nonsense"></label>', "autocomplete-valid"),  # 2.1, AA
        ('<button style="width: 9px; height: 9px; margin: 0; padding: 0">a</button>' * 2, "target-size"),  # 2.2, AA
        ("<h3>A heading that skips a level</h3>", "heading-order"),  # good practice
        ('<p aria-label="Told to nobody">Words</p>', "to be looked at: aria-prohibited-attr"),  # where axe can't tell
    ],
)
def test_a_fault_is_found(page: Page, node_modules: Path, body: str, rule: str):
    faults = inspect(page, node_modules, body).faults
    assert faults
    assert all(fault.startswith(rule) for fault in faults), faults


def test_a_rule_that_many_elements_break_is_told_once(page: Page, node_modules: Path):
    [fault] = inspect(page, node_modules, '<img src="data:,">' * 7).faults
    assert fault.splitlines()[-1].strip() == "and 2 more"


def test_a_page_without_faults_has_none(page: Page, node_modules: Path):
    assert inspect(page, node_modules, "<p>Words.</p>") == Findings([], [], [])


def test_a_page_wider_than_its_window_is_found(page: Page, node_modules: Path):
    [told, culprit] = inspect(page, node_modules, '<p style="width: 400px">Words.</p>').too_wide
    assert told == "48 px too wide"
    assert culprit.startswith("<p style")


def test_what_scrolls_within_itself_may_be_wide(page: Page, node_modules: Path):
    body = '<div style="overflow-x: auto" tabindex="0"><p style="width: 400px">Words.</p></div>'
    assert inspect(page, node_modules, body).too_wide == []


def test_faint_words_of_a_drawing_are_found_although_axe_cannot_tell(page: Page, node_modules: Path):
    drawing = SVG.format('<rect width="100" height="40" fill="#000"/>', 'fill="#333"')
    [fault] = inspect(page, node_modules, drawing).faults
    assert fault.startswith("contrast 1.66: <text")


@pytest.mark.parametrize(
    ("below", "attributes", "ratio"),
    [
        ("", 'fill="#000"', 21),
        ("", 'fill="#000" opacity="0"', 1),
        ('<rect width="100" height="40" fill="#000"/>', 'fill="#000"', 1),
        ('<rect width="100" height="40" fill="#000" opacity="0"/>', 'fill="#000"', 21),
        ('<rect width="100" height="40" fill="none" stroke="#000"/>', 'fill="#000"', 21),
        # A halo around the letters keeps them apart from whatever they lie on.
        ('<rect width="100" height="40" fill="#000"/>', 'fill="#000" stroke="#fff" paint-order="stroke"', 21),
    ],
)
def test_contrast_is_measured_against_what_is_drawn_below(page: Page, below: str, attributes: str, ratio: float):
    page.set_content(SVG.format(below, attributes))
    assert page.evaluate(CONTRASTS, ["text"]) == {"text": pytest.approx(ratio, abs=0.01)}


def test_contrast_is_measured_where_the_words_must_be_scrolled_to(page: Page):
    page.set_content('<div style="height: 3000px"></div><div style="background: #000"><b style="color: #fff">Words</b></div>')
    assert page.evaluate(CONTRASTS, ["b"]) == {"b": pytest.approx(21, abs=0.01)}


def test_words_over_others_are_found_and_words_out_of_sight_are_not(page: Page, node_modules: Path):
    over, cut = "position: relative; top: 1em; height: 0", "height: 1px; overflow: hidden"
    body = f'<p style="{over}">Over</p><p>Under it</p><p style="{cut}">Cut</p><p>Seen</p>'
    [told] = inspect(page, node_modules, body).over_one_another
    assert told in ("“Over” and “Under it”", "“Under it” and “Over”")


SIGN = """<style>i::before {{ content: ""; display: inline-block; width: 9px; height: 9px; background: #5b7fb5; {} }}</style>
<p><i>Words</i></p>"""


@pytest.mark.parametrize(
    ("style", "vanishes", "printed"),
    [("", True, False), ("forced-color-adjust: none", False, False), ("print-color-adjust: exact", True, True)],
)
def test_a_sign_that_vanishes_in_forced_colours_or_on_paper_is_found(page: Page, style: str, vanishes: bool, printed: bool):
    page.set_content(f'<html style="background: canvas"><body>{SIGN.format(style)}</body></html>')
    fading = fade(page)
    assert bool(fading.vanished["light"]) == bool(fading.vanished["dark"]) == vanishes
    assert bool(fading.unprinted) == (not printed)


@pytest.mark.parametrize(("fill", "themes"), [("#333", ["dark"]), ("#ddd", ["light"]), ("canvastext", [])])
def test_words_of_a_drawing_that_a_forced_theme_hides_are_found(page: Page, fill: str, themes: list[str]):
    drawing = f'<svg><text y="20" fill="{fill}">Gao</text></svg>'
    page.set_content(f'<html style="background: canvas; color-scheme: light dark"><body>{drawing}</body></html>')
    unread = fade(page).unread
    assert [theme for theme, words in unread.items() if words] == themes


def test_words_over_others_on_paper_alone_are_found(page: Page):
    style = "b { position: absolute; left: 0; top: 0 } p, body { margin: 0 }"
    page.set_content(f"<style>@media print {{ {style} }}</style><p>Words</p><b>Others</b>")
    assert len(fade(page).overprinted) == 1
