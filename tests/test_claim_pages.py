"""A claim on its page, and in the panel beside another."""

import pytest
from django.test import Client

from profiles.models import Claim, Status
from tests.factories import claims_of, make_claim, make_question
from tests.markup import markup_of

pytestmark = pytest.mark.django_db

CLAIM = "/claims/income-18-to-35-million-dollars/"
SAME_ORIGIN = "Two documents, same origin (one of Eizenga and Williams 2020, Nellemann et al. 2020 and Thurston 2020)"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return markup_of(response)


def test_evidence_is_a_piece_of_a_page_that_no_search_engine_keeps(client: Client):
    response = client.get(f"{CLAIM}evidence/")
    assert "<html" not in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"


def test_evidence_shows_every_quote_with_its_translation_and_the_way_to_its_words(client: Client):
    page = read(client, f"{CLAIM}evidence/")
    for evidence in Claim.objects.get(key="income-18-to-35-million-dollars").evidence.all():
        assert evidence.words in page
        assert evidence.translation in page
        assert f'href="{evidence.get_absolute_url()}"' in page


def test_evidence_says_how_many_documents_and_origins_there_are_with_names(client: Client):
    page = read(client, f"{CLAIM}evidence/")
    assert f"{SAME_ORIGIN}</a>. GlobalSecurity and Kennisbank have the same text, in translation." in page


def test_evidence_leads_to_the_other_answers_and_on(client: Client):
    page = read(client, "/claims/fighters-about-800/evidence/")
    assert "3 other answers" in page
    for other in claims_of("fighters").published().exclude(key="fighters-about-800"):
        assert f'class="claim-link" href="{other.get_absolute_url()}"' in page
    assert '<a href="/claims/fighters-about-800/">' in page
    assert '<a href="/questions/fighters/">' in page


def test_evidence_names_whom_the_passage_credits_with_a_link_to_the_work(client: Client):
    assert '<a href="/works/eizenga-williams-2020/">Eizenga and Williams (2020)</a>' in read(client, f"{CLAIM}evidence/")


def test_words_of_an_unnamed_origin_carry_their_language(client: Client):
    evidence = Claim.objects.get(key="income-18-to-35-million-dollars").evidence.get(passage__document__slug="globalsecurity")
    assert f'<span lang="en">{evidence.unnamed}</span>' in read(client, f"{CLAIM}evidence/")


def test_words_of_a_named_person_carry_their_language(client: Client):
    page = read(client, "/claims/moussa-shooting-announced-13-november-2020/evidence/")
    assert '“<span lang="nl">Franse autoriteiten</span>”' in page


def test_a_work_that_is_older_than_what_it_is_cited_for_is_named_with_what_shows_it(client: Client):
    evidence = Claim.objects.get(key="minusma-withdrawal-31-december-2023").evidence.get()
    page = read(client, "/claims/minusma-withdrawal-31-december-2023/evidence/")
    assert "What is cited is older than what it is cited for, and can’t be its origin" in page
    assert evidence.older_note in page


def test_evidence_of_a_draft_is_not_found(client: Client):
    claim = make_claim(Status.DRAFT)
    assert client.get(f"{claim.get_absolute_url()}evidence/").status_code == 404


def test_evidence_of_a_retired_claim_says_why_it_was_withdrawn(client: Client):
    claim = make_claim(Status.WITHDRAWN)
    page = read(client, f"{claim.get_absolute_url()}evidence/")
    assert "Withdrawn" in page
    assert claim.withdrawn_because in page
    assert "about 800 members" in page


def test_no_draft_is_among_the_other_answers(client: Client):
    question = make_question()
    shown = make_claim(question=question)
    hidden = [make_claim(status, question=question) for status in (Status.DRAFT, Status.WITHDRAWN)]
    for address in (shown.get_absolute_url(), f"{shown.get_absolute_url()}evidence/"):
        page = read(client, address)
        assert all(claim.says not in page for claim in hidden)


def test_other_answers_that_are_many_are_shown_on_the_page_of_the_question(client: Client):
    question = make_question()
    first, *_ = [make_claim(question=question) for _ in range(20)]
    for address in (first.get_absolute_url(), f"{first.get_absolute_url()}evidence/"):
        assert "All 20 answers" in read(client, address)


def test_claim_page_says_what_repeats_what(client: Client):
    assert f"{SAME_ORIGIN}. GlobalSecurity and Kennisbank have the same text, in translation." in read(client, CLAIM)


def test_claim_page_leads_to_the_claims_before_and_after_it(client: Client):
    question = make_question()
    before, claim, after = (make_claim(question=question, order=order) for order in (1, 2, 3))
    page = read(client, claim.get_absolute_url())
    assert f'<a id="previous" rel="prev" href="{before.get_absolute_url()}#previous">← Previous answer' in page
    assert f'<a id="next" rel="next" href="{after.get_absolute_url()}#next">Next answer →' in page
    assert "Answer 2 of 3" in page


def test_walk_says_where_the_next_claim_answers_another_question(client: Client):
    last = claims_of("fighters").published().last()
    assert last is not None
    assert "Next question →" in read(client, last.get_absolute_url())


def test_withdrawn_claim_has_no_claims_before_and_after_it(client: Client):
    page = read(client, make_claim(Status.WITHDRAWN).get_absolute_url())
    assert 'rel="next"' not in page
    assert "Cite this claim" not in page
