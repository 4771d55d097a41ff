"""What the documentation says exists, and what exists is documented: make targets, commands, settings, rules, files, links."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
PAGES = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
CONTENT = ROOT / "fixtures" / "README.md"
FOLDERS = ("", "fixtures", "sources", "profiles")  # in which a file that a page names is looked for
MADE = {"deploy/site.env", "deploy/postgres.env", "deploy/tls", "var", "var/secret_key", "node_modules"}  # by running the site
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\b[A-Z][A-Z_]{3,}\b")


def text_of(*pages: Path) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def code_of(*pages: Path) -> str:
    """Return what stands in code type, and in blocks of commands."""
    text = text_of(*pages)
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *CODE.findall(text)])


def row_cells(page: Path, heading: str) -> list[list[str]]:
    """Return the cells of the rows of the first table under a heading."""
    after = page.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1]
    table = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert table
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def files_of_ours() -> list[Path]:
    """Return the files of the repository; in a copy without its history, all that running the site has not made."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0 and done.stdout:
        return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    made = {".venv", "node_modules", "var", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]


def settings_read() -> Iterator[str]:
    """Yield the names of the environment's variables that the site reads."""
    for name in ("jnimref/settings.py", "jnimref/address.py", "jnimref/private_files.py"):
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="environ") | ast.Attribute(attr="environ"), attr="get"),
                    args=[ast.Constant(value=str(setting)), *_],
                ):
                    yield setting
    yield "DATABASE_URL"  # which dj_database_url reads


def rules_checked(name: str) -> set[int]:
    """Return the numbers of the rules that a module of the audit checks."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, int)
    }


def test_every_make_target_is_documented_and_every_documented_one_exists():
    declared = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert declared
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code_of(*PAGES, CONTENT)))
    assert named == set(declared[1].split())


def test_every_command_that_is_named_exists_and_every_one_of_ours_is_named():
    named = set(re.findall(r"manage\.py (\w+)", text_of(*PAGES, CONTENT)))
    commands = get_commands()
    ours = {name for name, app in commands.items() if app in ("profiles", "sources")}
    assert named <= commands.keys()
    assert ours <= set(re.findall(r"\w+", code_of(*PAGES, CONTENT)))


def test_the_settings_in_the_readme_are_those_that_the_site_reads():
    rows = row_cells(ROOT / "README.md", "How to deploy")
    assert {setting for first, *_ in rows for setting in SETTING.findall(first)} == set(settings_read())


def test_the_settings_module_and_the_launcher_explain_what_the_site_reads():
    docstrings = [
        ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8"))) or ""
        for name in ("jnimref/settings.py", "jnimref/launch.py")
    ]
    explained = {name for text in docstrings for name in re.findall(r"^([A-Z][A-Z_]+) +\S", text, re.MULTILINE)}
    assert explained == set(settings_read())


def test_every_rule_of_the_audit_is_documented_with_the_module_that_checks_it():
    modules = ("sources/audit.py", "profiles/curation/audit.py", "profiles/curation/page_audit.py")
    documented: dict[str, set[int]] = {name: set() for name in modules}
    for number, _, checked_in in row_cells(ROOT / "ARCHITECTURE.md", "What must always be true"):
        for name in CODE.findall(checked_in):
            documented[name].add(int(number))
    assert documented == {name: rules_checked(name) for name in modules}


@pytest.mark.parametrize("page", [*PAGES, CONTENT], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_exists(page: Path):
    words = {
        word.rstrip("/")
        for word in CODE.findall(page.read_text(encoding="utf-8"))
        if re.fullmatch(r"\.?[a-zA-Z_*][\w.*/-]*", word)
    }
    ended = re.compile(r"\.(?:py|md|yaml|html|css)$")
    files = {word for word in words if ".." not in word and ("/" in word or ended.search(word))}
    missing = {name for name in files - MADE if not any(list((ROOT / folder).glob(name)) for folder in FOLDERS)}
    assert missing == set()


def test_every_relative_link_leads_to_a_file_of_the_repository():
    for page in (path for path in files_of_ours() if path.suffix == ".md"):
        text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for link in (link for link in LINK.findall(text) if not re.match(r"[a-z]+:|#", link)):
            target = (page.parent / link.split("#")[0]).resolve()
            assert target.is_relative_to(ROOT), f"{page}: {link}"
            assert target.exists(), f"{page}: {link}"


def test_no_explanation_is_named_that_is_not_in_the_repository():
    files = files_of_ours()
    known = {path.name for path in files if path.suffix == ".md"}
    kinds = {".py", ".md", ".toml", ".yaml", ".html", ".css", ".js", ".mjs", ""}
    for path in (path for path in files if path.suffix in kinds):
        assert set(re.findall(r"\b[A-Z]{3,}\.md\b", path.read_text(encoding="utf-8"))) <= known, path


def test_the_citation_file_names_the_released_version_and_its_date():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()  # what the Citation File Format 1.2.0 requires
    project = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.search(r"^## (\d[\d.]*) – (\d{4}-\d\d-\d\d)$", changes, re.MULTILINE)
    assert project
    assert released
    assert (cited["version"], str(cited["date-released"])) == released.groups()
    assert cited["version"] == project[1]
