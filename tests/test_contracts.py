"""What is true of every module, migration and model."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

ROOT = Path(settings.BASE_DIR)
OURS = ("jnimref", "sources", "profiles", "tests", "benchmarks", "dependencies", "static", "templates")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("jnimref", "sources", "profiles")
    for path in (ROOT / folder).rglob("*.py")
}
PURE = [
    "sources.anchoring",
    "sources.near_quotes",
    "sources.word_edges",
    "sources.emphasis",
    "sources.query_strings",
    "sources.note_letters",
    "sources.segmentation",
    "sources.brackets",
    "sources.citation_index",
    "sources.citation_vocabulary",
    "sources.citations",
    "sources.cited_authors",
    "sources.mentions",
    "sources.shared_words",
    "sources.reference_linking",
    "sources.references",
    "sources.date_forms",
    "sources.dates",
    "sources.dates_in_words",
    "sources.characters",
    "sources.languages",
    "sources.wording",
    "sources.fixtures.plain_yaml",
    "sources.fixtures.yaml_files",
    "profiles.domain.values",
    "profiles.domain.value_parsing",
    "profiles.domain.value_words",
    "profiles.domain.number_words",
    "profiles.domain.figures_in_text",
    "profiles.domain.figures_in_quotes",
    "profiles.domain.map_layers",
    "profiles.domain.reconciliation",
    "profiles.domain.hitting_sets",
    "profiles.domain.origins",
    "profiles.figures.folding",
    "profiles.domain.older_works",
    "profiles.domain.repeats",
    "profiles.figures.map.build",
    "profiles.figures.map.labels",
    "profiles.figures.map.map_file",
    "profiles.figures.map.outlines",
    "profiles.figures.map.window",
    "profiles.search.matching",
    "profiles.search.suggestions",
    "profiles.domain.coverage",
    "profiles.domain.reliance",
    "profiles.figures.timeline.scale",
    "profiles.figures.timeline.layout",
    "profiles.domain.ties",
    "profiles.domain.short_names",
    "profiles.domain.stacked_bars",
    "profiles.domain.twins",
    "profiles.figures.lineage.drawing",
    "profiles.figures.lineage.brackets",
    "profiles.figures.lineage.dated_ties",
    "profiles.figures.lineage.grid",
    "profiles.figures.lineage.layout",
]
MODELS = [model for app in ("sources", "profiles") for model in apps.get_app_config(app).get_models()]
LONGEST = 400  # lines; a longer file is asking to be two


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def writes_status(tree: ast.AST) -> Iterator[int]:
    """Yield the lines on which a claim's status seems to be set: by attribute, by name, or by a keyword of a call that writes."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="status", ctx=ast.Store()):
                yield node.lineno
            case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="status"), *_]):
                yield node.lineno
            case ast.Call(
                func=ast.Name(id="Claim") | ast.Attribute(attr="update" | "create" | "get_or_create" | "update_or_create")
            ):
                if any(keyword.arg == "status" for keyword in node.keywords):
                    yield node.lineno


def test_the_modules_are_found():
    assert set(PURE) < set(MODULES)


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("sources")])
def test_sources_knows_nothing_of_profiles(name):
    assert [module for module in imports(MODULES[name]) if module.split(".")[0] in ("profiles", "jnimref")] == []


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("profiles")])
def test_profiles_knows_nothing_of_the_project(name):
    assert [module for module in imports(MODULES[name]) if module.split(".")[0] == "jnimref"] == []


# From the bottom up: a module imports from its own layer and those below. ARCHITECTURE.md explains them.
LAYERS = [
    {"domain"},
    {"models"},
    {"queries", "figures", "search", "site"},
    {"curation", "exports"},
    {"views", "management", "admin", "apps", "migrations", "sitemaps", "urls"},
]


def test_layers_of_the_profile_import_downwards_alone():
    height = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
    upwards = [
        (name, module)
        for name, tree in MODULES.items()
        if name.startswith("profiles.") and name != "profiles.__init__"
        for module in imports(tree)
        if module.startswith("profiles.") and height[module.split(".")[1]] > height[name.split(".")[1]]
    ]
    assert upwards == []


def test_no_module_of_the_site_imports_a_test():
    assert [
        name for name in MODULES for module in imports(MODULES[name]) if module.split(".")[0] in ("tests", "benchmarks")
    ] == []


IMPORT_WITHOUT_DJANGO = """
import importlib, sys
sys.modules["django"] = None  # whoever imports it fails
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError as failure:
        print(name, failure)
"""


