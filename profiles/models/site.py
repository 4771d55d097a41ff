"""What the site is about: its subject, its names, how the first page opens, and which questions and groups feed which picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import models
from django.db.models import Q

from profiles.domain.map_layers import MapLayer
from profiles.domain.values import Tie
from profiles.models.actors import Actor
from sources.content_model import Content
from sources.models import Document

ONLY = 1  # the primary key of the one row
_PUNCTUATION = ".,;:"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of the site's own that one claim (a key) carries, and the claim's statement as it stood when they were written."""

    text: str
    claim: str
    says: str

    @property
    def words(self) -> str:
        """The words without the mark that ends them: what leads to the claim."""
        return self.text.rstrip(_PUNCTUATION)

    @property
    def mark(self) -> str:
        """The mark that ends them, or nothing."""
        return self.text[len(self.words) :]


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """One question (a key) in a row of the card.

    `label` stands before its answers. `short` gives answers a short form: then these are shown, in this order, and the others are
    counted; else the first `most` are. `more` names what is counted, where no answer is shown.
    """

    question: str
    label: str = ""
    most: int | None = None
    more: str = ""
    short: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class CardLine:
    """One row of the card: its label, and the questions whose answers it shows."""

    label: str
    questions: tuple[CardQuestion, ...]


@dataclass(frozen=True, slots=True)
class ActorCardLine:
    """A line of the card that an actor's page opens with, and the questions, by key, whose answers stand in it.

    `in_words`: they are shown by their statements, and not by their values alone. `mark` are the words that lists of actors put
    beside whoever has such an answer, or nothing.
    """

    name: str
    questions: tuple[str, ...]
    in_words: bool = False
    mark: str = ""


class SiteQuerySet(models.QuerySet["Site"]):
    """Reads of the site."""

    def current(self) -> "Site":
        """Return the site with its subject and the number of its documents: one query. Before a first load it has no name."""
        together = Document.objects.order_by().annotate(all=models.Value(1)).values("all")
        counted = together.annotate(count=models.Count("pk")).values("count")
        site = self.select_related("subject").annotate(documents=models.Subquery(counted)).filter(pk=ONLY).first()
        if site is None:
            return UNNAMED
        site.subject.is_subject = True
        return site


