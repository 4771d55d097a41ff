"""What is known of the origins of a claim, in one plain sentence: never more than is shown."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.origins import Support, trace_origins
from tests.properties import quick
from tests.test_origins import UNKNOWN, WORKS, evidence, own, support

NAMES = {work: f"{work.upper()}. Doe 2020" for work in WORKS} | {"document:p": "The Report"}


@pytest.mark.parametrize(
    ("supports", "words"),
    [
        ([], "No document"),
        ([support("p")], "One document"),
        ([own("p"), own("p")], "One document"),
        ([own("p"), own("q")], "Two independent sources"),
        ([support("p", "a b"), support("q", "c")], "Two independent sources"),
        ([support("p", "a"), support("q", "b"), own("r")], "Three independent sources"),
        ([support("p", "a"), support("q", "a")], "Two documents, same origin (A. Doe 2020)"),
        ([support("p", "a"), support("q", repeats_work="a")], "Two documents, same origin (A. Doe 2020)"),
        ([support("p", "a b"), support("q", repeats="p")], "Two documents, same origin (one of A. Doe 2020 and B. Doe 2020)"),
        ([support("p", "a b c d"), support("q", repeats="p")], "Two documents, same origin (one of four works)"),
        ([own("p"), support("q", repeats="p")], "Two documents, same origin (The Report)"),
        ([support("p"), support("q", repeats="p")], "Two documents, same origin (which they do not name)"),
        ([support("p"), support("q")], "Two documents; whether independent is unknown"),
        ([support("p", "a"), support("q")], "Two documents; whether independent is unknown"),
        ([support("p", "a b"), support("q", "a")], "Two documents; whether independent is unknown"),
        ([support("p", "a"), own("p"), support("q", "a")], "Two documents, in part of the same origin (A. Doe 2020)"),
        (
            [support("p", "a"), support("q", "a"), support("r")],
            "Three documents, two of them with the same origin (A. Doe 2020)",
        ),
        ([support("p", "a"), support("q", "a"), support("r", "a")], "Three documents, same origin (A. Doe 2020)"),
        ([own("p"), own("q"), support("r"), support("s")], "Four documents, at least two of them independent"),
        ([support(f"d{number}") for number in range(11)], "11 documents; whether independent is unknown"),
    ],
)
def test_what_is_known_of_origins_is_told_in_one_plain_sentence(supports: list[Support], words: str):
    assert trace_origins(supports, NAMES).in_words == words


@quick
@given(supports=evidence())
def test_documents_are_called_independent_only_where_all_that_they_can_rest_on_is_known_and_apart(supports):
    traced = trace_origins(supports)
    if "independent sources" in traced.in_words:
        assert not traced.unestablished
        assert traced.count >= len(traced.documents)
        for one, other in combinations(sorted(traced.documents), 2):
            works = [
                {work for piece in supports if piece.document == slug for work in (piece.repeats_work or piece.works)}
                for slug in (one, other)
            ]
            assert not works[0] & works[1]
    assert traced.independent <= max(traced.count, len(traced.documents) > 0)


@quick
@given(supports=evidence())
def test_documents_have_the_same_origin_only_where_one_origin_accounts_for_all(supports):
    traced = trace_origins(supports)
    if ", same origin" in traced.in_words:
        assert len(traced.origins) == 1
        assert traced.independent < 2


@quick
@given(data=st.data(), supports=evidence(with_repeats=False).filter(bool))
def test_a_document_that_does_not_say_what_it_rests_on_is_never_called_independent(data, supports):
    silent = Support(100, "x", "t", data.draw(st.sampled_from(UNKNOWN)))
    words = trace_origins([*supports, silent]).in_words
    assert "independent sources" not in words
    assert ", same origin" not in words


@quick
@given(supports=evidence())
def test_a_sentence_on_origins_has_no_figure_and_no_slip_of_number(supports):
    words = trace_origins(supports).in_words
    assert not any(character.isdigit() for character in words)
    assert words[0].isupper()
    assert ("documents" in words or "sources" in words) == (len({piece.document for piece in supports}) > 1)
    for slip in ("One documents", "One independent", "one of them", "one works", "No documents"):
        assert slip not in words


@quick
@given(supports=evidence())
def test_something_is_known_of_origins_where_the_sentence_says_so(supports):
    traced = trace_origins(supports)
    nothing = traced.in_words.endswith("; whether independent is unknown") or len(traced.documents) < 2
    assert traced.is_known == (not nothing)


@quick
@given(data=st.data(), supports=evidence())
def test_the_sentence_on_origins_does_not_depend_on_the_order_of_the_evidence(data, supports):
    assert trace_origins(data.draw(st.permutations(supports))).in_words == trace_origins(supports).in_words
