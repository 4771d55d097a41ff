"""Answers as curators enter them: which questions a claim answers, with which value, and which of these is its home."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest

from profiles.curation.admin.evidence import DRAFT, PUBLISH
from profiles.curation.admin.value_field import ValueField
from profiles.models import Actor, Answer, Claim, Place, Status
from sources.admin import CuratedFields, CuratedForm


class AnswerForm(CuratedForm):
    """One question that the claim answers, with the value that it has there."""

    folded = ("figure_note", "event")
    value = ValueField()
    # Written by ClaimAdmin once all answers are saved: the database holds one home a claim at every moment.
    home = forms.BooleanField(
        required=False, label="home", help_text="Where the claim chiefly belongs; with one question alone, that one."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["home"].initial = self.instance.home

    def has_changed(self) -> bool:
        """Return whether there is something to save: a question that was filled in beforehand counts, too."""
        chosen = self.is_bound and not self.instance.pk and bool(self.data.get(self.add_prefix("question")))
        return chosen or super().has_changed()

    def clean(self) -> dict[str, Any]:
        """Refuse a value that names an actor or a place which does not exist."""
        super().clean()
        question = self.cleaned_data.get("question")
        if question and "value" in self.cleaned_data:
            try:
                actors, places = question.named_by(self.cleaned_data["value"])
            except ValueError:
                return self.cleaned_data  # the answer itself says what is wrong with it
            known = {*Actor.objects.filter(key__in=actors).values_list("key", flat=True)}
            known_places = {*Place.objects.filter(key__in=places).values_list("key", flat=True)}
            for what, missing in (("actor", actors - known), ("place", places - known_places)):
                if missing:
                    told = (
                        f"There is no {what} with the key {' or '.join(sorted(missing))}: add the {what} first, or mend the key."
                    )
                    self.add_error("value", told)
        return self.cleaned_data

    def add_error(self, field: str | None, error: Any) -> None:
        """Say one thing about the value: why it can't be read comes before what it should have been."""
        if field is None and "value" in self.errors and hasattr(error, "error_dict"):
            error.error_dict.pop("value", None)
        super().add_error(field, error)


class AnswerFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # it can't be subscripted when the site runs
    """All the questions that one claim answers."""

    def clean(self) -> None:
        """Check what only all the answers together can tell."""
        super().clean()
        kept = self.kept
        if any(form.errors for form in kept):
            return
        if len([form for form in kept if form.cleaned_data.get("home")]) > 1:
            raise ValidationError("A claim chiefly belongs to one question: choose one home.")
        claim: Claim = self.instance
        if not kept and PUBLISH in self.data:
            raise ValidationError("It can't be published: it answers no question. Choose the question that it answers.")
        if not kept and claim.status == Status.PUBLISHED and DRAFT not in self.data:
            raise ValidationError("The claim is published, so it answers a question: keep one, or withdraw the claim.")

    @property
    def kept(self) -> list[Any]:
        """The forms of answers that stay or come."""
        forms_in_use = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return [form for form in forms_in_use if not (self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME))]

    def settle_home(self) -> None:
        """Give the saved claim its home: the question that was chosen, else the one that it had, else its first."""
        kept = [form for form in self.kept if form.instance.pk]
        if not kept:
            return
        chosen = next((form for form in kept if form.cleaned_data.get("home")), None)
        home = chosen or next((form for form in kept if form.instance.home), kept[0])
        Answer.objects.filter(claim=self.instance).exclude(pk=home.instance.pk).update(home=False)
        Answer.objects.filter(pk=home.instance.pk).update(home=True)

    def get_unique_error_message(self, unique_check: Any) -> str:
        """Say what is wrong where two answers name one question."""
        return "The claim already answers this question: give it one value there."


class AnswerInline(CuratedFields, admin.StackedInline):  # type: ignore[type-arg]  # it can't be subscripted when the site runs
    model = Answer
    form = AnswerForm
    formset = AnswerFormSet
    autocomplete_fields = ("question",)
    verbose_name = "answer"
    verbose_name_plural = "the questions that it answers"
    fields = ("question", "value", ("home", "order"), "event", "figure_note")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("question__about").in_profile_order()  # type: ignore[attr-defined, no-any-return]
