"""Look for the dearest requests: addresses that nobody would write by hand, bred from those that took longest.

What forms and links of the pages hold is taken as it is, put together, multiplied and bent. The search is seeded and asks a fixed
number of times, on a site that keeps no page.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import median
from typing import TypeAlias
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from benchmarks.clients import Client, Reply
from benchmarks.report import Row, Section, Target
from benchmarks.site import application, module

SEED = 10
DRAWN = 350  # requests at random
BRED = 250  # and from the dearest so far
PARENTS = 15
SHOWN = 10
AGAIN = 3  # times that the dearest are asked anew; the median counts
MOST_SECONDS = 1.0
LONGEST = 4000  # bytes; gunicorn refuses a request line of more than 4,094

Pairs: TypeAlias = tuple[tuple[str, str], ...]
ODD = [
    *(
        "2017-02-30",
        "Y1E9999999",
        "1X99~",
        "{" + "2017..2020," * 200 + "2021}",
        "2017/" * 500,
        "[" * 1500,
        "{a: " * 700,
        "- " * 900,
    ),
    *("9" * 900, "-1", "0", "1e309", "NaN", "999999999", "\x00", "\ud7ff", "İ" * 400, "e\u0301" * 500, "*", "%", "_" * 500),
    *('"' * 900, '"a" ' * 400, "a" * 3000, "a " * 1500, "../" * 600, "' OR 1=1 --", "🙂" * 300, "حجم " * 200),
]


@dataclass(frozen=True)
class Request:
    """A path and the parameters after it."""

    path: str
    pairs: Pairs = ()

    @property
    def address(self) -> str:
        """The address as it is asked for."""
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        """What counts as one request in several forms: the first part of the path, and the names of the parameters."""
        return self.path.split("/")[1], frozenset(name for name, _ in self.pairs)


@dataclass(frozen=True)
class Vocabulary:
    """What requests are made of: the values of each parameter of each path, and words of the pages, frequent ones first."""

    values: dict[str, dict[str, list[str]]]
    words: list[str]

    @classmethod
    def of(cls, pages: dict[str, str]) -> "Vocabulary":
        """Read the vocabulary off pages, given by path."""
        values: dict[str, dict[str, list[str]]] = {path: {} for path in pages}
        counted: dict[str, int] = {}
        for path, text in pages.items():
            for target, name, value in _parameters(path, text):
                found = values.setdefault(target, {}).setdefault(name, [])
                if value not in found:
                    found.append(value)
            for word in re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text)):
                counted[word] = counted.get(word, 0) + 1
        return cls(values, sorted(counted, key=lambda word: (-counted[word], word)))


def _parameters(path: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, name and value of whatever a page's forms and links ask."""
    for href in re.findall(r'href="([^"#]*\?[^"#]*)', text):
        parts = urlsplit(unescape(href))
        if not parts.netloc:
            for name, value in parse_qsl(parts.query):
                yield parts.path or path, name, value
    for attributes, form in re.findall(r"<form([^>]*)>(.*?)</form>", text, re.DOTALL):
        action = re.search(r'action="([^"]*)"', attributes)
        target = urlsplit(unescape(action[1])).path or path if action else path
        for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
            for value in re.findall(r'<option[^>]*value="([^"]+)"', options):
                yield target, name, unescape(value)
        for name in re.findall(r'<input[^>]*name="([^"]+)"', form):
            yield target, name, ""


def draw(vocabulary: Vocabulary, chance: random.Random) -> Request:
    """Return a request at random: filters put together, texts to search for, odd values, or a path where nothing is."""
    taking = [path for path, known in vocabulary.values.items() if known]
    texts = [path for path in taking if any("" in values for values in vocabulary.values[path].values())]
    path = chance.choice(chance.choice([list(vocabulary.values), taking, taking, texts]))
    if chance.random() < 0.12:
        parts = [*path.strip("/").split("/"), *(text_to_search(vocabulary, chance, 30).split())]
        return Request(("/" + "/".join(quote(part, safe="") for part in parts if part) + "/")[:LONGEST])
    known = vocabulary.values[path]
    names = [name for name in known if chance.random() < 0.6] or list(known)
    pairs = [(name, value_of(vocabulary, path, name, chance)) for name in names]
    if chance.random() < 0.3:
        pairs.append(("page", chance.choice(["2", "7", "1000000", "-1"])))
    return shortened(Request(path, tuple(pairs)))


def value_of(vocabulary: Vocabulary, path: str, name: str, chance: random.Random) -> str:
    """Return a value for a parameter: mostly one that a page offers, or a text to search for."""
    offered = [value for value in vocabulary.values[path].get(name, []) if value]
    if offered and chance.random() < 0.6:
        return chance.choice(offered)
    return text_to_search(vocabulary, chance, 400) if chance.random() < 0.7 else chance.choice(ODD)


