"""The faces that the site serves: small, licensed, and able to set every word that it shows."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

FONTS = settings.BASE_DIR / "static/fonts"
FACES = sorted(FONTS.glob("*.woff2"))
CSS = (settings.BASE_DIR / "static/css/fonts.css").read_text(encoding="utf-8")
DECLARED = re.findall(r'url\("\.\./fonts/([^"]+)"\)', CSS)

LARGEST = 100_000  # bytes, all faces together
LEFT_TO_THE_READER = {"literata-roman": "●"}  # signs of verdicts, each beside its word
UPRIGHT = [path for path in FACES if path.stem.endswith("-roman")]  # signs are never set in italics
PAGES = (
    "templates/**/*.html",
    "static/css/**/*.css",
    "static/js/**/*.js",
    "profiles/queries/presentation.py",
    "profiles/models/*.py",
)


def name(path: Path) -> str:
    return path.stem


def characters(*patterns: str) -> set[str]:
    """Return what the files that match the patterns are written with, line breaks aside."""
    paths = [path for pattern in patterns for path in settings.BASE_DIR.glob(pattern)]
    assert paths, patterns
    return {character for path in paths for character in path.read_text(encoding="utf-8")} - set("\n\r\t")


def without(path: Path, wanted: set[str]) -> set[str]:
    """Return those of the wanted characters that a face lacks."""
    cmap = TTFont(path).getBestCmap()
    return {character for character in wanted if ord(character) not in cmap}


def tabular(font: TTFont) -> dict[str, str]:
    """Return the glyphs that `tnum` replaces, and by which."""
    rules = font["GSUB"].table
    features = [record.Feature for record in rules.FeatureList.FeatureRecord if record.FeatureTag == "tnum"]
    lookups = [index for feature in features for index in feature.LookupListIndex]
    tables = [table for index in lookups for table in rules.LookupList.Lookup[index].SubTable]
    return {glyph: replacement for table in tables for glyph, replacement in table.mapping.items()}


def test_all_faces_together_are_under_100_000_bytes():
    assert 0 < sum(path.stat().st_size for path in FACES) < LARGEST


def test_every_face_is_declared_and_every_declared_face_is_there():
    assert sorted(DECLARED) == [path.name for path in FACES]


@pytest.mark.parametrize("path", FACES, ids=name)
def test_a_face_has_its_licence_beside_it_and_may_bear_its_name(path):
    licence = (FONTS / f"OFL-{path.stem.split('-')[0]}.txt").read_text(encoding="utf-8")
    copyright_line = licence.splitlines()[0]
    assert copyright_line.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "reserved" not in licence.split("SIL OPEN FONT LICENSE")[0].lower()  # a cut face may bear no reserved name


@pytest.mark.parametrize("path", FACES, ids=name)
def test_a_face_can_set_every_word_of_the_documents_and_of_what_is_said_of_them(path):
    assert without(path, characters("fixtures/**/*.txt", "fixtures/**/*.yaml")) == set()


@pytest.mark.parametrize("path", UPRIGHT, ids=name)
def test_a_face_can_set_the_pages_own_words_and_signs(path):
    assert without(path, characters(*PAGES)) <= set(LEFT_TO_THE_READER.get(path.stem, ""))


@pytest.mark.parametrize("path", FACES, ids=name)
def test_figures_can_be_set_under_one_another(path):
    font = TTFont(path)
    replaced, cmap, widths = tabular(font), font.getBestCmap(), font["hmtx"]
    assert len({widths[replaced[cmap[ord(figure)]]][0] for figure in "0123456789"}) == 1


@pytest.mark.parametrize("path", FACES, ids=name)
def test_tabular_figures_leave_hyphens_and_spaces_as_they_are(path):
    """Else "al-Islam" is set "al - Islam", as the whole site asks for tabular figures."""
    assert len(tabular(TTFont(path))) == len("0123456789")


def test_text_is_shown_before_the_faces_arrive_and_keeps_its_lines_when_they_do():
    ours = [rule for rule in re.findall(r"@font-face \{[^}]*\}", CSS) if "url(" in rule]
    assert all("font-display: optional" in rule for rule in ours)
    stand_ins = set(re.findall(r'font-family: ("[^"]+ on [^"]+")', CSS))
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    assert stand_ins
    assert [stand_in for stand_in in stand_ins if stand_in not in tokens] == []
