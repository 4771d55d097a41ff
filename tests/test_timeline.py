"""The timeline: what stands on it, by what rule, and that the picture and the list say the same."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import escape

from profiles.figures.timeline.dated import timeline_entries
from profiles.figures.timeline.events import TimelineItem
from profiles.figures.timeline.picture import _SIGNS
from profiles.figures.timeline.plan import EventKind, dates_events, kind_named, tells_event
from profiles.models import Answer, Claim, Question, Site, Status
from tests.factories import claims_of, make_actor, make_answer, make_claim, make_document, make_question, make_topic
from tests.markup import markup_of
from tests.paging import walk

pytestmark = pytest.mark.django_db

RIVALS = {
    "barkhane-start": {"barkhane-widening-2013", "barkhane-initiated-2014", "barkhane-over-half-a-decade"},
    "merger-date": {"merger-in-march-2017", "merger-on-2-march-2017"},
    "gold-mine-attack-date": {"gold-mine-attack-october-2021", "gold-mine-attack-by-29-september-2021"},
    "ansar-dine-founded": {
        "ansar-dine-founded-2011",
        "ghali-refused-by-mnla",
        "ansar-dine-founded-december-2011",
    },
}


def entries(client: Client, query: str = "") -> dict[str, TimelineItem]:
    """Return the entries of the list, by key."""
    return {
        entry.key: entry for page in walk(client, f"/timeline/?{query}") for _, group in page.context["years"] for entry in group
    }


def listed(client: Client, query: str = "") -> list[str]:
    """Return the keys of the claims of the list, in its order."""
    return [date.answer.claim.key for entry in entries(client, query).values() for date in entry.dates]


def pictured(client: Client, query: str = "") -> list[Any]:
    """Return the dates in the picture."""
    pictures = [page.context["picture"] for page in walk(client, f"/timeline/?{query}")]
    return [date for picture in pictures if picture for lane in picture.lanes for event in lane.events for date in event.dates]


def page_text(client: Client, query: str = "") -> str:
    """Return all pages of the timeline, one after the other."""
    return "".join(markup_of(page) for page in walk(client, f"/timeline/?{query}"))


def item(page: str, key: str) -> str:
    """Return the HTML of one entry of the list."""
    start = page.index(f'<li class="event" id="{key}"')
    return page[start : page.index('<li class="event" id=', start + 1)]


@pytest.mark.parametrize(("question", "claims"), RIVALS.items())
def test_rival_dates_stand_together_as_one_event(client: Client, question: str, claims: set[str]):
    entry = entries(client)[question]
    assert {date.answer.claim.key for date in entry.dates} == claims
    html = item(page_text(client), question)
    assert all(f'href="/claims/{key}/"' in html for key in claims)


def test_rival_dates_come_with_the_verdict_and_its_reason(client: Client):
    page = page_text(client)
    assert "documents differ" in item(page, "origin-beginning")
    html = item(page, "barkhane-start")
    assert "a document contradicts itself" in html
    assert "unexplained" in html
    assert escape(Question.objects.get(key="barkhane-start").note) in html


def test_rival_dates_are_in_the_order_of_time_whoever_gives_them(client: Client):
    assert [date.words for date in entries(client)["barkhane-start"].dates] == [
        "some time in 2013",
        "some time in 2014",
        "by November 2015",
    ]


def test_rival_dates_lie_on_one_ruler(client: Client):
    ruler = entries(client)["barkhane-start"].ruler
    assert (ruler.first, ruler.last, len(ruler.bars)) == (2013, 2015, 3)


def test_dates_that_add_up_are_events_of_their_own(client: Client):
    shown = entries(client)
    for claim in claims_of("attack-dates").published():
        assert [date.answer.claim.key for date in shown[claim.key].dates] == [claim.key]
        assert shown[claim.key].verdict is None


def test_everything_dated_stands_on_one_of_the_two_timelines_once(client: Client):
    dated = Claim.objects.published().exclude(as_of="") | Claim.objects.published().filter(answers__question__value_kind="date")
    shown = Counter([*listed(client), *listed(client, "kind=state")])
    assert set(shown) == {claim.key for claim in dated}
    # A claim that answers two questions for a date is a date of two events, and of no third.
    asked = Counter(Answer.objects.published().filter(question__value_kind="date").values_list("claim__key", flat=True))
    assert all(count <= max(asked[key], 1) for key, count in shown.items())


def test_of_the_questions_with_dates_only_the_period_of_a_map_is_no_event():
    dated, site = Question.objects.answered().filter(value_kind="date"), Site.objects.current()
    assert [question.key for question in dated if not dates_events(question.key, question.value_kind, site)] == ["map-period"]


@pytest.mark.parametrize(
    ("kind", "mode", "as_of", "told"),
    [
        ("text", "cumulative", "2018", True),
        ("actor", "cumulative", "2017-03-19", True),
        ("text", "cumulative", "2017/..", False),  # since then
        ("text", "cumulative", "../2020", False),  # until then
        ("text", "exclusive", "2018", False),  # answers that compete say how things stood
        ("number", "cumulative", "2018", False),
        ("place", "cumulative", "2018", False),
        ("relation", "cumulative", "2018", False),
    ],
)
def test_a_dated_claim_of_a_list_tells_an_event_and_a_figure_or_a_tie_does_not(kind: str, mode: str, as_of: str, told: bool):
    assert tells_event(mode, kind, as_of) is told


def test_words_that_date_an_event_are_not_told_a_second_time(client: Client):
    """The claim that gives the hostages' release its date answers a question in words, too: it is one event, and no state."""
    assert listed(client).count("hostages-release-october-2020") == 1
    assert "hostages-release-october-2020" not in listed(client, "kind=state")


