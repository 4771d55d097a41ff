"""What the search of a snapshot finds: the entries of the site's own search, written as a script for a browser.

A script, and not JSON that another one fetches: from a disk, browsers run classic scripts and fetch nothing.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from profiles.models import Evidence, Stance, Status
from profiles.search.index import Entry, Kind, read_all
from sources.models import Document

MOST_BYTES = 2_000_000  # of the script, uncompressed: some 400 KB as it is sent
Said = dict[str, list[tuple[str, str]]]  # of a claim's key: the slug of each document that supports it, and the first words there


@dataclass(frozen=True, slots=True)
class SearchScript:
    """The script, and how many entries of each kind it had no room for."""

    script: bytes
    left_out: Counter[str]


def write_search_script(most_bytes: int = MOST_BYTES) -> SearchScript:
    """Return the entries as a script that sets `searchEntries`: ten queries.

    Its `entries` are lists: number of the kind, address from the snapshot's root on, title, its language, other words with their
    languages, what the entry is, number of the document or -1, and, of a claim, the numbers of the documents that say so, each
    with the place of the words. Beyond the bound, entries are left out from the end.
    """
    documents = list(Document.objects.without_text())
    numbers = {document.slug: number for number, document in enumerate(documents)}
    supporting = _supporting_evidence()
    rows: list[str] = []
    left_out: Counter[str] = Counter()
    room = most_bytes
    for entry in read_all():
        row = _json(_row(entry, numbers, supporting))
        room -= len(row.encode()) + 2
        if room < 0:
            left_out[entry.kind.value] += 1
        else:
            rows.append(row)
    head = _json([{"url": _from_root(one.get_absolute_url()), "lang": one.language} for one in documents])
    listed = ",\n".join(rows)
    script = f'self.searchEntries = {{"documents": {head}, "entries": [\n{listed}\n]}};\n'
    return SearchScript(script.encode(), left_out)


def _row(entry: Entry, numbers: dict[str, int], supporting: Said) -> list[object]:
    return [
        list(Kind).index(entry.kind),
        _from_root(entry.url),
        entry.title.words,
        entry.title.language,
        [[text.words, text.language] for text in entry.others],
        entry.what,
        numbers[entry.document.slug] if entry.document else -1,
        [[numbers[slug], fragment] for slug, fragment in supporting[entry.key]] if entry.is_claim else [],
    ]


def _supporting_evidence() -> Said:
    """Return which documents support each claim, in their order, with the place of the first words: one query."""
    pieces: Iterable[Evidence] = (
        Evidence.objects.filter(claim__status=Status.PUBLISHED, stance=Stance.SUPPORTS)
        .select_related("claim", "passage__document")
        .only("start", "end", "claim__key", "passage__document__slug")
        .order_by("passage__document__order", "passage__document__slug", "start", "end")
    )
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for piece in pieces:
        said[piece.claim.key].setdefault(piece.passage.document.slug, piece.span.fragment)
    return defaultdict(list, {key: list(places.items()) for key, places in said.items()})


def _from_root(address: str) -> str:
    return address.removeprefix("/")


def _json(data: Sequence[object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
