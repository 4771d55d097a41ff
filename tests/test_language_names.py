"""The documents' languages are told from the documents."""

import pytest

from sources.language_names import language_name, languages_in_words
from sources.models import Document
from tests.factories import make_document


@pytest.mark.parametrize(
    ("tag", "name"), [("nl", "Dutch"), ("fr", "French"), ("en-GB", "English"), ("ar-Latn", "Arabic"), ("bm", "bm"), ("zh", "zh")]
)
def test_a_language_has_its_english_name_or_else_its_tag(tag, name):
    assert language_name(tag) == name


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        (["nl", "en", "fr"], "English, Dutch and French"),
        (["fr", "fr-FR", "en", "en-GB"], "English and French"),
        (["nl"], "Dutch"),
        ([], ""),
    ],
)
def test_each_language_is_named_once_and_english_first(tags, words):
    assert languages_in_words(tags) == words


def test_what_is_translated_is_everything_but_english():
    assert languages_in_words(["nl", "en", "fr"], english=False) == "Dutch and French"
    assert languages_in_words(["en", "en-GB"], english=False) == ""


@pytest.mark.django_db
def test_a_further_language_of_a_document_is_named_on_the_pages(client):
    assert "The documents’ words are in English, Dutch and French;" in client.get("/search/").content.decode()
    make_document(language="de")
    assert "The documents’ words are in English, Dutch, French and German;" in client.get("/search/").content.decode()
    assert "Translations from Dutch, French and German are the editors’ own" in client.get("/method/").content.decode()


@pytest.mark.django_db
def test_a_passage_in_another_language_counts():
    assert {"en", "fr", "nl"} == set(Document.objects.languages())
    assert Document.objects.filter(slug="acled").languages() == ["en"]
