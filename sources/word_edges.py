"""Where a word, a number and a letter begin and end in a text.

A letter has the accents that follow it. A word runs from letter to letter or digit, over an apostrophe ("Jama’at"), a soft hyphen
and what else has no width; a hyphen divides it. An English possessive may be left off ("Mali" in "Mali’s"), and a footnote's mark
("fighters¹"). A number holds what parts its thousands and its decimals ("1,800", "1.800", "1 800" with a space that does not
break) and a minus. Scripts that put no space between words, such as Chinese and Thai, have an edge after each letter.
"""

import re
import unicodedata

_APOSTROPHES = "'’‘`´"
_WITHOUT_WIDTH = "\u00ad\u200c\u2060"  # soft hyphen, non-joiner, word joiner: within a word where letters stand on both sides
_JOINER = "\u200d"
_PARTS_DIGITS = ".,'’٫٬"
_PARTS_THOUSANDS = "\u00a0\u2007\u2009\u202f"
_MINUS = "-−"
_MINUS_AFTER = " \u00a0\u202f([“‘\"'=<>≤≥±"
_FOOTNOTE_MARKS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_FURTHEST = 8  # characters without width that are looked over


def is_inside(text: str, at: int) -> bool:
    """Whether the place before the code point `at` of a text lies within a word, a number or a letter."""
    if not 0 < at < len(text):
        return False
    right = text[at]
    if unicodedata.category(right).startswith("M") or _JOINER in (right, text[at - 1]):
        return True
    return _is_in_word(text, at) or _is_in_number(text, at)


def _is_in_word(text: str, at: int) -> bool:
    before, after = _before(text, at), _after(text, at)
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if _UNSPACED.match(left) or _UNSPACED.match(right):
        return False
    if _is_letter_or_digit(left) and _is_letter_or_digit(right):
        return not any(mark in _FOOTNOTE_MARKS and other.isalpha() for mark, other in ((left, right), (right, left)))
    if right in _APOSTROPHES:  # "Jama|’at"; but "Mali|’s"
        beyond = after[1:3]
        is_possessive = beyond[:1] in ("s", "S") and not (beyond[1:] and _is_letter_or_digit(beyond[1]))
        return left.isalpha() and beyond[:1].isalpha() and not is_possessive
    return left in _APOSTROPHES and right.isalpha() and before[-2:-1].isalpha()


def _is_in_number(text: str, at: int) -> bool:
    left, right = text[at - 1], text[at]
    if _is_digit(left) and right in _PARTS_DIGITS:
        return _is_digit(text[at + 1 : at + 2])
    if left in _PARTS_DIGITS and _is_digit(right):
        return _is_digit(text[at - 2 : at - 1]) if at > 1 else False
    if right in _PARTS_THOUSANDS:
        return _parts_thousands(text, at)
    if left in _PARTS_THOUSANDS and _parts_thousands(text, at - 1):
        return True
    return left in _MINUS and _is_digit(right) and at > 1 and text[at - 2] in _MINUS_AFTER


def _parts_thousands(text: str, at: int) -> bool:
    """Whether the space at a place has one to three digits before it and just three after it."""
    before, after = text[max(0, at - 4) : at], text[at + 1 : at + 5]
    run_before = len(before) - len(before.rstrip("0123456789"))
    run_after = len(after) - len(after.lstrip("0123456789"))
    return 1 <= run_before <= 3 and run_after == 3


def _before(text: str, at: int) -> str:
    """Return the last two characters before a place that have a width; marks stand for the letters that they belong to."""
    return _wide(text[max(0, at - _FURTHEST) : at])[-2:]


def _after(text: str, at: int) -> str:
    """Return the first three characters after a place that have a width."""
    return _wide(text[at : at + _FURTHEST])[:3]


def _wide(text: str) -> str:
    return "".join(
        character
        for character in text
        if character not in _WITHOUT_WIDTH and character != _JOINER and not unicodedata.category(character).startswith("M")
    )


def _is_letter_or_digit(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_digit(character: str) -> bool:
    return character.isdecimal()