def test_words_that_date_what_another_actor_did_are_told_too(client: Client):
    """One sentence dates the beginning of the war and says who joined whom then."""
    assert {"koufa-joined-ansar-dine", "mali-war-began-2012"} <= set(listed(client))


def timeline_dates(*claims: Claim) -> list[tuple[str, bool]]:
    """Return the dates on the timeline that claims give, and whether each tells how things stood."""
    keys = {claim.key for claim in claims}
    dates = [(date, entry.is_state) for entry in timeline_entries(Site.objects.current()) for date in entry.dates]
    return [(date.text, is_state) for date, is_state in dates if date.claim in keys]


def test_words_that_tell_of_another_time_than_the_event_they_date_tell_an_event_too():
    document, about = make_document(), make_actor()
    founding = make_question(value_kind="date", mode="cumulative", about=about)
    deeds = make_question(value_kind="text", mode="cumulative", about=about)
    words = "The group was founded in 2017"
    founded = make_claim(quote=words, document=document, question=founding, value={"date": "2017"})
    again = make_claim(quote=words, document=document, question=deeds, value=None, as_of="2017")
    later = make_claim(quote=words, document=document, question=deeds, value=None, as_of="2018")
    assert timeline_dates(founded, again, later) == [("2017", False), ("2017", True), ("2018", False)]


def test_one_claim_that_dates_two_events_is_two_events():
    first, second = (make_question(value_kind="date", mode="cumulative") for _ in range(2))
    claim = make_claim(question=first, value={"date": "2015"})
    make_answer(claim, second, value={"date": "2016"})
    assert timeline_dates(claim) == [("2015", False), ("2016", False)]


def test_one_claim_that_dates_one_event_under_two_questions_is_one_event():
    first, second = (make_question(value_kind="date", mode="cumulative") for _ in range(2))
    claim = make_claim(question=first, value={"date": "2015"})
    make_answer(claim, second, value={"date": "2015"})
    assert timeline_dates(claim) == [("2015", False)]


@pytest.mark.parametrize(
    ("topic", "question", "kind"),
    [
        ("events", "hostages-release-date", EventKind.HOSTAGES),
        ("finances", "ransom-hostages", EventKind.HOSTAGES),
        ("events", "attack-dates", EventKind.ATTACKS),
        ("governance", "when-it-was-said", EventKind.OTHER),
    ],
)
def test_a_kind_follows_from_the_question_or_else_from_its_chapter(topic: str, question: str, kind: EventKind):
    site = Site.objects.current()
    assert kind_named(question, topic, site) is kind


def test_every_dated_event_of_hostages_is_called_one(client: Client):
    """What a reader takes for one: its question asks after hostages, kidnappings or ransoms."""
    for key, entry in entries(client).items():
        of_hostages = re.search(r"hostage|kidnap|ransom", entry.question.ask, re.IGNORECASE) is not None
        assert (entry.kind is EventKind.HOSTAGES) == of_hostages, key


