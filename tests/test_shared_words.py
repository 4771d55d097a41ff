"""The same words in two documents: all of them, each once, and nothing that only looks alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.models import Document, Passage
from sources.shared_runs import SharedRun
from sources.shared_words import SHORTEST_RUN, SharedWords, Stretch, find_shared_words
from tests.properties import quick, thorough

EIGHT = "one two three four five six seven eight"
texts = st.lists(st.sampled_from("ab"), max_size=40).map(" ".join)


def runs(*passages: str) -> list[SharedWords]:
    """Return what documents share that have one passage each: a, b, c."""
    return find_shared_words(Stretch(slug, 1, 0, text) for slug, text in zip("abcdef", passages, strict=False))


def words(run: SharedWords, *passages: str) -> tuple[str, str]:
    """Return the words of a run, as either document has them."""
    by_slug = dict(zip("abcdef", passages, strict=False))
    left, right = (by_slug[side.document][side.start : side.end] for side in (run.left, run.right))
    return left, right


def folded(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.casefold().replace("’", "'"))


def test_eight_words_in_a_row_are_found_and_seven_are_not():
    assert [run.count for run in runs(f"Before {EIGHT} after", f"Else {EIGHT}, other")] == [8]
    assert runs(EIGHT, EIGHT.replace(" eight", "")) == []


def test_case_punctuation_white_space_and_kinds_of_apostrophes_are_no_difference():
    left = "“One – two, three  four’s five; SIX (seven) eight.”"
    right = "one two three\nfour's FIVE six seven eight"
    [run] = runs(left, right)
    assert words(run, left, right) == ("One – two, three  four’s five; SIX (seven) eight", right)


def test_other_words_between_end_a_run():
    assert runs(EIGHT, EIGHT.replace("five", "5")) == []
    assert runs(EIGHT, EIGHT.replace("four five", "five four")) == []


def test_a_run_is_as_long_as_it_can_be_and_told_once():
    left, right = f"{EIGHT} nine ten eleven", f"zero {EIGHT} nine ten twelve"
    assert [run.count for run in runs(left, right)] == [10]


def test_a_run_that_begins_with_words_that_stand_earlier_too_is_found_whole():
    left = f"{EIGHT} x. {EIGHT} nine ten"
    assert max(run.count for run in runs(left, f"{EIGHT} nine ten")) == 10


def test_a_document_is_not_compared_with_itself():
    assert find_shared_words([Stretch("a", 1, 0, EIGHT), Stretch("a", 2, 100, EIGHT)]) == []


def test_a_run_does_not_go_over_the_end_of_a_passage():
    halves = EIGHT[:18], EIGHT[19:]
    stretches = [Stretch("a", 1, 0, halves[0]), Stretch("a", 2, 19, halves[1]), Stretch("b", 1, 0, EIGHT)]
    assert find_shared_words(stretches) == []


def test_spans_are_those_of_the_document_not_of_the_passage():
    [run] = find_shared_words([Stretch("a", 3, 500, EIGHT), Stretch("b", 1, 7, EIGHT)])
    assert (run.left.start, run.left.end, run.right.start) == (500, 500 + len(EIGHT), 7)


@thorough
@given(texts, texts)
def test_both_sides_of_a_run_have_the_same_words(left, right):
    for run in runs(left, right):
        mine, theirs = words(run, left, right)
        assert folded(mine) == folded(theirs)
        assert len(folded(mine)) == run.count >= SHORTEST_RUN


@thorough
@given(texts, texts)
def test_what_is_found_is_there_exactly_where_eight_words_are_shared(left, right):
    mine, theirs = left.split(), right.split()
    grams = [{tuple(them[at : at + 8]) for at in range(len(them) - 7)} for them in (mine, theirs)]
    assert bool(runs(left, right)) == bool(grams[0] & grams[1])


@thorough
@given(texts, texts)
def test_the_longest_run_is_found(left, right):
    mine, theirs = left.split(), right.split()
    longest = max(
        (
            next((n for n in range(40) if mine[i : i + n + 1] != theirs[j : j + n + 1] or i + n >= len(mine)), 40)
            for i in range(len(mine))
            for j in range(len(theirs))
        ),
        default=0,
    )
    found = max((run.count for run in runs(left, right)), default=0)
    assert found <= longest
    if longest >= SHORTEST_RUN and len(set(map(tuple, (mine[i : i + 8] for i in range(len(mine) - 7))))) == len(mine) - 7:
        assert found == longest  # where no run of eight stands twice in the left text


@quick
@given(st.lists(texts, max_size=4))
def test_the_order_in_which_passages_are_given_does_not_matter(given_texts):
    stretches = [Stretch(slug, 1, 0, text) for slug, text in zip("abcd", given_texts, strict=False)]
    assert find_shared_words(stretches) == find_shared_words(stretches[::-1])


def test_the_work_grows_with_the_number_of_words():
    """Two texts that are the same word again and again share one run, and are compared in one walk."""
    text = " ".join(["word"] * 3000)
    [run] = runs(text, text)
    assert run.count == 3000


@pytest.mark.django_db
def test_load_stores_what_the_documents_share():
    found = {
        (run.passage.document.slug, run.other.document.slug): run.words
        for run in SharedRun.objects.select_related("passage__document", "other__document")
        if run.count > 8
    }
    assert found == {
        ("afrique-ouest", "globalsecurity"): "Islamist groups in the Sahel since 2017. The Macina Liberation Front",
        ("globalsecurity", "group-overview"): "JNIM) comprise more than 64 percent of all episodes",
    }


@pytest.mark.django_db
def test_what_is_stored_is_what_the_texts_share():
    stored = [
        (run.passage.document.slug, run.start, run.end, run.other.document.slug, run.other_start, run.other_end)
        for run in SharedRun.objects.select_related("passage__document", "other__document")
    ]
    texts_of = {document.slug: document.text for document in Document.objects.all()}
    assert stored
    for slug, start, end, other, other_start, other_end in stored:
        assert folded(texts_of[slug][start:end]) == folded(texts_of[other][other_start:other_end])
    kinds = Passage.objects.filter(shared_runs__isnull=False) | Passage.objects.filter(shared_runs_of_others__isnull=False)
    assert set(kinds.values_list("kind", flat=True)) <= {"paragraph", "list item"}
