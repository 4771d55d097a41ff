"""What of a long page stands open: that the longest lists fold first, and no more than room asks for."""

from hypothesis import given
from hypothesis import strategies as st

from profiles.figures.folding import Sizes, longest_open

LISTS = st.lists(st.integers(min_value=1, max_value=20), max_size=40)
SIZES = Sizes(heading=100, entry=50, note=20)


def height(lengths: list[int], longest: int) -> int:
    """Return what a page takes on which no list that is longer stands open."""
    return sum(SIZES.heading + (SIZES.entry * length + SIZES.note if length <= longest else 0) for length in lengths)


def test_a_short_page_folds_nothing():
    assert longest_open([1, 4, 9], 10_000, SIZES) == 9


def test_the_longest_list_folds_first():
    assert longest_open([1, 4, 9], 3 * 100 + 70 + 220 + 469, SIZES) == 4
    assert longest_open([1, 4, 9], 3 * 100 + 70 + 220 + 470, SIZES) == 9


def test_lists_of_one_length_fold_together():
    assert longest_open([2, 5, 5], 3 * 100 + 120 + 270, SIZES) == 2


def test_where_the_headings_alone_fill_the_page_every_list_folds():
    assert longest_open([1, 1, 1], 300, SIZES) == 0


@given(LISTS, st.integers(min_value=0, max_value=30_000))
def test_what_stands_open_has_room_and_the_next_longer_list_would_not(lengths: list[int], room: int):
    longest = longest_open(lengths, room, SIZES)
    assert height(lengths, longest) <= room or longest == 0
    longer = [length for length in lengths if length > longest]
    assert not longer or height(lengths, min(longer)) > room
