"""Short names: one for each actor and place, whichever picture it stands in."""

import pytest
import yaml

from profiles.domain.short_names import short_actor_name, short_region_name
from tests.factories import SHIPPED

ACTORS, PLACES = (yaml.safe_load((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"))[name] for name in ("actors", "places"))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Jama'at Nusrat al-Islam wal-Muslimin (JNIM)", "JNIM"),
        ("al-Qaeda in the Islamic Maghreb (AQIM)", "AQIM"),
        ("Islamic State Sahel Province (IS Sahel)", "IS Sahel"),
        ("Malian Armed Forces (FAMa)", "FAMa"),
        ("Islamic State (IS)", "Islamic State"),
        ("Ansar Dine", "Ansar Dine"),
        ("Katiba (unit) Macina", "Katiba (unit) Macina"),
    ],
)
def test_actor_goes_by_its_abbreviation_if_that_tells_whom_is_meant(name, short):
    assert short_actor_name(name) == short


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kidal region", "Kidal"),
        ("Kompienga Province", "Kompienga"),
        ("Tillaberi", "Tillaberi"),
        ("Region", "Region"),
        ("Regional Centre", "Regional Centre"),
    ],
)
def test_region_goes_by_its_name_without_the_word(name, short):
    assert short_region_name(name) == short


def test_no_two_shipped_actors_go_by_one_short_name():
    short = [short_actor_name(actor["name"]) for actor in ACTORS]
    assert sorted(set(short)) == sorted(short)


def test_no_two_shipped_regions_go_by_one_short_name():
    short = [short_region_name(place["name"]) for place in PLACES if place["kind"] == "region"]
    assert sorted(set(short)) == sorted(short)


def test_short_names_of_the_shipped_profile_have_no_brackets():
    assert [actor["name"] for actor in ACTORS if "(" in short_actor_name(actor["name"])] == []
