"""The curators' pages but for claims: what can be reached, found, and changed, and what stays as it is."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from profiles.models import Actor, Place, Question
from sources.models import Citation, Document, Passage, Work
from tests.factories import (
    home_of,
    make_actor,
    make_citation,
    make_claim,
    make_document,
    make_evidence,
    make_place,
    make_question,
    make_work,
)

pytestmark = pytest.mark.django_db

OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in ("profiles", "sources")),
    key=lambda model: model.__name__,
)
FIXED = {"Document", "Passage", "Evidence", "LoadedEntry"}  # those that no curator adds


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def form_of(client, address):
    """Return what a browser would post of the form at an address, with nothing changed."""
    response = client.get(address)
    assert response.status_code == 200
    context = response.context_data
    data: dict[str, Any] = {}
    for form in [context["adminform"].form, *(form for inline in context["inline_admin_formsets"] for form in inline.formset)]:
        for field in form:
            value = field.value()
            if isinstance(value, list | tuple):
                data[field.html_name] = [str(one) for one in value]
            elif value is not None and value is not False:
                data[field.html_name] = str(value)
    for inline in context["inline_admin_formsets"]:
        data |= {field.html_name: str(field.value()) for field in inline.formset.management_form}
    return data


def errors_of(response):
    """Return the errors of a refused form, by field."""
    assert response.status_code == 200, "the form was accepted"
    return response.context_data["adminform"].form.errors


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_answers_and_can_be_searched(admin_client, model):
    assert admin_client.get(page(model, "changelist"), {"q": "a"}).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_page_of_an_object_answers(admin_client, model):
    first = model._default_manager.first()
    assert first is not None, "the shipped profile has one of each"
    assert admin_client.get(page(model, "change", first.pk)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_only_what_curators_may_add_has_a_page_to_add_it(admin_client, model):
    assert admin_client.get(page(model, "add")).status_code == (403 if model.__name__ in FIXED else 200)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_who_may_only_look_sees_every_page(client, django_user_model, model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    response = client.get(page(model, "change", model._default_manager.first().pk))
    assert response.status_code == 200
    assert not response.context_data["has_change_permission"]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_page_holds_scripts_or_styles_of_its_own(admin_client, model):
    content = admin_client.get(page(model, "change", model._default_manager.first().pk)).content.decode()
    assert " style=" not in content
    assert "<style" not in content
    assert " onclick=" not in content
    assert "<script>" not in content


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_list_asks_the_database_no_more_for_more_rows(admin_client, model, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        admin_client.get(page(model, "changelist"))


@pytest.mark.parametrize(
    ("model", "field"),
    [(Document, "slug"), (Work, "key"), (Actor, "key"), (Place, "key"), (Question, "key")],
    ids=lambda given: getattr(given, "__name__", given),
)
def test_a_key_stays_what_it_is_once_saved(admin_client, model, field):
    one = model.objects.first()
    address = page(model, "change", one.pk)
    response = admin_client.post(address, form_of(admin_client, address) | {field: "another-key"})
    assert response.status_code == 302
    assert getattr(model.objects.get(pk=one.pk), field) == getattr(one, field)


def test_a_key_that_the_fixtures_could_not_hold_is_refused(admin_client):
    response = admin_client.post(page(Actor, "add"), {"name": "A", "key": "Not_A--Key", "kind": "person", "note": ""})
    assert "lower case" in str(errors_of(response)["key"])


def test_a_documents_text_cannot_be_edited(admin_client):
    document = make_document()
    address = page(Document, "change", document.pk)
    given = form_of(admin_client, address) | {"text": "Other words.", "sha256": "0" * 64, "file": "other.txt", "label": "Renamed"}
    assert admin_client.post(address, given).status_code == 302
    after = Document.objects.get(pk=document.pk)
    assert (after.text, after.sha256, after.file) == (document.text, document.sha256, document.file)
    assert after.label == "Renamed"


def test_what_is_inferred_of_a_document_is_edited_as_lines(admin_client):
    document = make_document(inferred=[{"field": "label", "reason": "We chose it: it is short."}])
    address = page(Document, "change", document.pk)
    assert form_of(admin_client, address)["inferred"] == "label: We chose it: it is short."
    admin_client.post(address, form_of(admin_client, address) | {"inferred": "label: Ours.\n\nlanguage: Not stated."})
    after = Document.objects.get(pk=document.pk)
    assert after.inferred == [{"field": "label", "reason": "Ours."}, {"field": "language", "reason": "Not stated."}]


def test_what_is_inferred_without_a_reason_is_refused(admin_client):
    address = page(Document, "change", make_document().pk)
    response = admin_client.post(address, form_of(admin_client, address) | {"inferred": "label"})
    assert "does not say why" in str(errors_of(response)["inferred"])


@pytest.mark.parametrize("model", [Document, Passage], ids=lambda model: model.__name__)
def test_documents_and_passages_cannot_be_deleted(admin_client, model):
    one = model.objects.first()
    assert admin_client.post(page(model, "delete", one.pk), {"post": "yes"}).status_code == 403


def test_a_passages_words_cannot_be_edited(admin_client):
    passage = make_document().passages.get(number=1)
    address = page(Passage, "change", passage.pk)
    given = form_of(admin_client, address) | {
        "text": "Other words.",
        "start": "5",
        "kind": "heading",
        "without_claims": "A title.",
    }
    assert admin_client.post(address, given).status_code == 302
    after = Passage.objects.get(pk=passage.pk)
    assert (after.text, after.start, after.kind) == (passage.text, passage.start, passage.kind)
    assert after.without_claims == "A title."


def test_foreign_words_that_claims_rest_on_keep_their_translation(admin_client):
    document = make_document("Ongeveer 800 leden.", language="nl")
    passage = document.passages.get()
    Passage.objects.update(translation="About 800 members.")
    make_claim(quote="800 leden", document=document)
    address = page(Passage, "change", passage.pk)
    response = admin_client.post(address, form_of(admin_client, address) | {"translation": ""})
    assert "not English" in str(errors_of(response)["translation"])


def found(client, term):
    """Return what the autocomplete of a quote's passage offers."""
    asked = {"term": term, "app_label": "profiles", "model_name": "evidence", "field_name": "passage"}
    return [result["text"] for result in client.get(reverse("admin:autocomplete"), asked).json()["results"]]


