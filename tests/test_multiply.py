"""The content many times over, for measurements: everything is there so often, loads, and is sound."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from benchmarks.multiply import multiply
from profiles.models import Actor, Answer, Claim, Evidence, Place, Question, Topic
from sources.fixtures.yaml_files import read_yaml
from sources.models import Document, Passage, Work
from tests.factories import empty_database, load, write_folder

pytestmark = pytest.mark.django_db


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def source(tmp_path) -> Path:
    return write_folder(tmp_path / "source")


def test_everything_but_the_subject_and_the_chapters_is_there_so_many_times(source, tmp_path):
    empty_database()
    load(source)
    models = (Document, Passage, Work, Place, Question, Claim, Answer, Evidence)
    once, actors = [model.objects.count() for model in models], Actor.objects.count()

    multiply(source, 3, tmp_path / "folder")
    empty_database()
    load(tmp_path / "folder")
    assert [model.objects.count() for model in models] == [3 * count for count in once]
    assert Actor.objects.count() == 3 * (actors - 1) + 1
    assert set(Topic.objects.values_list("slug", flat=True)) == {"leaders", "size"}


def test_the_shipped_content_twice_is_sound_and_no_text_statement_or_name_is_there_twice(tmp_path, settings):
    settings.FIXTURES_DIR = tmp_path / "folder"
    multiply(Path(settings.BASE_DIR) / "fixtures", 2, settings.FIXTURES_DIR)
    empty_database()
    load(settings.FIXTURES_DIR)
    said = StringIO()
    call_command("audit", "--without-pages", "--from", str(settings.FIXTURES_DIR), stdout=said)
    assert "every rule holds" in said.getvalue()
    for model, field in ((Document, "sha256"), (Claim, "says"), (Actor, "name"), (Place, "name")):
        assert len(set(model.objects.values_list(field, flat=True))) == model.objects.count()


def test_the_same_content_so_many_times_is_the_same_bytes(source, tmp_path):
    for name in ("first", "second"):
        multiply(source, 3, tmp_path / name)
    assert files(tmp_path / "first") == files(tmp_path / "second")


def test_once_is_the_content_itself(source, tmp_path):
    multiply(source, 1, tmp_path / "folder")
    for path in source.rglob("*.yaml"):
        assert read_yaml(tmp_path / "folder" / path.relative_to(source)).data == read_yaml(path).data
