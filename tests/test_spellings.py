"""The forms of a name: a table of how it is written, of what kind and language each form is, and who writes it so."""

import re

import pytest
from django.test import Client

from profiles.models import Question
from profiles.queries.answers import reconcile_question
from profiles.queries.presentation import present
from profiles.queries.spellings import spellings_of
from sources.models import Document
from tests.factories import make_claim, make_document, make_evidence, make_place, make_question
from tests.markup import markup_of

pytestmark = pytest.mark.django_db
TEXT = "Les gens l’appellent le Front de la Lanterne (FL)."


def presented(question: Question):
    question = Question.objects.with_answers().get(pk=question.pk)
    documents = list(Document.objects.all())
    return present(reconcile_question(question, documents), documents)


def name_question(**fields):
    return make_question(value_kind="name", mode="cumulative", **fields)


def name_claim(question: Question, name: str, quote: str, **value):
    document = make_document(TEXT, language="fr")
    return make_claim(question=question, quote=quote, document=document, value={"name": name, **value}, says=f"{name}.")


def table_of(client: Client, question: Question) -> str:
    [table] = re.findall(r'<table class="spellings">.*?</table>', markup_of(client.get(question.get_absolute_url())))
    return str(table)


def test_a_row_says_form_kind_and_language_and_leads_to_the_claim(client: Client):
    question = name_question()
    claim = name_claim(question, "Front de la Lanterne", "Front de la Lanterne", language="fr", form="full name")
    [row] = re.findall(r"<tr>.*?</tr>", table_of(client, question).split("<tbody>")[1])
    cells = [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
    assert cells[:3] == ["Front de la Lanterne", "full name", "French"]
    assert re.search(rf'<a class="claim-link" lang="fr" href="{claim.get_absolute_url()}">Front de la Lanterne', row)


def test_a_row_leads_to_the_exact_words_in_each_document_that_writes_so(client: Client):
    question = name_question()
    claim = name_claim(question, "FL", "FL", form="abbreviation")
    make_evidence(claim, "FL", document=make_document(TEXT, language="fr"))
    table = table_of(client, question)
    pieces = list(claim.evidence.all())
    assert len(pieces) == 2
    assert all(f'href="{piece.get_absolute_url()}"' in table for piece in pieces)


def test_languages_have_a_column_only_where_one_is_stated(client: Client):
    question = name_question()
    name_claim(question, "FL", "FL", form="abbreviation")
    assert "Language" not in table_of(client, question)
    name_claim(question, "Front de la Lanterne", "Front de la Lanterne", language="fr", form="full name")
    table = table_of(client, question)
    assert "Language" in table
    assert "not stated" in table


def test_forms_of_several_places_say_of_which():
    question = name_question()
    claim = name_claim(question, "FL", "FL", form="spelling")
    assert not presented(question).names_places
    claim.places.add(make_place(name="Lantern Bay"))
    assert presented(question).names_places
    assert [spelling.of for spelling in presented(question).spellings] == ["Lantern Bay"]


def test_a_place_that_one_claim_happens_to_mention_is_no_column_of_places():
    question = name_question()
    name_claim(question, "FL", "FL", form="spelling").places.add(make_place())
    name_claim(question, "Front de la Lanterne", "Front de la Lanterne", form="full name")
    assert not presented(question).names_places


def test_a_question_of_another_kind_has_no_forms():
    question = make_question()
    make_claim(question=question)
    assert presented(question).spellings == ()


def test_a_value_that_is_no_name_still_has_its_row(client: Client):
    question = name_question()
    claim = name_claim(question, "FL", "FL")
    claim.answers.update(value={"about": 3})
    [spelling] = spellings_of(presented(question).reconciled)
    assert (spelling.form, spelling.language) == ("", "")
    assert claim.says in table_of(client, question)


def test_every_question_on_how_something_is_spelled_is_answered_by_forms():
    kinds = Question.objects.answered().values_list("ask", "value_kind")
    asked = [kind for ask, kind in kinds if re.search(r"\bspelled\b|\bnames? .*\bwritten\b|\bcalled\?$", ask)]
    assert len(asked) > 9
    assert set(asked) == {"name"}


@pytest.mark.parametrize("address", ["/topics/names/", "/questions/full-names/"])
def test_a_table_of_forms_stands_where_sentences_stood(client: Client, address: str):
    """The forms of the name stand in the table alone, and their statements on the claims' own pages and beside their words."""
    page = markup_of(client.get(address))
    assert '<table class="spellings">' in page
    assert "Jamaat Nosrat al-Islam wal-Mouslimin" in page
