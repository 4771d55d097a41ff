"""Candidates for reuse: sentences of different documents that may be one another's."""

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from sources.reuse import Sentence, find_reuse, sentences_of, unmarked

ENGLISH = "Experts believe that JNIM-affiliated groups jointly earn between $18 and $35 million annually"
OURS = "It is assumed that JNIM-affiliated groups together earn between $18 and $35 million annually"


def sentence(words: str, document: str = "one", address: str = "p1") -> Sentence:
    return Sentence(document, address, words)


def test_shared_run_of_words_is_a_candidate_with_the_run():
    [found] = find_reuse([sentence(ENGLISH), sentence(OURS, "other")])
    assert found.run == "earn between 18 and 35 million annually"


def test_same_words_in_another_order_are_a_candidate():
    left, right = "In the north of Mali the group was strong", "The group was strong in the north of Mali"
    assert [one.score for one in find_reuse([sentence(left), sentence(right, "other")])] == [100.0]


def test_sentences_of_one_document_are_not_compared():
    assert find_reuse([sentence(ENGLISH), sentence(ENGLISH, address="p2")]) == []


def test_unlike_sentences_are_no_candidate():
    assert find_reuse([sentence(ENGLISH), sentence("The emir lives in a town by the river with his guards", "other")]) == []


def test_most_alike_comes_first():
    found = find_reuse([sentence(ENGLISH), sentence(OURS, "two"), sentence(ENGLISH, "three")])
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@given(st.lists(st.text("abc .?!A", min_size=1, max_size=60), max_size=5))
def test_order_of_the_documents_finds_the_same(texts):
    sentences = [sentence(words, document) for document, words in zip("abcde", texts, strict=False)]
    pairs = {frozenset((one.left.document, one.right.document)) for one in find_reuse(sentences)}
    assert pairs == {frozenset((one.left.document, one.right.document)) for one in find_reuse(sentences[::-1])}


def test_passage_is_divided_into_sentences():
    text = "It is led by the emir of the group. He lives in a town called Gao!\n\nWho knows where he was born?"
    assert [one.split()[0] for one in sentences_of(text)] == ["It", "He", "Who"]


def test_marked_pair_can_be_left_out():
    found = find_reuse([sentence(ENGLISH), sentence(OURS, "other", "p9")])
    assert unmarked(found, frozenset({frozenset({"one p1", "other p9"})})) == []


@pytest.mark.django_db
def test_command_lists_the_sentence_that_stands_in_two_languages():
    out = StringIO()
    call_command("find_reuse", stdout=out)
    assert "earn between 18 and 35 million" in out.getvalue()
    assert "kennisbank p40 (our translation)" in out.getvalue()


@pytest.mark.django_db
def test_command_leaves_out_what_is_marked_already():
    out = StringIO()
    call_command("find_reuse", "--unmarked", stdout=out)
    assert "earn between 18 and 35 million" not in out.getvalue()
