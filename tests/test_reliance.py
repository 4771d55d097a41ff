"""How much rests on what: the claims that rest on each document and work, and those that would fall with it."""

from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.origins import Basis, Support, carriers
from profiles.domain.reliance import Carried, Hold, Load, weigh_documents, weigh_works
from profiles.models import Claim, Evidence, Question, Stance, Status
from profiles.queries.reliance import carried
from sources.models import Document, Work
from tests.factories import make_claim, make_document, make_evidence, make_work
from tests.markup import markup_of
from tests.properties import quick
from tests.test_origins import evidence


@st.composite
def profiles(draw: st.DrawFn) -> list[Carried]:
    """Draw some claims on two questions, each with evidence."""
    found = []
    for place, supports in enumerate(draw(st.lists(evidence().filter(bool), max_size=6))):
        claim = f"claim-{place}"
        found.append(
            Carried(
                claim,
                draw(st.frozensets(st.sampled_from("mn"), min_size=1)),
                tuple(replace(one, claim=claim) for one in supports),
            )
        )
    return found


def claim(*supports: tuple[str, str], key: str = "claim", question: str = "question") -> Carried:
    """Return a claim that documents support, each crediting these works: `claim(("p", "a b"))`."""
    return Carried(
        key,
        frozenset({question}),
        tuple(
            Support(place, key, document, Basis.WORKS if works else Basis.NONE, frozenset(works.split()))
            for place, (document, works) in enumerate(supports)
        ),
    )


weighings = pytest.mark.parametrize("weigh", [weigh_documents, weigh_works])


@weighings
@quick
@given(given_claims=profiles())
def test_what_rests_on_it_alone_surely_does_and_what_surely_does_may(weigh, given_claims):
    for load in weigh(given_claims).values():
        assert load.alone <= load.sure <= load.claims <= {one.claim for one in given_claims}
        assert load.maybe == load.claims - load.sure


@weighings
@quick
@given(given_claims=profiles())
def test_a_claim_rests_alone_on_at_most_one(weigh, given_claims):
    alone = [key for load in weigh(given_claims).values() for key in load.alone]
    assert len(alone) == len(set(alone))


@quick
@given(given_claims=profiles())
def test_without_a_document_exactly_the_claims_on_it_alone_are_gone(given_claims):
    for slug, load in weigh_documents(given_claims).items():
        left = {one.claim for one in given_claims if any(support.document != slug for support in one.supports)}
        assert {one.claim for one in given_claims} - left == load.alone


@quick
@given(given_claims=profiles())
def test_without_a_work_exactly_the_claims_on_it_alone_are_gone(given_claims):
    for key, load in weigh_works(given_claims).items():
        left = {one.claim for one in given_claims if any(works != {key} for works in carriers(one.supports))}
        assert {one.claim for one in given_claims} - left == load.alone


@weighings
@quick
@given(given_claims=profiles())
def test_the_questions_lost_are_those_left_without_a_claim(weigh, given_claims):
    asked = frozenset[str]().union(*(one.questions for one in given_claims))
    for load in weigh(given_claims).values():
        kept = frozenset[str]().union(*(one.questions for one in given_claims if one.claim not in load.alone))
        assert load.questions == asked - kept


@weighings
@quick
@given(data=st.data(), given_claims=profiles())
def test_the_order_of_the_claims_does_not_matter(data, weigh, given_claims):
    assert weigh(data.draw(st.permutations(given_claims))) == weigh(given_claims)


@weighings
@quick
@given(given_claims=profiles())
def test_a_bar_has_every_claim_of_the_load_once(weigh, given_claims):
    for load in weigh(given_claims).values():
        assert sum(part.count for part in load.parts(len(given_claims))) == len(load.claims)


def test_a_bar_longer_than_its_axis_is_refused():
    with pytest.raises(ValueError, match="2 do not fit"):
        Load("a", frozenset({"x", "y"})).parts(1)


def test_a_claim_that_three_works_are_credited_for_may_rest_on_each_and_rests_on_none_alone():
    loads = weigh_works([claim(("p", "a b c"))])
    assert {key: (len(load.maybe), len(load.sure), len(load.alone)) for key, load in loads.items()} == dict.fromkeys(
        "abc", (1, 0, 0)
    )


def test_works_that_several_passages_share_may_still_not_be_the_one():
    """Two passages have a work in common, yet each can rest on its other: the fewest origins are no proof."""
    loads = weigh_works([claim(("p", "a b"), ("q", "b c"))])
    assert (loads["b"].sure, loads["b"].alone) == (frozenset(), frozenset())


def test_a_claim_rests_on_a_work_alone_though_two_documents_credit_it():
    assert weigh_works([claim(("p", "a"), ("q", "a"))])["a"].alone == {"claim"}


