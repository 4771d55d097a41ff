"""Another site on the same code: an invented group, three documents, and nothing of the shipped profile."""

import re
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver, resolve

from profiles.models import Site
from tests.browser.pages import MOVED
from tests.crawling import crawl, listed, text_of
from tests.factories import edit, empty_database, load
from tests.test_content_out_of_code import NAMES, PECULIAR
from tests.test_page_kinds import names

pytestmark = pytest.mark.django_db
OTHER = Path(__file__).parent / "fixtures/other_site"
WITHDRAWN, MERGED, MERGED_QUESTION = "/claims/council-meets-monthly/", "/claims/varn-commands/", "/questions/commander/"
UNLINKED = (
    *("/healthz", "/readyz", "/favicon.ico", "/robots.txt", "/site.webmanifest", "/sitemap.xml"),
    *("/sitemap-claims.xml", "/claims/members-about-200/evidence/", "/method/components/"),
)


@pytest.fixture
def other_site(settings) -> Path:
    """Load the other site's fixtures into an empty database, for the time of a test."""
    settings.FIXTURES_DIR = OTHER
    empty_database()
    load(OTHER)
    return OTHER


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> dict[str, Any]:
    """Give the answer to every address that the other site links to or lists, asked for once for all tests."""
    with django_db_blocker.unblock(), override_settings(FIXTURES_DIR=OTHER), transaction.atomic():
        empty_database()
        load(OTHER)
        client = Client()
        starts = ["/", *listed(client), *UNLINKED, WITHDRAWN, MERGED, MERGED_QUESTION]
        answers = crawl(starts)
        transaction.set_rollback(True)
    return answers


def body(answer: Any) -> str:
    return str(answer.content, "utf-8", "replace")


def test_every_address_answers(pages):
    assert {address: answer.status_code for address, answer in pages.items() if answer.status_code != 200} == {}
    assert len(pages) > 150


def test_a_page_of_every_kind_was_asked_for(pages):
    asked = {resolve(address.split("?")[0]).view_name for address in pages}
    assert set(names(get_resolver().url_patterns)) == asked | {resolve(address.split("?")[0]).view_name for address in MOVED}


def test_no_page_speaks_of_the_shipped_profile_or_of_its_number_of_documents(pages):
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(NAMES)))})(?!\w)|(?i:jnim|sahel|\bmali\b|\bfive\b)")
    assert {address: found for address, answer in pages.items() if (found := words.findall(text_of(body(answer))))} == {}


