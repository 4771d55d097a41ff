"""No text holds a character that breaks what stores or shows it: it is refused by its name, at every door."""

import pytest
from django import forms
from django.contrib import admin
from django.core.management import CommandError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from profiles.models import Claim
from sources.admin import CuratedForm, LinesField
from sources.characters import name_of, refuse_characters, refuse_characters_in, show_refused
from sources.models import Document, Passage
from sources.segmentation import Markup, segment, uncovered
from tests.browser.pages import PAGES, WITHDRAWN
from tests.claim_forms import add
from tests.factories import edit, empty_database, load, make_claim, seal, snapshot, write_folder
from tests.properties import quick
from tests.test_admin import OURS, errors_of, form_of, page

CURATED = [model for model in OURS if model.__name__ not in ("Citation", "Evidence", "LoadedEntry")]  # nobody edits those
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
        assert show_refused(text) != text
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


@pytest.mark.parametrize("data", [["a\x07"], {"name": "a\x07"}, {"a\x07": 1}, {"a": [{"b": "\x07"}]}])
def test_a_character_is_refused_wherever_in_a_value_it_stands(data):
    with pytest.raises(ValueError, match=r"U\+0007"):
        refuse_characters_in(data)


@pytest.mark.parametrize(("character", "told"), [("\x07", "U+0007"), ("\ue000", "U+E000 (of private use)")])
@pytest.mark.parametrize("model", CURATED, ids=lambda model: model.__name__)
def test_no_field_of_any_form_takes_a_control_character_or_one_of_private_use(admin_client, model, character, told):
    address = page(model, "change", model._default_manager.first().pk)
    asked = form_of(admin_client, address)
    fields = admin_client.get(address).context_data["adminform"].form.fields
    texts = [name for name, field in fields.items() if isinstance(field, forms.CharField | LinesField) and name in asked]
    assert texts
    for name in texts:
        given = f"field: a{character}b" if name == "inferred" else f"a{character}b"
        errors = str(errors_of(admin_client.post(address, asked | {name: given}))[name])
        assert told in errors or "Write" in errors  # a key or a tag says what it is made of


@pytest.mark.parametrize("model", CURATED, ids=lambda model: model.__name__)
def test_every_form_of_the_curators_is_one_that_refuses_them(model):
    assert issubclass(admin.site._registry[model].form, CuratedForm)
    assert all(issubclass(inline.form, CuratedForm) for inline in admin.site._registry[model].inlines)


def test_lines_that_a_browser_sends_end_as_the_fixtures_have_them(admin_client):
    passage = Passage.objects.exclude(translation="")[0]
    address = page(Passage, "change", passage.pk)
    admin_client.post(address, form_of(admin_client, address) | {"translation": "The first.\r\n\r\nThe second."})
    passage.refresh_from_db()
    assert passage.translation == "The first.\n\nThe second."


def test_a_reason_to_withdraw_with_a_control_character_is_refused_by_name(admin_client):
    claim = make_claim()
    response = admin_client.post(f"/admin/profiles/claim/withdraw/?ids={claim.pk}", {"because": "It is\x07 wrong."})
    assert "U+0007" in response.content.decode()
    claim.refresh_from_db()
    assert claim.status == "published"


PLAIN_PAGES = [address for address in PAGES.values() if "?" not in address and WITHDRAWN not in address]


@pytest.mark.parametrize(
    ("address", "character"),
    [*((address, "\x07") for address in PLAIN_PAGES), *(("/search/", character) for character in "\x00\x1b\x85\ufffe")],
)
def test_an_odd_character_in_an_address_is_told_by_name_and_no_failure(client: Client, db, address, character):
    names = ("q", "date", "topic", "document", "claim", "kind", "actor", "by", "only", "sort", "page", f"a{character}")
    response = client.get(address, dict.fromkeys(names, f"a{character}b"))
    content = response.content.decode()
    assert response.status_code == 200
    assert name_of(character) in content
    assert show_refused(content) == content.replace(character, "")


@pytest.mark.parametrize("query", ["%ED%A0%80", "%FF%FE", "%C0%80", "%"])
def test_bytes_that_are_no_text_are_no_failure(client: Client, db, query):
    for address in ("/search/?q={}", "/claims/?date={}", "/sources/acled/?claim={}", "/coverage.csv?document={}", "/{}/"):
        assert client.get(address.format(query)).status_code in (200, 400, 404)


def test_what_is_looked_for_is_refused_for_a_character_that_no_text_holds(client: Client, db):
    content = client.get("/search/", {"q": "mali\x00"}).content.decode()
    assert "This can’t be searched for" in content
    assert "It holds U+0000 (NUL), which has no place in a text" in content


@pytest.mark.parametrize("address", ["/admin/profiles/claim/?{}", "/admin/sources/passage/?{}"])
@pytest.mark.parametrize("query", ["q=%00", "status=%00", "document=%00", "status__exact=%00", "%00=1", "o=%00", "p=%00"])
def test_an_odd_character_in_an_address_of_the_curators_is_no_failure(admin_client, address, query):
    assert admin_client.get(address.format(query), follow=True).status_code == 200


def test_a_cookie_with_a_control_character_is_dropped(client: Client, db):
    client.cookies["sessionid"] = "abcdefgh\x00"
    assert client.get("/admin/", follow=True).status_code == 200


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
