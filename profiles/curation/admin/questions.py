"""The curators' pages for topics and questions: what is asked, how the answers stand, and why they differ."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from profiles.domain.reconciliation import Mode, Verdict
from profiles.domain.value_parsing import check_unit, parse_value
from profiles.domain.values import ValueKind
from profiles.models import Actor, Claim, Question, Site, Status, Topic
from profiles.queries.answers import reconcile_question
from sources.admin import Curated, CuratedForm
from sources.models import Document


def verdict_now(question: Question) -> Verdict:
    """Return the verdict on a question's published claims as they now are."""
    answered = Question.objects.with_answers().get(pk=question.pk)
    return reconcile_question(answered, list(Document.objects.without_text())).verdict


def linked(claims: Iterable[Claim]) -> SafeString:
    """Return claims as links to their pages here, one a line, each with its status."""
    rows = ((reverse("admin:profiles_claim_change", args=[claim.pk]), claim.says, claim.status) for claim in claims)
    return format_html_join("", '<a href="{}">{}</a> ({})<br>', rows)


@admin.register(Topic)
class TopicAdmin(Curated):
    permanent = "slug"
    list_display = ("title", "slug", "order", "question_count")
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}
    fields = ("title", "slug", "order")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = super().get_queryset(request).annotate(question_count=Count("questions"))
        return topics

    @admin.display(description="questions", ordering="question_count")
    def question_count(self, topic: Any) -> int:
        return int(topic.question_count)


class QuestionForm(CuratedForm):
    """A question, whose kind of value its claims must keep to."""

    folded = ("ask", "event", "summary", "note", "unit")

    class Meta:
        widgets = {name: forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}) for name in ("summary", "note")}

    def clean(self) -> dict[str, Any]:
        """Refuse a unit for what is not a number, and a kind of value or a unit that the claims' values are not of."""
        super().clean()
        topic = self.cleaned_data.get("topic")
        if topic and topic in self.cleaned_data.get("also_in", ()):
            self.add_error("also_in", "It stands in its own chapter anyway: choose others, or none.")
        kind = self.cleaned_data.get("value_kind")
        if kind != ValueKind.NUMBER.value and self.cleaned_data.get("unit"):
            self.add_error("unit", "Only numbers have a unit.")
        if self.cleaned_data.get("event") and (kind, self.cleaned_data.get("mode")) != (
            ValueKind.DATE.value,
            Mode.EXCLUSIVE.value,
        ):
            self.add_error(
                "event", "Only a question whose answers compete for one date names an event; elsewhere each answer does."
            )
        changed = next((name for name in ("value_kind", "unit") if name in self.changed_data), None)
        if kind and changed and self.instance.pk:
            for answer in self.instance.answers.select_related("claim"):
                try:
                    check_unit(parse_value(ValueKind(kind), answer.value), self.cleaned_data.get("unit", ""))
                except ValueError as failure:
                    self.add_error(changed, f"The claim {answer.claim.key} would have no such value: {failure}.")
                    break
        return self.cleaned_data


@admin.register(Question)
class QuestionAdmin(Curated):
    form = QuestionForm
    permanent = "key"
    list_display = ("ask", "topic", "mode", "value_kind", "reason", "published_count", "draft_count")
    list_filter = ("topic", "mode", "value_kind", "reason", ("summary", admin.EmptyFieldListFilter))
    list_select_related = ("topic", "about")
    search_fields = ("ask", "key", "topic__title", "summary", "note")
    autocomplete_fields = ("topic", "about", "also_in")
    readonly_fields = ("verdict", "claims")
    fieldsets = (
        (None, {"fields": ("topic", "also_in", "ask", "key", "about", "mode")}),
        ("Its answers", {"fields": (("value_kind", "unit"), "event", "glance", "order")}),
        ("How they stand", {"fields": ("verdict", "claims")}),
        (
            "In our words",
            {
                "fields": ("summary", "reason", "note"),
                "description": "Where the answers differ, say why; where they don't, leave the reason empty.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        published, draft = Q(answers__claim__status=Status.PUBLISHED), Q(answers__claim__status=Status.DRAFT)
        questions: QuerySet[Question] = (
            super()
            .get_queryset(request)
            .annotate(published_count=Count("answers", filter=published), draft_count=Count("answers", filter=draft))
        )
        return questions

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"about": Site.objects.current().subject.pk, **super().get_changeform_initial_data(request)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and "about" in form.changed_data:
            _mention_anew(form.instance, form.initial["about"])

    @admin.display(description="published", ordering="published_count")
    def published_count(self, question: Any) -> int:
        return int(question.published_count)

    @admin.display(description="drafts", ordering="draft_count")
    def draft_count(self, question: Any) -> int:
        return int(question.draft_count)

    @admin.display(description="verdict on the published claims")
    def verdict(self, question: Question) -> str:
        if not question.pk:
            return "unanswered"
        found = verdict_now(question)
        lacks = " Give the reason below." if found.needs_reason and not question.reason else ""
        return f"{found.kind}{': ' if found.detail else ''}{found.detail}{lacks}"

    @admin.display(description="claims")
    def claims(self, question: Question) -> str:
        if not question.pk:
            return "none"
        add = format_html('<a href="{}?question={}">Add a claim</a>', reverse("admin:profiles_claim_add"), question.pk)
        return format_html(
            "{}{}", linked(Claim.objects.filter(answers__question=question).order_by("answers__order", "key")), add
        )


def _mention_anew(question: Question, former: int) -> None:
    """Let a question's claims mention the actor that it is now about, in place of the former one (by id)."""
    for claim in Claim.objects.filter(answers__question=question):
        others = [answer.question.named_by(answer.value)[0] for answer in claim.answers.select_related("question__about")]
        named = frozenset[str]().union(*others)
        claim.actors.remove(*Actor.objects.filter(pk=former).exclude(key__in=named))
        claim.actors.add(question.about)
