"""What changed over time: what is placed in time and what is not, under which heading, and from when on."""

import re
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client

from profiles.models import Answer, Claim, Question, Site, Status
from profiles.queries.developments import Development
from tests.factories import copy_shipped, load, make_claim, make_document, make_question
from tests.markup import markup_of
from tests.paging import walk

pytestmark = pytest.mark.django_db


def heading(client: Client, title: str, query: str = "") -> Development:
    [found] = [one for one in client.get(f"/developments/?{query}").context["changed"].headings if one.title == title]
    assert isinstance(found, Development)
    return found


def dates(heading: Development) -> dict[str, str]:
    """Return when each claim under a heading held, in the order in which they stand there."""
    return {one.answer.claim.key: one.words for one in heading.dated}


def others_of(client: Client) -> dict[str, tuple[str, ...]]:
    """Return the times of the questions under no heading, by key, on all pages."""
    return {question.key: times for page in walk(client, "/developments/") for question, times in page.context["others"]}


def test_more_than_a_page_holds_stands_on_several_the_headings_first_and_each_is_led_to(client: Client, monkeypatch):
    [whole] = walk(client, "/developments/")
    monkeypatch.setattr("profiles.views.developments.ROOM", 30)
    pages = walk(client, "/developments/")
    assert len(pages) > 2
    titles = [one.title for page in pages for one in page.context["changed"].headings]
    assert titles == [one.title for one in whole.context["changed"].headings]
    others = [question.key for page in pages for question, _ in page.context["others"]]
    assert others == [question.key for question, _ in whole.context["others"]]
    for title, url in pages[1].context["starts"]:
        address, _, anchor = url.partition("#")
        there = client.get(address) if address else pages[1]
        assert title in [one.title for one in there.context["changed"].headings]
        assert f'id="{anchor}"' in markup_of(there)


def test_of_a_long_heading_some_statements_stand_and_the_others_are_counted(client: Client, monkeypatch):
    before = heading(client, "Area of operation")
    assert len(before.dated) > 3
    assert not before.more
    monkeypatch.setattr("profiles.queries.developments.MOST_STATEMENTS", 3)
    after = heading(client, "Area of operation")
    assert [one.answer.claim.key for one in after.dated] == [one.answer.claim.key for one in before.dated[:3]]
    left = len(before.dated) - 3 + max(len(before.changes) - 3, 0)
    assert after.more == left
    page = markup_of(client.get("/developments/"))
    assert f"{left} more statement" in page
    assert all(f'href="{question.get_absolute_url()}">{question.ask}</a>' in page for question in after.questions)


def test_of_very_many_times_of_a_question_some_are_named_and_the_others_counted(client: Client):
    question, document = make_question(mode="cumulative"), make_document()
    for year in range(1990, 2010):
        make_claim(question=question, as_of=str(year), document=document)
    assert others_of(client)[question.key][-2:] == ("2001", "and 8 more")


def set_headings(*headings: dict[str, Any]) -> None:
    Site.objects.update(developments=list(headings))


def test_what_has_changed_since_2017_has_an_answer(client: Client):
    """The question of a reader: the steps of the expansion come one after the other, each with its time."""
    assert list(dates(heading(client, "Area of operation", "since=2017")).items())[:5] == [
        ("expansion-since-founding", "since 2017"),
        ("expansion-2017-2018-niger-eastern-burkina-faso", "2017–2018"),
        ("expansion-2018-southwestern-burkina-faso", "July–December 2018"),
        ("expansion-2020-ivory-coast", "mid-2020"),
        ("expansion-2021-benin-togo", "late 2021"),
    ]
    relations = dates(heading(client, "Relations with Islamic State groups", "since=2017"))
    assert relations["relation-is-sahel-war-in-early-2020"] == "early 2020"
    assert relations["relation-is-sahel-truce-in-place"] == "August–September 2023"


def test_every_heading_is_in_the_order_of_time(client: Client):
    for one in client.get("/developments/").context["changed"].headings:
        starts = [dated.bar.x for dated in one.dated if not dated.bar.open_start]
        assert starts == sorted(starts), one.title


def test_each_row_gives_time_statement_documents_and_hedge(client: Client):
    claim = Claim.objects.get(key="fighters-about-800")
    page = markup_of(client.get("/developments/"))
    row = page[page.index(claim.says) - 1500 : page.index(claim.says) + 900]
    assert re.search(r'<p class="event-when"> ?2020</p>', row)
    assert f'<a class="claim-link" href="{claim.get_absolute_url()}">{claim.says}</a>' in row
    assert f'href="{claim.evidence.get().get_absolute_url()}"' in row
    assert f"qualified: {claim.hedge}" in row


def test_undated_answer_is_counted_and_reachable_and_never_placed(client: Client):
    size = heading(client, "Size")
    undated = Answer.objects.published().filter(question__key="fighters", claim__as_of="")
    assert {one.answer.claim.as_of for one in size.dated} == {"2020"}
    assert [(one.question.key, one.count) for one in size.undated] == [("fighters", undated.count())]
    assert f'href="/questions/fighters/">How many fighters does JNIM have?</a> ({undated.count()})' in markup_of(
        client.get("/developments/")
    )


