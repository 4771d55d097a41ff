"""Read the figures in a text, in digits or in English, Dutch or French words. Every reading counts that a reader may have.

A thousand is told by groups of three digits, whatever divides them: "1,000", "1.000", "1 000". "18 to 35 million" gives eighteen
million, and eighteen as well.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from profiles.domain.number_words import NumberWord, Role, meanings_of


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers and the parts ("two thirds", "half") that a text states."""

    numbers: frozenset[Fraction]
    parts: frozenset[Fraction]


def figures_in(text: str, language: str = "") -> Figures:
    """Return the figures in a text whose language (a BCP 47 tag) may be unknown."""
    reader = _Reader(tuple(_tokens(text)), language)
    reader.read()
    return Figures(frozenset(reader.numbers), frozenset(reader.parts))


@dataclass(frozen=True, slots=True)
class _Token:
    """A word in lower case, a sign, or a number in digits: what it can be read as, and what a suffix multiplies it by."""

    word: str
    numbers: tuple[Fraction, ...] = ()
    scales: tuple[int, ...] = (1,)


_LONGEST = 60  # digits and signs; what is longer counts nothing
_SPACES = " \u00a0\u2009\u202f"
_RUN = rf"[0-9]+(?:[.,'’{_SPACES}][0-9]+)*"
_TOKEN = re.compile(rf"(?P<name>[^\W\d_]+[0-9]\w*)|(?P<run>{_RUN})(?P<suffix>[^\W\d_]*)|(?P<word>[^\W\d_]+)|(?P<sign>\S)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[.,'’])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:[.,](?P<places>[0-9]+))?")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+)[.,](?P<places>[0-9]+)")
_VULGAR = re.compile("(?P<whole>[0-9]*)(?P<part>[\u00bc-\u00be\u2150-\u215e])")
_EIGHTY = re.compile(r"\bquatre[ -]vingts?\b", re.IGNORECASE)  # the one French number that is a product
_SUFFIXES = {
    **dict.fromkeys(("", "st", "nd", "rd", "th", "e", "de", "ste", "er", "re", "ère", "ème", "ième"), (1,)),
    "k": (1000,),
    "m": (1, 1_000_000),  # metres as well
    **dict.fromkeys(("mn", "mln", "mio"), (1_000_000,)),
    **dict.fromkeys(("bn", "md", "mld", "mrd"), (1_000_000_000,)),
}


def _tokens(text: str) -> Iterator[_Token]:
    folded = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    for found in _TOKEN.finditer(_EIGHTY.sub("huitante", _VULGAR.sub(_spelt_out, folded))):
        if run := found["run"]:
            scales = _SUFFIXES.get(found["suffix"].lower())
            yield _Token("", tuple(_numbers(run)), scales) if scales else _Token(found.group())
        else:
            yield _Token(found.group().lower())


def _spelt_out(found: re.Match[str]) -> str:
    """Return "½" as "1/2", on a line of its own; "2½" as "2.5"."""
    part = Fraction(unicodedata.numeric(found["part"])).limit_denominator(10)
    if not found["whole"]:
        return f"\n{part.numerator}/{part.denominator}"
    return f"{found['whole']}{str(float(part)).removeprefix('0')}" if part.denominator in (2, 4, 5, 8) else found["whole"]


def _numbers(run: str) -> Iterator[Fraction]:
    """Yield the numbers that digits with what divides them can be read as, the likeliest first."""
    pieces = re.split(f"([{_SPACES}])", run)
    digits, spaces = pieces[::2], pieces[1::2]
    at = 0
    while at < len(digits):
        end = at + 1
        if re.fullmatch("[1-9][0-9]{0,2}", digits[at]):
            while end < len(digits) and re.match(r"[0-9]{3}(?![0-9])", digits[end]):
                end += 1
        if end > at + 1:
            yield from _unspaced("".join(digits[at:end]))
        apart = all(space == " " for space in spaces[at : end - 1]) and not any(piece[0] == "0" for piece in digits[at + 1 : end])
        if end == at + 1 or apart:  # "1 200" may be two numbers, "1 000" is one
            for piece in digits[at:end]:
                yield from _unspaced(piece)
        at = end


def _unspaced(piece: str) -> Iterator[Fraction]:
    if len(piece) > _LONGEST:
        return
    if grouped := _GROUPED.fullmatch(piece):
        places = grouped["places"] or ""
        whole = piece[: len(piece) - len(places) - 1] if places else piece
        yield Fraction(f"{re.sub('[^0-9]', '', whole)}.{places or 0}")
    elif decimal := _DECIMAL.fullmatch(piece):
        yield Fraction(f"{decimal['whole']}.{decimal['places']}")
    else:
        yield from map(Fraction, re.findall("[0-9]+", piece))


@dataclass(frozen=True, slots=True)
class _Cardinal:
    """A number that has been read: what it may be, what a scale multiplies it by, and where it ends."""

    leads: tuple[Fraction, ...]
    scale: Fraction
    end: int
    last: Fraction | None = None  # the last word's worth, behind which others may fit; None for digits
    by_article: bool = False  # "a", which is no number of its own

    @property
    def worths(self) -> tuple[Fraction, ...]:
        return tuple(lead * self.scale for lead in self.leads)


