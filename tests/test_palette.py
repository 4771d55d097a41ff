"""The colours: eight documents that colour-blind readers tell apart, and marks that stand out from the page, in both themes.

Colour vision deficiencies are simulated after Machado, Oliveira and Fernandes (2009), at full severity, in linear RGB; distances
are Euclidean in Oklab (Ottosson 2020). WCAG 2.2, 1.4.11 asks for 3:1 between a mark and what it stands on.
"""

import itertools
import math
import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

THEMES = ("light", "dark")
DOCUMENTS = [f"document-{number}" for number in range(1, 9)]
LEAST_DISTANCE = 0.08  # about four times what is just noticeable; shapes and labels carry the same
SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}

Colour = tuple[float, ...]


def tokens() -> dict[str, tuple[str, str]]:
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    return {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)}


def linear(colour: str) -> Colour:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)


def seen(colour: Colour, sight: str) -> Colour:
    mixed = [sum(part * channel for part, channel in zip(row, colour, strict=True)) for row in SIGHT[sight]]
    return tuple(min(1.0, max(0.0, one)) for one in mixed)


def oklab(colour: Colour) -> Colour:
    red, green, blue = colour
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_eight_documents_are_told_apart(theme: int, sight: str):
    labs = {name: oklab(seen(linear(tokens()[name][theme]), sight)) for name in DOCUMENTS}
    distances = {(one, other): math.dist(labs[one], labs[other]) for one, other in itertools.combinations(DOCUMENTS, 2)}
    assert min(distances.values()) >= LEAST_DISTANCE, distances


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("ground", ["paper", "raised", "sunk"])
def test_mark_of_a_document_stands_out(theme: int, ground: str):
    ratios = {name: contrast(tokens()[name][theme], tokens()[ground][theme]) for name in DOCUMENTS}
    assert min(ratios.values()) >= 3, ratios


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("ground", ["paper", "raised", "sunk"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "link", "agree", "overlap", "differ", "single"])
def test_words_stand_out(theme: int, ground: str, ink: str):
    assert contrast(tokens()[ink][theme], tokens()[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("shade", range(9))
def test_number_stands_out_on_the_shade_that_counts_it(theme: int, shade: int):
    """Ink up to the fourth shade, paper from the sixth; the fifth has a token of its own, for themes go opposite ways."""
    colours = {name: pair[theme] for name, pair in tokens().items()}
    ink = colours["on-count-5"] if shade == 5 else colours["ink" if shade < 5 else "paper"]
    assert contrast(ink, colours["land" if shade == 0 else f"count-{shade}"]) >= 4.5


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_each_shade_is_seen_beside_the_next(theme: int, sight: str):
    colours = {name: pair[theme] for name, pair in tokens().items()}
    shades = [oklab(seen(linear(colours[name]), sight)) for name in ("land", *(f"count-{shade}" for shade in range(1, 9)))]
    steps = [math.dist(one, other) for one, other in itertools.pairwise(shades)]
    assert min(steps) >= 0.04, steps  # twice what is just noticeable; the number stands on every shade


def test_eight_documents_have_shapes_of_their_own_wherever_marks_are_drawn():
    label = (settings.BASE_DIR / "static/css/components/document-label.css").read_text()
    coverage = (settings.BASE_DIR / "static/css/components/coverage.css").read_text()
    drawn = {
        "labels": [re.search(rf'\[data-document="{number}"\] {{.* --shape: ([^;]+);', label) for number in range(1, 9)],
        "full": [re.search(rf'\[data-document="{number}"\] {{ --full: ([^;]+);', coverage) for number in range(1, 9)],
        "hollow": [re.search(rf'\[data-document="{number}"\] {{.* --hollow: ([^;]+);', coverage) for number in range(1, 9)],
        "pictures": [re.search(r"<(?:path|circle) [^>]+>", mark(number)) for number in range(1, 9)],
    }
    shapes = {where: {found[found.re.groups] for found in every if found} for where, every in drawn.items()}
    assert {where: len(different) for where, different in shapes.items()} == dict.fromkeys(drawn, 8)


def test_a_ninth_document_repeats_the_mark_of_the_first():
    assert mark(9) == mark(1)
    assert mark(16) == mark(8) != mark(15)


def mark(number: int) -> str:
    return render_to_string("components/mark.html", {"mark": number, "x": 0, "y": 0})


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", range(2), ids=THEMES)
def test_a_contradiction_and_an_explained_difference_are_told_apart_by_everybody(theme: int, sight: str):
    found = tokens()
    contradiction, explained = (oklab(seen(linear(found[name][theme]), sight)) for name in ("differ", "explained"))
    assert math.dist(contradiction, explained) >= LEAST_DISTANCE


@pytest.mark.parametrize("theme", range(2), ids=THEMES)
@pytest.mark.parametrize("name", ["agree", "overlap", "differ", "explained", "single"])
def test_the_words_of_a_verdict_stand_out_from_the_page(theme: int, name: str):
    found = tokens()
    assert contrast(found[name][theme], found["paper"][theme]) >= 4.5  # WCAG 2.2, 1.4.3
