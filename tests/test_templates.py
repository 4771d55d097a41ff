"""What holds of every template and stylesheet."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from jnimref import components

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
IN_JINJA = [path for path in TEMPLATES if "jinja" in path.parts]
IN_DJANGO = [path for path in TEMPLATES if path not in IN_JINJA]
COMPONENTS = [path for path in TEMPLATES if path.parent.name == "components"]
STYLES = sorted((settings.BASE_DIR / "static/css").rglob("*.css"))


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", IN_DJANGO, ids=name)
def test_template_parses(path: Path):
    get_template(str(path.relative_to(settings.BASE_DIR / "templates")))


@pytest.mark.parametrize("path", IN_JINJA, ids=name)
def test_component_in_jinja_is_one_macro_of_its_name(path: Path):
    defined = re.findall(r"{% macro (\w+)", path.read_text())
    assert (defined, path.parent.name) == ([path.stem], "components")
    assert callable(getattr(components.COMPONENTS, path.stem))


def test_no_component_stands_in_both_languages():
    assert len({path.name for path in COMPONENTS}) == len(COMPONENTS)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_line_of_a_template_is_longer_than_160_characters(path: Path):
    assert [line for line in path.read_text().splitlines() if len(line) > 160] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_component_declares_its_inputs_on_its_first_line(path: Path):
    assert re.match(r"\{# \w+: .+ #\}\n", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_component_sees_only_what_it_is_given(path: Path):
    for included in re.findall(r'\{% include "components/[^%]*%\}', path.read_text()):
        assert included.endswith(" only %}"), included


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_marks_nothing_as_safe(path: Path):
    assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_holds_no_inline_style_or_script(path: Path):
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?! (type=\"module\"|defer) src=)", path.read_text())


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_stylesheet_uses_no_ids_and_forces_nothing(path: Path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    selectors = re.sub(r"\{[^{}]*\}", "{}", css)
    assert "!important" not in css
    assert not re.search(r"(^|[\s,>+~])#[a-zA-Z]", selectors)


def test_every_stylesheet_is_imported_into_a_layer():
    site = (settings.BASE_DIR / "static/css/site.css").read_text()
    imported = set(re.findall(r'@import url\("([^"]+)"\) layer\(\w+\);', site))
    assert imported == {str(path.relative_to(settings.BASE_DIR / "static/css")) for path in STYLES if path.name != "site.css"}


@pytest.mark.django_db
def test_every_component_is_shown_or_named_where_design_is_reviewed(client: Client):
    vars(components.COMPONENTS).clear()  # what it holds after the page, the page has asked for
    response = client.get("/method/components/")
    shown = {template.name for template in response.templates}
    shown |= {f"components/{component}.html" for component in vars(components.COMPONENTS)}
    page = response.content.decode()
    assert [path.name for path in COMPONENTS if f"components/{path.name}" not in shown and path.name not in page] == []
