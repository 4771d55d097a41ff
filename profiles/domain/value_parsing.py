"""Parse the value of an answer: a mapping, as the YAML and the database hold it, whose shape the question's kind decides.

The shapes are pydantic models, in two discriminated unions: of all kinds of values, and of the forms of a number. What is wrong
with a mapping is said in one sentence, with what to write.
"""

import re
import reprlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from profiles.domain.values import NameForm, NameValue, NumberValue, SetValue, TextValue, Tie, TieValue, Value, ValueKind
from sources.characters import refuse_characters
from sources.dates import EdtfDate, parse_edtf
from sources.languages import LANGUAGE_TAG

MOST_DIGITS = 15  # of a number, before and after its point: more would not survive a reader of JSON
MOST_PLACES = 6  # of them after the point
LONGEST_NAME = 300  # characters
LONGEST_DATE = 40  # characters, as the date of a claim
MOST_MEMBERS = 100

HOW = {
    ValueKind.NUMBER: "exact, about, from and to, at_least, more_than, at_most or less_than, each with a number",
    ValueKind.DATE: "date, as in {date: 2017-03}",
    ValueKind.NAME: "name and, where they are known, language and form",
    ValueKind.ACTOR: "actor, with the key of one",
    ValueKind.ACTORS: "actors, with a list of different keys",
    ValueKind.PLACE: "place, with the key of one",
    ValueKind.PLACES: "places, with a list of different keys",
    ValueKind.RELATION: "relation, to and, for another than the question's actor, of",
}

# One to three digits, a point and three more are a thousand in most of Europe.
_THOUSAND = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_SHARE = re.compile(r"(?:per ?cent|%)(?: of\b.*)?")


def parse_value(kind: ValueKind, data: Mapping[str, Any] | None) -> Value:
    """Return the typed value that a mapping holds. Raise ValueError, naming what is wrong, where it is not of the kind."""
    if kind is ValueKind.TEXT:
        if data:
            raise ValueError(f"a question of kind text takes no value, not {_shown(data)}")
        return TextValue()
    if not data:
        raise ValueError(f"a value of kind {kind.value} is missing")
    try:
        answer = _ANSWER.validate_python({"kind": kind, "value": data})
    except ValidationError as failure:
        raise ValueError(_explain(kind, data, failure)) from failure
    return answer.value.typed()


def check_unit(value: Value, unit: str) -> None:
    """Raise ValueError for a number that can't be of its unit: a share ("per cent", "per cent of …") lies within 0 and 100."""
    if isinstance(value, NumberValue) and is_share(unit):
        for number in (value.low, value.high):
            if number is not None and number > 100:
                raise ValueError(f"{number:f} is more than the whole: a share in {unit} is at most 100")


def is_share(unit: str) -> bool:
    """Return whether a unit is a part of a whole: "per cent", "per cent of …"; not "per cent more than in 2019"."""
    return bool(_SHARE.fullmatch(unit.strip().lower()))


def read_number(given: Any) -> Decimal:
    """Return a number as it was written, digit by digit. Raise ValueError for what is none, is negative, or can be read twice."""
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise ValueError(f"not a number: {_shown(given)}; write an integer or a plain decimal, without quotes: 1000, 2.5")
    if isinstance(given, int) and abs(given) >= 10**MOST_DIGITS:
        raise ValueError(f"a number has at most {MOST_DIGITS} digits")
    number = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {_shown(given)}")
    if sign and number:
        raise ValueError(f"a number is never negative: {_shown(given)}")
    if number.adjusted() >= MOST_DIGITS or len(digits) > MOST_DIGITS or exponent < -MOST_PLACES:
        raise ValueError(f"a number has at most {MOST_DIGITS} digits, of which {MOST_PLACES} after its point: {_shown(given)}")
    text = f"{abs(number):f}"
    if _THOUSAND.fullmatch(text):
        raise ValueError(f"{text} can be read as a thousand and as a decimal: write {text.replace('.', '')}, or fewer decimals")
    return Decimal(text)


