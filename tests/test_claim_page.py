"""A claim facing its passages, and the walk from claim to claim."""

from operator import attrgetter

import pytest

from profiles.models import Answer, Claim, Status
from profiles.queries.claim_page import Walk, answer_beside_others, claim_citation, passages_in_context, walk_from
from tests.factories import make_claim, make_document, make_evidence, make_question

pytestmark = pytest.mark.django_db


def walk(claim: Claim | None) -> Walk:
    """Return the walk from a claim that is published."""
    assert claim is not None
    found = walk_from(claim)
    assert found is not None
    return found


def in_order() -> list[Claim]:
    """Return the published claims in the order of the chapters, their questions and the answers to each."""
    homes = Answer.objects.filter(home=True, claim__status="published").select_related("claim", "question__topic")
    place = attrgetter("question.topic.order", "question.order", "question.key", "order", "claim.key")
    return [answer.claim for answer in sorted(homes, key=place)]


def test_walk_leads_through_every_published_claim_once():
    claim: Claim | None = in_order()[0]
    seen = []
    while claim:
        seen.append(claim.key)
        following = walk(claim).next
        claim = following.claim if following else None
    assert seen == [claim.key for claim in in_order()]
    assert sorted(seen) == sorted(Claim.objects.published().values_list("key", flat=True))


def test_walk_leads_back_the_way_it_came():
    question = make_question()
    one, other = (make_claim(question=question, order=order) for order in (1, 2))
    forward, back = walk(one).next, walk(other).previous
    assert forward
    assert back
    assert (forward.claim, back.claim) == (other, one)
    assert walk(other).number == walk(one).number + 1


def test_first_claim_has_none_before_it_and_last_none_after():
    assert walk(in_order()[0]).previous is None
    assert walk(in_order()[-1]).next is None


def test_walk_leaves_out_drafts_and_retired_claims():
    question = make_question()
    one = make_claim(question=question, order=1)
    make_claim(Status.DRAFT, question=question, order=2)
    withdrawn = make_claim(Status.WITHDRAWN, question=question, order=3)
    other = make_claim(question=question, order=4)
    following = walk(one).next
    assert following
    assert following.claim == other
    assert walk_from(withdrawn) is None


def test_retired_claim_is_shaped_and_is_no_answer_to_its_question():
    question = make_question()
    kept, withdrawn = make_claim(question=question), make_claim(Status.WITHDRAWN, question=question)
    answer, asked = answer_beside_others(withdrawn)
    assert answer.claim == withdrawn
    assert answer.evidence
    assert [one.claim for one in asked.answers] == [kept]


def test_passage_that_carries_a_claim_twice_is_shown_once_with_both_words_marked():
    document = make_document("It had 800 members, or 800 fighters.\n")
    claim = make_claim(document=document, quote="800 members")
    make_evidence(claim, "800 fighters", document=document)
    answer, _ = answer_beside_others(claim)
    (passage,) = passages_in_context(answer)
    assert passage.html.count('<mark data-current="">') == 2
    assert len(passage.evidence) == 2


def test_passages_stand_in_the_order_of_the_evidence():
    claim = make_claim(document=make_document(label="Second", order=2))
    make_evidence(claim, document=make_document(label="First", order=1))
    answer, _ = answer_beside_others(claim)
    assert [one.passage.document.label for one in passages_in_context(answer)] == ["Second", "First"]


def test_citation_names_the_originals_before_this_site():
    claim = make_claim(says="It has 800 members.", document=make_document(label="Alpha", title="On it", date="2020"))
    answer, _ = answer_beside_others(claim)
    assert claim_citation(claim, answer, "https://example.org/claims/a/", "JNIM reference") == (
        f"“It has 800 members.” Alpha, “On it” (2020), passage 2. In: JNIM reference, claim {claim.key}, https://example.org/claims/a/"
    )
