"""Who repeats whom: what two documents have in common, and which document repeats which work."""

import re

import pytest
from django.test import Client
from hypothesis import given

from profiles.domain.origins import Basis, Support
from profiles.domain.repeats import Bond, bind_documents, repeated_works
from profiles.models import Claim, Evidence, Status
from profiles.queries.repeats import who_repeats_whom
from sources.models import Document
from tests.factories import make_claim, make_document, make_evidence, make_work
from tests.properties import quick
from tests.test_origins import evidence

WORK = "/repeats/globalsecurity/works/eizenga-williams-2020/"


def support(number: int, document: str, works: str = "", claim: str = "x", **repeats: str) -> Support:
    basis = Basis.WORKS if works else Basis.NONE
    return Support(number, claim, document, basis, frozenset(works.split()), **repeats)


def bonds(*supports: Support) -> dict[tuple[str, str], list[tuple[str, str, frozenset[str]]]]:
    return {
        pair: [(link.claim, link.bond.value, link.works) for link in links] for pair, links in bind_documents(supports).items()
    }


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# What binds the evidence of two documents.


def test_a_marked_repeat_binds_two_documents_by_their_text():
    assert bonds(support(1, "p"), support(2, "q", repeats_document="p")) == {("p", "q"): [("x", "same text", frozenset())]}


def test_works_that_both_credit_bind_two_documents():
    assert bonds(support(1, "p", "a b"), support(2, "q", "b c")) == {("p", "q"): [("x", "same work", frozenset("b"))]}


def test_a_work_that_one_credits_and_the_other_repeats_binds_them():
    assert bonds(support(1, "p", "a"), support(2, "q", repeats_work="a")) == {("p", "q"): [("x", "same work", frozenset("a"))]}


def test_documents_that_say_the_same_are_not_bound_by_that_alone():
    assert bonds(support(1, "p"), support(2, "q"), support(3, "r", "a"), support(4, "s", "b")) == {}


def test_evidence_for_different_claims_is_not_bound():
    assert bonds(support(1, "p", "a"), support(2, "q", "a", claim="y")) == {}


def test_evidence_of_one_document_is_not_bound_to_itself():
    assert bonds(support(1, "p", "a"), support(2, "p", "a")) == {}


@quick
@given(evidence())
def test_whatever_is_bound_is_evidence_of_the_two_documents_for_the_claim(supports):
    by_id = {piece.id: piece for piece in supports}
    for pair, links in bind_documents(supports).items():
        assert pair[0] < pair[1]
        for link in links:
            assert link.left
            assert link.right
            for side, slug in ((link.left, pair[0]), (link.right, pair[1])):
                assert {(by_id[number].document, by_id[number].claim) for number in side} == {(slug, link.claim)}
            assert bool(link.works) == (link.bond is Bond.SAME_WORK)


@quick
@given(evidence())
def test_the_order_of_the_evidence_does_not_matter(supports):
    def told(found):
        return {(pair, link) for pair, links in found.items() for link in links}

    assert told(bind_documents(supports)) == told(bind_documents(supports[::-1]))


def test_repeated_works_are_told_by_document_and_work():
    found = repeated_works([support(1, "p", "a"), support(2, "q", repeats_work="a"), support(3, "q", repeats_work="b")])
    assert {of: [piece.id for piece in held] for of, held in found.items()} == {("q", "a"): [2], ("q", "b"): [3]}


# The pages.


@pytest.mark.django_db
def test_the_question_whether_one_document_copies_a_work_is_answered(client: Client):
    page = read(client, "/repeats/")
    assert (
        "repeats Eizenga and Williams (2020) in the same words or nearly, and does not cite it. Five claims rest on that." in page
    )
    assert f'href="{WORK}"' in page


@pytest.mark.django_db
def test_every_pair_of_documents_stands_once_and_leads_to_its_passages(client: Client):
    page = read(client, "/repeats/")
    links = re.findall(r'href="(/repeats/[^/"]+/[^/"]+/)"', page)
    count = Document.objects.count()
    assert len(links) == len(set(links)) == len(who_repeats_whom().pairs)
    assert len(links) + page.count("nothing known") == count * (count - 1) // 2
    for address in links:
        assert "<mark" in read(client, address) or "Works that both cite" in read(client, address)