def _check_words(words: str) -> str:
    """Return words as they are. Raise ValueError where a character is none that can be printed."""
    refuse_characters(words, kept="")
    if not words.strip():
        raise ValueError("a name is not blank")
    return words


def _check_members(members: list[str]) -> list[str]:
    """Return keys as they are. Raise ValueError where one stands twice."""
    if repeated := sorted({key for key in members if members.count(key) > 1}):
        raise ValueError(f"{repeated[0]!r} stands twice; keep one")
    return members


_Number = Annotated[Decimal, BeforeValidator(read_number)]
_Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
_Keys = Annotated[list[_Key], Field(min_length=1, max_length=MOST_MEMBERS), AfterValidator(_check_members)]
_Name = Annotated[str, StringConstraints(max_length=LONGEST_NAME), AfterValidator(_check_words)]
_LAX = Field(strict=False)  # a word of an enum is written as the word


class _Shape(BaseModel):
    """A mapping of some keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Exact(_Shape):
    exact: _Number

    def typed(self) -> NumberValue:
        return NumberValue(self.exact, self.exact)


class _About(_Shape):
    about: _Number

    def typed(self) -> NumberValue:
        return NumberValue(self.about, self.about, about=True)


class _Between(_Shape):
    low: _Number = Field(alias="from")
    high: _Number = Field(alias="to")
    about: Literal[True] | None = None

    @model_validator(mode="after")
    def _runs_upwards(self) -> Self:
        if self.high < self.low:
            raise ValueError(f"a range runs upwards, not from {self.low:f} to {self.high:f}")
        return self

    def typed(self) -> NumberValue:
        return NumberValue(self.low, self.high, about=bool(self.about))


class _AtLeast(_Shape):
    at_least: _Number

    def typed(self) -> NumberValue:
        return NumberValue(self.at_least, None)


class _MoreThan(_Shape):
    more_than: _Number

    def typed(self) -> NumberValue:
        return NumberValue(self.more_than, None, above_low=True)


class _AtMost(_Shape):
    at_most: _Number

    def typed(self) -> NumberValue:
        return NumberValue(None, self.at_most)


class _LessThan(_Shape):
    less_than: _Number

    def typed(self) -> NumberValue:
        return NumberValue(None, self.less_than, below_high=True)


_FORMS = ("from", "exact", "about", "at_least", "more_than", "at_most", "less_than")


def _form_of_number(data: Any) -> str | None:
    """Return the key by which a form of number is told from the others; a range may have "about" beside it."""
    if not isinstance(data, Mapping):
        return None
    return next(
        (form for form in ("from", "exact", "about", "at_least", "more_than", "at_most", "less_than") if form in data), None
    )


_NumberForm = Annotated[
    Annotated[_Exact, Tag("exact")]
    | Annotated[_About, Tag("about")]
    | Annotated[_Between, Tag("from")]
    | Annotated[_AtLeast, Tag("at_least")]
    | Annotated[_MoreThan, Tag("more_than")]
    | Annotated[_AtMost, Tag("at_most")]
    | Annotated[_LessThan, Tag("less_than")],
    Discriminator(_form_of_number),
]


class _Date(_Shape):
    date: Annotated[str, StringConstraints(max_length=LONGEST_DATE)]

    def typed(self) -> EdtfDate:
        return parse_edtf(self.date)


class _NameForm(_Shape):
    name: _Name
    language: Annotated[str, StringConstraints(max_length=35)] = ""
    form: Annotated[NameForm, _LAX] = NameForm.SPELLING

    @model_validator(mode="after")
    def _names_a_language(self) -> Self:
        if self.language and not LANGUAGE_TAG.fullmatch(self.language):
            raise ValueError(f"not a language: {self.language!r}; write a BCP 47 tag: nl, en, fr, ar-Latn")
        return self

    def typed(self) -> NameValue:
        return NameValue(self.name, self.language, self.form)


class _OneActor(_Shape):
    actor: _Key

    def typed(self) -> SetValue:
        return SetValue(frozenset((self.actor,)))


class _Actors(_Shape):
    actors: _Keys

    def typed(self) -> SetValue:
        return SetValue(frozenset(self.actors))


class _OnePlace(_Shape):
    place: _Key

    def typed(self) -> SetValue:
        return SetValue(frozenset((self.place,)))


class _Places(_Shape):
    places: _Keys

    def typed(self) -> SetValue:
        return SetValue(frozenset(self.places))


class _Tie(_Shape):
    relation: Annotated[Tie, _LAX]
    to: _Key
    of: _Key = ""

    def typed(self) -> TieValue:
        return TieValue(self.relation, self.to, self.of)


class _NumberAnswer(_Shape):
    kind: Literal[ValueKind.NUMBER]
    value: _NumberForm


class _DateAnswer(_Shape):
    kind: Literal[ValueKind.DATE]
    value: _Date


class _NameAnswer(_Shape):
    kind: Literal[ValueKind.NAME]
    value: _NameForm


class _ActorAnswer(_Shape):
    kind: Literal[ValueKind.ACTOR]
    value: _OneActor


class _ActorsAnswer(_Shape):
    kind: Literal[ValueKind.ACTORS]
    value: _Actors


class _PlaceAnswer(_Shape):
    kind: Literal[ValueKind.PLACE]
    value: _OnePlace


class _PlacesAnswer(_Shape):
    kind: Literal[ValueKind.PLACES]
    value: _Places


class _TieAnswer(_Shape):
    kind: Literal[ValueKind.RELATION]
    value: _Tie


_AnyAnswer = _NumberAnswer | _DateAnswer | _NameAnswer | _ActorAnswer | _ActorsAnswer | _PlaceAnswer | _PlacesAnswer | _TieAnswer
_ANSWER: TypeAdapter[_AnyAnswer] = TypeAdapter(Annotated[_AnyAnswer, Field(discriminator="kind")])


class _Brief(reprlib.Repr):
    """Show what was given, however much it is."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxstring, self.maxother = 3, 60, 60

    def repr_int(self, given: int, level: int) -> str:
        """Show an integer; Python refuses to write one of thousands of digits."""
        return f"{given}" if abs(given) < 10**30 else "a very long number"