def test_a_passage_is_found_by_its_words(admin_client):
    assert found(admin_client, "anno 2020 geschat")[0].startswith("Kennisbank p")


def test_a_passage_is_found_by_its_address(admin_client):
    assert [text.split(":")[0] for text in found(admin_client, "kennisbank p12")] == ["Kennisbank p12"]


def test_a_passage_is_found_by_a_long_quote(admin_client):
    longest = max(Passage.objects.select_related("document"), key=lambda passage: len(passage.text))
    assert str(longest) in found(admin_client, longest.text)


def test_the_passages_that_wait_for_a_curator_can_be_listed(admin_client):
    document = make_document()
    make_claim(document=document, quote="about 800 members")
    response = admin_client.get(page(Passage, "changelist"), {"carries": "waits", "document": document.slug})
    assert [passage.number for passage in response.context_data["cl"].result_list] == [1]


def test_a_works_authors_are_edited_as_lines(admin_client):
    work = make_work(authors=["Doe, Jane"])
    address = page(Work, "change", work.pk)
    admin_client.post(address, form_of(admin_client, address) | {"authors": "Doe, Jane\r\n\r\nUnited  Nations\r\n"})
    assert Work.objects.get(pk=work.pk).authors == ["Doe, Jane", "United Nations"]


def test_a_work_that_is_cited_cannot_be_deleted(admin_client):
    work = make_work()
    make_citation(work, make_document().passages.get(number=1))
    admin_client.post(page(Work, "delete", work.pk), {"post": "yes"})
    assert Work.objects.filter(pk=work.pk).exists()


