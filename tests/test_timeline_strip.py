"""The strip of key events: light, one query, and every date that is given."""

import pytest
from django.template.loader import render_to_string

from profiles.figures.timeline.strip import key_events
from profiles.models import Claim, MergedClaim, Question, Site, Status
from tests.factories import make_claim

pytestmark = pytest.mark.django_db


def test_the_strip_takes_one_query(django_assert_num_queries):
    site = Site.objects.current()
    with django_assert_num_queries(1):
        key_events(site)


def test_the_strip_is_light():
    html = render_to_string("components/timeline_strip.html", {"strip": key_events(Site.objects.current())})
    svg = html[html.index("<svg") : html.index("</svg>") + 6]
    assert len(svg.encode()) <= 8 * 1024


def test_the_strip_gives_every_date_of_a_key_event():
    strip = key_events(Site.objects.current())
    assert strip
    events = {event.title: event for lane in strip.lanes for event in lane.events}
    merged = events["When did JNIM’s founding groups merge?"]
    assert merged.words == ("March 2017", "2 March 2017")
    assert (len(merged.bars), merged.address) == (2, "/questions/merger-date/")
    assert list(dict.fromkeys(one.label for one in merged.sayings)) == ["Kennisbank", "GlobalSecurity", "ACLED 2023"]


def test_the_strip_shows_no_draft():
    make_claim(
        Status.DRAFT, says="Nobody sees this.", value={"date": "2016"}, question=Question.objects.get(key="expansion-steps")
    )
    assert "Nobody sees this." not in render_to_string(
        "components/timeline_strip.html", {"strip": key_events(Site.objects.current())}
    )


def test_without_key_events_there_is_no_strip():
    MergedClaim.objects.all().delete()
    Claim.objects.all().delete()
    assert key_events(Site.objects.current()) is None
