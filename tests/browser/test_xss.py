"""The texts of tests/data/xss.txt, as the site writes them into a page, shown to a browser without a Content-Security-Policy."""

from pathlib import Path

from playwright.sync_api import Browser, Dialog

from sources.rendering import Key, Link, Mark, render_text
from sources.segmentation import Markup

CORPUS = (Path(__file__).parent.parent / "data/xss.txt").read_text(encoding="utf-8").splitlines()
ELEMENTS = "() => [...new Set([...document.body.querySelectorAll('*')].map(one => one.localName))].sort()"
HANDLERS = """() => [...document.body.querySelectorAll('*')].flatMap(one => one.getAttributeNames())
    .filter(name => name.startsWith('on') || name === 'style' || name === 'src')"""


def test_browser_runs_nothing_of_what_texts_hold(browser: Browser):
    page = browser.new_page()
    acted: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        acted.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("request", lambda request: acted.append(request.url))
    written = []
    for text in CORPUS:
        for markup in Markup:
            end = len(text)
            marks, links = [Mark(0, end, text)], [Link(0, max(1, end // 2), "/works/", text)]
            written.append(f"<p>{render_text(text, markup)}</p>")
            written.append(f"<p>{render_text(text, markup, marks, links, [Key(end, text, '#a')])}</p>")
    page.set_content("<!doctype html><title>t</title><body>" + "".join(written))
    assert set(page.evaluate(ELEMENTS)) <= {"a", "em", "mark", "p", "strong", "sub", "sup"}
    assert page.evaluate(HANDLERS) == []
    shown = page.evaluate("() => document.body.innerText")
    assert "<script>alert(1)</script>" in shown
    assert [one for one in acted if not one.startswith("about:")] == []
    page.close()