def test_filter_by_kind_applies_to_picture_and_list(client: Client):
    shown = listed(client, "kind=designations")
    assert shown == ["designation-fto-2018-09-06"]
    assert [one.date.answer.claim.key for one in pictured(client, "kind=designations")] == shown
    assert "1 of " in markup_of(client.get("/timeline/?kind=designations"))


@pytest.mark.parametrize("query", ["", "kind=attacks", "kind=state", "document=kennisbank", "kind=origins&document=acled"])
def test_the_picture_and_the_list_show_the_same(client: Client, query: str):
    shown = listed(client, query)
    assert shown
    assert sorted(one.date.answer.claim.key for one in pictured(client, query)) == sorted(shown)


def test_filter_by_document_keeps_events_that_it_dates_with_the_rival_dates_beside(client: Client):
    shown = entries(client, "document=globalsecurity")
    for entry in shown.values():
        assert "globalsecurity" in {document.slug for date in entry.dates for document in date.answer.documents}
    assert "barkhane-initiated-2014" in {date.answer.claim.key for date in shown["barkhane-start"].dates}
    assert "macina-founded" not in shown


def test_filters_do_not_move_the_axis(client: Client):
    """Of what stands on one page: a page of several has an axis of its own years, and is as wide."""
    queries = "document=acled", "document=acled&kind=attacks"
    whole, part = ({one.row.key: one.row.bar.x for one in pictured(client, query)} for query in queries)
    assert part
    assert part.items() <= whole.items()


@pytest.mark.parametrize("query", ["kind=bogus", "document=%00", "kind=%F0%9F%98%80", "document=-&kind=attacks"])
def test_malformed_filter_gets_an_error_in_the_form(client: Client, query: str):
    response = client.get(f"/timeline/?{query}")
    assert response.status_code == 200
    assert response.context["form"].errors
    assert response.context["picture"] is None
    assert "This filter can’t be read" in markup_of(response)


def test_parameter_that_is_no_filter_is_named(client: Client):
    assert "“<bdi>docment</bdi>” is nothing that can be asked for here" in markup_of(client.get("/timeline/?docment=acled"))


def test_filters_that_leave_nothing_say_so(client: Client):
    assert "Afrique de l’Ouest gives no date of this kind" in markup_of(
        client.get("/timeline/?kind=designations&document=afrique-ouest")
    ).replace("&#x27;", "’")


def test_vague_date_is_drawn_as_a_span_and_a_day_as_a_point(client: Client):
    bars = {one.row.key: one.row.bar for one in pictured(client)}
    year = client.get("/timeline/").context["picture"].chart.scale.stretches[-1].year
    assert bars["macina-founded-by-koufa"].width == pytest.approx(year, abs=0.1)
    assert not bars["macina-founded-by-koufa"].brief
    assert bars["designation-fto-2018-09-06"].width < year / 12
    assert bars["designation-fto-2018-09-06"].brief


def test_doubt_and_open_ends_are_drawn(client: Client):
    bars = {one.row.key: one.row.bar for one in pictured(client)}
    assert bars["relation-is-sahel-fighting-four-years"].doubted
    assert bars["attack-gao-july-2018"].doubted
    assert bars["serval-concluded-by-2013"].open_start


def test_every_event_leads_to_its_exact_words(client: Client):
    page = page_text(client)
    claims = Claim.objects.filter(key__in=listed(client)).prefetch_related("evidence__passage__document")
    assert len(claims) > 50
    for claim in claims:
        assert f'<a class="claim-link" href="{claim.get_absolute_url()}">{escape(claim.says)}</a>' in page
        for evidence in claim.evidence.supporting().select_related("passage__document"):
            assert f'href="{evidence.get_absolute_url()}"' in page


def test_every_mark_is_a_link_named_with_date_statement_and_documents(client: Client):
    page = page_text(client)
    drawn = pictured(client)
    for one in drawn:
        assert one.date.words in one.name
        assert one.date.answer.claim.says in one.name
        assert all(document.label in one.name for document in one.date.answer.documents)
        address = one.date.answer.claim.get_absolute_url()
        assert f'<a class="claim-link timeline-date" href="{address}" aria-label="{escape(one.name)}">' in page
    assert len(drawn) == page.count('class="claim-link timeline-date"')


def test_time_elements_hold_dates_that_a_machine_reads(client: Client):
    dates = re.findall(r'<time datetime="([^"]*)"', page_text(client))
    assert len(dates) > 30
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) for date in dates)


