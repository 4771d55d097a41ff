"""The words for numbers in English, Dutch and French: what each is worth, and what it does beside others.

Plurals that name no number ("hundreds", "honderden", "des centaines", "dozens") are left out on purpose.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from functools import lru_cache

from sources.languages import primary_language


class Role(Enum):
    """What a number's word does beside the words before it."""

    CARDINAL = auto()  # is added to what it fits behind: "five" behind "twenty", "ten" behind "a hundred"
    HUNDRED = auto()  # multiplies what is before it, below a hundred
    SCALE = auto()  # multiplies all that is before it, from a thousand up
    GROUP = auto()  # multiplies what is before it: "two dozen"
    PERIOD = auto()  # multiplies it in years, and is a unit of its own: "two decades"
    ORDINAL = auto()  # ends a number: "twenty-third"
    PART = auto()  # divides what is before it: "two thirds"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """One meaning of a word: its worth, its role, and whether it is a number without another word before it."""

    worth: Fraction
    role: Role
    stands_alone: bool = True


def meanings_of(word: str, language: str = "") -> tuple[NumberWord, ...]:
    """Return what a word in lower case means as a number, in a language (a BCP 47 tag), or in all three where it is another."""
    vocabularies = _vocabularies()
    primary = primary_language(language)
    chosen = [vocabularies[primary]] if primary in vocabularies else list(vocabularies.values())
    return tuple(dict.fromkeys(meaning for vocabulary in chosen for meaning in vocabulary.get(word, ())))


_Vocabulary = dict[str, tuple[NumberWord, ...]]


@lru_cache(maxsize=1)
def _vocabularies() -> dict[str, _Vocabulary]:
    return {"en": _made(_ENGLISH), "fr": _made(_FRENCH), "nl": _made([*_DUTCH, *_dutch_compounds()])}


def _made(entries: Iterable[tuple[str, NumberWord]]) -> _Vocabulary:
    vocabulary: _Vocabulary = {}
    for word, meaning in entries:
        vocabulary[word] = (*vocabulary.get(word, ()), meaning)
    return vocabulary


def _words(role: Role, lines: str, *, alone: bool = True) -> Iterator[tuple[str, NumberWord]]:
    """Yield the words of a text like "1 one; 2 two both": a worth, and the words for it."""
    for line in lines.split(";"):
        worth, *words = line.split()
        yield from ((word, NumberWord(Fraction(worth), role, alone)) for word in words)


_ENGLISH = [
    *_words(
        Role.CARDINAL,
        "0 zero nil; 1 one; 2 two both; 3 three; 4 four; 5 five; 6 six; 7 seven; 8 eight; 9 nine; 10 ten; 11 eleven; 12 twelve;"
        "13 thirteen; 14 fourteen; 15 fifteen; 16 sixteen; 17 seventeen; 18 eighteen; 19 nineteen; 20 twenty; 30 thirty;"
        "40 forty; 50 fifty; 60 sixty; 70 seventy; 80 eighty; 90 ninety",
    ),
    *_words(Role.HUNDRED, "100 hundred", alone=False),
    *_words(
        Role.SCALE,
        "1000 thousand; 1e6 million millions mln mn; 1e9 billion billions bn; 1e12 trillion trillions",
        alone=False,
    ),
    *_words(Role.GROUP, "12 dozen", alone=False),
    *_words(Role.PERIOD, "10 decade decades; 100 century centuries", alone=False),
    *_words(
        Role.ORDINAL,
        "1 first; 2 second; 3 third; 4 fourth; 5 fifth; 6 sixth; 7 seventh; 8 eighth; 9 ninth; 10 tenth; 11 eleventh; 12 twelfth;"
        "13 thirteenth; 14 fourteenth; 15 fifteenth; 16 sixteenth; 17 seventeenth; 18 eighteenth; 19 nineteenth; 20 twentieth;"
        "30 thirtieth; 40 fortieth; 50 fiftieth; 60 sixtieth; 70 seventieth; 80 eightieth; 90 ninetieth; 100 hundredth",
    ),
    *_words(Role.PART, "2 half halves"),
    *_words(
        Role.PART,
        "3 third thirds; 4 quarter quarters fourth fourths; 5 fifth fifths; 6 sixth sixths; 7 seventh sevenths; 8 eighth eighths;"
        "9 ninth ninths; 10 tenth tenths",
        alone=False,
    ),
]