def test_a_document_that_credits_nobody_carries_a_claim_beside_a_work():
    load = weigh_works([claim(("p", "a"), ("q", ""))])["a"]
    assert (load.sure, load.alone) == (frozenset({"claim"}), frozenset[str]())


def test_a_question_is_lost_where_all_its_claims_are():
    loads = weigh_documents([claim(("p", ""), key="one"), claim(("p", ""), key="two"), claim(("q", ""), question="other")])
    assert [loads[name].questions for name in "pq"] == [{"question"}, {"other"}]


def test_a_question_with_another_answer_is_not_lost():
    assert weigh_documents([claim(("p", ""), key="one"), claim(("q", ""), key="two")])["p"].questions == frozenset()


def test_a_bar_begins_with_what_would_fall():
    load = weigh_works([claim(("p", "a"), key="one"), claim(("p", "a b"), key="two")])["a"]
    assert [(part.kind, part.length) for part in load.parts(4)] == [(Hold.ALONE, 25), (Hold.MAYBE, 25)]


@pytest.fixture
def context(client: Client, db):
    """Return the context of the page."""
    return client.get("/reliance/").context


def count(client: Client, query: str) -> int:
    return int(client.get(f"/claims/?{query}").context["page"].paginator.count)


@pytest.mark.parametrize("document", ["kennisbank", "globalsecurity", "afrique-ouest", "acled", "group-overview"])
def test_a_documents_numbers_are_those_of_the_lists_they_lead_to(client: Client, context, document: str):
    [one] = [one for one in context["documents"] if one.source.slug == document]
    assert len(one.load.claims) == count(client, f"document={document}")
    assert len(one.load.alone) == count(client, f"alone={document}")
    assert len(one.load.questions) == client.get(f"/coverage/?document={document}&only=alone").context["row_count"]


def test_a_works_numbers_are_those_of_its_page(client: Client, context):
    for one in context["works"]:
        page = client.get(one.source.get_absolute_url()).context
        listed = {held.url for held in page["resting"]} | {group[0].url for group in page["alone"]}
        assert (len(one.load.claims), len(one.load.alone)) == (len(listed), len(page["alone"])), one.source.key
        assert (page["weight"].count, page["weight"].sure, page["weight"].alone) == (
            len(one.load.claims),
            len(one.load.sure),
            len(one.load.alone),
        )


def test_every_document_and_work_is_weighed(context):
    assert [one.source for one in context["documents"]] == list(Document.objects.all())
    assert {one.source for one in context["works"]} == set(Work.objects.all())


def test_the_heaviest_work_comes_first(context):
    counts = [len(one.load.claims) for one in context["works"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == context["heaviest"]


def test_the_documents_page_says_how_much_rests_on_each(client: Client, context):
    page = markup_of(client.get("/sources/"))
    for one in context["documents"]:
        assert (
            f"<strong>{len(one.load.claims)} claims</strong> rest on it, <strong>{len(one.load.alone)}</strong> on it alone"
            in page
        )


def test_context_is_no_support(db):
    one = make_claim()
    other = make_document()
    make_evidence(one, document=other, stance=Stance.CONTEXT)
    [held] = carried(Claim.objects.filter(pk=one.pk))
    assert other.slug not in {support.document for support in held.supports}


def test_draft_rests_on_nothing_that_is_shown(client: Client, context):
    make_claim(Status.DRAFT, document=Document.objects.get(slug="acled"), quote="JNIM")
    again = client.get("/reliance/").context
    assert again["claim_count"] == context["claim_count"]


def test_work_that_nothing_rests_on_says_so(client: Client, db):
    assert "No claim rests on it" in client.get(make_work().get_absolute_url()).content.decode()


def test_a_claim_on_one_document_alone_is_lost_to_the_filter_with_a_second(client: Client, db):
    one = make_claim()
    slug = one.evidence.get().passage.document.slug
    assert count(client, f"alone={slug}") == 1
    make_evidence(one)
    assert (count(client, f"alone={slug}"), count(client, f"document={slug}")) == (0, 1)


def test_carried_claims_take_three_queries(db, django_assert_num_queries):
    with django_assert_num_queries(3):
        carried(Claim.objects.published())


def test_whatever_a_document_answers_alone_is_lost_with_it(context):
    """The table of who says what and this page agree, as long as no document merely disputes an answer."""
    assert not Evidence.objects.filter(stance=Stance.DISPUTES, claim__status=Status.PUBLISHED).exists()
    lost = sum(len(one.load.questions) for one in context["documents"])
    assert lost == Question.objects.answered().count() - sum(
        1 for question in Question.objects.answered() if _documents_of(question) > 1
    )


def _documents_of(question: Question) -> int:
    return (
        Document.objects.filter(
            passages__evidence__claim__answers__question=question,
            passages__evidence__claim__status=Status.PUBLISHED,
            passages__evidence__stance=Stance.SUPPORTS,
        )
        .distinct()
        .count()
    )
