"""A quote is found where its words stand, and nowhere else."""

import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.anchoring import Anchor, Quote, QuoteAmbiguousError, QuoteNotFoundError, find_anchor, find_anchors, fold_space
from sources.near_quotes import find_near_quote
from tests.properties import common_words, quick, spaced, spaces, words

TEXTS = [path.read_bytes().decode() for path in sorted(Path(settings.FIXTURES_DIR).glob("documents/*.txt"))]

repetitive = st.lists(common_words, max_size=9).flatmap(spaced)


def spans_of(quote: str, text: str) -> set[tuple[int, int]]:
    """Find a quote the slow way: every span of whole words that says the same."""
    return {
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if fold_space(text[start:end]) == fold_space(quote) and not (text[start] + text[end - 1]).count(" ")
        if text[start:end] == text[start:end].strip()
        if not (text[start - 1 : start].isalnum() and text[start].isalnum())
        if not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
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
    assume(not re.search(r"\d[\u00a0\u202f\u2009]\d{3}", text))  # a narrow space can also part the thousands of one number
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
    pieces = [match.span() for match in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first, min(first + 40, len(pieces) - 1)))
    span = Anchor(pieces[first][0], pieces[last][1])
    assert span in find_anchors(Quote(fold_space(span.of(text))), text)


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


@pytest.mark.parametrize(
    ("quote", "text", "within"),
    [
        ("800", "between 1,800 and 2,000", "1,800"),
        ("1", "between 1,800 and 2,000", "1,800"),
        ("800", "ongeveer 1.800 leden", "1.800"),
        ("800", "environ 1\u202f800 hommes", "1\u202f800"),
        ("2.5", "a sum of 12.5 million", "12.5"),
        ("Jama", "Jama\u0304 Nusrat", "Jama\u0304"),
        ("Jama", "Jama\u0304‘at Nusrat", "Jama\u0304‘at"),
        ("Jama", "the Jama'at of", "Jama'at"),
        ("at Nusra", "Jama’at Nusrat", "Jama’at Nusrat"),
        ("Djamena", "in N’Djamena they", "N’Djamena"),
        ("JNIM’", "JNIM’s leaders", "JNIM’s"),
        ("group", "its sub\u00adgroups", "sub\u00adgroups"),
        ("sub", "its sub\u00adgroups", "sub\u00adgroups"),
        ("क", "कि", "कि"),  # a vowel's sign belongs to its letter, though it is no accent
        ("800", "a change of -800 men", "-800"),
        ("800", "a change of −800 men", "−800"),
        ("234,567", "some 1,234,567 people", "1,234,567"),
        ("234", "some 1\u00a0234\u00a0567 people", "1\u00a0234\u00a0567"),
        ("10", "some 10² of it", "10²"),
        ("group", "its subgroups", "subgroups"),
        ("2017", "in 2017a it", "2017a"),
    ],
)
def test_words_that_stand_only_within_longer_ones_are_refused_with_these(quote, text, within):
    with pytest.raises(QuoteNotFoundError) as failure:
        find_anchor(Quote(quote), text)
    assert f"stands only within “{fold_space(within)}”" in str(failure.value)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("800", "some 800, or more"),
        ("800", "It has 800."),
        ("2017", "In 2017, 500 fell."),
        ("800", "in 2017\u00a0800 fell"),
        ("500", "between 100-500 fell"),
        ("100", "between 100-500 fell"),
        ("12", "in May 2017, 12, and 14 fell"),
        ("JNIM", "JNIM’s leaders"),
        ("JNIM’s", "JNIM’s leaders"),
        ("leaders", "the leaders’ men"),
        ("emir", "the ‘emir’ spoke"),
        ("fighters", "some fighters¹ of"),
        ("2017年", "組織は2017年に設立"),
        ("設立", "組織は2017年に設立"),
        ("attack", "a counter-attack"),
        ("Jama\u0304‘at", "Jama\u0304‘at Nusrat"),
    ],
)
def test_whole_words_and_numbers_are_found(quote, text):
    assert find_anchor(Quote(quote), text).of(text) == quote


@quick
@given(text=st.text("a1 .,’\u0304\u00a0", max_size=12), data=st.data())
def test_no_span_cuts_a_letter_from_its_accent_or_a_digit_from_its_number(text, data):
    quote = data.draw(st.text("a1.,\u0304", min_size=1, max_size=3))
    numbers = [*re.finditer(r"(?=(\d[.,’]\d))", text), *re.finditer(r"(?=(?<!\d)(\d{1,3}\u00a0\d{3})(?!\d))", text)]
    inside = {place for number in numbers for place in range(number.start(1) + 1, number.end(1))}
    for anchor in find_anchors(Quote(quote), text):
        for edge in (anchor.start, anchor.end):
            assert text[edge : edge + 1] != "\u0304" or edge == 0
            assert edge not in inside


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [("1", "1\u00a01", 2), ("800", "2017\u00a0800", 1), ("1", "1\u00a0111", 0), ("111", "1\u00a0111", 0)],
)
def test_a_space_that_does_not_break_parts_only_thousands(quote, text, found):
    assert len(find_anchors(Quote(quote), text)) == found