_ONE = Fraction(1)
_HALF = Fraction(1, 2)
_ARTICLES = frozenset({"a", "an"})
_AND = frozenset({"and", "en", "et"})
_BETWEEN = frozenset({"-", "–", "—", "to", "and", "or", "en", "tot", "of", "à", "et", "ou", "$", "€", "£", "us", "usd", "eur"})
_BEFORE_SCALE = frozenset({"-", "a", "an", "of", "een", "un", "une", "d", "de", "'", "’"})
_TWO_FOLLOW = frozenset({"between", "tussen", "entre"})
_AND_A_HALF = (("and", "a", "half"), ("en", "een", "half"), ("en", "een", "halve"), ("et", "demi"), ("et", "demie"))
_VAGUE = frozenset({"enkele", "paar", "meerdere", "vele", "veel", "verschillende", "diverse", "quelques", "plusieurs"})
_OF_A_HUNDRED = frozenset({"per", "pour"})


@dataclass
class _Reader:
    """Go through the tokens of a text from number to number."""

    tokens: Sequence[_Token]
    language: str
    numbers: set[Fraction] = field(default_factory=set)
    parts: set[Fraction] = field(default_factory=set)
    before: _Cardinal | None = None  # the number before, which may share a scale with the next: "18 to 35 million"

    def read(self) -> None:
        """Collect every number and part."""
        at = 0
        while at < len(self.tokens):
            at = self._number(at) or self._bare(at) or at + 1

    def _number(self, at: int) -> int | None:
        """Read a number with what follows it; return where it ends."""
        found = self._cardinal(at)
        if not found:
            return None
        behind = found.end + (self._word(found.end) == "-")
        if (end := self._part_of(found, behind)) is not None:
            return end
        if found.by_article:
            return self._period(found, found.end)
        ordinal = self._meaning(behind, Role.ORDINAL)
        if ordinal and found.last and _fits(found.last, ordinal.worth):
            self.numbers.update(worth + ordinal.worth for worth in found.worths)
            return behind + 1
        self._share_scale(found, at)
        if self._word(at - 1) not in _TWO_FOLLOW and (end := self._joined(found)):
            return end
        self.numbers.update(found.worths)
        self.before = found
        return self._and_a_half(found) or self._period(found, found.end) or found.end

    def _bare(self, at: int) -> int | None:
        """Read a part or an ordinal that no number is before."""
        if (part := self._meaning(at, Role.PART)) and part.stands_alone:
            return self._scaled_part(1 / part.worth, at + 1)
        if ordinal := self._meaning(at, Role.ORDINAL):
            self.numbers.add(ordinal.worth)
            return at + 1
        return None

    def _cardinal(self, at: int) -> _Cardinal | None:
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if token.numbers:
            leads = tuple(number * scale for scale in token.scales for number in token.numbers)
            return self._multiplied(_Cardinal(leads, _ONE, at + 1), (Role.SCALE, Role.GROUP, Role.HUNDRED))
        found = self._in_words(at)
        return self._multiplied(found, (Role.GROUP,)) if found else None

    def _multiplied(self, found: _Cardinal, roles: Sequence[Role]) -> _Cardinal:
        """Multiply a number by the words behind it: "30 million", "two dozen"; not by the "cent" of a currency."""
        scale, end = found.scale, found.end
        while not self._word(end).startswith("cent") and (meaning := self._meaning(end, *roles)):
            scale, end = scale * meaning.worth, end + 1
        return replace(found, scale=scale, end=end, by_article=found.by_article and end == found.end)

    def _in_words(self, at: int) -> _Cardinal | None:
        total, current, last, end = Fraction(0), None, None, at
        if self._word(at) in _ARTICLES:
            current, end = _ONE, at + 1
            if not self._meaning(end, Role.HUNDRED, Role.SCALE):
                return _Cardinal((_ONE,), _ONE, end, by_article=True)
        while True:
            here = self._skip_hyphen(end, last)
            if cardinal := self._meaning(here, Role.CARDINAL):
                if last is not None and not _fits(last, cardinal.worth):
                    break
                current, last = (current or 0) + cardinal.worth, cardinal.worth
            elif hundred := self._meaning(here, Role.HUNDRED):
                if current and current % 1000 == 0:  # "achtduizend honderd": one word for the thousands, and a hundred behind
                    total, current = total + current, None
                if not self._may_multiply(current, hundred, here) or (current or 0) >= 100:
                    break
                current, last = (current or 1) * hundred.worth, hundred.worth
            elif scale := self._meaning(here, Role.SCALE):
                if not self._may_multiply(current, scale, here) or 0 < total <= scale.worth:
                    break
                total, current, last = total + (current or 1) * scale.worth, None, scale.worth
            else:
                break
            end = here + 1
        if last is None:
            return None
        worth = total + (current or 0)
        scaled = last >= 100 and (current is None or (last == 100 and not total))
        return _Cardinal((worth / last,), last, end, last) if scaled else _Cardinal((worth,), _ONE, end, last)

    def _may_multiply(self, current: Fraction | None, meaning: NumberWord, at: int) -> bool:
        """Whether "duizend" or "cent" is a number: behind another, or alone; not in "per cent", not in "quelques cent"."""
        return current is not None or (meaning.stands_alone and self._word(at - 1) not in _VAGUE | _OF_A_HUNDRED)

    def _skip_hyphen(self, at: int, last: Fraction | None) -> int:
        """Return where the next word of a number in words is: behind a hyphen, or "vingt et un"'s "et"."""
        if last is None:
            return at
        if self._word(at) == "-":
            return at + 1
        after = self._meaning(at + 1, Role.CARDINAL)
        tens = 20 <= last <= 90 and after is not None and after.worth in (1, 11)
        return at + 1 if tens and self._word(at) == "et" else at

    def _part_of(self, found: _Cardinal, at: int) -> int | None:
        """Read "two thirds", "2/3"; return where it ends."""
        if self._word(at) == "/" and at + 1 < len(self.tokens) and (below := self.tokens[at + 1].numbers):
            self.numbers.update((*found.leads, *below))
            parts = [above / under for above in found.leads for under in below if 0 < above < under]
            return max((self._scaled_part(part, at + 2) for part in parts), default=at + 2)
        part = self._meaning(at, Role.PART)
        if not part or found.scale != 1 or not all(0 < lead < 20 for lead in found.leads):
            return None
        if found.by_article and (ordinal := self._meaning(at, Role.ORDINAL)):
            self.numbers.add(ordinal.worth)  # "a third attack"
        return max(self._scaled_part(lead / part.worth, at + 1) for lead in found.leads)

    def _scaled_part(self, part: Fraction, at: int) -> int:
        """Read what a part may be of: "half a million"; return where it ends."""
        self.parts.add(part)
        behind = at
        while self._word(behind) in _BEFORE_SCALE and behind < at + 3:
            behind += 1
        if not (scale := self._meaning(behind, Role.SCALE, Role.GROUP)):
            return at
        self.numbers.add(part * scale.worth)
        return behind + 1

    def _share_scale(self, found: _Cardinal, at: int) -> None:
        """Let the number before have the scale of this one: "between $18 and $35 million"."""
        scale = found.scale if found.scale > 1 else Fraction(max(self.tokens[at].scales))
        if self.before and scale > 1 and self.before.scale == 1:
            between = [token.word for token in self.tokens[self.before.end : at]]
            if between and len(between) <= 4 and set(between) <= _BETWEEN:
                self.numbers.update(lead * scale for lead in self.before.leads if lead < max(found.leads))

    def _joined(self, found: _Cardinal) -> int | None:
        """Read what "and" joins: "one hundred and fifty", "one hundred and fifty thousand"; return where it ends."""
        after = self._cardinal(found.end + 1) if found.last and self._word(found.end) in _AND else None
        if not after or not after.last:
            return None
        (worth,), (lesser,) = found.worths, after.worths
        if lesser < _magnitude(worth):
            self.numbers.add(worth + lesser)
        elif after.scale >= 1000 and after.leads[0] < _magnitude(worth) and worth < 1000:
            self.numbers.add((worth + after.leads[0]) * after.scale)
        else:
            return None
        return after.end

    def _and_a_half(self, found: _Cardinal) -> int | None:
        """Read "two and a half million", "deux millions et demi"; return where it ends."""
        for words in _AND_A_HALF:
            end = found.end + len(words)
            if tuple(token.word for token in self.tokens[found.end : end]) == words:
                if scale := self._meaning(end, Role.SCALE):
                    self.numbers.update((lead + _HALF) * scale.worth for lead in found.leads)
                    return end + 1
                self.numbers.update((lead + _HALF) * found.scale for lead in found.leads)
                return end
        return None

    def _period(self, found: _Cardinal, at: int) -> int | None:
        """Read "two decades", which are twenty years; return where it ends."""
        period = self._meaning(at, Role.PERIOD)
        if not period:
            return None
        self.numbers.update(worth * period.worth for worth in found.worths)
        return at + 1

    def _word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def _meaning(self, at: int, *roles: Role) -> NumberWord | None:
        word = self._word(at)
        return next((meaning for meaning in meanings_of(word, self.language) if meaning.role in roles), None) if word else None


def _fits(last: Fraction, worth: Fraction) -> bool:
    """Whether a number may stand behind a word as its lesser part: "five" behind "twenty", "dix-sept" behind "soixante"."""
    if last in (60, 80) and 10 <= worth < 20:  # soixante-dix, quatre-vingt-dix
        return True
    if last == 10:
        return 7 <= worth <= 9  # dix-sept
    return last >= 20 and worth < _magnitude(last)


def _magnitude(worth: Fraction) -> int:
    """Return the place of a number's last digit that is not 0: 10 for 120, 1000 for 3000."""
    place = 1
    while worth and worth % (place * 10) == 0:
        place *= 10
    return place
