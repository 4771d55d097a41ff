"""No text holds a character that breaks what stores or shows it: it is refused by its name, at every door."""

import pytest
from django.core.management import CommandError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from profiles.models import Claim
from sources.characters import name_of, refuse_characters, without_refused
from sources.models import Document, Passage
from sources.segmentation import Markup, segment, uncovered
from tests.claim_forms import add
from tests.factories import edit, empty_database, load, seal, snapshot, write_folder
from tests.properties import quick

NAMED = {
    "\x00": "U+0000 (NUL)",
    "\x1b": "U+001B (ESCAPE)",
    "\x85": "U+0085 (a control character)",
    "\ud800": "U+D800 (a lone surrogate)",
}


@pytest.mark.parametrize(("character", "name"), NAMED.items())
def test_a_refused_character_is_named(character, name):
    assert name_of(character) == name
    with pytest.raises(ValueError, match="which has no place in a text") as failure:
        refuse_characters(f"The group{character} was founded.")
    assert name in str(failure.value)
    assert "after “The group”" in str(failure.value)


@quick
@given(st.text(max_size=20))
def test_what_is_not_refused_can_be_stored_and_sent(text):
    try:
        refuse_characters(text)
    except ValueError:
        assert without_refused(text) != text or set(text) & set("\n\t")
    else:
        assert text.encode("utf-8").decode("utf-8") == text
        assert "\x00" not in text


def test_letters_of_every_script_and_marks_that_join_are_kept():
    refuse_characters("Jamāʿat نصرة الإسلام Ⲁ 😀 a\u0304 soft\u00adhyphen zero\u200dwidth\n\tindented")


@pytest.fixture
def folder(tmp_path, db):
    empty_database()
    write_folder(tmp_path)
    return tmp_path


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x7f"])
def test_a_document_with_a_control_character_is_refused_by_name(folder, character):
    path = folder / "documents/alpha.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("The group has", f"The{character} group has"), encoding="utf-8")
    seal(folder, "alpha")
    with pytest.raises(CommandError, match=r"the text alpha\.txt can't be stored: it holds U\+00"):
        load(folder)


@pytest.mark.parametrize("told", ["U+0007", "U+0000"])
def test_a_fixture_with_a_control_character_is_refused_by_name(folder, told):
    escape = {"U+0007": "\\a", "U+0000": "\\0"}[told]
    edit(folder / "profile/leaders.yaml", "says: The emir is its leader.", f'says: "The emir{escape} is its leader."')
    before = snapshot()
    with pytest.raises(CommandError) as failure:
        load(folder)
    assert "leaders.yaml, line" in str(failure.value)
    assert snapshot() == before


def test_a_form_with_a_control_character_is_refused_by_name(admin_client):
    response = add(admin_client, says="It has\x07 some 800 members.")
    assert "U+0007" in response.content.decode()
    assert not Claim.objects.filter(key="a-claim").exists()


@pytest.mark.parametrize("query", ["%00", "mali%00", "%07", "%ED%A0%80", "%FF%FE", "%EF%BF%BE"])
@pytest.mark.parametrize(
    "address", ["/search/?q={}", "/claims/?date={}", "/claims/?topic={}", "/sources/acled/?claim={}", "/coverage/?document={}"]
)
def test_an_odd_character_in_an_address_is_no_failure(client: Client, db, address, query):
    assert client.get(address.format(query)).status_code == 200


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n"])
def test_lines_end_with_a_line_feed_a_carriage_return_or_both(line_break):
    text = line_break.join(["The group", "", "It has 800 members.", "It is in Mali."])
    assert [text[piece.start : piece.end] for piece in segment(text, Markup.PLAIN)] == [
        "The group",
        "It has 800 members.",
        "It is in Mali.",
    ]
    assert [piece.first for piece in segment(text, Markup.PLAIN)] == [1, 3, 4]


def test_a_byte_order_mark_is_kept_in_the_text_and_is_part_of_no_passage():
    text = "\ufeffThe group\nIt has 800 members."
    pieces = segment(text, Markup.PLAIN)
    assert [text[piece.start : piece.end] for piece in pieces] == ["The group", "It has 800 members."]
    assert list(uncovered(text, [(piece.start, piece.end) for piece in pieces], Markup.PLAIN)) == []


@pytest.mark.parametrize(("mark", "line_break"), [("\ufeff", "\r"), ("\ufeff", "\r\n"), ("", "\r")])
def test_a_document_with_such_marks_loads_and_is_dumped_byte_for_byte(folder, tmp_path_factory, mark, line_break):
    from profiles.curation.fixtures.dumping import dump_fixtures

    path = folder / "documents/alpha.txt"
    raw = (mark + path.read_text(encoding="utf-8").replace("\n", line_break)).encode()
    path.write_bytes(raw)
    seal(folder, "alpha")
    load(folder)
    assert Document.objects.get(slug="alpha").text.encode() == raw
    assert Passage.objects.filter(document__slug="alpha").count() == 4
    to = tmp_path_factory.mktemp("dumped")
    dump_fixtures(to)
    assert (to / "documents/alpha.txt").read_bytes() == raw
    assert (to / "documents/alpha.yaml").read_text() == (folder / "documents/alpha.yaml").read_text() or "begins: The group" in (
        to / "documents/alpha.yaml"
    ).read_text()
