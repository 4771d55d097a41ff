"""Loading brings the database to what the files say, and loses nothing that a curator has changed."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from profiles.curation.publication import withdraw
from profiles.models import Actor, Claim, Evidence, LoadedEntry, Place, Question, Topic
from sources.models import Citation, Document, Passage, Work
from sources.revision import Revision
from tests.factories import (
    FOLDER,
    claims_of,
    copy_shipped,
    edit,
    empty_database,
    home_of,
    load,
    make_claim,
    snapshot,
    write_folder,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """Return a small fixture folder that has been loaded into an otherwise empty database."""
    empty_database()
    write_folder(tmp_path / "fixtures")
    load(tmp_path / "fixtures")
    return tmp_path / "fixtures"


def test_everything_in_the_files_is_in_the_database(folder):
    assert set(Document.objects.values_list("slug", flat=True)) == {"alpha", "beta"}
    assert set(Claim.objects.published().values_list("key", flat=True)) == {
        "leader-emir",
        "fighters-1000-to-2000",
        "fighters-about-800",
    }
    assert list(Citation.objects.values_list("work__key", flat=True)) == ["doe-2020"]
    assert Place.objects.get(key="gao").within == Place.objects.get(key="mali")


def test_evidence_lies_at_its_quote_in_its_passage(folder):
    evidence = Evidence.objects.get(claim__key="fighters-about-800")
    assert evidence.passage.document.text[evidence.start : evidence.end] == evidence.words == "ongeveer 800 leden"


def test_a_claim_lists_the_actors_and_places_that_it_names(folder):
    claim = Claim.objects.get(key="leader-emir")
    assert {actor.key for actor in claim.actors.all()} == {"jnim", "emir"}
    assert {place.key for place in claim.places.all()} == {"gao"}


def test_loading_again_changes_nothing(folder):
    before = snapshot()
    assert load(folder) == ("Fixtures: 15 unchanged.\n", "")
    assert snapshot() == before


def without_digests(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Leave out what only tells one load from the next."""
    return {label: found for label, found in rows.items() if label not in (LoadedEntry._meta.label, Revision._meta.label)}


def test_loading_other_bytes_that_say_the_same_changes_nothing(folder):
    before = snapshot()
    (folder / "profile/size.yaml").write_text(FOLDER["profile/size.yaml"] + "# a comment\n", encoding="utf-8")
    assert load(folder) == ("Fixtures: 15 unchanged.\n", "")
    assert without_digests(snapshot()) == without_digests(before)


def test_nothing_but_what_changed_in_the_files_is_updated(folder):
    edit(folder / "profile/size.yaml", "summary: From about 800 to 2,000.", "summary: Some 800 to 2,000.")
    assert load(folder) == ("Fixtures: 1 updated, 14 unchanged.\n", "")
    assert Question.objects.get(key="fighters").summary == "Some 800 to 2,000."


def cut_claim(folder: Path) -> None:
    """Take the last claim out of a topic's file."""
    text = (folder / "profile/size.yaml").read_text(encoding="utf-8")
    (folder / "profile/size.yaml").write_text(text[: text.index("  - key: fighters-about-800")], encoding="utf-8")


def as_drafts(folder: Path) -> None:
    """Make drafts of the claims of a topic's file, and load them."""
    text = (folder / "profile/size.yaml").read_text(encoding="utf-8")
    (folder / "profile/size.yaml").write_text(
        text.replace("    evidence:\n", "    status: draft\n    evidence:\n"), encoding="utf-8"
    )
    load(folder)


def test_a_draft_that_a_file_no_longer_has_is_gone(folder):
    as_drafts(folder)
    cut_claim(folder)
    load(folder)
    assert not Claim.objects.filter(key="fighters-about-800").exists()


@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_a_published_claim_that_a_file_no_longer_has_is_refused(folder, options):
    cut_claim(folder)
    before = snapshot()
    with pytest.raises(CommandError, match=r"'fighters-about-800' is gone from the files.* withdraw it .* merged\.yaml"):
        load(folder, *options)
    assert snapshot() == before


def test_a_withdrawn_claim_that_a_file_no_longer_has_is_refused(folder):
    edit(
        folder / "profile/size.yaml",
        "    value: {about: 800}\n",
        "    value: {about: 800}\n    status: withdrawn\n    withdrawn_because: It was misread.\n",
    )
    load(folder)
    cut_claim(folder)
    with pytest.raises(CommandError, match="'fighters-about-800' is gone from the files"):
        load(folder)


