"""Loads and dumps ask the database as often for much as for little."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.multiply import multiply
from profiles.models import Claim, Question
from tests.factories import SHIPPED, empty_database, load, snapshot, write_folder
from tests.test_loading import without_digests

pytestmark = pytest.mark.django_db


@pytest.fixture
def folders(tmp_path) -> list[Path]:
    """Return a small folder, and one that holds three times as much."""
    source = write_folder(tmp_path / "source")
    (source / "merged.yaml").write_text("claims:\n- {key: leader-chief, merged_into: leader-emir}\n", encoding="utf-8")
    (source / "distinct.yaml").write_text(
        "distinct:\n- {claims: [fighters-1000-to-2000, fighters-about-800], why: Another figure.}\n", encoding="utf-8"
    )
    for times in (2, 6):
        multiply(source, times, tmp_path / f"{times}")
    return [tmp_path / "2", tmp_path / "6"]


def asked(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def comment_on(folder: Path) -> None:
    """Change the bytes of a file and not what it says, so that everything is compared anew."""
    (folder / "works.yaml").write_text((folder / "works.yaml").read_text() + "# a comment\n", encoding="utf-8")


def change_every_claim(folder: Path) -> None:
    for path in folder.glob("profile/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("says: ", "says: Now, "), encoding="utf-8")


def describe_documents(folder: Path) -> None:
    for path in folder.glob("documents/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "description: As it is.\n", encoding="utf-8")


def nothing(folder: Path) -> None:
    """Leave the files as they are."""


LOADS = {
    "nothing new": comment_on,
    "every claim": change_every_claim,
    "documents": describe_documents,
    "same bytes": nothing,
}


def test_a_first_load_asks_as_often_for_three_times_as_much(folders):
    counts = []
    for folder in folders:
        empty_database()
        counts.append(asked(partial(load, folder)))
    assert counts[0] == counts[1]


def test_the_shipped_content_takes_hardly_more_queries_than_a_few_rows(folders):
    counts = []
    for folder in (folders[0], SHIPPED):
        empty_database()
        counts.append(asked(partial(load, folder)))
    assert counts[1] <= counts[0] + 10  # statements of thousands of rows are divided; what is left out of a small folder


@pytest.mark.parametrize("change", LOADS)
def test_a_further_load_asks_as_often_for_three_times_as_much(folders, change):
    counts = []
    for folder in folders:
        empty_database()
        load(folder)
        LOADS[change](folder)
        before = snapshot()
        counts.append(asked(partial(load, folder)))
        assert (without_digests(snapshot()) == without_digests(before)) == (change in ("nothing new", "same bytes"))
    assert counts[0] == counts[1]


def test_taking_back_all_that_curators_changed_asks_as_often_for_three_times_as_much(folders):
    counts = []
    for folder in folders:
        empty_database()
        load(folder)
        Claim.objects.update(hedge="as a curator has it")
        Question.objects.update(note="As a curator has it.")
        counts.append(asked(partial(load, folder, "--replace")))
        assert not Claim.objects.filter(hedge="as a curator has it").exists()
    assert counts[0] == counts[1]


def test_a_dump_asks_as_often_for_three_times_as_much(folders, tmp_path, settings):
    counts = []
    for folder in folders:
        empty_database()
        load(folder)
        settings.FIXTURES_DIR = folder
        counts.append(asked(partial(call_command, "dump", verbosity=0)))
    assert counts[0] == counts[1]
