"""Whatever a curator or a citation writes into a field, pages show as text."""

from typing import Any

import pytest
from django.db import models
from django.test import Client

from profiles.models import Actor, Claim, Place, Question, Topic
from sources.models import Document, Work
from tests.factories import (
    make_actor,
    make_citation,
    make_claim,
    make_document,
    make_evidence,
    make_place,
    make_question,
    make_topic,
    make_work,
)

pytestmark = pytest.mark.django_db

HOSTILE = "\"'><script>alert(1)</script>"


def hostile_fields(model: type[models.Model], *leave: str) -> dict[str, Any]:
    """Return the hostile text for each field of a model that holds free text; `leave` names those in which a form stands."""
    free = (models.CharField, models.TextField)
    fields = (field for field in model._meta.concrete_fields if isinstance(field, free) and not field.choices)
    return {field.name: HOSTILE for field in fields if not isinstance(field, models.SlugField) and field.name not in leave}


def assert_shown_as_text(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_fields_of_a_work_are_shown_as_text():
    document = make_document()
    work = make_work(**hostile_fields(Work, "date", "language"), authors=[HOSTILE], also_titled=[HOSTILE], date="2020")
    make_citation(work, document.passages.content()[0])
    assert_shown_as_text(Client(), work.get_absolute_url())
    assert_shown_as_text(Client(), "/works/")


def test_fields_of_a_claim_are_shown_as_text_with_its_question_chapter_actor_and_place():
    actor = make_actor(**hostile_fields(Actor))
    place = make_place(**hostile_fields(Place, "iso"), latitude=1.0, longitude=1.0)
    topic = make_topic(**hostile_fields(Topic))
    question = make_question(**hostile_fields(Question, "about", "value_kind"), topic=topic, about=actor)
    claim = make_claim(**hostile_fields(Claim, "as_of", "withdrawn_because", "status"), question=question)
    claim.actors.add(actor)
    claim.places.add(place)
    for row in (actor, place, topic, question, claim):
        assert_shown_as_text(Client(), row.get_absolute_url())
    for address in ("/", "/claims/", "/actors/", "/coverage/", "/search/?q=alert", f"{claim.get_absolute_url()}evidence/"):
        page = Client().get(address).content.decode()
        assert "<script>alert" not in page


def test_fields_and_words_of_a_document_are_shown_as_text():
    document = make_document(
        text=f"Seen: {HOSTILE} again.\n\nLeave a Reply\n",
        **hostile_fields(Document, "slug", "file", "text", "sha256", "language", "date"),
    )
    claim = make_claim(quote="")
    quote = HOSTILE.strip("\"'>")
    evidence = make_evidence(claim, quote, document=document, translation=HOSTILE, repeats_note=HOSTILE)
    Claim.objects.filter(pk=claim.pk).update(status="published")
    for address in (document.get_absolute_url(), "/sources/", claim.get_absolute_url(), evidence.get_absolute_url()):
        page = Client().get(address).content.decode()
        assert "<script>alert" not in page
