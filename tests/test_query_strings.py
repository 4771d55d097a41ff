"""What stands after an address's question mark: trackers go, what is known is read, and the rest is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.query_strings import read_parameters, strip_trackers
from tests.properties import quick

# As they stand in links that people share: mail, advertisements, social networks.
SHARED = [
    "utm_source=newsletter&utm_medium=email&utm_campaign=spring",
    "fbclid=IwAR0_x",
    "gclid=Cj0KC&gad_source=1&gbraid=0AAA&wbraid=Cj8",
    "dclid=CN",
    "msclkid=1a2b",
    "mc_cid=90&mc_eid=UNIQID",
    "igshid=MzRlODBiNWFlZA==",
    "yclid=77",
    "twclid=2-3b",
    "_ga=2.1.1&_gl=1*x*_ga*MTI",
    "ref_src=twsrc%5Etfw",
    "ttclid=E.C.P",
    "_hsenc=p2AN&_hsmi=2",
    "mtm_campaign=a",
    "mkt_tok=NDQ",
    "UTM_Source=a",
    "utm%5Fsource=a",
    "utm_source",
]
parts = st.text(alphabet="abu_tm=%+&;20é\x00", max_size=8)


@pytest.mark.parametrize("query", SHARED)
def test_trackers_are_stripped(query):
    assert strip_trackers(query) == ""
    assert strip_trackers(f"topic=size&{query}&date=2020") == "topic=size&date=2020"


@pytest.mark.parametrize("query", ["", "topic=size", "q=utm_source", "q=a%20b+c&q=&=&&x", "utmost=1", "gclids=1", "%ED%A0%80=1"])
def test_what_is_no_tracker_stays_as_it_was_sent(query):
    assert strip_trackers(query) == query


@quick
@given(st.lists(parts, max_size=4).map("&".join))
def test_no_query_string_has_a_tracker_left_or_another_pair_more(query):
    stripped = strip_trackers(query)
    assert strip_trackers(stripped) == stripped
    pairs = iter(query.split("&"))
    assert not stripped or all(pair in pairs for pair in stripped.split("&"))  # in their order


def test_a_name_that_an_address_takes_is_read():
    asked = read_parameters([("topic", ["size"]), ("date", [""])], ["topic", "date"])
    assert (asked.values, asked.remarks) == ({"topic": "size", "date": ""}, ())


def test_a_name_that_an_address_does_not_take_is_told_and_left_out():
    asked = read_parameters([("colour", ["red"])], ["topic"])
    assert asked.values == {}
    [remark] = asked.remarks
    assert remark.name == "colour"


def test_of_several_values_the_last_counts_and_all_are_told():
    asked = read_parameters([("topic", ["size", "areas"])], ["topic"])
    assert asked.values == {"topic": "areas"}
    [remark] = asked.remarks
    assert remark.what == "is given more than once, as “size” and “areas”"
    assert remark.done == "The last, “areas”, is used, and what stood before it left out"


@pytest.mark.parametrize("values", [["size", "size"], ["", "size"], ["size", ""]])
def test_one_value_more_than_once_is_one_value(values):
    asked = read_parameters([("topic", values)], ["topic"])
    assert (asked.values, asked.remarks) == ({"topic": "size"}, ())


def test_several_values_are_read_as_one_where_that_makes_sense():
    asked = read_parameters([("q", ["mali", "gold mine"])], ["q"], joined=["q"])
    assert (asked.values, asked.remarks) == ({"q": "mali gold mine"}, ())


@quick
@given(st.dictionaries(st.sampled_from(["topic", "q", "colour", ""]), st.lists(st.text(max_size=3), min_size=1, max_size=4)))
def test_nothing_that_is_asked_for_is_dropped_in_silence(given_parameters):
    asked = read_parameters(given_parameters.items(), ["topic", "q"], joined=["q"])
    told = {remark.name for remark in asked.remarks}
    for name, values in given_parameters.items():
        kept = asked.values.get(name, "") if name in ("topic", "q") else None
        assert name in told or all(value in (kept or "") for value in values)


def test_a_long_name_is_told_in_few_characters():
    [remark] = read_parameters([("a" * 5000, ["b" * 5000])], []).remarks
    assert len(remark.shown_name) <= 60
