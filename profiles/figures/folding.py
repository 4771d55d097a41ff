"""How much of a long page stands open: the longest lists fold first, until the rest has room."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the parts of a list take, in pixels on a desk, as those of the shipped profile do on the whole."""

    heading: int  # what always stands: a question with its verdict, its summary and the space around it
    entry: int
    note: int = 0  # what folds with the entries


OF_QUESTION = Sizes(heading=235, entry=105, note=90)
OF_CHAPTER = Sizes(heading=75, entry=250)  # on the page of a place: each claim under its question
CHAPTER_ROOM = 8_100  # of a page of 9,000 pixels, without its head and foot
PLACE_ROOM = 10_700  # of one of 12,000
LINE = 36  # a question in one line
ACTOR = 160  # an actor above the lines of its questions


def longest_open(lengths: Sequence[int], room: int, sizes: Sizes) -> int:
    """Return the greatest length of a list that stands open on a page; a list that is longer folds.

    `lengths` are those of all lists of the page, and `room` is what they and their headings may take, in pixels. Lists of one
    length fold or stand open together.
    """
    left = room - sizes.heading * len(lengths)
    longest = 0
    for length in sorted({*lengths}):
        left -= lengths.count(length) * (sizes.entry * length + sizes.note)
        if left < 0:
            break
        longest = length
    return longest