_FRENCH = [
    *_words(
        Role.CARDINAL,
        "0 zéro; 1 un une; 2 deux; 3 trois; 4 quatre; 5 cinq; 6 six; 7 sept; 8 huit; 9 neuf; 10 dix dizaine; 11 onze;"
        "12 douze douzaine; 13 treize; 14 quatorze; 15 quinze quinzaine; 16 seize; 20 vingt vingtaine; 30 trente trentaine;"
        "40 quarante quarantaine; 50 cinquante cinquantaine; 60 soixante soixantaine; 70 septante; 80 huitante octante;"
        "90 nonante; 100 centaine",
    ),
    *_words(Role.HUNDRED, "100 cent"),
    *_words(Role.HUNDRED, "100 cents", alone=False),
    *_words(Role.SCALE, "1000 mille"),
    *_words(Role.SCALE, "1000 millier milliers; 1e6 million millions mln mio; 1e9 milliard milliards md mds", alone=False),
    *_words(Role.PERIOD, "10 décennie décennies; 100 siècle siècles", alone=False),
    *_words(
        Role.ORDINAL,
        "1 premier première unième; 2 deuxième second seconde; 3 troisième; 4 quatrième; 5 cinquième; 6 sixième; 7 septième;"
        "8 huitième; 9 neuvième; 10 dixième; 11 onzième; 12 douzième; 13 treizième; 14 quatorzième; 15 quinzième; 16 seizième;"
        "20 vingtième; 30 trentième; 40 quarantième; 50 cinquantième; 60 soixantième; 100 centième; 1000 millième",
    ),
    *_words(Role.PART, "2 moitié demi demie"),
    *_words(
        Role.PART,
        "3 tiers; 4 quart quarts; 5 cinquième cinquièmes; 6 sixième sixièmes; 8 huitième huitièmes; 10 dixième dixièmes",
        alone=False,
    ),
]

_DUTCH_UNITS = "1 een één; 2 twee; 3 drie; 4 vier; 5 vijf; 6 zes; 7 zeven; 8 acht; 9 negen"
_DUTCH_TEENS = (
    "10 tien; 11 elf; 12 twaalf; 13 dertien; 14 veertien; 15 vijftien; 16 zestien; 17 zeventien; 18 achttien; 19 negentien"
)
_DUTCH_TENS = "20 twintig; 30 dertig; 40 veertig; 50 vijftig; 60 zestig; 70 zeventig; 80 tachtig; 90 negentig"
_DUTCH_PARTS = "3 derde derden; 4 kwart vierde vierden; 5 vijfde vijfden; 6 zesde zesden; 8 achtste; 10 tiende tienden"

_DUTCH = [
    *_words(Role.CARDINAL, "0 nul; 2 beide beiden; 10 tiental; 12 twaalftal; 15 vijftiental; 20 twintigtal; 30 dertigtal"),
    *_words(Role.CARDINAL, "40 veertigtal; 50 vijftigtal; 100 honderdtal; 1000 duizendtal; 1.5 anderhalf anderhalve"),
    *_words(Role.HUNDRED, "100 honderd"),
    *_words(Role.SCALE, "1000 duizend"),
    *_words(Role.SCALE, "1e6 miljoen mln mio; 1e9 miljard mld mrd", alone=False),
    *_words(Role.GROUP, "12 dozijn", alone=False),
    *_words(Role.PERIOD, "10 decennium decennia; 100 eeuw eeuwen", alone=False),
    *_words(Role.ORDINAL, "1 eerste; 3 derde; 100 honderdste; 1000 duizendste"),
    *_words(Role.PART, "2 half halve helft"),
    *_words(Role.PART, _DUTCH_PARTS, alone=False),
]


def _dutch_compounds() -> Iterator[tuple[str, NumberWord]]:
    """Yield what Dutch writes as one word, up to "negenhonderdnegenennegentigduizend", with ordinals, halves and parts."""
    worths = {word: meaning.worth for word, meaning in _words(Role.CARDINAL, f"{_DUTCH_UNITS};{_DUTCH_TEENS};{_DUTCH_TENS}")}
    units = {word: worth for word, worth in worths.items() if worth < 10}
    tens = {word: worth for word, worth in worths.items() if worth >= 20}
    below_hundred = worths | {
        f"{unit}{'ën' if unit in ('twee', 'drie') else 'en'}{ten}": units[unit] + tens[ten] for unit in units for ten in tens
    }
    hundreds = {"": Fraction(1), **{word: worth for word, worth in worths.items() if 1 < worth < 20 and worth != 10}}
    rests = {"": Fraction(0), **below_hundred, **{f"en{word}": worth for word, worth in below_hundred.items()}}
    numbers = below_hundred | {
        f"{many}honderd{rest}": count * 100 + rests[rest] for many, count in hundreds.items() for rest in rests
    }
    numbers |= {f"{word}duizend": worth * 1000 for word, worth in numbers.items() if 1 < worth < 1000}
    del numbers["honderd"]  # which multiplies, and is listed above
    for word, worth in numbers.items():
        yield word, NumberWord(worth, Role.CARDINAL)
        if worth not in (1, 3):
            yield from ((f"{word}{ending}", NumberWord(worth, Role.ORDINAL)) for ending in ("de", "ste"))
    for unit, worth in units.items():
        joined = f"{unit}{'ën' if unit in ('twee', 'drie') else 'en'}"
        yield from ((f"{joined}{half}", NumberWord(worth + Fraction(1, 2), Role.CARDINAL)) for half in ("half", "halve"))
        for part, meaning in _words(Role.PART, _DUTCH_PARTS):
            yield f"{unit}{part}", NumberWord(meaning.worth / worth, Role.PART)
