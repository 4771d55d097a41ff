"""The shape of the sources' YAML: documents and works."""

from typing import Literal

from pydantic import Field

from sources.fixture_io.yaml_files import Entry


class InferredEntry(Entry):
    """Something said of a document that its text does not say itself."""

    field: str
    reason: str


class PassageEntry(Entry):
    """What a curator says of the passage that begins on a line."""

    line: int = Field(ge=1)
    to: int | None = None
    begins: str
    kind: Literal["heading", "paragraph", "list item", "reference", "furniture"] | None = None
    level: int | None = Field(default=None, ge=1, le=6)
    language: str = ""
    translation: str = ""
    without_claims: str = Field(default="", max_length=300)


class CitationEntry(Entry):
    """A citation that the parser can't find for itself."""

    quote: str
    work: str
    kind: Literal["bibliography", "parenthetical", "inline", "footnote"] = "inline"


class DocumentFile(Entry):
    """fixtures/documents/<slug>.yaml."""

    slug: str
    order: int = 0
    file: str
    sha256: str
    label: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=300)
    publisher: str = Field(default="", max_length=200)
    language: str
    markup: Literal["plain", "markdown"] = "plain"
    date: str = ""
    description: str = ""
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    inferred: list[InferredEntry] = []
    passages: list[PassageEntry] = []
    citations: list[CitationEntry] = []


class WorkEntry(Entry):
    """A publication that documents cite."""

    key: str
    kind: Literal["book", "article", "report", "web page", "news item", "post"]
    authors: list[str] = []
    title: str = Field(min_length=1, max_length=300)
    also_titled: list[str] = []
    language: str = Field(default="", max_length=35)
    container: str = Field(default="", max_length=300)
    publisher: str = Field(default="", max_length=200)
    date: str = ""
    url: str = Field(default="", max_length=500)
    note: str = ""


class WorksFile(Entry):
    """fixtures/works.yaml."""

    works: list[WorkEntry]
