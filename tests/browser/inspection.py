"""What a page shows once it is looked at: axe's findings, what is wider than the window, words over words, signs that vanish."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

HERE = Path(__file__).parent
CONTRASTS = (HERE / "contrasts.js").read_text(encoding="utf-8")
COLLIDING_WORDS = (HERE / "colliding_words.js").read_text(encoding="utf-8")
COVERED_WORDS = (HERE / "covered_words.js").read_text(encoding="utf-8")
STICKING_OUT = (HERE / "sticking_out.js").read_text(encoding="utf-8")
OVERPRINTING = (HERE / "overprinting.js").read_text(encoding="utf-8")
SIGNS = f"() => {{ {(HERE / 'signs.js').read_text(encoding='utf-8')} }}"
PAPER = 643  # CSS px: the width of A4 (210 mm) less the margins that static/css/print.css leaves, 2 cm on each side
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of any size
AXE_OPTIONS = {
    # Every rule of WCAG 2.0 to 2.2, levels A and AA, and what axe holds to be good beyond them.
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2; axe leaves it out unless asked
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}
# axe takes most of a second, and two pages at once take little longer than one: it is begun, and asked for later.
BEGIN = """options => { window.findings = new Promise((resolve, reject) => setTimeout(
    () => document.fonts.ready.then(() => axe.run(document, options)).then(resolve, reject))) }"""


@dataclass(frozen=True)
class Findings:
    """What is wrong with a page, rule by rule, and what makes it wider than its window."""

    faults: list[str]
    too_wide: list[str]
    over_one_another: list[str]


@dataclass(frozen=True)
class Fading:
    """What is lost of a page where its colours are not its own: signs and words in a forced theme, signs and words on paper."""

    vanished: dict[str, list[str]]  # by theme
    unread: dict[str, list[str]]
    unprinted: list[str]
    overprinted: list[str]


def equip(page: Page, axe: str) -> None:
    """Give the open page axe, from its source. evaluate() is not bound by the page's security policy."""
    page.evaluate(f"{axe};void 0")


def begin(page: Page) -> None:
    """Begin to inspect a page that has axe, as it now looks."""
    page.evaluate(BEGIN, AXE_OPTIONS)


def finish(page: Page) -> Findings:
    """Wait for what `begin` began, and return what it found."""
    found = page.evaluate("window.findings")
    faults = [described(rule) for rule in found["violations"]]
    # Where axe can't tell, a person has to look; contrast is measured instead.
    doubts = {rule["id"]: rule for rule in found["incomplete"]}
    unclear = doubts.pop("color-contrast", {"nodes": []})
    faults += [f"to be looked at: {described(rule)}" for rule in doubts.values()]
    words = {node["target"][0]: node["html"] for node in unclear["nodes"]}
    ratios = page.evaluate(CONTRASTS, list(words))
    faults += [f"contrast {ratio:.2f}: {words[target]}" for target, ratio in ratios.items() if ratio < LEAST_CONTRAST]
    return Findings(faults, page.evaluate(STICKING_OUT), page.evaluate(OVERPRINTING))


def fade(page: Page) -> Fading:
    """Return what is lost of an open page in forced colours, light and dark, and on A4; leave it as it was."""
    page.evaluate(SIGNS)
    page.evaluate("signs.find()")
    vanished, unread = {}, {}
    for theme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=theme)
        vanished[theme], unread[theme] = page.evaluate("[signs.vanished(), signs.unread()]")
    size = page.viewport_size or {"width": PAPER, "height": 800}
    page.emulate_media(forced_colors="none", color_scheme="light", media="print")
    page.set_viewport_size({"width": PAPER, "height": size["height"]})
    printed = Fading(vanished, unread, page.evaluate("signs.unprinted()"), page.evaluate(OVERPRINTING))
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    return printed


def described(rule: dict[str, Any], most: int = 5) -> str:
    """Return what a rule of axe asks for, and below it the first of the elements that it is about, and why."""
    nodes = [f"{' '.join(map(str, node['target']))} {' '.join(node['failureSummary'].split())}" for node in rule["nodes"]]
    more = [f"and {len(nodes) - most} more"] if len(nodes) > most else []
    return "\n    ".join([f"{rule['id']}: {rule['help']}", *nodes[:most], *more])
