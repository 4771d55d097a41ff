"""The shape of the profile's YAML: topics with their questions, claims and evidence; actors; places."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from sources.fixture_io.yaml_files import Entry

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Words = Annotated[str, StringConstraints(min_length=1)]
# What the database's columns hold: SQLite would take more, PostgreSQL would not.
Line = Annotated[str, StringConstraints(max_length=300)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Short = Annotated[str, StringConstraints(max_length=200)]


class UnnamedBasis(Entry):
    """An origin that the passage credits without naming it, in its words ("Experts believe")."""

    unnamed: Name


class WorksBasis(Entry):
    """Works that the passage credits, and how far the citation reaches."""

    works: list[Key] = Field(min_length=1)
    reach: Literal["sentence", "paragraph", "section"] = Field(alias="for", default="sentence")


class RepeatsEntry(Entry):
    """A curator's finding that these words repeat a work's, or another document's for the same claim."""

    work: Key | None = None
    document: Key | None = None
    ground: Literal["cited", "verbatim", "translated"]
    note: Words

    @model_validator(mode="after")
    def _names_one(self) -> "RepeatsEntry":
        if (self.work is None) == (self.document is None):
            raise ValueError("name either the work or the document that is repeated")
        return self


class EvidenceEntry(Entry):
    """The exact words that a claim rests on."""

    document: Key
    quote: Words
    prefix: Short = ""
    suffix: Short = ""
    translation: str = ""
    stance: Literal["supports", "disputes", "context"] = "supports"
    basis: Literal["none", "own"] | UnnamedBasis | WorksBasis
    repeats: RepeatsEntry | None = None


class ClaimEntry(Entry):
    """One answer to a question."""

    key: Key
    says: Words
    value: dict[str, str | int | float | bool | list[str]] | None = None
    as_of: str = ""
    hedge: Annotated[str, StringConstraints(max_length=100)] = ""
    status: Literal["draft", "published", "retired"] = "published"
    retired_because: Line = ""
    credibility: int | None = Field(default=None, ge=1, le=6)
    actors: list[Key] = []
    places: list[Key] = []
    evidence: list[EvidenceEntry] = []


class ValueKindEntry(Entry):
    """What kind of values answer a question."""

    kind: Literal["number", "date", "name", "actor", "actors", "place", "places", "relation", "text"]
    unit: Annotated[str, StringConstraints(max_length=50)] = ""


class QuestionEntry(Entry):
    """What a reader asks within a topic."""

    key: Key
    ask: Title
    about: Key = "jnim"
    mode: Literal["exclusive", "cumulative"]
    glance: int | None = None
    value: ValueKindEntry
    summary: str = ""
    reason: Literal[
        "",
        "different date",
        "different scope",
        "different definition",
        "different origin",
        "spelling or translation",
        "incompatible",
        "unexplained",
    ] = ""
    note: str = ""
    claims: list[ClaimEntry]


class TopicFile(Entry):
    """A chapter of the profile."""

    topic: Key
    title: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    order: int
    questions: list[QuestionEntry]


class ActorEntry(Entry):
    """An organisation, person or force that claims speak of."""

    key: Key
    name: Name
    kind: Literal["organisation", "person", "force", "state"]
    note: str = ""


class PositionEntry(Entry):
    """Where a town lies (WGS84), and where we have that from."""

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    source: Title


class PlaceEntry(Entry):
    """A place that claims speak of."""

    key: Key
    name: Name
    kind: Literal["country", "region", "locality", "area"]
    within: Key | None = None
    iso: Annotated[str, StringConstraints(max_length=6)] = ""
    position: PositionEntry | None = None


class ActorsFile(Entry):
    """fixtures/actors.yaml."""

    actors: list[ActorEntry]


class PlacesFile(Entry):
    """fixtures/places.yaml."""

    places: list[PlaceEntry]