@pytest.mark.django_db
def test_both_passages_stand_side_by_side_with_the_notes_and_the_claims(client: Client):
    page = read(client, "/repeats/kennisbank/globalsecurity/")
    assert "rest on the same text in both, in translation" in page
    for piece in Evidence.objects.filter(
        repeats_document__isnull=False, stance="supports", passage__document__slug="globalsecurity"
    ):
        assert piece.repeats_note in page
        assert f'href="{piece.claim.get_absolute_url()}"' in page
        assert f'href="{piece.passage.get_absolute_url()}"' in page
    assert '<blockquote class="passage-whole" lang="nl">' in page
    assert "Our translation" in page


@pytest.mark.django_db
def test_the_same_words_are_marked_on_both_sides(client: Client):
    page = read(client, "/repeats/globalsecurity/group-overview/")
    assert page.count("episodes</mark>") == 2
    assert page.count('<mark data-current="">linked to militant Islamist groups in the Sahel</mark>') == 2


@pytest.mark.django_db
def test_a_pair_has_one_address(client: Client):
    response = client.get("/repeats/globalsecurity/kennisbank/")
    assert (response.status_code, response["Location"]) == (301, "/repeats/kennisbank/globalsecurity/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/repeats/kennisbank/kennisbank/",
        "/repeats/kennisbank/nobody/",
        "/repeats/kennisbank/works/eizenga-williams-2020/",
        "/repeats/kennisbank/works/nothing/",
        "/repeats/nobody/works/eizenga-williams-2020/",
    ],
)
def test_what_is_not_known_has_no_page(client: Client, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_documents_that_have_nothing_in_common_say_so(client: Client):
    page = read(client, "/repeats/globalsecurity/acled/")
    assert "not known to have anything in common" in page
    assert "<mark" not in page


@pytest.mark.django_db
def test_where_both_cite_a_work_is_shown(client: Client):
    page = read(client, "/repeats/kennisbank/acled/")
    assert "Both cite Thurston (2020)." in page
    for document in ("kennisbank", "acled"):
        assert re.search(rf'href="/sources/{document}/#p\d+"', page)


@pytest.mark.django_db
def test_the_words_of_others_stand_beside_a_repeated_work(client: Client):
    page = read(client, WORK)
    assert "is not among the documents" in page
    assert page.count('href="/sources/globalsecurity/#') == 1
    for piece in Evidence.objects.filter(repeats_work__key="eizenga-williams-2020", passage__document__slug="globalsecurity"):
        assert piece.claim.says in page.replace("&#x27;", "'")


@pytest.mark.django_db
def test_what_is_not_published_is_not_told(client: Client):
    work = make_work(authors=["Doe, Jane"], date="2020")
    document = make_document()
    claim = make_claim(Status.DRAFT, document=document, says="A draft that nobody sees.")
    claim.evidence.update(repeats_work=work, ground="verbatim", repeats_note="The same.")
    assert "Doe (2020)" not in read(client, "/repeats/")
    assert client.get(f"/repeats/{document.slug}/works/{work.key}/").status_code == 404
    Claim.objects.filter(pk=claim.pk).update(status=Status.PUBLISHED)
    assert "repeats Doe (2020) in the same words or nearly, and does not cite it. One claim rests on that." in read(
        client, "/repeats/"
    )


@pytest.mark.django_db
def test_an_older_work_binds_nothing():
    work = make_work(date="2012")
    claim = make_claim(quote="", document=make_document())
    for document in (make_document(label="A"), make_document(label="B")):
        make_evidence(claim, document=document, basis="works", reach="sentence", older_note="It is of 2012.").works.add(work)
    Claim.objects.filter(pk=claim.pk).update(status=Status.PUBLISHED)
    assert not [pair for pair in who_repeats_whom().pairs.values() if {pair.left.label, pair.right.label} == {"A", "B"}]


@pytest.mark.django_db
def test_of_many_documents_those_with_the_most_in_common_are_listed(client: Client):
    for _ in range(10):
        make_document()
    page = read(client, "/repeats/")
    assert '<table class="repeats">' not in page
    listed = re.findall(r'href="(/repeats/[^/"]+/[^/"]+/)">', page)
    overview = who_repeats_whom()
    assert listed == [f"/repeats/{pair.left.slug}/{pair.right.slug}/" for pair in overview.heaviest]
    weights = [pair.weight for pair in overview.heaviest]
    assert weights == sorted(weights, reverse=True)
