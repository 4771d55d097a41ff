"""Words put together and cut as a sentence needs them."""

from collections.abc import Sequence


def join_words(words: Sequence[str], *, last_comma: bool = False) -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"; with `last_comma`, "a, b, and c"."""
    if len(words) < 2:
        return "".join(words)
    comma = "," if last_comma and len(words) > 2 else ""
    return f"{', '.join(words[:-1])}{comma} and {words[-1]}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_in_words(count: int) -> str:
    """Return a count as it stands in a sentence: in words up to ten, in figures above."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def shorten(text: str, limit: int) -> str:
    """Return text in at most `limit` characters: where it is longer, cut between two words, with an ellipsis."""
    if len(text) <= limit:
        return text
    whole = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return f"{whole.rstrip(' ,;:.–(“') or whole}…"
