"""A quote is found where its words stand, and nowhere else."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.anchoring import Anchor, Quote, QuoteAmbiguousError, QuoteNotFoundError, find_anchor, find_anchors, fold_space
from tests.properties import common_words, quick, spaced, spaces, words

TEXTS = [path.read_bytes().decode() for path in sorted(Path(settings.FIXTURES_DIR).glob("documents/*.txt"))]

repetitive = st.lists(common_words, max_size=9).flatmap(spaced)


def spans_of(quote: str, text: str) -> set[tuple[int, int]]:
    """Find a quote the slow way: every span that begins and ends on a word and says the same."""
    return {
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if fold_space(text[start:end]) == fold_space(quote) and not (text[start] + text[end - 1]).count(" ")
        if text[start:end] == text[start:end].strip()
    }


@quick
@given(text=repetitive, quote=st.lists(common_words, min_size=1, max_size=3).flatmap(spaced))
def test_a_quote_is_found_wherever_its_words_stand_and_nowhere_else(text, quote):
    assert {(anchor.start, anchor.end) for anchor in find_anchors(Quote(quote), text)} == spans_of(quote, text)


@quick
@given(data=st.data(), text=repetitive, prefix=common_words, suffix=common_words, quote=common_words)
def test_a_prefix_and_a_suffix_keep_the_spans_that_stand_between_them(data, text, prefix, suffix, quote):
    prefix, suffix = data.draw(st.sampled_from(["", prefix])), data.draw(st.sampled_from(["", suffix]))
    between = {
        (start, end)
        for start, end in spans_of(quote, text)
        if fold_space(text[:start]).endswith(prefix) and fold_space(text[end:]).startswith(suffix)
    }
    assert {(anchor.start, anchor.end) for anchor in find_anchors(Quote(quote, prefix, suffix), text)} == between


@quick
@given(data=st.data(), parts=st.lists(words, min_size=1, max_size=12), margin=spaces)
def test_any_white_space_equals_any_other(data, parts, margin):
    text = margin + data.draw(spaced(parts)) + margin
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first + 1, len(parts)))
    quote = margin + data.draw(spaced(parts[first:last])) + margin
    found = find_anchors(Quote(quote), text)
    assert found
    assert {fold_space(anchor.of(text)) for anchor in found} == {fold_space(quote)}


@quick
@given(data=st.data())
def test_any_run_of_words_of_the_documents_is_found_where_it_stands(data):
    text = data.draw(st.sampled_from(TEXTS))
    begin = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(begin + 1, min(begin + 300, len(text))))
    assume(text[begin:end].strip())
    start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
    span = Anchor(start, start + len(text[begin:end].strip()))
    assert span in find_anchors(Quote(fold_space(text[begin:end])), text)


@quick
@given(data=st.data(), parts=st.lists(words, min_size=1, max_size=8))
def test_a_changed_letter_is_never_found(data, parts):
    text = data.draw(spaced(parts))
    quote = data.draw(spaced(parts))
    at = data.draw(st.integers(0, len(quote) - 1).filter(lambda at: not quote[at].isspace()))
    with pytest.raises(QuoteNotFoundError):
        find_anchor(Quote(f"{quote[:at]}ж{quote[at + 1 :]}"), text)


@pytest.mark.parametrize(
    "near",
    [
        "the Group",
        "the grоup",
        "the gróup",
        "the gro\u0301up",
        "the  gro up",
        "thegroup",
        "the groups",
        "“the group”",
        "the\u200bgroup",
    ],
    ids=["case", "Cyrillic o", "accent", "combining mark", "split word", "joined words", "plural", "marks", "zero-width space"],
)
def test_nothing_but_white_space_is_forgiven(near):
    with pytest.raises(QuoteNotFoundError):
        find_anchor(Quote(near), "Here the group is named.")


@pytest.mark.parametrize("quote", ["al-Qa’ida", "al-Qa‘ida", "al-Qa'ida"])
def test_one_apostrophe_is_not_another(quote):
    text = "al-Qa’ida; al-Qa‘ida; al-Qa'ida"
    assert find_anchor(Quote(quote), text).of(text) == quote


def test_offsets_are_code_points_of_the_stored_text():
    text = "𝔘é—de\u0301\n\u00a0JNIM was"
    assert find_anchor(Quote("JNIM was"), text) == Anchor(text.index("JNIM"), len(text))


def test_finds_that_overlap_are_counted():
    assert find_anchors(Quote("no no"), "no no no") == (Anchor(0, 5), Anchor(3, 8))


def test_words_found_twice_are_refused_with_their_number():
    with pytest.raises(QuoteAmbiguousError, match="found 3 times: “100-1000”; add a prefix"):
        find_anchor(Quote("100-1000"), "100-1000 and 100-1000 and 100-1000")


def test_a_prefix_tells_which():
    assert find_anchor(Quote("100-1000", prefix="size"), "persons 100-1000\n\nsize\n\n100-1000").start == 24


def test_a_suffix_tells_which():
    assert find_anchor(Quote("100-1000", suffix="note"), "100-1000 persons 100-1000\n\nnote").start == 17


def test_words_that_stand_elsewhere_than_the_prefix_says_are_refused_as_such():
    with pytest.raises(QuoteNotFoundError, match="the words stand in the text, but not between those"):
        find_anchor(Quote("100-1000", prefix="number"), "size 100-1000")


def test_a_quote_that_is_not_found_is_told_how_far_the_text_agrees():
    with pytest.raises(QuoteNotFoundError, match="the text holds “estimated at”, but not “900” after it"):
        find_anchor(Quote("estimated at 900 members"), "It was estimated at 800 members.")


@pytest.mark.parametrize("quote", ["", " ", "\u00a0\n"])
def test_an_empty_quote_is_refused(quote):
    with pytest.raises(QuoteNotFoundError, match="the quote is empty"):
        find_anchor(Quote(quote), "Some words.")


@quick
@given(text=st.lists(words, max_size=6).flatmap(spaced))
def test_folding_white_space_twice_is_folding_it_once(text):
    assert fold_space(fold_space(text)) == fold_space(text)
