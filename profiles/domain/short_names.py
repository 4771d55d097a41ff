"""The short name that an actor or place goes by where there is little room: on a map, a timeline or a lineage."""

import re

_ABBREVIATION = re.compile(r"\s*\(([^()]+)\)$")
_SHORTEST = 3  # letters that tell whom is meant: "IS" is the English word as well
_KIND_OF_PLACE = re.compile(r"(?<=\S)\s+(?:region|province)$", re.IGNORECASE)


def short_actor_name(name: str) -> str:
    """Return the abbreviation that a name ends in, in brackets, if it has three letters or more; else the name without it."""
    found = _ABBREVIATION.search(name)
    if not found:
        return name
    return found[1] if len(found[1]) >= _SHORTEST else name[: found.start()]


def short_region_name(name: str) -> str:
    """Return a region's name without the word "region" or "province" after it."""
    return _KIND_OF_PLACE.sub("", name)