def text_to_search(vocabulary: Vocabulary, chance: random.Random, most: int) -> str:
    """Return some words: frequent, rare, cut down to their first letters, or in quotation marks."""
    number = chance.choice([1, 2, 8, 40, most])
    words = vocabulary.words[: chance.choice([20, 300, len(vocabulary.words)])]
    chosen = [chance.choice(words) for _ in range(number)]
    bend: Callable[[list[str]], str] = chance.choice(
        [
            " ".join,
            lambda them: " ".join(word[:1] for word in them),
            lambda them: " ".join(word[:2] for word in them),
            lambda them: f'"{" ".join(them)}"',
            lambda them: " ".join(f'"{word}"' for word in them),
            "-".join,
        ]
    )
    return bend(chosen)


def breed(parent: Request, vocabulary: Vocabulary, chance: random.Random) -> Request:
    """Return a request like another: with more of the same, one parameter changed or left out, or the words in another order."""
    pairs = list(parent.pairs)
    if not pairs:
        return draw(vocabulary, chance)
    number = chance.randrange(len(pairs))
    name, value = pairs[number]
    way = chance.randrange(4)
    if way == 0:
        pairs[number] = (name, f"{value} {value}")
    elif way == 1:
        pairs[number] = (name, value_of(vocabulary, parent.path, name, chance) if parent.path in vocabulary.values else value)
    elif way == 2:
        pairs[number] = (name, f"{value} {text_to_search(vocabulary, chance, 40)}")
    else:
        del pairs[number]
    return shortened(Request(parent.path, tuple(pairs)))


def shortened(request: Request) -> Request:
    """Return a request whose address is short enough to be read at all."""
    pairs = list(request.pairs)
    while len(Request(request.path, tuple(pairs)).address) > LONGEST:
        longest = max(range(len(pairs)), key=lambda number: len(pairs[number][1]))
        name, value = pairs[longest]
        pairs[longest] = (name, value[: len(value) * 3 // 4])
    return Request(request.path, tuple(pairs))


def look(ask: Callable[[str], Reply], vocabulary: Vocabulary, note: Callable[[Request, Reply], None]) -> None:
    """Ask at random, then breed from what took longest. `note` gets every request and its reply."""
    chance = random.Random(SEED)  # noqa: S311 (a search, no secret)
    taken: dict[Request, float] = {}

    def try_out(request: Request) -> None:
        if request not in taken:
            reply = ask(request.address)
            taken[request] = reply.seconds
            note(request, reply)

    for path in vocabulary.values:
        try_out(Request(path))
    for _ in range(DRAWN):
        try_out(draw(vocabulary, chance))
    for _ in range(BRED):
        parents = sorted(taken, key=lambda request: -taken[request])[:PARENTS]
        try_out(breed(chance.choice(parents), vocabulary, chance))


def section(environ: dict[str, str], directory: Path) -> Section:
    """Look for the dearest requests, ask the ten dearest again, and say how long they take."""
    noted: list[tuple[Request, Reply]] = []
    with application("benchmarks.uncached", environ, directory / "dearest.log", workers=1) as site:
        client = Client(site.port)
        paths = [urlsplit(address).path for address in json.loads(module(environ, "addresses")).values()]
        vocabulary = Vocabulary.of({path: client.get(path).body.decode("utf-8", "replace") for path in dict.fromkeys(paths)})
        look(client.get, vocabulary, lambda request, reply: noted.append((request, reply)))
        dearest: dict[tuple[str, frozenset[str]], Request] = {}
        for request, _ in sorted(noted, key=lambda pair: -pair[1].seconds):
            dearest.setdefault(request.kind, request)
        rows = [_row(request, [client.get(request.address) for _ in range(AGAIN)]) for request in list(dearest.values())[:SHOWN]]
    rows.sort(key=lambda row: -row.figures["s"])
    remarks = [f"of {len(noted)} requests (seed {SEED}), one client, no page kept; of requests of one kind the dearest"]
    remarks += [
        f"FAILED: {request.address[:200]} {reply.status} {reply.reason}"
        for request, reply in noted
        if reply.status not in (200, 301, 302, 400, 404)
    ]
    return Section("the ten dearest requests", rows, remarks)


def _row(request: Request, replies: list[Reply]) -> Row:
    shown = request.address if len(request.address) <= 70 else f"{request.address[:60]}… ({len(request.address):,})"
    figures = {"s": median(reply.seconds for reply in replies), "KiB": len(replies[-1].body) / 1024, "status": replies[-1].status}
    return Row(shown, figures, {"s": Target(MOST_SECONDS)})