def test_replace_refuses_to_lose_a_published_claim_of_a_curator(folder):
    claim = make_claim(
        question=Question.objects.get(key="fighters"), document=Document.objects.get(slug="beta"), quote="800 leden"
    )
    with pytest.raises(CommandError, match=f"'{claim.key}' is gone from the files.*`dump` puts it into the files"):
        load(folder, "--replace")
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_replace_keeps_the_rows_to_which_the_log_of_the_admin_leads(folder):
    before = set(Claim.objects.values_list("pk", "key"))
    Claim.objects.filter(key="leader-emir").update(says="As a curator sees it.")
    load(folder, "--replace")
    assert set(Claim.objects.values_list("pk", "key")) == before
    assert Claim.objects.get(key="leader-emir").says == "The emir is its leader."


def test_a_claim_that_moves_to_another_question_keeps_its_key(folder):
    size, leaders = folder / "profile/size.yaml", folder / "profile/leaders.yaml"
    question = "- key: members\n  ask: How many members?\n  mode: exclusive\n  value: {kind: number}\n  claims:\n"
    text = size.read_text(encoding="utf-8")
    at = text.index("  - key: fighters-about-800")
    size.write_text(text[:at], encoding="utf-8")
    leaders.write_text(leaders.read_text(encoding="utf-8") + question + text[at:], encoding="utf-8")
    load(folder)
    assert home_of(Claim.objects.get(key="fighters-about-800")).key == "members"


def test_passages_cut_anew_keep_the_evidence_on_them(folder):
    entry = "- line: 3\n  begins: The group has\n  without_claims: It is only an example.\n- line: 7\n"
    edit(folder / "documents/alpha.yaml", "- line: 7\n", entry)
    credited = Evidence.objects.get(claim__key="fighters-1000-to-2000").works.get()
    load(folder)
    evidence = Evidence.objects.get(claim__key="fighters-1000-to-2000")
    assert evidence.passage.without_claims == "It is only an example."
    assert evidence.works.get() == credited


def test_a_curators_change_is_kept(folder):
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    edit(folder / "works.yaml", "As cited.", "As changed.")
    assert load(folder) == ("Fixtures: 1 updated, 14 unchanged.\n", "")
    assert Question.objects.get(key="fighters").summary == "As a curator sees it."


def test_a_curators_change_survives_every_further_load(folder):
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    for note in ("One.", "Two.", "Three."):
        (folder / "works.yaml").write_text(re.sub("note: .*", f"note: {note}", FOLDER["works.yaml"]), encoding="utf-8")
        load(folder)
        load(folder)
    assert Question.objects.get(key="fighters").summary == "As a curator sees it."


@pytest.mark.parametrize(
    ("model", "key", "field"),
    [
        (Work, "doe-2020", "note"),
        (Actor, "emir", "note"),
        (Place, "gao", "name"),
        (Claim, "leader-emir", "says"),
        (Topic, "size", "title"),
    ],
    ids=["work", "actor", "place", "claim", "topic"],
)
def test_a_curators_change_of_any_kind_of_entry_is_kept(folder, model, key, field):
    rows = model.objects.filter(**{"slug" if model is Topic else "key": key})
    rows.update(**{field: "As a curator sees it"})
    edit(folder / "profile/size.yaml", "reason: different definition", "reason: different scope")
    load(folder)
    assert getattr(rows.get(), field) == "As a curator sees it"


def test_a_curators_translation_of_a_passage_is_kept(folder):
    Passage.objects.filter(document__slug="beta", number=1).update(translation="As a curator has it.")
    edit(folder / "works.yaml", "As cited.", "As changed.")
    load(folder)
    assert Passage.objects.get(document__slug="beta", number=1).translation == "As a curator has it."


def test_a_claim_that_a_curator_retired_stays_retired(folder):
    withdraw(Claim.objects.get(key="leader-emir"), "It was misread.")
    edit(folder / "works.yaml", "As cited.", "As changed.")
    load(folder)
    assert Claim.objects.get(key="leader-emir").status == "withdrawn"


def test_an_entry_that_a_curator_deleted_stays_deleted(folder):
    claims_of("leader").delete()
    Question.objects.filter(key="leader").delete()
    edit(folder / "works.yaml", "As cited.", "As changed.")
    load(folder)
    assert not Question.objects.filter(key="leader").exists()


def test_an_entry_that_a_curator_added_stays(folder):
    Actor.objects.create(key="curated", name="Curated", kind="person")
    edit(folder / "works.yaml", "As cited.", "As changed.")
    load(folder)
    assert Actor.objects.filter(key="curated").exists()


@pytest.fixture
def conflict(folder):
    """Return a folder in which a question has changed that a curator has changed too."""
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    edit(folder / "profile/size.yaml", "summary: From about 800 to 2,000.", "summary: As the file has it.")
    return folder