NEAR = [
    ("JNIM's leaders", "JNIM’s leaders", "’ (right single quotation mark) where the quote has ' (apostrophe)"),
    ('the "emir"', "the “emir”", "“ (left double quotation mark) where the quote has"),
    ("1000 - 2000", "1000 – 2000", "– (en dash) where the quote has - (hyphen-minus)"),
    ("Jamā‘at", "Jama\u0304‘at", "where the quote has ā"),
    ("cooperation", "co\u00adoperation", "the text has a soft hyphen after “o”, which the quote lacks"),
    ("official", "o\ufb03cial", "ﬃ (latin small ligature ffi)"),
    ("The Group", "the group", "where the quote has"),
    ("Jama", "Jamā", "ā (latin small letter a with macron) where the quote has a (latin small letter a)"),
    ("Jama\u0304", "Jama", "the quote has ◌\u0304 (combining macron) after “a”, which the text lacks"),
    ("fi\u00adve", "ﬁve", "ﬁ (latin small ligature fi) where the quote has f"),
    ("wait...", "wait…", "… (horizontal ellipsis) where the quote has"),
]


@pytest.mark.parametrize(("quote", "text", "difference"), NEAR)
def test_a_quote_with_other_signs_is_refused_with_the_words_to_copy_and_what_differs(quote, text, difference):
    whole = f"They say: {text} lives there."
    with pytest.raises(QuoteNotFoundError) as failure:
        find_anchor(Quote(quote), whole)
    assert f"It holds “{text}”" in str(failure.value)
    assert difference in str(failure.value)


def test_a_near_quote_is_made_of_whole_words():
    text = "The ‘Jama‘at’ of subgroups' and of groups‘ men"
    near = find_near_quote("groups'", text)
    assert near
    assert near.words == "groups‘"
    assert find_near_quote("roups'", text) is None


def test_many_differences_are_told_as_the_first_three_and_more():
    near = find_near_quote("a'b\"c-d...e", "a’b”c–d…e")
    assert near
    assert len(near.differences) == 4
    assert near.differences[-1] == "and more"


def test_what_the_text_goes_on_with_is_shown():
    with pytest.raises(QuoteNotFoundError, match=r"there follows “800 members in 2020\.”"):
        find_anchor(Quote("was estimated at 900 members"), "It was estimated at 800 members in 2020.")


def test_the_work_to_explain_a_long_quote_grows_with_the_text_alone():
    text = "the group of the north " * 5_000
    began = time.process_time()
    for quote in (text[:-6] + "south", ("the group's " * 2_000), "the\u00a0group - of " * 500, "a’" * 10_000):
        with pytest.raises(QuoteNotFoundError):
            find_anchor(Quote(quote), text)
    assert len(find_anchors(Quote("group"), text)) == 5_000
    assert time.process_time() - began < 10


# What a person types for what a text holds, and back: none of it changes what is said.
RETYPED = [("’", "'"), ("“", '"'), ("–", "-"), ("ﬁ", "fi"), ("…", "..."), ("\u00ad", ""), ("é", "e\u0301"), ("ā", "a\u0304")]


@quick
@given(
    data=st.data(),
    parts=st.lists(
        st.sampled_from(["Jamā", "chef", "d’Ivoire", "“emir”", "ﬁve", "co\u00adop", "é–é", "wait…"]), min_size=1, max_size=6
    ),
)
def test_a_quote_that_is_typed_otherwise_is_never_matched_and_its_words_are_shown(data, parts):
    text = " ".join(["The", *parts, "of"])
    first = data.draw(st.integers(0, len(parts) - 1))
    words = " ".join(parts[first : data.draw(st.integers(first + 1, len(parts)))])
    typed = words
    for sign, other in data.draw(st.lists(st.sampled_from(RETYPED))):
        typed = typed.replace(sign, other)
    assume(typed != words)
    with pytest.raises(QuoteNotFoundError) as failure:
        find_anchor(Quote(typed), text)
    assert f"It holds “{words}”" in str(failure.value)
    near = find_near_quote(typed, text)
    assert near
    assert near.words == words
    assert near.differences


@quick
@given(text=st.text("aé’'“-–\u00ad\ufb03 ", min_size=1, max_size=14), data=st.data())
def test_the_words_that_are_shown_are_the_texts_own(text, data):
    quote = data.draw(st.text("ae’'\"-fi ", min_size=1, max_size=4))
    if near := find_near_quote(quote, text):
        assert near.words in text
