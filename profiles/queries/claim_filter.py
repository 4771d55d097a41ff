"""The claims list: every filter is a part of the address."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from profiles.domain.origins import Basis
from profiles.domain.reconciliation import Difference, Verdict, VerdictKind
from profiles.models import Actor, Answer, Claim, Evidence, Place, Topic, topics_with_counts
from sources.choices import MOST_CHOICES
from sources.dates import parse_edtf
from sources.models import Document

VERDICTS = [
    *((kind.value, kind.value) for kind in VerdictKind if kind is not VerdictKind.UNANSWERED),
    (Difference.CONTRADICTION.value, "differ: contradiction"),
    (Difference.EXPLAINED.value, "differ: explained"),
    (Difference.UNLIKE.value, "differ: unlike lists or spellings"),
]
BASES = [
    (Basis.NONE.value, "nobody"),
    (Basis.OWN.value, "its own account"),
    (Basis.NAMED.value, "a named person or body"),
    (Basis.UNNAMED.value, "an unnamed origin"),
    (Basis.WORKS.value, "named works"),
]


UNDATED = "undated"  # asked for as a date: the claims of which no document says when they held


class EdtfField(forms.CharField):
    """A date as EDTF: 2020, 2017-03, 2017/2018; or the word `undated`."""

    def clean(self, value: Any) -> Any:
        """Return the date, UNDATED, or None if the field is empty. Raise ValidationError if it is neither word nor EDTF."""
        text = super().clean(value)
        if not text:
            return None
        if text == UNDATED:
            return UNDATED
        try:
            return parse_edtf(text)
        except ValueError as failure:
            raise forms.ValidationError(str(failure)) from failure


class EdtfFilter(django_filters.Filter):  # type: ignore[misc]  # the library ships no types
    """Keep the claims that can have held at a time, or those of which nobody says when they held."""

    field_class = EdtfField

    def filter(self, qs: QuerySet[Claim], value: Any) -> QuerySet[Claim]:
        """Keep those whose time and the given one have a day in common; a claim without a date has none."""
        if value is None:
            return qs
        if value == UNDATED:
            return qs.filter(as_of="")
        qs = qs.exclude(as_of="")
        if value.latest:
            qs = qs.filter(Q(as_of_earliest__isnull=True) | Q(as_of_earliest__lte=value.latest))
        if value.earliest:
            qs = qs.filter(Q(as_of_latest__isnull=True) | Q(as_of_latest__gte=value.earliest))
        return qs


class ClaimFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What a reader can ask of the claims."""

    topic = django_filters.ModelChoiceFilter(
        method="by_topic",
        queryset=lambda _: topics_with_counts(),
        to_field_name="slug",
        empty_label="any chapter",
        label="Chapter",
    )
    document = django_filters.ModelChoiceFilter(
        method="by_document",
        queryset=lambda _: Document.objects.without_text(),
        to_field_name="slug",
        empty_label="any document",
        label="Rests on the document",
    )
    alone = django_filters.ModelChoiceFilter(
        method="by_document_alone",
        queryset=lambda _: Document.objects.without_text(),
        to_field_name="slug",
        empty_label="any document, or several",
        label="Rests alone on the document",
    )
    verdict = django_filters.ChoiceFilter(
        choices=VERDICTS, empty_label="any verdict", method="by_verdict", label="Verdict on its question"
    )
    actor = django_filters.ModelChoiceFilter(
        field_name="actors",
        queryset=lambda _: Actor.objects.filter(claims__isnull=False).distinct(),
        to_field_name="key",
        empty_label="any actor",
        label="Mentions the actor",
    )
    place = django_filters.ModelChoiceFilter(
        field_name="places",
        method="by_place",
        queryset=lambda _: Place.objects.filter(claims__isnull=False).distinct(),
        to_field_name="key",
        empty_label="any place",
        label="Mentions the place, or one within it",
    )
    date = EdtfFilter(label="True at", help_text="2020, 2017-03 or 2017/2018; or undated")
    basis = django_filters.ChoiceFilter(
        field_name="evidence__basis", choices=BASES, empty_label="anyone or no one", distinct=True, label="The passage credits"
    )

    class Meta:
        model = Claim
        fields: Iterable[str] = ()

    def __init__(self, *args: Any, verdicts: Mapping[int, Verdict], **kwargs: Any) -> None:
        self.verdicts = verdicts
        super().__init__(*args, **kwargs)
        self.form.label_suffix = ""
        for name in ("actor", "place"):
            field = self.form.fields[name]
            if field.queryset.count() > MOST_CHOICES:
                field.widget, field.help_text = forms.TextInput(), "the last part of its page’s address"
        for field in self.form.fields.values():
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = "There is no “%(value)s” here: choose one of the list."

    def by_topic(self, queryset: QuerySet[Claim], name: str, value: Topic) -> QuerySet[Claim]:
        """Keep the claims that answer a question of a chapter."""
        return queryset.filter(pk__in=Answer.objects.filter(question__topic=value).values("claim"))

    def by_document(self, queryset: QuerySet[Claim], name: str, value: Document) -> QuerySet[Claim]:
        """Keep the claims that rest on a document: that words of it support, not those that it only gives context to."""
        return queryset.filter(pk__in=Evidence.objects.supporting().filter(passage__document=value).values("claim"))

    def by_document_alone(self, queryset: QuerySet[Claim], name: str, value: Document) -> QuerySet[Claim]:
        """Keep the claims that rest on a document, and on no other."""
        others = Evidence.objects.supporting().exclude(passage__document=value).values("claim")
        return self.by_document(queryset, name, value).exclude(pk__in=others)

    def by_place(self, queryset: QuerySet[Claim], name: str, value: Place) -> QuerySet[Claim]:
        """Keep the claims that mention a place or one that lies within it, however deep."""
        within = dict(Place.objects.values_list("pk", "within"))
        keep = {value.pk}
        while wider := {pk for pk, parent in within.items() if parent in keep} - keep:
            keep |= wider
        return queryset.filter(pk__in=queryset.filter(places__in=keep).values("pk"))

    def by_verdict(self, queryset: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Keep the claims that answer a question with a verdict, or a kind of difference; these are computed, never stored."""
        questions = [pk for pk, verdict in self.verdicts.items() if value in (verdict.kind.value, verdict.finding.value)]
        return queryset.filter(pk__in=Answer.objects.filter(question__in=questions).values("claim"))