def test_a_citation_is_pointed_out_by_its_words(admin_client):
    document, work = make_document(), make_work()
    given = {"document": document.pk, "quote": "founded  in\n2017", "work": work.pk, "kind": "inline"}
    assert admin_client.post(page(Citation, "add"), given).status_code == 302
    citation = work.citations.get()
    assert (citation.words, citation.declared) == ("founded in 2017", True)


def test_a_citations_words_must_stand_in_the_document(admin_client):
    given = {"document": make_document().pk, "quote": "founded in 2018", "work": make_work().pk, "kind": "inline"}
    assert "not found" in str(errors_of(admin_client.post(page(Citation, "add"), given))["quote"])


def test_a_citation_that_the_parser_found_cannot_be_deleted(admin_client):
    citation = make_citation(make_work(), make_document().passages.get(number=1))
    admin_client.post(page(Citation, "delete", citation.pk), {"post": "yes"})
    assert Citation.objects.filter(pk=citation.pk).exists()


def test_a_citation_that_evidence_relies_on_cannot_be_deleted(admin_client):
    document, work = make_document(), make_work()
    citation = make_citation(work, document.passages.get(number=1), declared=True)
    evidence = make_evidence(make_claim(quote=""), document=document, basis="works", reach="sentence")
    evidence.works.add(work)
    admin_client.post(page(Citation, "delete", citation.pk), {"post": "yes"})
    assert Citation.objects.filter(pk=citation.pk).exists()


def test_an_actor_that_claims_mention_cannot_be_deleted(admin_client):
    actor = make_actor()
    make_claim().actors.add(actor)
    admin_client.post(page(Actor, "changelist"), {"action": "delete_selected", "_selected_action": actor.pk, "post": "yes"})
    assert Actor.objects.filter(pk=actor.pk).exists()


def test_places_cannot_lie_within_each_other(admin_client):
    wider = make_place()
    narrower = make_place(within=wider)
    address = page(Place, "change", wider.pk)
    response = admin_client.post(address, form_of(admin_client, address) | {"within": narrower.pk})
    assert "within each other" in str(errors_of(response)["within"])


def test_a_questions_page_shows_the_verdict_on_its_claims(admin_client):
    question = make_question()
    make_claim(question=question, value={"about": 800})
    make_claim(question=question, value={"about": 2000})
    content = admin_client.get(page(Question, "change", question.pk)).content.decode()
    assert "differ" in content
    assert "Give the reason" in content


def test_a_question_keeps_the_kind_of_value_that_its_claims_have(admin_client):
    question = home_of(make_claim())
    address = page(Question, "change", question.pk)
    response = admin_client.post(address, form_of(admin_client, address) | {"value_kind": "date"})
    assert "would have no such value" in str(errors_of(response)["value_kind"])


def test_only_a_question_for_the_date_of_one_event_names_an_event(admin_client):
    for fields, refused in (
        ({"value_kind": "date", "mode": "exclusive"}, False),
        ({"value_kind": "date", "mode": "cumulative"}, True),
        ({"value_kind": "number", "mode": "exclusive"}, True),
    ):
        question = make_question(**fields)
        address = page(Question, "change", question.pk)
        response = admin_client.post(address, form_of(admin_client, address) | {"event": "Truce signed"})
        assert response.status_code == (200 if refused else 302), fields
        assert not refused or "compete for one date" in str(errors_of(response)["event"])


def test_a_question_keeps_a_unit_that_its_claims_can_be_of(admin_client):
    claim = make_claim(value={"about": 800})
    address = page(Question, "change", home_of(claim).pk)
    response = admin_client.post(address, form_of(admin_client, address) | {"unit": "per cent"})
    assert "would have no such value" in str(errors_of(response)["unit"])


def test_claims_mention_the_actor_that_their_question_is_now_about(admin_client):
    question = make_question()
    claim = make_claim(question=question)
    claim.actors.add(question.about)
    address, other = page(Question, "change", question.pk), make_actor()
    admin_client.post(address, form_of(admin_client, address) | {"about": other.pk})
    assert list(claim.actors.all()) == [other]


def test_curation_asks_for_a_login(client):
    assert client.get(reverse("admin:index")).status_code == 302
