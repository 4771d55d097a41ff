"""The curators' page for claims: a quote is anchored or refused with the reason; publication has one door."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from profiles.curation.fixtures.dumping import dump_fixtures
from profiles.curation.fixtures.reading import read_fixtures
from profiles.models import Answer, Claim, Evidence, Status
from sources.models import Passage
from tests.claim_forms import ADD, TEXT, add, answer_errors, answering, change, quoting, set_errors
from tests.factories import (
    home_of,
    make_actor,
    make_answer,
    make_claim,
    make_document,
    make_evidence,
    make_place,
    make_question,
)
from tests.test_admin import errors_of, form_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return make_document(TEXT)


# The value.


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "{from: 1000, to: 2000}", {"from": 1000, "to": 2000}),
        ("number", "about: 800", {"about": 800}),
        ("number", '{"about": 800}', {"about": 800}),
        ("date", "{date: 2017-03-02}", {"date": "2017-03-02"}),
        ("date", "{date: 2017}", {"date": "2017"}),
        ("number", "{about: 2.5}", {"about": 2.5}),
        ("name", "{name: Gruppen, language: no}", {"name": "Gruppen", "language": "no"}),
        ("text", "", None),
    ],
)
def test_a_value_is_written_as_in_the_fixtures(admin_client, kind, text, value):
    add(admin_client, value=text, question=make_question(value_kind=kind).pk)
    assert Answer.objects.get(claim__key="a-claim").value == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{about: 1,000}", "write 1000"),
        ("{about: [", "Write it as in"),
        ("800", "Write it as in"),
        ("{around: 800}", "write exact, about"),
        ("{date: 2017}", "not a number"),
        ("", "is missing"),
        ("{about: 1.000}", "for a thousand no point"),
        ("{about: 1.234}", "write 1234"),
        ("{about: 010}", "in more than one way"),
        ("{about: 0x20}", "in more than one way"),
        ("{about: 1:30}", "write an integer or a plain decimal"),
        ("{about: -5}", "never negative"),
        ("{about: " + 1500 * "9" + "}", "at most 15 digits"),
        ("{about: " + 5000 * "9" + "}", "longer than 2,000 characters"),
        (1500 * "[", "more than 2 lists and mappings"),
        (5000 * "[", "longer than 2,000 characters"),
        (1500 * "{a: ", "longer than 2,000 characters"),
        ("{about: &a 5}", "anchors and aliases"),
        ("{about: !!float 5}", "tags"),
        ('{about: "\\ud800"}', "U+D800"),
        ("{about: {about: {}}}", "more than 2 lists and mappings"),
        ("{about: {}}", "can't be read"),
    ],
)
def test_a_value_that_cannot_be_read_says_what_to_write(admin_client, text, told):
    (error,) = answer_errors(add(admin_client, value=text))["value"]
    assert told in error


def test_a_value_shows_as_it_is_written(admin_client):
    claim = make_claim(value={"from": 1000, "to": 2000})
    assert form_of(admin_client, page(Claim, "change", claim.pk))["answers-0-value"] == "{from: 1000, to: 2000}"


def test_a_share_of_more_than_the_whole_is_refused(admin_client):
    question = make_question(unit="per cent")
    (error,) = answer_errors(add(admin_client, value="{about: 800}", question=question.pk))["value"]
    assert "a share in per cent is at most 100" in error


@pytest.mark.parametrize("value", [{"name": "no"}, {"name": "1.50"}, {"name": "{a: [", "language": "nl"}, {"name": "0o10"}])
def test_a_value_that_is_shown_is_read_back_the_same(admin_client, value):
    claim = make_claim(question=make_question(value_kind="name"), value=value)
    assert change(admin_client, claim).status_code == 302
    assert claim.answers.get().value == value


def test_a_value_names_actors_that_exist(admin_client):
    question = make_question(value_kind="actor")
    assert "no actor with the key nobody" in str(
        answer_errors(add(admin_client, value="{actor: nobody}", question=question.pk))["value"]
    )


def test_whom_question_and_value_name_is_mentioned(admin_client):
    question, actor = make_question(value_kind="actors"), make_actor()
    add(admin_client, value=f"{{actors: [{actor.key}]}}", question=question.pk)
    assert set(Claim.objects.get(key="a-claim").actors.all()) == {question.about, actor}


def test_whom_only_the_former_value_named_is_no_longer_mentioned(admin_client):
    former, place = make_place(), make_place()
    claim = make_claim(question=make_question(value_kind="place"), value={"place": former.key})
    claim.places.add(former)
    change(admin_client, claim, **{"answers-0-value": f"{{place: {place.key}}}"})
    assert list(claim.places.all()) == [place]


def test_an_actor_whom_only_the_former_value_named_is_no_longer_mentioned(admin_client):
    former, actor, other = make_actor(), make_actor(), make_actor()
    claim = make_claim(question=make_question(value_kind="actor"), value={"actor": former.key})
    claim.actors.add(former, other)
    change(admin_client, claim, **{"answers-0-value": f"{{actor: {actor.key}}}"})
    assert set(claim.actors.all()) == {actor, other, claim.answers.get().question.about}


# What it answers.


def test_a_claims_only_question_is_its_home(admin_client):
    add(admin_client)
    assert Answer.objects.get(claim__key="a-claim").home


def test_a_claim_answers_a_second_question_with_another_value(admin_client):
    claim, other = make_claim(), make_question(value_kind="text")
    posted = {f"answers-1-{name}": value for name, value in (("question", other.pk), ("value", ""), ("order", 1000))}
    change(admin_client, claim, **posted, **{"answers-TOTAL_FORMS": "2"})
    assert set(claim.answers.values_list("question", "home")) == {(home_of(claim).pk, True), (other.pk, False)}


def test_the_home_of_a_claim_can_move(admin_client):
    claim = make_claim()
    other = make_answer(claim)
    change(admin_client, claim, drop=("answers-0-home",), **{"answers-1-home": "on"})
    assert home_of(claim) == other.question


def test_two_homes_are_refused(admin_client):
    claim = make_claim()
    make_answer(claim)
    response = change(admin_client, claim, **{"answers-0-home": "on", "answers-1-home": "on"})
    assert "choose one home" in str(answer_errors(response)["all"])


def test_a_question_that_is_answered_twice_by_one_claim_is_refused(admin_client):
    question = make_question()
    twice = answering(question.pk) | answering(question.pk, number=1)
    assert "already answers this question" in str(answer_errors(add(admin_client, **twice))["all"])
    assert not Claim.objects.filter(key="a-claim").exists()


def test_a_claim_that_answers_nothing_is_not_published(admin_client, document):
    response = add(admin_client, quoting(document), _publish="1", **{"answers-TOTAL_FORMS": 0})
    assert "it answers no question" in str(answer_errors(response)["all"])
    assert not Claim.objects.filter(key="a-claim").exists()


def test_a_published_claim_keeps_its_last_answer(admin_client):
    claim = make_claim()
    assert "keep one" in str(answer_errors(change(admin_client, claim, **{"answers-0-DELETE": "on"}))["all"])
    assert claim.answers.exists()


def test_the_page_for_a_new_claim_knows_the_question_one_came_from(admin_client):
    question = make_question()
    assert form_of(admin_client, f"{ADD}?question={question.pk}")["answers-0-question"] == str(question.pk)


def test_a_date_that_is_not_edtf_is_refused_once(admin_client):
    response = add(admin_client, as_of="last year")
    assert len(errors_of(response)["as_of"]) == 1
    assert "__all__" not in errors_of(response)


def test_the_dates_to_sort_by_are_derived(admin_client):
    add(admin_client, as_of="2020-03")
    claim = Claim.objects.get(key="a-claim")
    assert (str(claim.as_of_earliest), str(claim.as_of_latest)) == ("2020-03-01", "2020-03-31")


# Publication.


def test_a_new_claim_is_a_draft(admin_client, document):
    add(admin_client, quoting(document))
    assert Claim.objects.get(key="a-claim").status == Status.DRAFT


def test_a_status_that_is_posted_changes_nothing(admin_client, document):
    add(admin_client, quoting(document), status="published")
    assert Claim.objects.get(key="a-claim").status == Status.DRAFT


def test_save_and_publish_publishes(admin_client, document):
    add(admin_client, quoting(document), _publish="1")
    assert Claim.objects.published().filter(key="a-claim").exists()


def test_a_draft_is_published_from_its_page(admin_client):
    claim = make_claim(Status.DRAFT)
    change(admin_client, claim, _publish="1")
    claim.refresh_from_db()
    assert claim.status == Status.PUBLISHED


@pytest.mark.parametrize("quotes", [(), ("disputes",), ("context",)])
def test_a_claim_that_nothing_supports_is_not_published(admin_client, document, quotes):
    given = [quoting(document, stance=stance) for stance in quotes]
    assert "no evidence supports it" in set_errors(add(admin_client, *given, _publish="1"))
    assert not Claim.objects.filter(key="a-claim").exists()


def test_a_published_claim_stays_published_when_it_is_edited(admin_client):
    claim = make_claim()
    change(admin_client, claim, says="In other words.")
    claim.refresh_from_db()
    assert (claim.status, claim.says) == (Status.PUBLISHED, "In other words.")


def test_a_published_claim_keeps_its_last_support(admin_client):
    claim = make_claim()
    assert "must support it" in set_errors(change(admin_client, claim, **{"evidence-0-DELETE": "on"}))
    assert claim.evidence.exists()


def test_a_claim_that_returns_to_draft_may_lose_its_support(admin_client):
    claim = make_claim()
    change(admin_client, claim, **{"evidence-0-DELETE": "on", "_draft": "1"})
    claim.refresh_from_db()
    assert (claim.status, claim.evidence.count()) == (Status.DRAFT, 0)


def test_a_retired_claim_says_why(admin_client):
    claim = make_claim()
    admin_client.post(f"{reverse('admin:profiles_claim_withdraw')}?ids={claim.pk}", {"because": "The source took it back."})
    claim.refresh_from_db()
    assert (claim.status, claim.withdrawn_because) == (Status.WITHDRAWN, "The source took it back.")


def test_a_claim_is_not_retired_without_a_reason(admin_client):
    claim = make_claim()
    response = admin_client.post(f"{reverse('admin:profiles_claim_withdraw')}?ids={claim.pk}", {"because": "  "})
    claim.refresh_from_db()
    assert (response.status_code, claim.status) == (200, Status.PUBLISHED)


def test_the_page_that_retires_asks_for_a_login(client):
    claim = make_claim()
    client.post(f"{reverse('admin:profiles_claim_withdraw')}?ids={claim.pk}", {"because": "It is wrong."})
    claim.refresh_from_db()
    assert claim.status == Status.PUBLISHED


def act(client, action, *claims):
    """Run an action of the list on some claims."""
    data = {"action": action, "_selected_action": [claim.pk for claim in claims]}
    return client.post(page(Claim, "changelist"), data, follow=True)


def test_selected_claims_are_published_but_for_those_that_nothing_supports(admin_client):
    supported, bare = make_claim(Status.DRAFT), make_claim(quote="")
    response = act(admin_client, "publish_selected", supported, bare)
    assert "no evidence supports it" in response.content.decode()
    assert set(Claim.objects.published().filter(pk__in=[supported.pk, bare.pk])) == {supported}


def test_selected_claims_return_to_draft(admin_client):
    claim = make_claim()
    act(admin_client, "draft_selected", claim)
    claim.refresh_from_db()
    assert claim.status == Status.DRAFT


def test_selected_claims_are_retired_after_the_reason_is_asked(admin_client):
    claim = make_claim()
    response = act(admin_client, "withdraw_selected", claim)
    assert claim.says in response.content.decode()
    assert Claim.objects.published().filter(pk=claim.pk).exists()


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_a_claim_with_a_lasting_address_is_not_deleted(admin_client, status):
    claim = make_claim(status)
    admin_client.post(page(Claim, "delete", claim.pk), {"post": "yes"})
    admin_client.post(page(Claim, "changelist"), {"action": "delete_selected", "_selected_action": claim.pk, "post": "yes"})
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_a_draft_is_deleted_with_its_evidence(admin_client):
    claim = make_claim(Status.DRAFT)
    admin_client.post(page(Claim, "delete", claim.pk), {"post": "yes"})
    assert not Evidence.objects.filter(claim_id=claim.pk).exists()
    assert not Claim.objects.filter(pk=claim.pk).exists()


def test_a_claims_key_stays_what_it_is(admin_client):
    claim = make_claim()
    change(admin_client, claim, key="another-key")
    assert Claim.objects.get(pk=claim.pk).key == claim.key


def test_who_published_a_claim_is_kept(admin_client, admin_user):
    claim = make_claim(Status.DRAFT)
    change(admin_client, claim, _publish="1")
    logged = LogEntry.objects.filter(object_id=str(claim.pk), user=admin_user)
    assert "Published." in [entry.get_change_message() for entry in logged]


def test_who_retired_a_claim_is_kept_with_the_reason(admin_client, admin_user):
    claim = make_claim()
    admin_client.post(f"{reverse('admin:profiles_claim_withdraw')}?ids={claim.pk}", {"because": "It was a mistake."})
    assert LogEntry.objects.get(object_id=str(claim.pk), user=admin_user).get_change_message() == "Withdrawn: It was a mistake."


def test_a_draft_has_no_link_to_the_public_site(admin_client):
    context = admin_client.get(page(Claim, "change", make_claim(Status.DRAFT).pk)).context_data
    assert not context["has_absolute_url"]


def test_answers_that_come_to_differ_ask_for_the_reason(admin_client):
    question = make_question()
    make_claim(question=question, value={"about": 2000})
    claim = make_claim(Status.DRAFT, question=question, value={"about": 800})
    address = page(Claim, "change", claim.pk)
    data = {name: value for name, value in form_of(admin_client, address).items() if "__prefix__" not in name}
    assert "The answers differ: say why" in admin_client.post(address, data | {"_publish": "1"}, follow=True).content.decode()


# What a curator writes is dumped and loads again.


def test_a_shipped_claims_page_is_saved_without_changing_anything(admin_client):
    claim = Claim.objects.filter(evidence__passage__document__slug="kennisbank", evidence__basis="works").first()
    assert claim is not None
    before = list(Evidence.objects.filter(claim=claim).values()), Claim.objects.filter(pk=claim.pk).values().get()
    assert change(admin_client, claim).status_code == 302
    assert (list(Evidence.objects.filter(claim=claim).values()), Claim.objects.filter(pk=claim.pk).values().get()) == before


def test_a_claim_written_in_the_admin_can_be_dumped_and_read_again(admin_client, tmp_path):
    passage = Passage.objects.get(document__slug="group-overview", text__contains="1000 – 2000 active fighters")
    given = quoting(passage=passage, quote="around 1000 – 2000 active  fighters")
    assert add(admin_client, given, value="{from: 1000, to: 2000}", _publish="1").status_code == 302
    dump_fixtures(tmp_path)
    assert ("a-claim", 0) in read_fixtures(tmp_path).anchored


def test_each_quote_costs_a_claims_page_three_queries(admin_client, django_assert_max_num_queries):
    claim = make_claim()
    for _ in range(4):
        make_evidence(claim)
    with django_assert_max_num_queries(15 + 3 * 5):
        admin_client.get(page(Claim, "change", claim.pk))
