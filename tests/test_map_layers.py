"""The layers of the map: which places each holds, who says so, and how the page shows it."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.map_layers import MapLayer, YearSpan, join_spans, year_span
from profiles.domain.place_hierarchy import PlaceHierarchy
from profiles.models import Place, Question, Site, Stance, Status
from profiles.queries.map_layers import LayerContent, layer_content
from sources.dates import parse_edtf
from sources.fixtures.yaml_files import read_yaml
from sources.models import Document
from tests.factories import SHIPPED, edit, load, make_answer, make_claim, make_document, make_evidence, make_place, make_question
from tests.markup import markup_of

pytestmark = pytest.mark.django_db
OTHER = Path(__file__).parent / "fixtures/other_site"
LAYERS = {layer["title"]: layer for layer in read_yaml(SHIPPED / "site.yaml").data["map"]["layers"]}
SPANS = st.builds(lambda first, length: YearSpan(first, first + length), st.integers(1990, 2030), st.integers(0, 5))


def asked(kind: str = "place") -> Question:
    return make_question(mode="cumulative", value_kind=kind, unit="")


def say(question: Question, *places: Place, about: Place | None = None, **fields):
    """Make a claim that mentions places, about one of them where the question is of places."""
    values = {"place": {"place": about.key if about else ""}, "date": {"date": fields.pop("date", "2018")}, "text": None}
    claim = make_claim(question=question, value=values[question.value_kind], document=fields.pop("document", None), **fields)
    claim.places.add(*places, *([about] if about else []))
    return claim


def shown(*questions: Question, by_year: bool = False, leave_out: dict[str, frozenset[str]] | None = None) -> LayerContent:
    layer = MapLayer("layer", "Layer", tuple(question.key for question in questions), "", by_year, leave_out or {})
    return layer_content(layer, list(Document.objects.without_text()))


def names(content: LayerContent) -> set[str]:
    return {place.place.key for place in (*content.countries, *content.parts)}


def test_place_that_an_answer_is_not_about_is_not_on_the_layer():
    kidal, mali = make_place(kind="region"), make_place()
    question = asked()
    say(question, kidal, about=mali)
    assert names(shown(question)) == {mali.key}


def test_answer_in_words_is_about_the_closest_places_that_its_claim_mentions():
    land = make_place(kind="country")
    region = make_place(kind="region", within=land)
    town, other = make_place(kind="locality", within=region), make_place(kind="country")
    question = asked("text")
    say(question, land, region, town, other)
    content = shown(question)
    assert {part.place.key for part in content.parts} == {town.key}
    assert {country.place.key for country in content.countries} == {land.key, other.key}


def test_place_that_is_left_out_of_a_claim_is_still_shown_by_another():
    raid, base = make_place(kind="country"), make_place(kind="country")
    question = asked("text")
    told, other = say(question, raid, base), say(question, raid)
    left_out = {told.key: frozenset({raid.key})}
    content = shown(question, leave_out=left_out)
    assert {place.place.key: [answer.claim for answer in place.answers] for place in content.countries} == {
        raid.key: [other],
        base.key: [told],
    }


def test_country_counts_the_documents_that_name_a_place_in_it():
    land = make_place(kind="country", iso="QX")
    within, by_code = make_place(kind="locality", within=land), make_place(kind="region", iso="QX-1")
    question = asked()
    for place in (land, within, by_code):
        say(question, about=place, document=make_document())
    [country] = shown(question).countries
    assert country.count == 3
    assert [answer.claim.places.get() for answer in country.answers] == [land]


def test_words_that_are_only_context_count_for_nothing_but_are_told():
    land, document = make_place(kind="country"), make_document()
    question = asked()
    claim = say(question, about=land, document=make_document())
    make_evidence(claim, document=document, stance=Stance.CONTEXT)
    content = shown(question)
    assert [country.count for country in content.countries] == [1]
    voice = next(voice for voice in content.voices if voice.document == document)
    assert (voice.named, [place for place, _ in voice.context]) == ((), [land])


def test_draft_is_on_no_layer():
    question = asked()
    say(question, about=make_place(), status=Status.DRAFT)
    assert names(shown(question)) == set()


def test_claim_that_answers_two_questions_of_a_layer_stands_once():
    land = make_place(kind="country")
    first, second = asked(), asked()
    claim = say(first, about=land)
    make_answer(claim, second, value={"place": land.key})
    [country] = shown(first, second).countries
    assert [answer.claim for answer in country.answers] == [claim]


def test_document_that_speaks_alone_is_named():
    question, document = asked(), make_document()
    say(question, about=make_place(), document=document)
    assert shown(question).alone == document
    say(question, about=make_place(), document=make_document())
    assert shown(question).alone is None


def test_places_of_a_layer_by_year_bear_the_years_of_their_answers_in_order():
    early, late = make_place(kind="country"), make_place(kind="country")
    town = make_place(kind="locality", within=early)
    question = asked("date")
    say(question, late, date="2021")
    say(question, early, date="2015")
    say(question, town, date="2017/2018")
    content = shown(question, by_year=True)
    assert [(country.place, country.years) for country in content.countries] == [(early, "2015, 2017–2018"), (late, "2021")]


def test_queries_of_a_layer_do_not_grow_with_what_it_holds():
    question = asked()
    say(question, about=make_place())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            shown(question)
        counts.append(len(captured))
        for _ in range(10):
            say(question, about=make_place(within=make_place()), document=make_document())
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("2015", "2015"),
        ("2017/2018", "2017–2018"),
        ("2018-07/2018-12", "2018"),
        ("2018/..", "since 2018"),
        ("201X", "2010–2019"),
        ("../2021-09-29", "None"),
        ("2018/", "None"),
    ],
)
def test_years_of_a_date(date: str, years: str):
    assert str(year_span(parse_edtf(date))) == years


@given(spans=st.lists(SPANS, max_size=6))
def test_joined_spans_are_in_order_and_hold_the_same_years(spans: list[YearSpan]):
    joined = join_spans(spans)
    assert all(before.last < after.first for before, after in pairwise(joined))

    def years(of: list[YearSpan]) -> set[int]:
        return {year for span in of for year in range(span.first, span.last + 1)}

    assert years(spans) == years(list(joined))


def test_innermost_of_places_are_those_in_which_no_other_lies():
    hierarchy = PlaceHierarchy({"town": "region", "region": "land"})
    assert hierarchy.innermost({"land", "town", "elsewhere"}) == {"town", "elsewhere"}


# The shipped layers: what stands on them, read from the texts.
@pytest.mark.parametrize(
    ("title", "held", "not_held"),
    [
        ("Strongholds and bases", {"Central Mali", "Kidal region", "Tinzaouaten"}, {"Timbuktu", "Sahel"}),
        ("Attacks", {"Ouagadougou", "Gao", "Bamako", "Mopti region"}, {"Indelimane", "In-Atès", "Paris", "Northern Mali"}),
        ("Expansion by year", {"Ivory Coast", "Southwestern Niger", "Benin"}, {"Northern Burkina Faso", "Bamako"}),
        ("Embargoes", {"Niono", "Kompienga Province", "Bandiagara region"}, {"Est region", "Kidal region"}),
    ],
)
def test_layer_holds_the_places_that_its_answers_are_about(client: Client, title: str, held: set[str], not_held: set[str]):
    page = markup_of(client.get(f"/map/?layer={LAYERS[title]['key']}"))
    found = set(re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page))
    assert held <= found
    assert not not_held & found


@pytest.mark.parametrize(
    ("place", "years"), [("Ivory Coast", "2020"), ("Benin", "2021"), ("Togo", "2021"), ("Southwestern Niger", "2017–2018")]
)
def test_expansion_is_dated_as_the_document_dates_it(client: Client, place: str, years: str):
    page = markup_of(client.get(f"/map/?layer={LAYERS['Expansion by year']['key']}"))
    assert f"{place}, {years}: named by 1 of 5 documents" in page
    assert re.search(rf'>{place}</a></th> <td class="layer-years">{years}</td>', page)


def test_kidal_is_no_darker_than_what_is_said_of_operations_there(client: Client):
    """Leaders who come from a region don't make it an area of operation."""
    assert "Kidal region: named by 1 of 5 documents" in client.get("/map/").content.decode()


