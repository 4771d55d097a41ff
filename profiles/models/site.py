"""What the site is about: its subject, its names, and which questions and groups feed which picture."""

from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import models
from django.db.models import Q

from profiles.domain.values import Tie
from profiles.models.actors import Actor
from sources.models import Document

ONLY = 1  # the primary key of the one row


@dataclass(frozen=True, slots=True)
class CardLine:
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
        return site or UNNAMED


class Site(models.Model):
    """The one row that says what the site is about; `fixtures/site.yaml` is its file."""

    subject = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", help_text="The actor that the site is about.")
    title = models.CharField(max_length=100, help_text="The site's own name.")
    name = models.CharField(max_length=100, help_text="The subject's name in running text.")
    introduction = models.CharField(max_length=300, blank=True, help_text="What the subject is, as a phrase: “An armed group …”.")
    lineage = models.JSONField(default=dict, blank=True)
    ties = models.JSONField(default=list, blank=True)
    actor_card = models.JSONField(default=list, blank=True, help_text="The lines of the card that an actor's page opens with.")
    timeline = models.JSONField(default=dict, blank=True)
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
    def read_as(self) -> dict[str, Tie]:
        """The questions of kind actor or actors whose answers are ties as well, by key, and which ties they are."""
        return {entry["question"]: Tie(entry["tie"]) for entry in self.ties}

    @property
    def card_lines(self) -> tuple[CardLine, ...]:
        """The lines of an actor's card between its names and its ties, in order."""
        return tuple(
            CardLine(entry["line"], tuple(entry["questions"]), entry.get("in_words", False), entry.get("mark", ""))
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
        """Return the keys of questions, actors and topics that its file names, for whoever checks that they exist."""
        questions = {*self.read_as, *self.beginnings, *self.disputes, self.merger, self.merger_date, self.map_question}
        questions |= {*self.question_kinds, *self.periods}
        questions |= {question for line in self.card_lines for question in line.questions}
        return {
            "question": questions - {""},
            "actor": {*self.lanes},
            "topic": {*self.event_kinds, *self.key_events},
        }


def _window(entry: dict[str, Any] | None) -> tuple[float, float, float, float] | None:
    return (entry["west"], entry["south"], entry["east"], entry["north"]) if entry else None


# What stands for the site before a first load, or without a database.
UNNAMED = Site(title="Reference", name="the subject", subject=Actor(key="", name=""))


def site_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a row from the data of its file; sections that the file leaves out are empty."""
    return {
        "title": entry["title"],
        "name": entry["name"],
        "introduction": entry.get("introduction", ""),
        "lineage": entry.get("lineage", {}),
        "ties": entry.get("ties", []),
        "actor_card": entry.get("actor_card", []),
        "timeline": entry.get("timeline", {}),
        "map": entry.get("map", {}),
        "search": entry.get("search", {}),
        "share_picture": entry.get("share_picture", {}),
    }