class Site(Content):
    """The one row that says what the site is about; `fixtures/site.yaml` is its file."""

    subject = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", help_text="The actor that the site is about.")
    title = models.CharField(max_length=100, help_text="The site's own name.")
    name = models.CharField(max_length=100, help_text="The subject's name in running text.")
    full_name = models.CharField(
        max_length=100, blank=True, help_text="The claim whose spelling of the name heads the first page."
    )
    introduction = models.CharField(max_length=300, blank=True, help_text="What the subject is, as a phrase: “An armed group …”.")
    standfirst = models.JSONField(default=list, blank=True, help_text="Two or three sentences in clauses, each with its claim.")
    card = models.JSONField(default=list, blank=True, help_text="The rows of the card on the first page, and their questions.")
    lineage = models.JSONField(default=dict, blank=True)
    ties = models.JSONField(default=list, blank=True)
    actor_card = models.JSONField(default=list, blank=True, help_text="The lines of the card that an actor's page opens with.")
    timeline = models.JSONField(default=dict, blank=True)
    developments = models.JSONField(
        default=list, blank=True, help_text="What changed over time: headings, their questions, and claims that tell of a change."
    )
    map = models.JSONField(default=dict, blank=True)
    search = models.JSONField(default=dict, blank=True, help_text="Words of the documents that show how to search.")
    share_picture = models.JSONField(default=dict, blank=True, help_text="What stands beside a link to the site elsewhere.")

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "site"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(pk=ONLY), name="site_is_one", violation_error_message="There is one site: change the one there is."
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def documents_in_words(self) -> str:
        """How many documents there are, as it stands in a sentence: "three published documents"."""
        count = getattr(self, "documents", None) or 0
        return f"{apnumber(count)} published document{'' if count == 1 else 's'}"

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What the subject is, in the clauses of two or three sentences."""
        return tuple(Clause(**entry) for entry in self.standfirst)

    @property
    def card_lines(self) -> tuple[CardLine, ...]:
        """The rows of the card on the first page, in order."""
        return tuple(CardLine(line["label"], tuple(map(_card_question, line["questions"]))) for line in self.card)

    @property
    def card_questions(self) -> Iterator[CardQuestion]:
        """Each question of the card, row by row."""
        return (question for line in self.card_lines for question in line.questions)

    @property
    def all_clauses(self) -> Iterator[Clause]:
        """Each clause of the site's own: of the standfirst, then of the card."""
        yield from self.clauses
        for asked in self.card_questions:
            yield from asked.short

    @property
    def read_as(self) -> dict[str, Tie]:
        """The questions of kind actor or actors whose answers are ties as well, by key, and which ties they are."""
        return {entry["question"]: Tie(entry["tie"]) for entry in self.ties}

    @property
    def actor_card_lines(self) -> tuple[ActorCardLine, ...]:
        """The lines of an actor's card between its names and its ties, in order."""
        return tuple(
            ActorCardLine(entry["line"], tuple(entry["questions"]), entry.get("in_words", False), entry.get("mark", ""))
            for entry in self.actor_card
        )

    @property
    def lanes(self) -> tuple[str, ...]:
        """The groups that have a lane in the lineage, by key, in order."""
        return tuple(self.lineage.get("lanes", ()))

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The questions that date when a group with a lane began."""
        return tuple(self.lineage.get("beginnings", ()))

    @property
    def disputes(self) -> tuple[str, ...]:
        """The questions on what the lineage shows that it marks where documents differ."""
        return tuple(self.lineage.get("disputes", ()))

    @property
    def merger(self) -> str:
        """The question which groups merged into the subject, or nothing."""
        return str(self.lineage.get("merger", ""))

    @property
    def merger_date(self) -> str:
        """The question when they did, or nothing."""
        return str(self.lineage.get("merger_date", ""))

    @property
    def turn(self) -> int:
        """The first year that the timeline draws at full width; years before it share a small part. 1 where none are."""
        return int(self.timeline.get("turn", 1))

    @property
    def event_kinds(self) -> dict[str, str]:
        """Which kind of events the questions of a chapter date, by the chapter's slug."""
        return dict(self.timeline.get("kinds", {}))

    @property
    def question_kinds(self) -> dict[str, str]:
        """Which kind of events single questions date that is not their chapter's, by the question's key."""
        return dict(self.timeline.get("kinds_by_question", {}))

    @property
    def periods(self) -> tuple[str, ...]:
        """The questions whose answers are periods, and no dates of events."""
        return tuple(self.timeline.get("periods", ()))

    @property
    def key_events(self) -> tuple[str, ...]:
        """The chapters whose dated events stand on the first page's strip, in order."""
        return tuple(self.timeline.get("strip", ()))

    @property
    def map_question(self) -> str:
        """The question whose answers are the places on the merged map, or nothing."""
        return str(self.map.get("question", ""))

    @property
    def map_layers(self) -> tuple[MapLayer, ...]:
        """The layers of the maps, the first of them the one that is shown unless another is asked for.

        A site that names none has one without a key, of its question.
        """
        if "layers" in self.map:
            return tuple(_layer(entry) for entry in self.map["layers"])
        return (MapLayer("", "", (self.map_question,)),) if self.map_question else ()

    @property
    def wide_window(self) -> tuple[float, float, float, float] | None:
        """What the wide map shows: west, south, east and north, in degrees. None where the site has no map."""
        return _window(self.map.get("wide"))

    @property
    def closer_window(self) -> tuple[float, float, float, float] | None:
        """What the closer map shows, likewise."""
        return _window(self.map.get("closer"))

    @property
    def regions_of(self) -> tuple[str, ...]:
        """The countries (ISO 3166-1) whose regions the closer map draws."""
        return tuple(self.map.get("closer", {}).get("regions_of", ()))

    @property
    def closer_map_covers(self) -> str:
        """What the closer map shows, as a phrase: "Mali, Burkina Faso and western Niger"."""
        return str(self.map.get("closer", {}).get("covers", ""))

    def keys_named(self) -> dict[str, set[str]]:
        """Return the keys of questions, claims and all else that its file names, for whoever checks that they exist."""
        questions = {*self.read_as, *self.beginnings, *self.disputes, self.merger, self.merger_date, self.map_question}
        questions |= {*self.question_kinds, *self.periods, *(asked.question for asked in self.card_questions)}
        questions |= {question for line in self.actor_card_lines for question in line.questions}
        questions |= {key for heading in self.developments for key in heading.get("questions", ())}
        questions |= {question for layer in self.map_layers for question in layer.questions}
        left_out = [layer.leave_out for layer in self.map_layers]
        claims = {self.full_name, *(clause.claim for clause in self.all_clauses)}
        claims |= {entry["claim"] for heading in self.developments for entry in heading.get("claims", ())}
        claims |= {claim for by_claim in left_out for claim in by_claim}
        return {
            "place": {place for by_claim in left_out for places in by_claim.values() for place in places},
            "question": questions - {""},
            "claim": claims - {""},
            "actor": {*self.lanes},
            "topic": {*self.event_kinds, *self.key_events},
        }


def _card_question(entry: dict[str, Any]) -> CardQuestion:
    return CardQuestion(**{**entry, "short": tuple(Clause(**clause) for clause in entry.get("short", ()))})


def _layer(entry: dict[str, Any]) -> MapLayer:
    return MapLayer(
        entry["key"],
        entry["title"],
        tuple(entry["questions"]),
        entry.get("counted", ""),
        entry.get("by") == "year",
        {claim: frozenset(places) for claim, places in entry.get("leave_out", {}).items()},
    )


def _window(entry: dict[str, Any] | None) -> tuple[float, float, float, float] | None:
    return (entry["west"], entry["south"], entry["east"], entry["north"]) if entry else None


# What stands for the site before a first load, or without a database.
UNNAMED = Site(title="Reference", name="the subject", subject=Actor(key="", name=""))


def site_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a row from the data of its file; sections that the file leaves out are empty."""
    return {
        "title": entry["title"],
        "name": entry["name"],
        "full_name": entry.get("full_name", ""),
        "introduction": entry.get("introduction", ""),
        "standfirst": entry.get("standfirst", []),
        "card": entry.get("card", []),
        "lineage": entry.get("lineage", {}),
        "ties": entry.get("ties", []),
        "actor_card": entry.get("actor_card", []),
        "timeline": entry.get("timeline", {}),
        "developments": entry.get("developments", []),
        "map": entry.get("map", {}),
        "search": entry.get("search", {}),
        "share_picture": entry.get("share_picture", {}),
    }