def test_first_layer_is_shown_unless_another_is_asked_for(client: Client):
    first, *others = LAYERS.values()
    page = markup_of(client.get("/map/"))
    assert re.findall(r'aria-current="page">([^<]+)<', page.split("<h1>")[1]) == [first["title"]]
    for layer in others:
        page = markup_of(client.get(f"/map/?layer={layer['key']}"))
        assert re.findall(r'aria-current="page">([^<]+)<', page.split("<h1>")[1]) == [layer["title"]]
        assert "address-notice" not in page


def test_layer_that_is_not_there_is_said_to_be_left_out(client: Client):
    page = client.get("/map/?layer=rumours").content.decode()
    assert "address-notice" in page
    assert f"The layer “{next(iter(LAYERS))}” is shown" in page


def test_layer_that_nobody_feeds_is_not_offered(client: Client):
    title, layer = list(LAYERS.items())[-1]
    for claim in [answer.claim for key in layer["questions"] for answer in Question.objects.get(key=key).answers.all()]:
        claim.answers.all().delete()
    page = client.get(f"/map/?layer={layer['key']}").content.decode()
    assert f">{title}</a>" not in page
    assert "address-notice" in page


def test_claims_of_a_place_are_links_beside_it(client: Client):
    for layer in LAYERS.values():
        page = client.get(f"/map/?layer={layer['key']}").content.decode()
        rows = re.findall(r"<tr[ >].*?</tr>", page.split('id="words"')[1].partition("</table>")[0], re.S)
        assert all("claim-link" in row or "Through the places below" in row for row in rows[1:] if 'scope="row"' in row)


