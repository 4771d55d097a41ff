"""A language is told by its BCP 47 tag."""

import pytest

from sources.languages import LANGUAGE_TAG, is_english


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN-us", "en-Latn-GB"])
def test_english_is_english_of_every_region(tag):
    assert is_english(tag)


@pytest.mark.parametrize("tag", ["nl", "fr", "enm", "", "ar-EN"])
def test_another_language_is_not(tag):
    assert not is_english(tag)


@pytest.mark.parametrize(
    ("tag", "is_one"), [("nl", True), ("ar-Latn", True), ("no", True), ("French", False), ("", False), ("nl\n", False)]
)
def test_a_tag_has_the_shape_of_one(tag, is_one):
    assert bool(LANGUAGE_TAG.match(tag)) is is_one
