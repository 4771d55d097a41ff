"""Languages by their English names, as far as Django knows them."""

from collections.abc import Collection

from django.conf.locale import LANG_INFO

from sources.languages import is_english, primary_language
from sources.wording import join_words


def language_name(tag: str) -> str:
    """Return the English name of a BCP 47 tag's language ("Dutch"), or the tag where it is not known."""
    return str(LANG_INFO.get(primary_language(tag), {}).get("name", tag))


def languages_in_words(tags: Collection[str], *, english: bool = True) -> str:
    """Return the languages of some BCP 47 tags, each once: "English, Dutch and French"; without English if so asked."""
    names = sorted({language_name(tag) for tag in tags if not is_english(tag)})
    return join_words(["English", *names] if english and any(map(is_english, tags)) else names)