def test_a_pure_module_needs_no_django_even_by_way_of_others():
    def run(*names: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", IMPORT_WITHOUT_DJANGO, *names]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    done = run(*PURE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert run("sources.models").stdout.startswith("sources.models ")  # what does need it is found


def test_html_is_made_of_text_in_one_place():
    trusting = {name for name, tree in MODULES.items() if "django.utils.safestring.mark_safe" in imports(tree)}
    assert trusting == {"sources.rendering"}


def test_only_publication_changes_the_status_of_a_claim():
    writers = {name for name, tree in MODULES.items() if list(writes_status(tree))}
    assert {name for name in writers if ".migrations." not in name} == {"profiles.curation.publication"}


@pytest.mark.parametrize(
    "code",
    [
        "claim.status = Status.PUBLISHED",
        "claim.status, claim.order = Status.DRAFT, 1",
        "setattr(claim, 'status', 'draft')",
        "Claim(key='a', status='published')",
        "Claim.objects.create(status='published')",
        "Claim.objects.filter(key='a').update(status='published')",
        "Claim.objects.update_or_create(key='a', status='published')",
    ],
)
def test_a_change_of_status_would_be_found(code):
    assert list(writes_status(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["Claim.objects.filter(status='published')", "if claim.status == 'draft': pass", "response.status_code = 404"]
)
def test_reading_a_status_is_no_change_of_it(code):
    assert list(writes_status(ast.parse(code))) == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_no_file_of_ours_is_longer_than_it_should_be():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in OURS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".css", ".js", ".mjs")
        and not {"migrations", "node_modules", "vendor"} & set(path.parts)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("model", MODELS)
def test_a_model_says_what_it_is(model):
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", MODELS)
def test_a_model_has_an_order(model):
    assert model._meta.ordering


@pytest.mark.parametrize("model", MODELS)
def test_the_order_of_a_model_leaves_nothing_to_chance(model):
    """The last word of an ordering is unique, by itself or with others of the ordering."""
    fields = {name.removeprefix("-") for name in model._meta.ordering}
    unique = {field.name for field in model._meta.fields if field.unique} | {"pk"}
    together = [
        set(constraint.fields) for constraint in model._meta.constraints if isinstance(constraint, models.UniqueConstraint)
    ]
    by_way_of = {name.split("__")[0] for name in fields}
    assert fields & unique or any(constraint <= fields | by_way_of for constraint in together)


@pytest.mark.parametrize("model", MODELS)
def test_every_choice_is_a_rule_of_the_database_too(model):
    checked = str(
        [constraint.condition for constraint in model._meta.constraints if isinstance(constraint, models.CheckConstraint)]
    )
    chosen = [field.name for field in model._meta.fields if field.choices]
    assert [name for name in chosen if f"'{name}__in'" not in checked] == []


@pytest.mark.parametrize("model", MODELS)
def test_every_rule_of_the_database_tells_a_curator_what_to_do(model):
    told = [constraint for constraint in model._meta.constraints if isinstance(constraint, models.CheckConstraint)]
    default = models.CheckConstraint(condition=models.Q(pk=1), name="default").violation_error_message
    assert [constraint.name for constraint in told if constraint.violation_error_message == default] == []


def test_one_module_alone_asks_the_edtf_library():
    assert {name for name, tree in MODULES.items() if any(found.split(".")[0] == "edtf" for found in imports(tree))} == {
        "sources.dates"
    }


def test_one_module_alone_computes_geometry_and_a_command_alone_asks_it():
    builder = "profiles.figures.map.build"
    assert {
        name for name, tree in MODULES.items() if {"shapely", "numpy"} & {found.split(".")[0] for found in imports(tree)}
    } == {builder}
    assert {name for name, tree in MODULES.items() if any(found.startswith(builder) for found in imports(tree))} == {
        "profiles.management.commands.build_map"
    }


def test_no_two_classes_or_functions_of_the_figures_share_a_name():
    """Nor does a class of theirs have the name of one elsewhere: whoever reads a name knows which is meant."""
    defined: dict[str, list[str]] = {}
    for name, tree in MODULES.items():
        kinds = (ast.ClassDef, ast.FunctionDef) if name.startswith("profiles.figures") else (ast.ClassDef,)
        for node in ast.iter_child_nodes(tree):
            if isinstance(node, kinds) and not node.name.startswith("_"):
                defined.setdefault(node.name, []).append(name)
    assert {
        shared: names
        for shared, names in defined.items()
        if len(names) > 1 and any(name.startswith("profiles.figures") for name in names)
    } == {}