def test_where_both_have_changed_the_curators_version_is_kept_and_named(conflict):
    said, warned = load(conflict)
    assert said == "Fixtures: 1 kept, 14 unchanged.\n"
    assert "kept the curators' version of question:fighters: the file has changed too" in warned
    assert Question.objects.get(key="fighters").summary == "As a curator sees it."


def test_a_conflict_is_named_again_whenever_the_files_change(conflict):
    load(conflict)
    edit(conflict / "works.yaml", "As cited.", "As changed.")
    assert "question:fighters" in load(conflict)[1]


def test_replace_takes_the_files_version(conflict):
    load(conflict, "--replace")
    assert Question.objects.get(key="fighters").summary == "As the file has it."


def test_replace_leaves_nothing_that_only_a_curator_has(folder):
    Actor.objects.create(key="curated", name="Curated", kind="person")
    load(folder, "--replace")
    assert not Actor.objects.filter(key="curated").exists()


def test_a_curators_change_that_the_file_makes_too_is_no_conflict(conflict):
    edit(conflict / "profile/size.yaml", "As the file has it.", "As a curator sees it.")
    assert load(conflict) == ("Fixtures: 15 unchanged.\n", "")


def remove_question(folder: Path) -> None:
    """Take the only question out of a topic's file."""
    (folder / "profile/size.yaml").write_text("topic: size\ntitle: Size\norder: 70\nquestions: []\n", encoding="utf-8")


def test_a_question_that_left_the_files_is_deleted_with_its_drafts(folder):
    as_drafts(folder)
    remove_question(folder)
    assert load(folder) == ("Fixtures: 1 updated, 3 deleted, 11 unchanged.\n", "")
    assert not Question.objects.filter(key="fighters").exists()
    assert not Claim.objects.filter(key__startswith="fighters").exists()


def test_a_question_that_left_the_files_is_kept_where_a_curator_changed_it(folder):
    as_drafts(folder)
    Question.objects.filter(key="fighters").update(summary="As a curator sees it.")
    remove_question(folder)
    assert "kept the curators' version of question:fighters" in load(folder)[1]
    assert Question.objects.get(key="fighters").summary == "As a curator sees it."


def test_a_claim_that_left_the_files_is_kept_where_a_curator_changed_it(folder):
    as_drafts(folder)
    Claim.objects.filter(key="fighters-about-800").update(says="As a curator sees it.")
    cut_claim(folder)
    assert "kept the curators' version of claim:fighters-about-800" in load(folder)[1]
    assert Claim.objects.get(key="fighters-about-800").says == "As a curator sees it."


def test_an_answered_question_that_left_the_files_is_refused(folder):
    remove_question(folder)
    with pytest.raises(CommandError, match="the question 'fighters' is gone from the files, and its address lasts"):
        load(folder)


def test_a_topic_that_left_the_files_is_deleted_with_its_questions(folder):
    as_drafts(folder)
    (folder / "profile/size.yaml").unlink()
    load(folder)
    assert not Topic.objects.filter(slug="size").exists()


def test_places_that_left_the_files_are_deleted_the_narrower_first(folder):
    edit(folder / "profile/leaders.yaml", "    places: [gao]\n", "")
    load(folder)
    (folder / "places.yaml").write_text("places: []\n", encoding="utf-8")
    load(folder)
    assert not Place.objects.exists()


def test_a_place_that_a_public_claim_mentioned_is_not_left_out(folder):
    (folder / "places.yaml").write_text("places: []\n", encoding="utf-8")
    edit(folder / "profile/leaders.yaml", "    places: [gao]\n", "")
    with pytest.raises(CommandError, match="the place 'gao' is gone from the files, and its address lasts"):
        load(folder)


def test_a_document_that_left_the_files_is_refused(folder):
    (folder / "profile/leaders.yaml").unlink()
    (folder / "profile/size.yaml").unlink()
    (folder / "documents/alpha.yaml").unlink()
    with pytest.raises(CommandError, match="is gone from the files, and its address lasts"):
        load(folder)
    assert Document.objects.filter(slug="alpha").exists()


def test_loading_the_shipped_fixtures_again_changes_nothing(tmp_path):
    before = without_digests(snapshot())
    copy_shipped(tmp_path)
    with (tmp_path / "works.yaml").open("a") as file:
        file.write("# a comment, so that every entry is compared anew\n")
    assert re.fullmatch(r"Fixtures: \d+ unchanged.\n", load(tmp_path)[0])
    assert without_digests(snapshot()) == before
