"""Write a fixture folder with many times the data: `python -m benchmarks.multiply 10 DIR`.

`FIXTURES_DIR=DIR DATABASE_URL=… manage.py load` loads it.

The first copy is the shipped content. Each further one has documents, works, actors, places, questions, claims and evidence of
its own, in the same chapters and about the same subject: keys bear the copy's number, and words are put in the place of others,
so that texts and statements are as long and as varied as before, and not alike. Figures, dates, and the words by which
citations and numbers are told stay; so every quote is found in its text, and every reference names its work. Countries and
whatever else has an ISO 3166 code are shared: the world does not grow. The same arguments give the same bytes. The audit holds
up to ten copies; beyond, it finds claims that the other words have made alike.
"""

import argparse
import hashlib
import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from profiles.domain.number_words import meanings_of
from profiles.domain.twins import find_twins
from sources import citation_vocabulary as vocabulary
from sources.fixtures.yaml_files import read_yaml, to_yaml

ROOT = Path(__file__).resolve().parent.parent
MOST = 100  # copies: so many spellings a name can have
MOST_COMPARED = 10  # copies whose statements are compared with each other; the pairs are a hundred times as many
_SHORTEST = 5  # letters of a word that another takes the place of; shorter ones hold sentences together
_LONGEST_EVENT = 45
_CONSONANTS, _VOWELS = "bcdfghjklmnpqrstvwxz", "aeiou"
_WORD = re.compile(r"\S*(?:://|www\.)\S*|[^\W\d_]+")  # an address on the web counts as one word

_KEPT = frozenset(
    word
    for told in (
        *(vocabulary.TIMES, vocabulary.THINGS, vocabulary.OPENERS, vocabulary.HONORIFICS, vocabulary.ARTICLES),
        *(vocabulary.JOINTS, vocabulary.PARTICLES, vocabulary.CONNECTORS, vocabulary.ORGANISATIONS, vocabulary.ET_AL_LAST),
        *(vocabulary.UNDATED, vocabulary.CITED_IN, vocabulary.SIGNAL, vocabulary.LOCATOR_WORD, vocabulary.SEASON),
        *(vocabulary.ET_AL, vocabulary.BACK_REFERENCE, "percent procent pourcent"),
    )
    for word in re.findall(r"[^\W\d_]+", told if isinstance(told, str) else " ".join(told))
)

# What the fields of entries hold, by name. All others stay as they are.
_KEYS = frozenset({"key", "claim", "work", "document", "about", "merged_into", "within", "actor", "place", "of", "to", "slug"})
_LISTS_OF_KEYS = frozenset({"works", "actors", "places"})
_WORDS = frozenset(
    {
        *("quote", "prefix", "suffix", "translation", "says", "ask", "summary", "note", "figure_note", "withdrawn_because"),
        *("named", "unnamed", "older", "why", "begins", "title", "publisher", "container", "description"),
        *("authors", "also_titled", "without_claims"),
    }
)


