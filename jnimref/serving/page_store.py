"""Whole answers kept in memory: bounded in bytes, the ones not asked for longest given up first."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

import brotli

Header = tuple[str, str]
SMALLEST_COMPRESSED = 500  # bytes; below, a compressed answer saves no packet
GZIP_LEVEL = 6
BROTLI_QUALITY = 5  # of 11; beyond, seconds for a few per cent
IDENTITY = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of an answer, ready to be sent."""

    body: bytes
    etag: str
    headers: tuple[Header, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer under one revision of the data: its status line, its headers, its body in the encodings asked for so far."""

    revision: int
    status: str
    headers: tuple[Header, ...]
    variants: dict[str, Variant]
    kind: str = ""  # of page, as it is counted

    @property
    def size(self) -> int:
        """Its bytes in memory, as far as they count."""
        return sum(len(body) for body in {id(variant.body): variant.body for variant in self.variants.values()}.values())

    def encoded(self, encoding: str) -> "Answer":
        """Return the answer with its body in an encoding as well."""
        if encoding in self.variants:
            return self
        if len(self.variants[IDENTITY].body) < SMALLEST_COMPRESSED or not _is_text(self.headers):
            return replace(self, variants={**self.variants, encoding: self.variants[IDENTITY]})
        return replace(self, variants={**self.variants, encoding: _encode(self.variants[IDENTITY].body, encoding, self.headers)})


def make_answer(revision: int, status: str, headers: list[Header], body: bytes) -> Answer:
    """Return an answer from what an application gave; its length and validators are set anew."""
    kept = tuple((name, value) for name, value in headers if name.lower() not in ("content-length", "etag", "vary"))
    kept = (*kept, ("Vary", "Accept-Encoding"))
    return Answer(revision, status, kept, {IDENTITY: _encode(body, IDENTITY, kept)})


def _is_text(headers: tuple[Header, ...]) -> bool:
    """Whether compression makes an answer smaller: text, JSON, XML; not pictures."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    return kind.startswith("text/") or "json" in kind or "xml" in kind


def _encode(body: bytes, encoding: str, headers: tuple[Header, ...]) -> Variant:
    digest = hashlib.sha256(body).hexdigest()[:32]
    encoded: tuple[Header, ...] = ()
    if encoding == "br":
        body, encoded = brotli.compress(body, quality=BROTLI_QUALITY), (("Content-Encoding", "br"),)
    elif encoding == "gzip":
        body, encoded = gzip.compress(body, GZIP_LEVEL, mtime=0), (("Content-Encoding", "gzip"),)
    etag = f'"{digest}{f"-{encoding}" if encoding else ""}"'
    return Variant(body, etag, (*headers, *encoded, ("ETag", etag), ("Content-Length", str(len(body)))))


@lru_cache(maxsize=512)  # browsers send some dozens of forms
def choose_encoding(accepted: str) -> str:
    """Return the encoding for an Accept-Encoding header: "br", "gzip", or IDENTITY (RFC 9110, section 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.strip().partition(";")
        _, _, weight = parameter.partition("=")
        try:
            weights[name.strip()] = float(weight) if weight else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    other = weights.get("*", 0.0)
    return next((encoding for encoding in ("br", "gzip") if weights.get(encoding, other) > 0), IDENTITY)


class PageStore:
    """Answers by key, of so many bytes at most. Safe to use from several threads."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._answers: OrderedDict[object, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: object) -> Answer | None:
        """Return the answer kept under a key, and count it as asked for."""
        answer = self._answers.get(key)
        if answer is not None:
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
        return answer

    def put(self, key: object, answer: Answer) -> None:
        """Keep an answer, unless one of a later revision is kept, or it alone is larger than the store."""
        with self._lock:
            former = self._answers.get(key)
            if answer.size > self.most_bytes or (former and former.revision > answer.revision):
                return
            if former:
                self.bytes -= self._answers.pop(key).size
            self._answers[key] = answer
            self.bytes += answer.size
            while self.bytes > self.most_bytes:
                _, given_up = self._answers.popitem(last=False)
                self.bytes -= given_up.size
