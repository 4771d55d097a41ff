"""What others lay over a document's text in the reader. `sources` knows only that there may be such notes, not whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sources.models import Document, Work


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note on a span of a document's text: what it says, where it leads, and whether a reader came for it."""

    key: str
    start: int
    end: int
    says: str
    url: str
    context: str = ""
    translation: str = ""
    current: bool = False


class Annotate(Protocol):
    """Gives the annotations on a document by the primary key of the passage; `current` is the key that a reader came for."""

    def __call__(self, document: Document, current: str) -> Mapping[int, Sequence[Annotation]]:
        """Return the annotations."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Something that rests on a work: how, where in which document, what it says, and where it leads.

    `alone`: it rests on nothing else.
    """

    how: str
    says: str
    url: str
    document: Document
    words_url: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Weight:
    """How much rests on a document or a work: in all, surely, and on it alone; and where this is laid out for all of them."""

    count: int
    sure: int
    alone: int
    url: str


class RestingOn(Protocol):
    """Gives what rests on a work, and how much it is."""

    def __call__(self, work: Work) -> tuple[Sequence[Resting], Weight]:
        """Return what rests on it, and its weight."""


class Weigh(Protocol):
    """Gives how much rests on each document."""

    def __call__(self) -> Mapping[str, Weight]:
        """Return the weights by slug; a document on which nothing rests has none."""