class Copy:
    """One copy of the content: how it calls things, and which words it has in the place of others."""

    def __init__(self, number: int, shared: frozenset[str], words: frozenset[str], abbreviations: frozenset[str]) -> None:
        self.number, self.shared, self.abbreviations = number, shared, abbreviations
        step = number - 1
        pairs = [(letters, turn) for letters, turn in ((_CONSONANTS, step), (_VOWELS, step // len(_CONSONANTS)))]
        self._letters = str.maketrans(
            {
                old: new
                for letters, turn in pairs
                for cased in (letters, letters.upper())
                for old, new in zip(cased, _turned(cased, turn), strict=True)
            }
        )
        self._instead = _shuffled(words, number)

    def key(self, key: str) -> str:
        """Return the copy's key of what has a key."""
        return key if key in self.shared else f"{key}-{self.number}"

    def reword(self, text: str) -> str:
        """Return a text with other words: names spelt otherwise, and the rest changed for words of the same length."""
        return _WORD.sub(self._other, text)

    def name(self, name: str) -> str:
        """Return a name that no other copy has."""
        other = self.reword(name)
        return f"{name} {self.number}" if other == name else other

    def entry(self, data: Any, field: str = "") -> Any:
        """Return what an entry holds as this copy says it: keys, words and names, through lists and mappings."""
        if isinstance(data, dict):
            return {name: self.entry(held, name) for name, held in data.items()}
        if isinstance(data, list):
            if field in _LISTS_OF_KEYS and all(isinstance(member, str) for member in data):
                return sorted(map(self.key, data))
            return [self.entry(member, field) for member in data]
        if not isinstance(data, str):
            return data
        if field in _KEYS:
            return self.key(data)
        if field == "event":
            return self.reword(data)[:_LONGEST_EVENT].strip()
        if field == "name":
            return self.name(data)
        return self.reword(data) if field in _WORDS else data

    def _other(self, found: re.Match[str]) -> str:
        word = found.group()
        if not word.isalpha() or _is_kept(word):
            return word
        if word in self._instead:
            return self._instead[word]
        return word.translate(self._letters) if _is_name(word) or word in self.abbreviations else word


def _turned(letters: str, by: int) -> str:
    by %= len(letters)
    return letters[by:] + letters[:by]


def _is_kept(word: str) -> bool:
    return word.lower() in _KEPT or bool(meanings_of(word.lower()))


def _is_name(word: str) -> bool:
    """Whether a word may be a name: it begins with a capital, and is no abbreviation."""
    return len(word) >= 3 and word[0].isupper() and not word.isupper()


def _shuffled(words: frozenset[str], number: int) -> dict[str, str]:
    """Return for each word another of the same length, each of them once."""
    by_length: dict[int, list[str]] = {}
    for word in sorted(words):
        by_length.setdefault(len(word), []).append(word)
    chance = random.Random(number)  # noqa: S311 - the same words each time
    return {old: new for held in by_length.values() for old, new in zip(held, chance.sample(held, len(held)), strict=True)}


def _words_of(data: Any) -> Iterator[str]:
    """Yield the words in data that others can take the place of."""
    if isinstance(data, str):
        for word in _WORD.findall(data):
            if len(word) >= _SHORTEST and word.isalpha() and word.islower() and not _is_kept(word):
                yield word
    elif isinstance(data, dict | list):
        for held in data.values() if isinstance(data, dict) else data:
            yield from _words_of(held)


def multiply(source: Path, times: int, folder: Path) -> None:
    """Write the content of a fixture folder so many times into another, which is made."""
    held = {path.relative_to(source).as_posix(): read_yaml(path).data for path in sorted(source.glob("**/*.yaml"))}
    documents = {name: data for name, data in held.items() if name.startswith("documents/")}
    topics = {name: data for name, data in held.items() if name.startswith("profile/")}
    texts = {
        name: (source / "documents" / data["file"]).read_bytes().decode()  # every kind of line break as it is
        for name, data in documents.items()
    }
    shared = frozenset(
        {held["site.yaml"]["subject"], *(place["key"] for place in held["places.yaml"]["places"] if "iso" in place)}
    )
    words = frozenset(chain(_words_of(list(texts.values())), _words_of(held)))
    # An abbreviation is kept, unless it is an author: works of one author and date could not be told apart.
    authors = " ".join(author for work in held["works.yaml"]["works"] for author in work.get("authors", ()))
    abbreviations = frozenset(word for word in _WORD.findall(authors) if word.isupper())
    copies = [Copy(number, shared, words, abbreviations) for number in range(2, times + 1)]

    shutil.copytree(source, folder, dirs_exist_ok=True)
    for copy in copies:
        for name, data in documents.items():
            _write_document(folder / "documents", copy, data, texts[name], len(documents))
    for data in topics.values():
        data["questions"] += [_question(copy, question) for copy in copies for question in list(data["questions"])]
    for name, one_of in (("works", _entry), ("actors", _entry), ("places", _place)):
        data = held[f"{name}.yaml"]
        data[name] += [one_of(copy, entry) for copy in copies for entry in list(data[name]) if entry["key"] not in shared]
    for entries in held.get("merged.yaml", {}).values():
        entries += [_entry(copy, entry) for copy in copies for entry in list(entries)]
    if "distinct.yaml" in held:
        pairs = held["distinct.yaml"]["distinct"]
        pairs += [{**pair, "claims": sorted(map(copy.key, pair["claims"]))} for copy in copies for pair in list(pairs)]
        pairs += _further_twins(topics.values(), pairs) if times <= MOST_COMPARED else []
    _extend_site(held["site.yaml"], copies)
    for name, data in held.items():
        if name not in documents:
            (folder / name).write_text(to_yaml(data), encoding="utf-8")


def _entry(copy: Copy, entry: Mapping[str, Any]) -> Any:
    return copy.entry(dict(entry))


def _question(copy: Copy, question: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy's question; the glance on the first page is for the first."""
    return {name: held for name, held in copy.entry(dict(question)).items() if name != "glance"}


def _place(copy: Copy, place: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy's place, a little way off."""
    made: dict[str, Any] = copy.entry(dict(place))
    if position := made.get("position"):
        chance = random.Random(f"{copy.number} {place['key']}")  # noqa: S311 - the same place each time
        for name in ("lat", "lon"):
            position[name] = round(position[name] + chance.uniform(-0.4, 0.4), 4)
    return made


def _write_document(folder: Path, copy: Copy, data: Mapping[str, Any], text: str, count: int) -> None:
    """Write a copy's text and the entry that describes it."""
    told = copy.reword(text)
    made = copy.entry(
        {**data, "inferred": [{**entry, "reason": copy.reword(entry["reason"])} for entry in data.get("inferred", [])]}
    )
    after = (copy.number - 1) * count
    made |= {
        "file": f"{Path(data['file']).stem}-{copy.number}.txt",
        "sha256": hashlib.sha256(told.encode()).hexdigest(),
        "label": f"{data['label']} {copy.number}",
        "order": data.get("order", 0) + after,
        "mark": data["mark"] + after,
    }
    (folder / made["file"]).write_bytes(told.encode())
    (folder / f"{made['slug']}.yaml").write_text(to_yaml(made), encoding="utf-8")


def _further_twins(topics: Iterable[Mapping[str, Any]], pairs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return, marked as distinct, the pairs of claims that the other words have made alike."""
    claims = [claim for topic in topics for question in topic["questions"] for claim in question["claims"] if "says" in claim]
    spans = {claim["key"]: frozenset((one["document"], one["quote"]) for one in claim.get("evidence", ())) for claim in claims}
    marked = {tuple(pair["claims"]) for pair in pairs}
    found = find_twins({claim["key"]: claim["says"] for claim in claims}, spans)
    told = [(twins.first, twins.second) for twins in found if (twins.first, twins.second) not in marked]
    return [{"claims": list(pair), "why": "One has other words, in a copy."} for pair in told]


def _extend_site(site: dict[str, Any], copies: list[Copy]) -> None:
    """Let the copies' questions feed the pictures and lists that theirs feed; what is chosen by hand stays as it is."""

    def extend(keys: list[str]) -> None:
        keys += [copy.key(key) for copy in copies for key in list(keys)]

    def extend_names(held: dict[str, Any], one_of: Callable[[Copy, Any], Any]) -> None:
        held |= {copy.key(key): one_of(copy, value) for copy in copies for key, value in list(held.items())}

    ties = site.get("ties", [])
    ties += [{**tie, "question": copy.key(tie["question"])} for copy in copies for tie in list(ties)]
    timeline = site.get("timeline", {})
    extend(timeline.get("periods", []))
    extend_names(timeline.get("kinds_by_question", {}), lambda _, kind: kind)
    for listed in (*site.get("actor_card", []), *site.get("developments", []), *site.get("map", {}).get("layers", [])):
        extend(listed.get("questions", []))
        changes = listed.get("claims", [])
        changes += [_entry(copy, change) for copy in copies for change in list(changes)]
        extend_names(listed.get("leave_out", {}), lambda copy, places: [copy.key(place) for place in places])


def main() -> None:
    """Read the arguments and write the folder."""
    parser = argparse.ArgumentParser(description="Write a fixture folder with many times the data.")
    parser.add_argument("times", type=int, choices=range(1, MOST + 1), metavar="TIMES", help=f"how many times, at most {MOST}")
    parser.add_argument("folder", type=Path, help="the folder to write")
    parser.add_argument("--from", dest="source", type=Path, default=ROOT / "fixtures", help="the fixture folder to multiply")
    arguments = parser.parse_args()
    multiply(arguments.source, arguments.times, arguments.folder)


if __name__ == "__main__":
    main()