def test_hedge_of_a_source_is_kept(client: Client):
    hedge = Claim.objects.get(key="fighters-about-800").hedge
    page = page_text(client, "kind=state")
    assert f"qualified: {hedge}" in item(page, "fighters-about-800")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_is_not_published_is_on_no_timeline(client: Client, status: Status):
    claim = make_claim(
        status, says="Nobody sees this.", value={"date": "2016"}, question=Question.objects.get(key="ansar-dine-founded")
    )
    state = make_claim(status, says="Nobody sees that.", as_of="2016", question=Question.objects.get(key="fighters"))
    for query in ("", "?kind=state"):
        page = markup_of(client.get(f"/timeline/{query}"))
        assert claim.says not in page
        assert state.says not in page


def test_a_new_event_stands_under_its_year(client: Client):
    question = make_question(
        topic=make_topic(slug="recent"), ask="When was the bridge closed?", value_kind="date", key="bridge-closed"
    )
    make_claim(question=question, value={"date": "2024-05"}, document=make_document(order=3))
    shown = [year for page in walk(client, "/timeline/") for year in page.context["years"]]
    assert [entry.key for entry in dict(shown)["2024"]] == ["bridge-closed"]
    assert entries(client, "kind=other").keys() == {"bridge-closed"}


def test_a_date_that_names_no_day_is_left_out():
    question = make_question(ask="When was it?", value_kind="date")
    make_claim(question=question, value={"date": "../.."})
    assert question.key not in {entry.key for entry in timeline_entries(Site.objects.current())}


def test_part_of_a_year_is_drawn_as_long_as_it_is(client: Client):
    """Early 2015 is the first four of twelve months, late 2021 the last four."""
    bars: dict[str, Any] = {}
    year = 0.0
    for query in ("kind=origins", "kind=expansion"):
        bars |= {one.row.key: one.row.bar for one in pictured(client, query)}
        scale = client.get(f"/timeline/?{query}").context["picture"].chart.scale
        year = scale.stretches[-1].year
    early, late = bars["origin-began-in-early-2015"], bars["expansion-2021-benin-togo"]
    assert early.x == pytest.approx(scale.at(date(2015, 1, 1)), abs=0.1)
    assert late.x + late.width == pytest.approx(scale.at(date(2022, 1, 1)), abs=0.1)
    assert early.width == pytest.approx(year / 3, rel=0.03)
    assert late.width == pytest.approx(year / 3, rel=0.03)


def test_signs_in_the_picture_are_those_before_the_verdicts():
    css = (settings.BASE_DIR / "static/css/components/verdict.css").read_text()
    for verdict, sign in _SIGNS.items():
        assert re.search(rf'\[data-verdict="{verdict.value}"\] {{ [^}}]*content: "{sign} "', css)


def drawn_and_listed(page: Any) -> tuple[list[str], list[str]]:
    """Return the claims whose dates a page draws, and those whose dates it lists."""
    picture = page.context["picture"]
    lanes = picture.lanes if picture else ()
    return (
        sorted(one.row.key for lane in lanes for event in lane.events for one in event.dates),
        sorted(date.answer.claim.key for _, group in page.context["years"] for entry in group for date in entry.dates),
    )


def test_one_picture_shows_all_events_on_the_first_page_of_the_list(client: Client):
    first, *others = walk(client, "/timeline/")
    assert others
    assert drawn_and_listed(first)[0] == sorted(key for page in (first, *others) for key in drawn_and_listed(page)[1])
    for page in others:
        assert drawn_and_listed(page)[0] == []
        assert '<a href="/timeline/">the first page</a>' in markup_of(page)


def test_more_than_a_picture_holds_is_drawn_on_several_pages_each_with_its_own_years(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("profiles.views.timeline.DATES_IN_A_PICTURE", 50)
    pages = walk(client, "/timeline/")
    assert len(pages) > 1
    for page in pages:
        drawn, listed = drawn_and_listed(page)
        assert drawn == listed
        first, last = page.context["from_to"]
        assert f"From {first} to {last}, page {page.context['page'].number} of {len(pages)}." in markup_of(page)


def test_every_year_is_led_to_from_every_page(client: Client):
    for page in walk(client, "/timeline/"):
        text = markup_of(page)
        assert len(page.context["starts"]) > 5
        for year, url in page.context["starts"]:
            address, _, anchor = url.partition("#")
            assert f'href="{url}"' in text
            there = markup_of(client.get(address)) if address else text
            assert f'<h3 id="{anchor}">{year}</h3>' in there