def test_site_without_layers_shows_its_one_question_without_tabs(client: Client):
    Site.objects.update(map={name: held for name, held in Site.objects.current().map.items() if name != "layers"})
    page = client.get("/map/").content.decode()
    assert "segments" not in page
    assert "4 of 5 documents say so of Burkina Faso and Mali, 3 of Niger, and 1 of 9 others." in page


LAYER = "  layers:\n  - key: reach\n    title: Reach\n    questions: [{question}]\n{more}  wide:"


@pytest.mark.parametrize(
    ("question", "more", "why"),
    [
        ("nothing-of-the-kind", "", "no question 'nothing-of-the-kind'"),
        ("council", "", "the answers to 'council' are of kind number, and must be date or place or places or text"),
        ("stronghold", "    by: year\n", "the answers to 'stronghold' are of kind place, and must be date"),
        ("stronghold", "    leave_out: {stronghold-lower-marl: [atlantis]}\n", "no place 'atlantis'"),
        ("stronghold", "    leave_out: {no-such-claim: [kestria]}\n", "no claim 'no-such-claim'"),
        (
            "stronghold",
            "  - {key: reach, title: Twice, questions: [stronghold]}\n",
            "each layer of the maps has a key of its own",
        ),
    ],
)
def test_layer_that_can_not_be_drawn_is_refused(tmp_path: Path, question: str, more: str, why: str):
    shutil.copytree(OTHER, tmp_path, dirs_exist_ok=True)
    edit(tmp_path / "site.yaml", "  wide:", LAYER.format(question=question, more=more))
    with pytest.raises(CommandError, match=re.escape(why)) as failure:
        load(tmp_path)
    assert "site.yaml, line " in str(failure.value)


def test_table_names_as_many_places_and_statements_as_have_room_and_counts_the_others(client: Client, monkeypatch):
    content = client.get("/map/").context["content"]
    parts = sum(len(group.parts) for group in content.groups)
    longest = max(content.countries, key=lambda place: len(place.answers))
    assert (parts > 3, len(longest.answers) > 2, content.unlisted_count, longest.more) == (True, True, 0, 0)
    assert content.listed == content.groups
    monkeypatch.setattr("profiles.queries.map_layers.MOST_PARTS", 3)
    monkeypatch.setattr("profiles.queries.map_layers.MOST_ANSWERS", 2)
    page = client.get("/map/")
    table = re.findall(r'<table class="layer-table">.*?</table>', markup_of(page))[0]
    assert len(re.findall(r'<tr><th scope="row">', table)) == 3
    assert f'href="{longest.place.get_absolute_url()}">{len(longest.answers) - 2} more</a>' in table
    assert f"{parts - 3} more places stand on the" in markup_of(page)