def test_no_page_holds_a_key_of_the_shipped_profile(pages):
    peculiar = {key for key in PECULIAR if "-" in key}
    held = {address: peculiar & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", body(answer))) for address, answer in pages.items()}
    assert {address: keys for address, keys in held.items() if keys} == {}


def test_every_page_bears_the_name_of_its_site(pages):
    titles = {address: re.findall(r"<title>(.*?)</title>", body(answer), re.S)[0] for address, answer in html_of(pages)}
    assert {address: title for address, title in titles.items() if not title.endswith(" · Lantern Front reference")} == {}


def html_of(pages: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the answers that are pages by themselves."""
    return [(address, answer) for address, answer in pages.items() if body(answer).startswith("<!doctype html>")]


def test_documents_are_counted(pages):
    assert "as three published documents describe it" in body(pages["/"])
    assert "3 published documents, stored word for word." in " ".join(body(pages["/sources/"]).split())
    assert "by 3 of 3 documents" in body(pages["/places/orvania/"])


def test_a_document_has_the_mark_of_its_file_and_not_of_its_place(pages):
    [head] = re.findall(r'<div class="coverage-head".*?</div>', body(pages["/coverage/"]), re.S)
    assert re.findall(r'data-document="(\d)">\s*<span>([^<]+)<', head) == [
        ("4", "Bulletin 2014"),
        ("1", "Coastal Atlas"),
        ("2", "Field primer"),
    ]


def test_the_map_shows_the_countries_of_the_other_site(pages):
    page = body(pages["/map/"])
    assert re.findall(r"<title>([^<]+: named by[^<]+)</title>", page) == [
        "Orvania: named by 3 of 3 documents",
        "Kestria: named by 2 of 3 documents",
    ]
    assert re.findall(r'<span class="map-swatch" data-count="(\d)">(\d)</span>', page)[:4] == [
        ("0", "0"),
        ("3", "1"),
        ("5", "2"),
        ("8", "3"),
    ]


def test_figures_stand_on_one_axis(pages):
    [axis] = re.findall(r'<figure class="axis">.*?</figure>', body(pages["/questions/members/"]), re.S)
    assert [label in axis for label in ("about 200", "300–500", "more than 600")] == [True] * 3


def test_differences_are_those_that_its_documents_have(pages):
    text = " ".join(text_of(body(pages["/coverage/?verdict=differ"])).split())
    for question in (
        "Who leads the Lantern Front?",
        "How many fighters does the Lantern Front have?",
        "Which bands merged into the Lantern Front?",
    ):
        assert question in text


def test_the_lineage_draws_its_bands(pages):
    text = text_of(body(pages["/lineage/"]))
    assert "Saltmen merged into Lantern Front, in March 2012" in text
    assert "Lantern Front pledged allegiance to Tide Council, in 2013" in text


def test_a_card_has_the_lines_that_the_site_names_and_says_where_documents_differ(pages):
    [card] = re.findall(r'<dl class="actor-card">.*?</dl>', body(pages["/actors/odo-varn/"]), re.S)
    text = " ".join(text_of(card).split())
    assert [name.strip() for name in re.findall(r"<dt>([\w ]+)", card)] == ["Role", "Leader of"]
    assert "Odo Varn has led the Lantern Front since its formation. Coastal Atlas : the exact words Bulletin 2014" in text
    assert "disputed" in text
    assert 'data-verdict="contradiction"' in card
    assert "/questions/leader/" in card


def test_groups_are_listed_by_their_ties_with_its_subject(pages):
    page = body(pages["/actors/"])
    heads = re.findall(r'<h2 id="([\w-]+)">', page)
    assert heads == ["people", "component-groups", "allies", "rivals"]
    assert "/actors/lantern-front/" not in page
    assert pages["/actors/tide-council/"].status_code == 200


def test_a_kind_of_events_follows_from_the_site(pages):
    assert "<h1>Timeline</h1>" in body(pages["/timeline/"])
    text = " ".join(text_of(body(pages["/timeline/"])).split())
    assert "Hostages 1" in text
    assert "Origins and mergers" in text


def test_a_merged_key_leads_on_and_a_withdrawn_claim_says_so(pages):
    assert pages[MERGED].redirect_chain == (("/claims/leader-odo-varn/", 301),)
    assert pages[MERGED_QUESTION].redirect_chain == (("/questions/leader/", 301),)
    assert "The passage says twice a year." in body(pages[WITHDRAWN])


def test_foreign_words_have_their_translation(pages):
    page = body(pages["/questions/members/"])
    assert "Le Front comptait environ 200 combattants en 2013." in page
    assert "The Front had about 200 fighters in 2013." in page
    assert "Translations from French are the editors’ own" in body(pages["/method/"])


def test_a_claim_that_answers_two_questions_stands_under_both(pages):
    for question in ("/questions/ties/", "/questions/tide-council-standing/"):
        assert "/claims/pledged-tide-council/" in body(pages[question])


def test_nothing_is_shared_but_the_words(pages):
    assert "og:image" not in body(pages["/"])


def test_audit_holds(other_site):
    told = StringIO()
    call_command("audit", "--from", str(other_site), stdout=told)
    assert told.getvalue() == "Audit: every rule holds.\n"


def test_what_is_dumped_is_what_was_loaded_byte_for_byte(other_site, tmp_path):
    call_command("dump", "--to", str(tmp_path), stdout=StringIO())
    dumped = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    loaded = {
        str(path.relative_to(OTHER)): path.read_bytes()
        for path in OTHER.rglob("*")
        if path.suffix in (".yaml", ".txt") and path.parent.name != "geo"
    }
    assert dumped == loaded


def test_a_site_that_names_no_pictures_has_pages_without_them(other_site):
    Site.objects.update(introduction="", lineage={}, ties=[], actor_card=[], timeline={}, map={}, search={})
    client = Client()
    answers = crawl(["/", *listed(client)])
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}


def test_a_site_that_names_no_developments_lists_the_questions_with_answers_of_several_times(pages):
    page = body(pages["/developments/"])
    assert re.search("Questions whose answers are of several times|No question has answers of several times", page)
    assert "<details" not in page[page.index("<main") :]


REFUSALS = {
    "subject without a lane": (
        "saltmen, reed-company, lantern-front]",
        "saltmen, reed-company]",
        "the subject 'lantern-front' has no lane",
    ),
    "beginning without a date": (
        "beginnings: [brigade-founded]",
        "beginnings: [leader]",
        "the answers to 'leader' are of kind actor, and must be date",
    ),
    "period without a date": (
        "  strip: [",
        "  periods: [council]\n  strip: [",
        "the answers to 'council' are of kind number, and must be date",
    ),
    "merger of one actor": (
        "merger: founding-bands",
        "merger: leader",
        "the answers to 'leader' are of kind actor, and must be actors",
    ),
    "tie to nobody": (
        "question: leader, tie",
        "question: flag, tie",
        "the answers to 'flag' are of kind text, and must be actor or actors",
    ),
    "map of people": (
        "question: operates-in",
        "question: leader",
        "the answers to 'leader' are of kind actor, and must be place or places",
    ),
    "unknown question": ("officers-freed: hostages", "officers-held: hostages", "no question 'officers-held'"),
    "card of an unknown question": (
        "questions: [brigade-founded]",
        "questions: [brigade-formed]",
        "no question 'brigade-formed'",
    ),
    "line of a card without a question": ("questions: [brigade-founded]", "questions: []", "at least 1 item"),
    "window without an area": ("east: 13", "east: -1", "a window goes from west to east"),
}


@pytest.mark.parametrize(("old", "new", "why"), REFUSALS.values(), ids=REFUSALS)
def test_a_site_that_can_not_be_drawn_is_refused(tmp_path, old, new, why):
    shutil.copytree(OTHER, tmp_path, dirs_exist_ok=True)
    edit(tmp_path / "site.yaml", old, new)
    with pytest.raises(CommandError, match=re.escape(why)) as failure:
        load(tmp_path)
    assert "site.yaml, line " in str(failure.value)
