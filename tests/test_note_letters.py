"""Letters in the text, notes under their letter, and the words that each note rests on."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.anchoring import Anchor
from sources.note_letters import lemma, letter, stretches
from tests.properties import quick

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Anchor(pair[0], pair[0] + pair[1])), max_size=12
)


@quick
@given(SPANS)
def test_every_span_stands_in_one_stretch_once(spans):
    assert sorted(span for stretch in stretches(spans) for span in stretch.spans) == sorted(set(spans))


@quick
@given(SPANS)
def test_stretches_share_no_letter_of_the_text(spans):
    found = stretches(spans)
    assert all(one.end <= other.start for one, other in pairwise(found))


@quick
@given(SPANS)
def test_every_letter_of_a_stretch_is_in_a_span_of_it(spans):
    for stretch in stretches(spans):
        covered = {at for span in stretch.spans for at in range(span.start, span.end)}
        assert covered == set(range(stretch.start, stretch.end))


@quick
@given(SPANS, st.randoms())
def test_the_order_of_spans_does_not_matter(spans, random):
    shuffled = random.sample(spans, len(spans))
    assert stretches(shuffled) == stretches(spans)


def test_the_widest_span_comes_first():
    (stretch,) = stretches([Anchor(3, 5), Anchor(0, 4), Anchor(0, 9)])
    assert stretch.spans == (Anchor(0, 9), Anchor(0, 4), Anchor(3, 5))


def test_spans_that_only_touch_have_a_letter_each():
    assert [one.key for one in stretches([Anchor(0, 4), Anchor(4, 9)])] == ["a", "b"]


def test_span_without_words_is_refused():
    with pytest.raises(ValueError, match="no words at"):
        stretches([Anchor(4, 4)])


def test_letters_go_on_after_z():
    assert [letter(index) for index in (0, 25, 26, 27, 51, 52, 701, 702)] == ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]


def test_no_letter_before_the_first():
    with pytest.raises(ValueError, match="-1"):
        letter(-1)


@quick
@given(st.integers(0, 5000), st.integers(0, 5000))
def test_two_stretches_have_two_letters(one, other):
    assert (letter(one) == letter(other)) == (one == other)


def test_few_words_are_their_own_lemma():
    assert lemma("about 800\n members") == "about 800 members"


def test_many_words_are_named_by_their_ends():
    assert lemma("The group is estimated to have about 800 members") == "The group … 800 members"


@quick
@given(st.lists(st.sampled_from(["Mali", "in", "2020", "de", "the"]), min_size=1, max_size=40))
def test_lemma_begins_and_ends_with_the_words(words):
    named = lemma(" ".join(words)).split(" … ")
    text = " ".join(words)
    assert text.startswith(named[0])
    assert text.endswith(named[-1])