def test_change_that_is_told_without_a_date_stands_apart(client: Client):
    structure = heading(client, "Structure")
    assert "structure-strategically-coherent" in {answer.claim.key for answer in structure.changes}
    assert "structure-strategically-coherent" not in dates(structure)


def test_claim_stands_once_under_a_heading(client: Client):
    for one in client.get("/developments/").context["changed"].headings:
        shown = [*dates(one), *(answer.claim.key for answer in one.changes)]
        assert len(shown) == len(set(shown)) == len(one.dated) + len(one.changes), one.title


def test_every_claim_that_the_site_names_is_published_and_a_time_given_to_it_stands_in_its_statement():
    for one in Site.objects.current().developments:
        for change in one.get("claims", ()):
            claim = Claim.objects.published().get(key=change["claim"])
            assert all(year in claim.says for year in re.findall(r"\d{4}", change.get("as_of", ""))), claim.key


@pytest.mark.parametrize(
    ("as_of", "since", "kept"),
    [
        ("2016", "2017", False),
        ("2016-12-31", "2017", False),
        ("2017", "2017-03", True),
        ("2015/..", "2017", True),  # it goes on
        ("../2016", "2017", False),
        ("../2020", "2017", True),
        ("2016/2018", "2017", True),
        ("2016", "2010/2020", True),
    ],
)
def test_what_was_over_before_is_left_out_and_counted(client: Client, as_of: str, since: str, kept: bool):
    question = make_question(value_kind="text", mode="exclusive")
    claim = make_claim(question=question, value=None, as_of=as_of, document=make_document())
    set_headings({"title": "Ours", "questions": [question.key]})
    ours = heading(client, "Ours", f"since={since}")
    assert (claim.key in dates(ours), ours.earlier) == (kept, 0 if kept else 1)


def test_filter_says_what_it_leaves_out_and_leads_back(client: Client):
    page = markup_of(client.get("/developments/?since=2020"))
    assert "on the time since 2020" in page
    assert re.search(r"\d+ of earlier times are left out\.", page)
    assert '<meta name="robots" content="noindex, follow">' in page


@pytest.mark.parametrize("since", ["soon", "20017", "%00", "../2018", "2017-13", "x" * 60, "%F0%9F%98%80"])
def test_date_that_cannot_be_read_gets_an_error_in_the_form(client: Client, since: str):
    response = client.get(f"/developments/?since={since}")
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "This date can’t be read" in markup_of(response)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_is_not_published_does_not_stand_here(client: Client, status: Status):
    question = Question.objects.get(key="fighters")
    answer = make_claim(status, says="Nobody sees this.", as_of="2019", question=question, document=make_document())
    change = make_claim(status, says="Nobody sees that.", question=question, document=make_document())
    set_headings({"title": "Size", "questions": ["fighters"], "claims": [{"claim": change.key, "as_of": "2019"}]})
    page = markup_of(client.get("/developments/"))
    assert answer.says not in page
    assert change.says not in page


def test_question_under_no_heading_is_listed_if_its_answers_are_of_several_times(client: Client):
    document = make_document()
    several, one_time, listed = (make_question(value_kind="text", mode="exclusive") for _ in range(3))
    for question, years in ((several, ("2016", "2018")), (one_time, ("2017", "2017")), (listed, ("2016", "2018"))):
        for year in years:
            make_claim(question=question, value=None, as_of=year, document=document)
    set_headings({"title": "Ours", "questions": [listed.key]})
    others = others_of(client)
    assert others[several.key] == ("2016", "2018")
    assert {one_time.key, listed.key}.isdisjoint(others)


def test_mere_list_of_events_is_left_to_the_timeline(client: Client):
    events = make_question(value_kind="text", mode="cumulative")
    for year in ("2016", "2018"):
        make_claim(question=events, value=None, as_of=year, document=make_document(order=int(year)))
    assert events.key not in others_of(client)


def test_without_any_date_the_page_says_so(client: Client):
    Site.objects.update(developments=[])
    Claim.objects.update(as_of="")
    assert "No question has answers of several times." in markup_of(client.get("/developments/"))


def test_date_that_is_inferred_of_a_document_is_called_so(client: Client):
    assert re.search(r"ACLED 2023: 2023 \(inferred\)", markup_of(client.get("/developments/")))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("as_of: '2023'}", "as_of: '2022'}", "does not name 2022"),
        ("as_of: '2023'}", "as_of: soon}", "not an EDTF date"),
        ("{claim: mourabitoun-dismantled}", "{claim: mourabitoun-gone}", "no claim 'mourabitoun-gone'"),
        ("questions: [fighters]", "questions: [fighter]", "no question 'fighter'"),
        ("- title: Size\n  questions: [fighters]", "- title: Size", "names the questions or the claims"),
        (
            "{claim: mourabitoun-dismantled}",
            "{claim: relation-is-sahel-war-in-early-2020, as_of: '2020'}",
            "has a date of its own",
        ),
    ],
)
def test_heading_that_can_not_be_filled_is_refused(tmp_path, old: str, new: str, why: str):
    folder = copy_shipped(tmp_path / "fixtures")
    path = folder / "site.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    with pytest.raises(CommandError, match=re.escape(why)):
        load(folder)
