"""Languages by their BCP 47 tags: `nl`, `en-GB`, `ar-Latn`."""

import re

LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def is_english(tag: str) -> bool:
    """Return whether a BCP 47 tag is English's, of whatever region."""
    return primary_language(tag) == "en"


def primary_language(tag: str) -> str:
    """Return the language of a BCP 47 tag without its script and region, in lower case."""
    return tag.split("-")[0].lower()
