"""What would break a page or a database is refused at every door: fixtures, forms, and whatever validates a row."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.test import Client

from profiles.curation.fixtures.schema import (
    ActorEntry,
    AnswerEntry,
    ClaimEntry,
    EvidenceEntry,
    PlaceEntry,
    QuestionEntry,
    TopicFile,
)
from profiles.curation.fixtures.site import SiteFile
from profiles.models import Actor, Answer, Claim, Evidence, Place, Question, Site, Topic
from sources.fixtures.schema import DocumentFile, PassageEntry, WorkEntry
from sources.models import Document, Passage, Work
from tests.claim_forms import add
from tests.factories import edit, empty_database, load, make_topic, seal, snapshot, write_folder
from tests.test_admin import errors_of, form_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """Return a small fixture folder that has been loaded into an otherwise empty database."""
    empty_database()
    load(write_folder(tmp_path / "fixtures"))
    return tmp_path / "fixtures"


NINES = "9" * 33
FILES = {
    "a work's key that no address holds": ("works.yaml", "- key: doe-2020", "- key: Bad Slug"),
    "an actor's": ("actors.yaml", "- key: emir", "- key: émir"),
    "a place's": ("places.yaml", "- key: gao", "- key: gao/north"),
    "a claim's": ("profile/leaders.yaml", "- key: leader-emir", "- key: Leader_Emir"),
    "a question's": ("profile/leaders.yaml", "- key: leader\n", "- key: 'leader '\n"),
    "a chapter's slug": ("profile/leaders.yaml", "topic: leaders", "topic: Leaders?"),
    "a chapter's slug that is longer than its column": ("profile/leaders.yaml", "topic: leaders", f"topic: {'l' * 51}"),
    "a document's": ("documents/alpha.yaml", "slug: alpha", "slug: Bad Slug"),
    "a text in another folder": ("documents/alpha.yaml", "file: alpha.txt", "file: ../documents/alpha.txt"),
    "a chapter's place beyond its column": ("profile/leaders.yaml", "order: 40", "order: 32768"),
    "a chapter's place before the first": ("profile/leaders.yaml", "order: 40", "order: -1"),
    "a place at a glance beyond its column": (
        "profile/size.yaml",
        "  mode: exclusive",
        "  glance: 40000\n  mode: exclusive",
    ),
    "a number of 33 digits": ("profile/size.yaml", "{about: 800}", f"{{about: {NINES}}}"),
    "a number of 33 digits in quotes": ("profile/size.yaml", "{about: 800}", f"{{about: '{NINES}'}}"),
    "a character of private use": ("profile/leaders.yaml", "says: The emir", "says: The \ue000mir"),
    "one of another plane": ("actors.yaml", "name: The group", "name: The \U0010fffd group"),
    "a control character": ("actors.yaml", "name: The group", 'name: "The \\a group"'),
    "a surrogate": ("actors.yaml", "name: The group", 'name: "The \\ud800 group"'),
    "a title that is longer than its column": ("works.yaml", "note: As cited.", f"publisher: {'x' * 201}"),
    "a date that is longer than its column": ("profile/size.yaml", "as_of: '2020'", f"as_of: '[{','.join(['2020'] * 9)}]'"),
}


@pytest.mark.parametrize("case", FILES)
def test_fixtures_refuse(folder, case):
    name, old, new = FILES[case]
    edit(folder / name, old, new)
    before = snapshot()
    with pytest.raises(CommandError, match=f"{name.rpartition('/')[2]}, line"):
        load(folder)
    assert snapshot() == before


def test_a_quote_holds_what_its_document_holds(folder):
    edit(folder / "documents/alpha.txt", "The emir lives in Gao.", "\ue000 The emir lives in Gao.")
    seal(folder, "alpha")
    edit(folder / "profile/leaders.yaml", "quote: It is led by the emir.", "quote: It is led by the emir. \ue000")
    load(folder, "--replace")
    assert Evidence.objects.get(claim__key="leader-emir").quote == "It is led by the emir. \ue000"


ROWS = {
    "a work's key": (Work, "key", "Bad Slug"),
    "a document's slug": (Document, "slug", "Bad Slug"),
    "a topic's slug": (Topic, "slug", "Bad_Slug"),
    "an actor's name": (Actor, "name", "The \ue000mir"),
    "a place's name": (Place, "name", "Gao\x00"),
    "a claim's statement": (Claim, "says", "It has \U000f0000 members."),
    "a question's place": (Question, "order", 32_768),
    "a document's place": (Document, "order", 10**12),
    "a lone surrogate": (Question, "note", "a\ud800b"),
    "a name within a value": (Answer, "value", {"name": "Gao\ue000"}),
    "a name that is too long": (Actor, "name", "x" * 201),
    "words of a list": (Work, "authors", ["Doe\ue000, Jane"]),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_is_validated_refuses(case):
    model, name, value = ROWS[case]
    row = model._default_manager.order_by("pk")[0]
    row.clean_fields()
    setattr(row, name, value)
    with pytest.raises(ValidationError) as failure:
        row.clean_fields()
    assert set(failure.value.error_dict) == {name}


def test_every_stored_row_keeps_to_the_rules():
    for model in (Document, Work, Topic, Question, Actor, Place, Claim, Answer, Evidence):
        for row in model._default_manager.all():
            row.clean_fields()


FORMS = {
    "a chapter's place": (Topic, "order", "32768"),
    "an actor's name": (Actor, "name", "The \ue000mir"),
    "a work's title": (Work, "title", "x" * 301),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_form_of_the_curators_refuses(admin_client: Client, case):
    model, name, value = FORMS[case]
    address = page(model, "change", model._default_manager.order_by("pk")[0].pk)
    assert errors_of(admin_client.post(address, form_of(admin_client, address) | {name: value}))[name]


def test_a_form_of_the_curators_refuses_a_key_that_no_address_holds(admin_client: Client):
    make_topic()
    errors = errors_of(admin_client.post(page(Topic, "add"), {"title": "A topic", "slug": "Bad Slug", "order": "1"}))
    assert "slug" in errors


def test_a_form_of_the_curators_refuses_a_number_of_33_digits(admin_client: Client):
    response = add(admin_client, value=f"{{about: {NINES}}}")
    assert "a number has at most 15 digits" in response.content.decode()


SHAPES = {
    DocumentFile: Document,
    PassageEntry: Passage,
    WorkEntry: Work,
    ActorEntry: Actor,
    PlaceEntry: Place,
    TopicFile: Topic,
    QuestionEntry: Question,
    AnswerEntry: Answer,
    ClaimEntry: Claim,
    EvidenceEntry: Evidence,
    SiteFile: Site,
}


@pytest.mark.parametrize(("entry", "model"), SHAPES.items(), ids=[entry.__name__ for entry in SHAPES])
def test_an_entry_takes_no_longer_words_than_its_column(entry, model):
    """SQLite would take them, and PostgreSQL stop the load without a line or a key."""
    columns = {field.name: field.max_length for field in model._meta.concrete_fields if getattr(field, "max_length", None)}
    words = {name for name, field in entry.model_fields.items() if name in columns and field.annotation is str}
    assert words
    for name in words:
        rule = entry.model_json_schema()["properties"][name]
        assert rule.get("maxLength", 10**9) <= columns[name], name
