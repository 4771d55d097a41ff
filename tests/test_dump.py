"""What is dumped is what was loaded, byte for byte, and what a curator changed since."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from profiles.curation.publication import withdraw
from profiles.models import Actor, Claim, Question, Site, Topic
from tests.factories import SHIPPED, claims_of, copy_shipped, edit, empty_database, load, snapshot, write_folder

pytestmark = pytest.mark.django_db

SHIPPED_FILES = {
    str(path.relative_to(SHIPPED)): path.read_bytes() for path in SHIPPED.rglob("*") if path.suffix in (".yaml", ".txt")
}


def dump(folder: Path) -> str:
    said = StringIO()
    call_command("dump", "--to", str(folder), stdout=said)
    return said.getvalue()


@pytest.fixture
def folder(tmp_path, settings):
    """Return the site's fixture folder for the time of a test: a small one, loaded into an otherwise empty database."""
    settings.FIXTURES_DIR = write_folder(tmp_path / "fixtures")
    empty_database()
    load(settings.FIXTURES_DIR)
    return settings.FIXTURES_DIR


def test_dumping_the_shipped_profile_gives_the_shipped_files_byte_for_byte_and_no_others(tmp_path):
    dump(tmp_path)
    dumped = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert sorted(dumped) == sorted(SHIPPED_FILES)
    assert [name for name, content in dumped.items() if content != SHIPPED_FILES[name]] == []


def test_kinds_of_events_are_dumped_in_one_order_whatever_the_database_keeps(tmp_path):
    """PostgreSQL keeps the names of a JSON object by their length."""
    site = Site.objects.current()
    for name in ("kinds", "kinds_by_question"):
        site.timeline[name] = dict(reversed(site.timeline[name].items()))
    site.save()

    dump(tmp_path)
    assert (tmp_path / "site.yaml").read_bytes() == SHIPPED_FILES["site.yaml"]


def test_dumping_over_the_same_files_writes_none(tmp_path):
    copy_shipped(tmp_path)
    for path in tmp_path.rglob("*"):
        os.utime(path, (0, 0))
    assert dump(tmp_path) == "Files changed: none.\n"
    assert {path.stat().st_mtime for path in tmp_path.rglob("*") if path.is_file()} == {0}


def test_what_is_dumped_loads_to_the_same(folder):
    before = dump_to_memory(folder)
    empty_database()
    load(folder)
    assert dump_to_memory(folder) == before


def dump_to_memory(folder: Path) -> dict[str, bytes]:
    dump(folder)
    return {path.name: path.read_bytes() for path in folder.rglob("*.*")}


def test_dumping_twice_gives_the_same_bytes(folder):
    assert dump_to_memory(folder) == dump_to_memory(folder)


@pytest.mark.parametrize("number", ["0.000001", "800.5", "123456789.12345", "999999999999999"])
def test_a_number_is_loaded_and_dumped_as_it_was_typed(folder, number):
    edit(folder / "profile/size.yaml", "{about: 800}", f"{{about: {number}}}")
    load(folder)
    dump(folder)
    assert f"value: {{about: {number}}}\n" in (folder / "profile/size.yaml").read_text()


def test_a_curators_change_is_dumped(folder):
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    dump(folder)
    assert "  summary: As a curator sees it.\n" in (folder / "profile/size.yaml").read_text()


def test_the_files_that_changed_are_named(folder):
    dump(folder)
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    assert dump(folder) == "Files changed: size.yaml.\n"


def test_a_retired_claim_is_dumped_with_its_why_and_loads_back(folder):
    withdraw(Claim.objects.get(key="leader-emir"), "It was misread.")
    dump(folder)
    empty_database()
    load(folder)
    claim = Claim.objects.get(key="leader-emir")
    assert (claim.status, claim.withdrawn_because) == ("withdrawn", "It was misread.")


def test_a_topic_that_is_gone_loses_its_file(folder):
    claims_of("fighters").delete()
    Question.objects.filter(key="fighters").delete()
    Topic.objects.filter(slug="size").delete()
    dump(folder)
    assert not (folder / "profile/size.yaml").exists()


def test_loading_what_was_dumped_changes_nothing(folder):
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    Actor.objects.create(key="curated", name="Curated", kind="person")
    dump(folder)
    before = snapshot()
    load(folder)
    assert snapshot() == before


def test_a_dumped_change_is_no_longer_a_curators_alone(folder):
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    dump(folder)
    edit(folder / "profile/size.yaml", "As a curator sees it.", "As the reviewed file has it.")
    load(folder)
    assert Question.objects.get(key="fighters").summary == "As the reviewed file has it."


def test_a_dump_into_another_folder_leaves_a_change_the_curators(folder, tmp_path):
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    dump(tmp_path / "elsewhere")
    edit(folder / "profile/size.yaml", "From about 800 to 2,000.", "As the file has it.")
    load(folder)
    assert Question.objects.get(key="fighters").summary == "As a curator sees it."
