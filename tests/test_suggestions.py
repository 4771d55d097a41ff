"""What may have been meant by an address at which there is nothing."""

from hypothesis import given
from hypothesis import strategies as st

from profiles.search.suggestions import MOST_WORDS, WordIndex, words_of
from tests.properties import quick

vocabulary = st.sampled_from(["group", "groups", "mali", "malian", "gold", "ghali", "ghaly", "of", "the", "800"])
entries = st.lists(st.frozensets(vocabulary, min_size=1, max_size=6), max_size=12)
ENTRIES = [
    frozenset(words.split()) for words in ("iyad ag ghali", "amadou koufa", "fighters about 800", "gold mines", "gold tax")
]


def test_words_of_an_address_are_folded():
    assert words_of("/claims/Fighters_about-800/", {"claims"}) == ("fighters", "about", "800")


def test_words_of_a_long_address_are_its_last():
    assert words_of("/a" * 5000 + "/one/two") == ("a", "one", "two")
    assert len(words_of("/".join(f"word{number}" for number in range(99)))) == MOST_WORDS


def test_address_with_a_misspelt_word_finds_the_others():
    assert WordIndex(ENTRIES).closest(("iyad", "ag", "galy"), 8) == [0]


def test_word_that_is_misspelt_at_its_end_is_found():
    assert WordIndex(ENTRIES).closest(("fightres",), 8) == [2]


def test_entry_that_holds_half_of_the_words_or_less_is_left_out():
    assert WordIndex(ENTRIES).closest(("gold", "bank"), 8) == []


def test_beginning_finds_the_word():
    assert WordIndex(ENTRIES).closest(("fighter",), 8) == [2]


def test_entry_that_holds_more_of_the_words_comes_first():
    assert WordIndex(ENTRIES).closest(("gold", "taxes", "tax"), 8)[0] == 4


def test_unknown_words_find_nothing():
    assert WordIndex(ENTRIES).closest(("wordpress", "login"), 8) == []


@quick
@given(st.lists(vocabulary, max_size=5, unique=True), entries, st.integers(0, 5))
def test_suggestions_are_few_and_share_something(words: list[str], known: list[frozenset[str]], most: int):
    found = WordIndex(known).closest(words, most)
    assert len(found) <= most
    assert len(set(found)) == len(found)
    for index in found:
        assert any(word[:5] == other[:5] for word in words for other in known[index])


@quick
@given(entries.filter(bool), st.data())
def test_entry_of_which_every_word_is_given_is_suggested(known: list[frozenset[str]], data: st.DataObject):
    index = data.draw(st.integers(0, len(known) - 1))
    found = WordIndex(known).closest(sorted(known[index]), len(known))
    assert index in found


@quick
@given(st.text(max_size=300))
def test_any_address_has_words_or_none(path: str):
    words = words_of(path)
    assert len(words) <= MOST_WORDS
    assert all(words)
