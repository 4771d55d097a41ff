"""The stylesheet in one piece."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from jnimref.static_files import bundle


def test_import_gives_way_to_the_text_in_its_layer():
    css = '@layer a, b;\n@import url("x.css") layer(b);\n'
    assert bundle(css, {"x.css": "p { margin: 0; }\n"}.__getitem__) == "@layer a, b;\n@layer b {\np { margin: 0; }\n}\n"


def test_import_without_a_layer_is_refused():
    with pytest.raises(ValueError, match="not of the form"):
        bundle('@import url("x.css");', str)


def test_address_that_would_lead_elsewhere_is_refused():
    with pytest.raises(ValueError, match=r"parts/x\.css holds an address"):
        bundle('@import url("parts/x.css") layer(a);', {"parts/x.css": "p { background: url(y.png); }"}.__getitem__)


def test_collected_stylesheet_needs_no_other(tmp_path: Path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "jnimref.static_files.SiteStaticFilesStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    (served,) = tmp_path.glob("css/site.????????????.css")
    css = served.read_text()
    assert "@import" not in css
    assert ".document-label" in css
    assert served.with_name(f"{served.name}.gz").is_file()


def test_layers_keep_their_order():
    site = (settings.BASE_DIR / "static/css/site.css").read_text()
    css = bundle(site, lambda name: (settings.BASE_DIR / "static/css" / name).read_text())
    assert css.index("@layer reset, tokens, base, layout, components, print, forced;") < css.index("@layer reset {")
