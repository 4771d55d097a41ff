"""Content is data: nothing that the fixtures name stands in Python, templates or JavaScript."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sources.fixtures.yaml_files import read_yaml
from tests.factories import SHIPPED

ROOT = Path(settings.BASE_DIR)
PYTHON = [
    path
    for folder in ("jnimref", "sources", "profiles", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if not {"migrations", "node_modules"} & set(path.parts)  # a migration says what once was
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))
# Words that are a key or a name by chance, and what else they are: no more than these.
BY_CHANCE = {
    ("jnimref/settings.py", "csp"),  # the app of Django that sends the Content-Security-Policy
    ("profiles/models/questions.py", "US"),  # of dollars
    ("profiles/domain/number_words.py", "five"),  # the number in a text
    ("sources/wording.py", "five"),
    ("profiles/figures/map/build.py", "countries"),  # a part of map.json
    ("profiles/figures/map/sheets.py", "countries"),
}
QUOTED = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def entries(name: str, section: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_yaml(SHIPPED / name).data[section]
    return found


def keys_of_topics() -> Iterator[str]:
    for path in (SHIPPED / "profile").glob("*.yaml"):
        for question in read_yaml(path).data["questions"]:
            yield question["key"]
            yield from (claim.get("key") or claim["claim"] for claim in question["claims"])


def merged_keys() -> Iterator[str]:
    for held in read_yaml(SHIPPED / "merged.yaml").data.values():
        yield from (entry["key"] for entry in held)


NAMED = [*entries("actors.yaml", "actors"), *entries("places.yaml", "places")]
DOCUMENTS = [read_yaml(path).data for path in (SHIPPED / "documents").glob("*.yaml")]
SUBJECT = read_yaml(SHIPPED / "site.yaml").data
# Keys of actors, places and documents, and those of several words, are no words of ours; others can be ("countries").
OF_NAMES = {entry["key"] for entry in NAMED} | {document["slug"] for document in DOCUMENTS}
KEYS = OF_NAMES | set(keys_of_topics()) | set(merged_keys()) | {work["key"] for work in entries("works.yaml", "works")}
PECULIAR = OF_NAMES | {key for key in KEYS if "-" in key}
NAMES = {entry["name"] for entry in NAMED} | {document["label"] for document in DOCUMENTS} | {SUBJECT["name"], SUBJECT["title"]}


def strings_of(code: str) -> list[str]:
    """Return the strings of a Python module, pieces of f-strings among them; docstrings are prose and may give examples."""
    tree = ast.parse(code)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(first.value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(first := node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def quoted_in(text: str) -> list[str]:
    """Return what stands between quotation marks in a template or a script: attributes, arguments of tags, literals."""
    return ["".join(found) for found in QUOTED.findall(text)]


def content_in(strings: list[str], text: str) -> set[str]:
    """Return the keys that are one of some strings, or stand within a text, and the names that stand within it."""
    whole = KEYS.intersection(strings)
    within = PECULIAR & set(KEY.findall(text))
    return whole | within | {name for name in NAMES if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}


def without_comments(template: str) -> str:
    return re.sub(r"\{#.*?#\}", "", template)


def by_chance(path: Path) -> set[str]:
    return {word for name, word in BY_CHANCE if name == str(path.relative_to(ROOT))}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_no_python_names_content(path):
    strings = strings_of(path.read_text(encoding="utf-8"))
    assert content_in(strings, "\n".join(strings)) - by_chance(path) == set()


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=name)
def test_no_template_or_script_names_content(path):
    text = without_comments(path.read_text(encoding="utf-8"))
    assert content_in(quoted_in(text), text) - by_chance(path) == set()


@pytest.mark.parametrize("path", [*PYTHON, *TEMPLATES, *SCRIPTS], ids=name)
def test_no_code_is_about_the_subject_of_one_site(path):
    assert SUBJECT["name"].casefold() not in path.read_text(encoding="utf-8").casefold().replace("jnimref", "")


@pytest.mark.parametrize("path", [*PYTHON, *TEMPLATES, *SCRIPTS], ids=name)
def test_the_number_of_documents_is_counted_and_never_written(path):
    text = path.read_text(encoding="utf-8")
    text = "\n".join(strings_of(text)) if path.suffix == ".py" else without_comments(text)
    assert set(re.findall(rf"\bfive\b|\b{len(DOCUMENTS)} documents\b", text, re.IGNORECASE)) - by_chance(path) == set()


def test_what_stands_by_chance_still_stands_there():
    for file, word in BY_CHANCE:
        assert word in "\n".join(strings_of((ROOT / file).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('Question.objects.filter(key="fighters")', {"fighters"}),
        ("context['countries'] = 1", {"countries"}),
        ('f"/claims/fighters-about-800/{page}"', {"fighters-about-800"}),
        ('TEXT = "Both Mali and Niger"', {"Mali", "Niger"}),
        ('LANES = ("al-qaeda", "gspc")', {"al-qaeda", "gspc"}),
    ],
)
def test_content_in_python_would_be_found(code, found):
    strings = strings_of(code)
    assert content_in(strings, "\n".join(strings)) == found


@pytest.mark.parametrize("code", ['"""Return the fighters of Mali."""', '"how many fighters"', "fighters = 1", '" countries"'])
def test_words_that_are_keys_too_may_stand_in_a_sentence(code):
    strings = strings_of(code)
    assert content_in(strings, "\n".join(strings)) == set()


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("{% url 'profiles:question' 'fighters' %}", {"fighters"}),
        ("{% if actor.key == 'iyad-ag-ghali' %}", {"iyad-ag-ghali"}),
        ("<p>It is active in Mali.</p>", {"Mali"}),
        ("const place = `gao`;", {"gao"}),
    ],
)
def test_content_in_a_template_or_script_would_be_found(markup, found):
    assert content_in(quoted_in(markup), markup) == found
