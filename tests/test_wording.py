"""Words are listed and cut as a sentence needs them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.wording import count_in_words, join_words, shorten
from tests.properties import quick


@pytest.mark.parametrize(
    ("words", "listed"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["a", "b, c"], "a and b, c")],
)
def test_words_are_listed_with_and_before_the_last(words, listed):
    assert join_words(words) == listed


@pytest.mark.parametrize(("words", "listed"), [(["a", "b"], "a and b"), (["a", "b", "c"], "a, b, and c")])
def test_a_list_of_clauses_has_a_comma_before_its_last(words, listed):
    assert join_words(words, last_comma=True) == listed


@pytest.mark.parametrize(("count", "words"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (1200, "1,200")])
def test_a_count_is_in_words_up_to_ten(count, words):
    assert count_in_words(count) == words


@quick
@given(st.text(alphabet="ab ,.–", max_size=60).map(lambda text: " ".join(text.split())), st.integers(5, 40))
def test_text_is_shortened_to_whole_words(text, limit):
    short = shorten(text, limit)
    assert len(short) <= limit
    assert (short == text) is (len(text) <= limit)
    if short != text:
        kept = short.removesuffix("…")
        assert text.startswith(kept)
        assert " " not in text[:limit] or text[len(kept)] in " ,.–"
