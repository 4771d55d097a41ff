"""Key notes to the words they stand on, as an annotated edition does: letters in the text, and under each letter its notes.

Notes overlap: one rests on a sentence, another on three of its words. Words that notes share without a break are one stretch and
have one letter; within a stretch each note says by its lemma (the first and last words) on which of them it rests.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from sources.anchoring import Anchor, fold_space

_LEMMA_WHOLE = 5  # words; a longer lemma is shortened
_LEMMA_ENDS = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that notes share without a break: `[start, end)`, its letter, and the spans of the notes, the widest first."""

    key: str
    start: int
    end: int
    spans: tuple[Anchor, ...]


def stretches(spans: Iterable[Anchor]) -> tuple[Stretch, ...]:
    """Return the stretches of words that spans cover, in order; each distinct span stands in one of them, once.

    Spans that only touch stay apart. Raises ValueError for a span without words.
    """
    found: list[list[Anchor]] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if span.start >= span.end:
            raise ValueError(f"no words at {span}")
        if found and span.start < max(earlier.end for earlier in found[-1]):
            found[-1].append(span)
        else:
            found.append([span])
    return tuple(
        Stretch(letter(index), group[0].start, max(span.end for span in group), tuple(group)) for index, group in enumerate(found)
    )


def letter(index: int) -> str:
    """Return the key of the stretch at an index from 0: "a" to "z", then "aa", "ab"."""
    if index < 0:
        raise ValueError(f"no letter before the first: {index}")
    before, at = divmod(index, len(ascii_lowercase))
    return (letter(before - 1) if before else "") + ascii_lowercase[at]


def lemma(words: str) -> str:
    """Return words as a note names them: whole where they are few, else the first and the last."""
    parts = fold_space(words).split(" ")
    if len(parts) <= _LEMMA_WHOLE:
        return " ".join(parts)
    return f"{' '.join(parts[:_LEMMA_ENDS])} … {' '.join(parts[-_LEMMA_ENDS:])}"