_BRIEF = _Brief()


def _shown(given: Any) -> str:
    return _BRIEF.repr(given)


def _explain(kind: ValueKind, data: Mapping[str, Any], failure: ValidationError) -> str:
    """Return what is wrong with a mapping, in a sentence: the first thing that is, and what to write."""
    error = failure.errors(include_url=False)[0]
    key = str(error["loc"][-1])
    match error["type"]:
        case "value_error":
            return str(error["ctx"]["error"])
        case "enum" if key in ("form", "relation"):
            what, words = ("form of name", NameForm) if key == "form" else ("kind of relation", Tie)
            return f"not a {what}: {_shown(error['input'])}; choose {', '.join(words)}"
        case "extra_forbidden":
            wrong = f"{key!r} has no place in it"
        case "missing":
            wrong = f"{key!r} is missing"
        case "string_pattern_mismatch":
            return f"not a key: {_shown(error['input'])}; a key has lower case, digits and single hyphens"
        case "string_too_long" | "too_long":
            wrong = f"{key!r} is too long"
        case _:
            wrong = ""
    what = (
        kind.value if kind in (ValueKind.ACTORS, ValueKind.PLACES) else f"{'an' if kind is ValueKind.ACTOR else 'a'} {kind.value}"
    )
    return f"not {what}: {_shown(data)}; {f'{wrong}: ' if wrong else ''}write {HOW[kind]}"
