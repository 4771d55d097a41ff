"""The signs of the verdicts: the red ≠ is for contradictions alone."""

import pytest
from playwright.sync_api import Page

DIFFERENCES = "/coverage/?verdict=differ&sort=verdict"
OF_ALL = "/coverage/?sort=verdict&topic=component-groups"
ADDRESSES = ["/", DIFFERENCES, "/coverage/", OF_ALL, "/timeline/", "/lineage/", "/questions/fighters/", "/method/", "/claims/"]
# Whatever is written in the colour of contradictions: the finding of what it stands in, and its words or sign.
RED = """() => {
    const probe = document.createElement("i");
    probe.style.color = "var(--differ)";
    document.body.append(probe);
    const red = getComputedStyle(probe).color;
    probe.remove();
    const told = [];
    for (const element of document.querySelectorAll("body *")) {
        for (const part of [null, "::before", "::after"]) {
            const style = getComputedStyle(element, part);
            const own = part ? !["none", "normal"].includes(style.content) : [...element.childNodes].some(
                node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
            if (!own || style.color !== red || style.display === "none") continue;
            const finding = element.closest("[data-verdict]")?.dataset.verdict ?? "";
            told.push([finding, part ? style.content : element.textContent.trim()]);
        }
    }
    return told;
}"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_red_is_for_contradictions_alone(page: Page, address: str):
    page.goto(address)
    told = page.evaluate(RED)
    assert {finding for finding, words in told if words not in ("disputed", "disputes")} <= {"contradiction"}, told


@pytest.mark.parametrize("address", [DIFFERENCES, OF_ALL])
def test_contradictions_are_red(page: Page, address: str):
    page.goto(address)
    assert ["contradiction", '"≠ "'] in page.evaluate(RED)


@pytest.mark.parametrize(("finding", "sign"), [("contradiction", "≠"), ("explained", "≠"), ("unlike", "±")])
def test_every_kind_of_difference_has_its_sign_in_the_table_of_who_says_what(page: Page, finding: str, sign: str):
    page.goto(OF_ALL)
    cells = page.locator(f'.coverage-question[data-verdict="{finding}"] [data-says="differs"]')
    signs = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert set(signs) == {f'"{sign}"'}


@pytest.mark.parametrize("width", [320, 700, 1280])
def test_every_total_stands_under_the_mark_of_its_document(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/coverage/")
    middle = "cells => cells.map(cell => Math.round(cell.getBoundingClientRect().left + cell.getBoundingClientRect().width / 2))"
    documents = page.eval_on_selector_all(".coverage-document", middle)
    totals = page.eval_on_selector_all(".coverage-totals td:has(a)", middle)
    assert len(documents) > 1
    assert totals
    assert all(abs(total - documents[at % len(documents)]) <= 1 for at, total in enumerate(totals))
