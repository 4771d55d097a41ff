"""A sixth document beside the shipped five: it has a column, a label, a mark and a shade wherever the others have one."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from profiles.domain.reconciliation import VerdictKind
from profiles.models import Question
from profiles.queries.standings import all_verdicts
from sources.models import Document
from tests.crawling import listed, text_of
from tests.factories import SHIPPED, empty_database, load
from tests.sixth_document import DATE, FIGURE, LABEL, NAME, SLUG, TIE, copy_with_sixth_document

pytestmark = pytest.mark.django_db
LABELS = ["Kennisbank", "GlobalSecurity", "Afrique de l’Ouest", LABEL, "ACLED 2023", "Group overview 2022"]
KINDS = ("/claims/", "/questions/", "/actors/", "/places/", "/works/")  # of these, one page each and those of the note


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory) -> dict[str, Any]:
    """Give the pages, by address, and what the note answers, by use; asked for once for all tests."""
    folder = tmp_path_factory.mktemp("six")
    uses = copy_with_sixth_document(folder)
    with django_db_blocker.unblock(), override_settings(FIXTURES_DIR=folder), transaction.atomic():
        before = differing()
        empty_database()
        load(folder)
        client = Client()
        starts = [*one_of_each(listed(client)), *(f"/questions/{key}/" for key in uses.values())]
        starts += ["/method/components/", "/coverage/?verdict=differ"]
        starts += [f"/claims/{claim[0]}/" for claim in (FIGURE, DATE, NAME, TIE)]
        answers = {address: client.get(address) for address in (*starts, "/coverage.csv")}
        marks = dict(Document.objects.values_list("label", "mark"))
        ask = dict(Question.objects.filter(key__in=uses.values()).values_list("key", "ask"))
        after = differing()
        transaction.set_rollback(True)
    pages = {address: str(answer.content, "utf-8") for address, answer in answers.items()}
    status = {address: answer.status_code for address, answer in answers.items()}
    return {"pages": pages, "status": status, "uses": uses, "marks": marks, "ask": ask, "newly_differing": after - before}


def differing() -> set[str]:
    """Return the keys of the questions on which documents differ."""
    found = [pk for pk, verdict in all_verdicts().items() if verdict.kind is VerdictKind.DIFFER]
    return set(Question.objects.filter(pk__in=found).values_list("key", flat=True))


def one_of_each(addresses: list[str]) -> list[str]:
    """Leave out all but the first page of those kinds that have many."""
    kept: list[str] = []
    for address in addresses:
        kind = next((kind for kind in KINDS if address.startswith(kind) and address != kind), None)
        if not kind or not any(other.startswith(kind) and other != kind for other in kept):
            kept.append(address)
    return kept


def page(site: dict[str, Any], address: str) -> str:
    return str(site["pages"][address])


def question(site: dict[str, Any], use: str) -> str:
    return page(site, f"/questions/{site['uses'][use]}/")


def table(markup: str, name: str) -> str:
    [found] = re.findall(rf'<table class="{name}".*?</table>', markup, re.S)
    return str(found)


def test_every_page_answers(site):
    assert {address: status for address, status in site["status"].items() if status != 200} == {}


def test_documents_are_counted(site):
    assert "as six published documents describe it" in page(site, "/")
    for address, markup in site["pages"].items():
        text = text_of(markup)
        assert not re.search(r"\bfive published documents|\bof 5 documents\b", text), address


def test_the_new_document_makes_one_difference_more(site):
    assert site["newly_differing"] == {site["uses"]["date"]}
    assert site["ask"][site["uses"]["date"]] in text_of(page(site, "/coverage/?verdict=differ"))


def test_a_document_put_between_others_leaves_them_their_marks(site):
    assert site["marks"] == {
        "Kennisbank": 1,
        "GlobalSecurity": 2,
        "Afrique de l’Ouest": 3,
        "ACLED 2023": 4,
        "Group overview 2022": 5,
        LABEL: 6,
    }


def test_the_legend_has_six_labels_in_their_order(site):
    [legend] = re.findall(r'<ul class="legend".*?</ul>', page(site, "/"), re.S)
    assert re.findall(r'data-document="(\d)"[^>]*>([^<]+)<', legend) == list(zip("123645", LABELS, strict=True))


def test_coverage_has_a_column_for_each_document(site):
    coverage = page(site, "/coverage/")
    [head] = re.findall(r'<div class="coverage-head".*?</div>', coverage, re.S)
    assert re.findall(r'data-document="(\d)">\s*<span>([^<]+)<', head) == list(zip("123645", LABELS, strict=True))
    for columns in re.findall(r'<thead class="visually-hidden">.*?</thead>', coverage, re.S):
        assert re.findall(r'<th scope="col">([^<]+)<', columns)[:6] == LABELS
    for row in re.findall(r'<tr class="coverage-question".*?</tr>', coverage, re.S):
        assert re.findall(r'<td data-document="(\d)"', row) == list("123645")
    assert page(site, "/coverage.csv").splitlines()[0].count(LABEL) >= 1


def test_a_figure_of_the_new_document_stands_on_the_axis_with_its_mark(site):
    [axis] = re.findall(r'<figure class="axis">.*?</figure>', question(site, "figure"), re.S)
    [row] = [row for row in re.findall(r"<tr>.*?</tr>", axis, re.S) if "3,000" in row and '<th scope="row"' in row]
    assert 'class="mark" data-document="6"' in row


def test_the_matrix_has_a_column_for_each_document(site):
    matrix = table(question(site, "tie"), "matrix")
    assert re.findall(r'<th scope="col">\s*<span class="document-label" data-document="(\d)"', matrix) == list("123645")
    [row] = [row for row in re.findall(r"<tr>.*?</tr>", matrix, re.S) if f"/claims/{TIE[0]}/" in row]
    assert len(re.findall(r'<td data-document="\d" data-silent=""', row)) == 5


def test_a_form_of_the_new_document_stands_in_the_table_of_forms_with_its_label(site):
    [row] = [row for row in re.findall(r"<tr>.*?</tr>", table(question(site, "name"), "spellings"), re.S) if "River Group" in row]
    assert re.findall(r'class="document-label" data-document="(\d)"', row) == ["6"]


@pytest.mark.parametrize("address", ["/timeline/", "/lineage/"])
def test_a_picture_bears_the_mark_of_the_new_document(site, address):
    assert 'class="mark" data-document="6"' in page(site, address)


def test_the_map_counts_six_documents(site):
    markup = page(site, "/map/")
    assert re.search(r"<title>Mali: named by 5 of 6 documents</title>", markup)
    swatches = re.findall(r'<span class="map-swatch" data-count="(\d)">(\d)</span>', markup)
    assert swatches[:7] == list(zip("0134578", "0123456", strict=True))
    assert re.findall(r'<pattern id="marks-(\d)"', markup) == list("123645")


def test_the_reader_of_the_new_document_shows_what_rests_on_it(site):
    reader = page(site, f"/sources/{SLUG}/")
    assert "/claims/note-fighters/" in reader
    assert 'data-document="6"' in reader


def test_the_shipped_fixtures_are_left_as_they_are():
    assert not (SHIPPED / f"documents/{SLUG}.yaml").exists()
