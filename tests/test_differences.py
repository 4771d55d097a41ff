"""The differences within who says what: each on which answers differ, by kind, by reason or by chapter, with its answers."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from profiles.domain.reconciliation import VerdictKind
from profiles.models import Claim, Question
from profiles.queries.standings import all_verdicts
from tests.factories import claims_of, make_claim, make_question
from tests.markup import markup_of
from tests.paging import walk

pytestmark = pytest.mark.django_db
GROUPED = ["", "chapter", "verdict", "reason", "documents"]


def asked(finding: str) -> set[str]:
    """Return the keys of the questions with a finding, or with any difference."""
    verdicts = all_verdicts()
    pks = [pk for pk, verdict in verdicts.items() if finding in (verdict.kind.value, verdict.finding.value)]
    return set(Question.objects.filter(pk__in=pks).values_list("key", flat=True))


def cards(page: str) -> list[str]:
    """Return the keys of the questions that stand on a page with their answers."""
    return re.findall(r'<article class="difference" id="q-([^"]+)"', page)


def folds(page: str) -> list[tuple[bool, str]]:
    """Return the groups of a page: whether each is unfolded, and its key."""
    return [(bool(is_open), key) for is_open, key in re.findall(r'coverage-fold"( open)?>\s*<summary><h2 id="([^"]+)"', page)]


@pytest.mark.parametrize("sort", GROUPED)
def test_every_question_that_differs_is_shown_once_with_all_its_answers(client: Client, sort: str):
    page = "".join(map(markup_of, walk(client, f"/coverage/?verdict=differ&sort={sort}")))
    shown = cards(page)
    assert len(shown) == len(set(shown))
    assert set(shown) == asked("differ")
    for key in shown:
        card = page[page.index(f'id="q-{key}"') :]
        card = card[: card.index("</article>")]
        for claim in claims_of(key).published():
            assert f'href="{claim.get_absolute_url()}"' in card
            for evidence in claim.evidence.supporting():
                assert f'href="{escape(evidence.get_absolute_url())}"' in card


@pytest.mark.parametrize("kind", ["contradiction", "explained", "unlike"])
def test_of_one_kind_its_questions_alone_are_shown(client: Client, kind: str):
    shown = [key for page in walk(client, f"/coverage/?verdict={kind}") for key in cards(markup_of(page))]
    assert (len(shown), set(shown)) == (len(asked(kind)), asked(kind))


def test_of_one_reason_its_questions_alone_are_shown(client: Client):
    expected = set(Question.objects.filter(key__in=asked("differ"), reason="different date").values_list("key", flat=True))
    assert expected
    assert set(cards(markup_of(client.get("/coverage/?reason=different+date")))) == expected


def test_the_differences_of_a_document_stand_with_their_answers(client: Client):
    table = client.get("/coverage/").context["table"]
    [facet] = [one for name, facets in table.facets if name == "differs" for one in facets if one.document.slug == "acled"]
    assert sum(len(cards(markup_of(page))) for page in walk(client, facet.url)) == facet.count > 0


@pytest.mark.parametrize("query", ["", "?topic=size", "?verdict=agree", "?verdict=overlap", "?document=acled&only=alone"])
def test_where_no_difference_is_asked_for_questions_stand_as_lines(client: Client, query: str):
    page = markup_of(client.get(f"/coverage/{query}"))
    assert cards(page) == []
    assert 'class="coverage-question"' in page


def test_every_choice_of_the_overview_counts_the_questions_that_it_leads_to(client: Client):
    table = client.get("/coverage/").context["table"]
    assert table.kinds[0].count == len(asked("differ"))
    for choice in (*table.kinds, *table.reasons):
        assert client.get(choice.url).context["row_count"] == choice.count > 0
        assert 0 < choice.length <= 100


def test_a_kind_is_chosen_within_what_else_is_asked(client: Client):
    table = client.get("/coverage/?verdict=differ&topic=leaders&sort=reason").context["table"]
    for choice in table.kinds:
        assert "topic=leaders" in choice.url
        assert "sort=reason" in choice.url
        assert client.get(choice.url).context["row_count"] == choice.count
    assert [choice.title for choice in table.kinds if choice.current] == ["All differences"]


def test_the_overview_says_at_once_where_documents_contradict_each_other_and_which(client: Client):
    page = markup_of(client.get("/coverage/"))
    listed = page[page.index('class="contradictions"') : page.index("</ul>", page.index('class="contradictions"'))]
    verdicts = {Question.objects.get(pk=pk).key: verdict for pk, verdict in all_verdicts().items()}
    entries = re.findall(r'<li data-verdict="contradiction">.*?</li>', listed, re.S)
    assert len(entries) == len(asked("contradiction"))
    for entry in entries:
        [key] = re.findall(r'href="/coverage/\?verdict=contradiction#q-([^"]+)"', entry)
        named = re.findall(r'title="([^"]+)"', entry)
        verdict = verdicts[key]
        sides = verdict.differing | verdict.divided
        labels = claims_of(key).published().values_list("evidence__passage__document__slug", "evidence__passage__document__label")
        assert set(named) == {label for slug, label in labels if slug in sides}


def test_the_most_frequent_reason_comes_first(client: Client):
    table = client.get("/coverage/?verdict=differ&sort=reason").context["table"]
    counts = [group.count for group in table.groups]
    assert counts == sorted(counts, reverse=True)
    assert [choice.count for choice in table.reasons] == counts


def test_contradictions_stand_unfolded_with_their_answers_wherever_they_stand_by_themselves(client: Client):
    pages = [markup_of(page) for page in walk(client, "/coverage/?verdict=differ&sort=verdict")]
    found = dict.fromkeys(fold for page in pages for fold in folds(page))
    assert list(found) == [(True, "contradiction"), (False, "explained"), (False, "unlike")]
    assert sum(page.count("<details open>") for page in pages) == len(asked("contradiction"))
    for page in pages:
        assert "<details open>" not in "".join(page.partition('id="explained"')[1:])


def test_what_is_too_much_for_one_page_stands_on_several_and_what_is_not_on_one(client: Client):
    assert len(walk(client, "/coverage/")) > 1
    assert len(walk(client, "/coverage/?topic=leaders")) == 1


def test_a_page_names_all_groups_and_leads_to_where_each_begins(client: Client):
    first = client.get("/coverage/")
    assert len(first.context["starts"]) > 10
    for start in first.context["starts"]:
        address, _, key = start.url.partition("#")
        assert start.url in markup_of(first)
        assert f'<h2 id="{key}">{start.title}' in markup_of(client.get(address))
    counts = [start.count for start in first.context["starts"]]
    assert sum(counts) == first.context["question_count"]


def test_a_group_that_runs_over_pages_says_how_much_of_it_stands_here(client: Client):
    pages = walk(client, "/coverage/")
    cut = [section for page in pages for section in page.context["sections"] if len(section.lines) < section.count]
    assert cut
    text = " ".join(markup_of(pages[0]).split())
    last = pages[0].context["sections"][-1]
    assert len(last.lines) < last.count
    assert f"{len(last.lines)} of {last.count}<span" in text


def test_more_contradictions_than_a_page_holds_are_folded_and_not_all_listed(client: Client):
    for number in range(30):
        question = make_question(reason="unexplained", key=f"rival-{number}")
        document = make_claim(question=question, value={"about": 1}).evidence.get().passage.document
        make_claim(question=question, value={"about": 900}, document=document)
    overview = markup_of(client.get("/coverage/"))
    assert overview.count('<li data-verdict="contradiction">') < 30
    assert f"All {len(asked('contradiction'))}, with the answers" in " ".join(re.sub(r"<[^>]+>", "", overview).split())
    assert "<details open>" not in markup_of(client.get("/coverage/?verdict=contradiction"))


def test_a_document_that_contradicts_itself_is_not_called_two(client: Client):
    question = make_question(reason="unexplained")
    claim = make_claim(question=question, value={"about": 1})
    document = claim.evidence.get().passage.document
    make_claim(question=question, value={"about": 900}, document=document)
    [words] = [
        line.row.verdict.words
        for page in walk(client, "/coverage/?verdict=contradiction")
        for section in page.context["sections"]
        for line in section.lines
        if line.question.pk == question.pk
    ]
    assert words == "a document contradicts itself"


def test_a_profile_without_differences_says_so(client: Client):
    Claim.objects.update(status="draft")
    make_claim()
    page = markup_of(client.get("/coverage/"))
    assert "They do not." in page
    assert "no contradictions" in " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.mark.parametrize("query", ["verdict=colour", "reason=because", "sort=colour"])
def test_what_is_not_to_be_had_is_named(client: Client, query: str):
    page = markup_of(client.get(f"/coverage/?{query}"))
    assert f"There is no “{query.split('=')[1]}” here" in page


def test_a_finding_is_a_verdict_too():
    assert asked("contradiction") | asked("explained") | asked("unlike") == asked(VerdictKind.DIFFER.value)
