"""The shipped fixtures with an invented sixth document: it stands between the others, answers as they do, and differs once."""

import hashlib
from pathlib import Path
from typing import Any

from sources.fixtures.yaml_files import read_yaml, to_yaml
from tests.factories import copy_shipped

SLUG, LABEL = "invented-note", "Invented note"
TEXT = """\
An invented note for the tests

This note was invented to test what a further document does. It says that the group has 3,000 fighters.

It says that the group operates in Mali, that it was formed in April 2017, and that it is allied with the group of the river.

It says that the group was once called the River Group.

Leave a comment
"""
ENTRY = {
    "slug": SLUG,
    "order": 3,
    "mark": 6,
    "file": f"{SLUG}.txt",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "label": LABEL,
    "title": "An invented note for the tests",
    "language": "en",
    "description": "An invented note, which the tests alone hold.",
    "passages": [
        {"line": 1, "begins": "An invented note", "kind": "heading", "level": 1},
        {"line": 9, "begins": "Leave a comment", "kind": "furniture"},
    ],
}
# What the note says: key, statement, value, words. Which question each answers is found by its kind and its use on the site.
FIGURE = ("note-fighters", "The group has 3,000 fighters.", {"exact": 3000}, "the group has 3,000 fighters")
DATE = ("note-formed", "The group was formed in April 2017.", {"date": "2017-04"}, "it was formed in April 2017")
NAME = (
    "note-river-group",
    "The group was once called the River Group.",
    {"name": "River Group", "language": "en", "form": "other name"},
    "the group was once called the River Group",
)
TIE = (
    "note-allied",
    "The group is allied with Ansarul Islam.",
    {"relation": "allied with", "to": "ansarul-islam"},
    "it is allied with the group of the river",
)
COUNTRY, IN_COUNTRY = {"place": "mali"}, "the group operates in Mali"  # a claim that there is, and the words for it

Question = dict[str, Any]


def copy_with_sixth_document(folder: Path) -> dict[str, str]:
    """Copy the shipped fixtures into a folder, add the sixth document, and return the questions that it answers, by use."""
    copy_shipped(folder)
    (folder / f"documents/{SLUG}.txt").write_text(TEXT, encoding="utf-8")
    (folder / f"documents/{SLUG}.yaml").write_text(to_yaml(ENTRY), encoding="utf-8")
    site = read_yaml(folder / "site.yaml").data
    del site["share_picture"]  # it shows the others by name
    (folder / "site.yaml").write_text(to_yaml(site), encoding="utf-8")
    topics = {path: read_yaml(path).data for path in sorted((folder / "profile").glob("*.yaml"))}
    questions = [question for topic in topics.values() for question in topic["questions"]]
    by_key = {question["key"]: question for question in questions}
    of_subject = [question for question in questions if "about" not in question]
    chosen = {
        "figure": next(question for question in of_subject if _is(question, "number", "exclusive") and "reason" in question),
        "date": by_key[site["lineage"]["merger_date"]],
        "name": next(question for question in of_subject if _is(question, "name", "cumulative")),
        "tie": next(question for question in of_subject if _is(question, "relation", "cumulative")),
        "map": by_key[site["map"]["question"]],
    }
    for use, claim in (("figure", FIGURE), ("date", DATE), ("name", NAME), ("tie", TIE)):
        _add(chosen[use], claim)
    chosen["date"] |= {"reason": "unexplained", "note": "The note gives another month."}
    [country] = [claim for claim in chosen["map"]["claims"] if claim.get("value") == COUNTRY]
    country["evidence"].append(_evidence(IN_COUNTRY))
    for path, topic in topics.items():
        path.write_text(to_yaml(topic), encoding="utf-8")
    return {use: question["key"] for use, question in chosen.items()}


def add_silent_document(folder: Path, mark: int) -> None:
    """Add a document on which no claim rests."""
    slug, text = f"silent-{mark}", "This note says nothing of the group.\n"
    (folder / f"documents/{slug}.txt").write_text(text, encoding="utf-8")
    entry = ENTRY | {
        "slug": slug,
        "order": mark,
        "mark": mark,
        "file": f"{slug}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "label": f"Silent note {mark}",
        "passages": [{"line": 1, "begins": "This note says", "without_claims": "It says nothing of the group."}],
    }
    (folder / f"documents/{slug}.yaml").write_text(to_yaml(entry), encoding="utf-8")


def _is(question: Question, kind: str, mode: str) -> bool:
    return (question["value"]["kind"], question["mode"]) == (kind, mode)


def _add(question: Question, claim: tuple[str, str, dict[str, Any], str]) -> None:
    key, says, value, quote = claim
    question["claims"].append({"key": key, "says": says, "value": value, "evidence": [_evidence(quote)]})


def _evidence(quote: str) -> dict[str, str]:
    return {"document": SLUG, "quote": quote, "basis": "none"}
