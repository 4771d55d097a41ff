"""What events are called in the pictures of the timeline: by what happened, else by whom or where it befell."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from profiles.figures.timeline.events import Told, join_names, label_of
from profiles.figures.timeline.strip import key_events
from profiles.models import Question, Site
from tests.test_timeline import entries, page_text

pytestmark = pytest.mark.django_db


def test_every_event_is_called_by_what_happened(client: Client):
    """A curator says so for each; a label made of the names that a claim mentions says whom or where, but not what."""
    shown = entries(client)
    assert len(shown) > 40
    for key, entry in shown.items():
        given = entry.question.event or entry.dates[0].answer.event
        assert entry.label == given, key
        assert 0 < len(given) <= 45, key


def test_an_event_is_called_by_no_name_that_its_claims_and_question_do_not_say(client: Client):
    for key, entry in entries(client).items():
        said = " ".join([entry.question.ask, entry.question.about.name, *(date.answer.claim.says for date in entry.dates)])
        said += " ".join(actor.name for date in entry.dates for actor in date.answer.claim.actors.all())
        strange = [word for word in re.findall(r"\b[A-Z]\w+", entry.label)[1:] if word not in said and word != "SW"]
        assert strange == [], key


def test_the_label_stands_in_the_picture_and_on_the_strip(client: Client):
    assert re.search(r"<text class=.timeline-label[^>]*>Olivier Dubois kidnapped</text>", page_text(client))
    strip = render_to_string("components/timeline_strip.html", {"strip": key_events(Site.objects.current())})
    assert re.search(r"<text class=.timeline-label[^>]*>JNIM formed by merger</text>", strip)


def test_what_no_curator_has_named_is_called_by_whom_or_where_it_befell(client: Client):
    Question.objects.filter(key="moussa-death-date").update(event="")
    assert entries(client)["moussa-death-date"].label == "Bah Ag Moussa"


@pytest.mark.parametrize(
    ("about", "ask", "told", "label"),
    [
        ("Katiba Macina", "When did it arise?", [Told(("Mali",), ())], "Katiba Macina"),
        ("", "When is MINUSMA to leave?", [Told(("Mali",), ("MINUSMA",))], "MINUSMA"),
        ("", "When?", [Told(("Gao",), ("France",))], "Gao"),
        ("", "When?", [Told(("Gao", "Mali"), ()), Told(("Gao",), ())], "Gao"),
        ("", "When?", [Told((), ("ISGS",)), Told((), ("IS Sahel",))], "ISGS, IS Sahel"),
        ("", "When?", [Told(("Gao",), ()), Told((), ())], ""),
    ],
)
def test_a_label_says_whom_or_where(about: str, ask: str, told: list[Told], label: str):
    assert label_of(about, ask, told) == label


def test_names_without_room_are_counted():
    assert join_names(["Benin", "Togo"]) == "Benin, Togo"
    assert (
        join_names(["Eastern Burkina Faso", "Northern Burkina Faso", "Southwestern Niger"]) == "Eastern Burkina Faso and 2 more"
    )
