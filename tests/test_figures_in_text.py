"""Figures are read in digits and in words, as English, Dutch and French write them; what is no number gives none."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profiles.domain.figures_in_text import figures_in
from tests.properties import quick, thorough


def words(text: str) -> list[str]:
    return text.split()


EN_BELOW_20 = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
)
EN_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
NL_BELOW_20 = words(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien "
    "negentien"
)
NL_TENS = words("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
FR_BELOW_17 = words("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
FR_TENS = words("vingt trente quarante cinquante soixante")
ANY = words(
    "a an and two hundred thousand million half third - 5 1,000 1 000 . , / dozen decade et un quatre-vingt vingt en een honderd "
    "duizend tweede cent per ½ 2m"
)


def numbers_in(text: str, language: str = "") -> set[Fraction]:
    return set(figures_in(text, language).numbers)


def english(number: int) -> str:
    if number < 20:
        return EN_BELOW_20[number]
    if number < 100:
        tens, rest = EN_TENS[number // 10 - 2], number % 10
        return f"{tens}-{english(rest)}" if rest else tens
    place, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % place
    joint = " and " if rest < 100 else " "
    return f"{english(number // place)} {word}{joint + english(rest) if rest else ''}"


def dutch(number: int) -> str:
    if number < 20:
        return NL_BELOW_20[number]
    if number < 100:
        tens, rest = NL_TENS[number // 10 - 2], number % 10
        joint = "ën" if rest in (2, 3) else "en"
        return f"{dutch(rest)}{joint}{tens}" if rest else tens
    if number < 1000:
        many, rest = number // 100, number % 100
        return f"{dutch(many) if many > 1 else ''}honderd{dutch(rest) if rest else ''}"
    many, rest = number // 1000, number % 1000
    return f"{dutch(many) if many > 1 else ''}duizend{' ' + dutch(rest) if rest else ''}"


def french(number: int) -> str:
    if number < 17:
        return FR_BELOW_17[number]
    if number < 20:
        return f"dix-{french(number - 10)}"
    if number < 70:
        tens, rest = FR_TENS[number // 10 - 2], number % 10
        return tens if not rest else f"{tens} et un" if rest == 1 else f"{tens}-{french(rest)}"
    if number < 80:
        return "soixante et onze" if number == 71 else f"soixante-{french(number - 60)}"
    if number < 100:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{french(number - 80)}"
    place, word = (1000, "mille") if number >= 1000 else (100, "cent")
    many, rest = number // place, number % place
    return f"{french(many) + ' ' if many > 1 else ''}{word}{' ' + french(rest) if rest else ''}"


@thorough
@given(st.integers(1, 9999), st.sampled_from([("en", english), ("nl", dutch), ("fr", french)]))
@example(8100, ("nl", dutch))
def test_a_number_in_words_is_that_number_and_no_other(number, spelling):
    language, spelt = spelling
    assert numbers_in(f"the {spelt(number)} men", language) == {number}
    assert number in numbers_in(spelt(number).capitalize())


@quick
@given(st.integers(0, 10**12), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'", "’"]))
def test_thousands_are_told_by_groups_of_three_digits_whatever_divides_them(number, mark):
    text = f"{number:,}".replace(",", mark)
    assert number in numbers_in(f"It has {text} fighters.")
    assert number in numbers_in(f"It has ${text}.")
    if mark != " ":  # which may divide two numbers as well
        assert numbers_in(text) == {number}


@quick
@given(st.decimals(0, 10**6, places=2), st.sampled_from(".,"))
def test_a_decimal_has_a_point_or_a_comma(number, mark):
    assert numbers_in(f"{number:.2f}".replace(".", mark)) == {Fraction(number)}


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("between 1,000 and 2,000 fighters", "en", {1000, 2000}),
        ("around 1000 – 2000 active fighters", "en", {1000, 2000}),
        ("Omvang (in personen) 100-1000", "nl", {100, 1000}),
        ("2.5 million", "en", {2_500_000}),
        ("2,5 millions d'euros", "fr", {2_500_000}),
        ("€30 million", "en", {30_000_000}),
        ("a ransom of €30 million.", "en", {30_000_000}),
        ("18-35 million", "en", {18, 18_000_000, 35_000_000}),
        ("between $18 and $35 million annually", "en", {18, 18_000_000, 35_000_000}),
        ("tussen de $18 en $35 miljoen", "nl", {18, 18_000_000, 35_000_000}),
        ("eighteen to thirty-five million", "en", {18, 18_000_000, 35_000_000}),
        ("four or five hundred", "en", {4, 400, 500}),
        ("18m", "en", {18, 18_000_000}),
        ("35bn", "en", {35_000_000_000}),
        ("800 duizend", "nl", {800_000}),
        ("a dozen", "en", {12}),
        ("two dozen", "en", {24}),
        ("half a dozen", "en", {6}),
        ("een dozijn", "nl", {12}),
        ("une vingtaine de véhicules", "fr", {1, 20}),
        ("a hundred and fifty", "en", {150}),
        ("one hundred and fifty thousand", "en", {150_000}),
        ("between one hundred and fifty and two hundred", "en", {50, 100, 200}),
        ("between one hundred and two hundred", "en", {100, 200}),
        ("nineteen hundred", "en", {1900}),
        ("two hundred thousand", "en", {200_000}),
        ("honderdduizend", "nl", {100_000}),
        ("half a million", "en", {500_000}),
        ("a quarter of a million", "en", {250_000}),
        ("two and a half million", "en", {2, 2_500_000}),
        ("een half miljoen", "nl", {500_000}),
        ("anderhalf miljoen", "nl", {1_500_000}),
        ("tweeënhalf miljoen", "nl", {2_500_000}),
        ("deux millions et demi", "fr", {2_000_000, 2_500_000}),
        ("2½ million", "en", {2_500_000}),
        ("more than two decades", "en", {2, 20}),
        ("a decade ago", "en", {10}),
        ("the 30th attack, the second, the twenty-third", "en", {30, 2, 23}),
        ("de twaalfde aanslag, de eerste", "nl", {12, 1}),
        ("le vingt-troisième et le premier", "fr", {23, 1}),
        ("64 per cent", "en", {64}),
        ("16% of it", "en", {16}),
        ("dix pour cent", "fr", {10}),
        ("Beide zijn in oktober 2020 vrijgelaten", "nl", {2, 2020}),
        ("both were released", "en", {2}),
        ("13.11.2015", "nl", {13, 11, 2015}),
        ("1 200 men", "en", {1, 200, 1200}),
        ("in 2017 200 men", "en", {200, 2017}),
        ("killed three, injured 30.", "en", {3, 30}),
        ("50 cents", "en", {50}),
        ("drie\u00adhonderd", "nl", {300}),
    ],
)
def test_figures_as_documents_write_them(text, language, numbers):
    assert numbers_in(text, language) == numbers


@pytest.mark.parametrize(
    "text",
    [
        *(
            "hundreds of fighters",
            "several hundred",
            "thousands",
            "dozens",
            "millions of dollars",
            "64th-ish G5",
            "M23",
            "the 1980s",
        ),
        *("enkele honderd", "honderden strijders", "duizenden", "tientallen", "een", "per cent"),
        *("des centaines", "des milliers", "des dizaines", "quelques cents", "pour cent"),
    ],
)
def test_what_names_no_number_gives_none_of_its_own(text):
    assert numbers_in(text) - {1, 64} == set()


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("nearly two-thirds of the violence", "en", {"2/3"}),
        ("a third of it", "en", {"1/3"}),
        ("three quarters", "en", {"3/4"}),
        ("half of them", "en", {"1/2"}),
        ("2/3 of them", "en", {"2/3"}),
        ("⅔ of them", "en", {"2/3"}),
        ("twee derde", "nl", {"2/3"}),
        ("tweederde van de leden, driekwart, de helft", "nl", {"2/3", "3/4", "1/2"}),
        ("les deux tiers, la moitié, un quart", "fr", {"2/3", "1/2", "1/4"}),
        ("a dozen", "en", set()),
        ("twenty-third", "en", set()),
    ],
)
def test_parts_are_told_from_numbers(text, language, parts):
    assert figures_in(text, language).parts == {Fraction(part) for part in parts}


def test_the_numbers_of_a_part_are_no_numbers_of_their_own():
    assert numbers_in("two-thirds", "en") == set()


@thorough
@given(st.lists(st.sampled_from(ANY), max_size=12).map(" ".join))
def test_any_words_are_read(text):
    figures = figures_in(text)
    assert all(number >= 0 for number in figures.numbers)
    assert all(part > 0 for part in figures.parts)


@pytest.mark.parametrize("word", ["a hundred and ", "1 000 ", "1, ", "two-", "½"])
def test_a_long_text_is_read_in_a_few_steps_a_word(word):
    assert figures_in(word * 5000).numbers


@pytest.mark.parametrize("text", ["9" * 5000, "1" + " 000" * 5000, "1" + ".000" * 5000, "1," * 5000])
def test_thousands_of_digits_in_a_row_are_no_figure(text):
    assert numbers_in(text) == set()
