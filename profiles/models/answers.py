"""Claims as answers: what a claim says in reply to a question, with the typed value of the question's kind."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q

from profiles.domain.value_parsing import check_unit, parse_value
from profiles.domain.values import TextValue, Value, ValueKind
from profiles.models.attaching import attach_claims
from sources.content_model import Content

LONGEST_EVENT = 45  # letters of what names an event in the picture of the timeline

PROFILE_ORDER = ("question__topic__order", "question__order", "question__key", "order", "claim__key")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Reads of answers."""

    _with_claims = False

    def published(self) -> "AnswerQuerySet":
        """Keep those whose claim the public sees."""
        return self.filter(claim__status="published")

    def home(self) -> "AnswerQuerySet":
        """Keep one answer a claim: where the claim chiefly belongs."""
        return self.filter(home=True)

    def in_profile_order(self) -> "AnswerQuerySet":
        """Put answers in the order of the chapters and their questions."""
        return self.order_by(*PROFILE_ORDER)

    def with_claims(self) -> "AnswerQuerySet":
        """Fetch each answer's claim, with its evidence and the actors and places it mentions."""
        answers = self.select_related("claim")
        answers._with_claims = True
        return answers

    def _clone(self) -> "AnswerQuerySet":
        answers = super()._clone()  # type: ignore[misc]  # Django's own, without a type
        answers._with_claims = self._with_claims
        return answers  # type: ignore[no-any-return]

    def _fetch_all(self) -> None:
        is_fetched = self._result_cache is not None
        super()._fetch_all()
        if self._with_claims and not is_fetched:
            attach_claims(self._result_cache or ())


class Answer(Content):
    """One claim under one question. A claim answers one or more questions; one of these is its home."""

    question = models.ForeignKey("profiles.Question", on_delete=models.PROTECT, related_name="answers")
    claim = models.ForeignKey("profiles.Claim", on_delete=models.CASCADE, related_name="answers")
    value = models.JSONField(
        null=True,
        blank=True,
        help_text="{about: 800}, {from: 1000, to: 2000}, {date: “2017-03”}, …; none for text. See fixtures/README.md.",
    )
    figure_note = models.CharField(
        "why the figure is not in the quote",
        max_length=300,
        blank=True,
        help_text="Only where the value's figure does not stand in the quote, in digits or words: why it follows from it.",
    )
    event = models.CharField(
        max_length=LONGEST_EVENT,
        blank=True,
        help_text="Where the answer dates an event: what happened, in a few words, for the timeline: “Hostages freed”.",
    )
    home = models.BooleanField(
        "where the claim chiefly belongs", default=False, help_text="Of all the questions that a claim answers, one is its home."
    )
    order = models.PositiveSmallIntegerField(default=1000, help_text="Its place in the question.")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("question", "order", "claim__key")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "claim"),
                name="answer_once_a_question",
                violation_error_message="The claim already answers this question.",
            ),
            models.UniqueConstraint(
                fields=("claim",),
                condition=Q(home=True),
                name="answer_one_home_a_claim",
                violation_error_message="A claim chiefly belongs to one question.",
            ),
        )
        indexes = (models.Index(fields=("question", "order"), name="answer_by_place"),)

    def __str__(self) -> str:
        return f"{self.claim} ({self.question})"

    def clean(self) -> None:
        """Refuse a value that is not of the question's kind."""
        try:
            check_unit(self.typed_value(), self.question.unit)
        except ValueError as failure:
            raise ValidationError({"value": str(failure)}) from failure
        except ObjectDoesNotExist:
            pass  # the form says so itself

    def typed_value(self) -> Value:
        """Return the value as reconciliation compares it. Raise ValueError if it is not of the question's kind."""
        return parse_value(ValueKind(self.question.value_kind), self.value)

    def shown_value(self) -> Value:
        """Return the value as pages show it: one that is not of the question's kind shows as none, and the audit says so."""
        return shown_value(self.question.value_kind, self.value)


def shown_value(kind: str, data: Mapping[str, Any] | None) -> Value:
    """Return a typed value, or that of an answer in words where the data are not of the kind: a page stands all the same."""
    try:
        return parse_value(ValueKind(kind), data)
    except ValueError:
        return TextValue()
