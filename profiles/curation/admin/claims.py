"""The curators' page for claims: written with their evidence, and moved on and off the public site by publication.py alone."""

import contextlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from profiles.curation import publication
from profiles.curation.admin.answers import AnswerFormSet, AnswerInline
from profiles.curation.admin.evidence import DRAFT, PUBLISH, EvidenceInline
from profiles.curation.admin.questions import verdict_now
from profiles.models import Actor, Answer, Claim, Evidence, Place, Question, Stance, Status
from sources.admin import Curated, CuratedForm, DocumentFilter, validate_characters
from sources.languages import is_english
from sources.models import Passage

REMINDED = 20  # claims moved at once whose questions are looked at again


def named_by_answers(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of the actors and of the places that a claim's stored answers name."""
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    for answer in Answer.objects.filter(claim_id=claim.pk).select_related("question__about"):
        with contextlib.suppress(ValueError):  # a value that is not of its question's kind: the audit says so
            named, where = answer.question.named_by(answer.value)
            actors, places = actors | named, places | where
    return actors, places


class ClaimForm(CuratedForm):
    """A claim's own fields."""

    folded = ("says", "hedge")

    class Meta:
        widgets = {"says": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named_before = named_by_answers(self.instance)

    def mention(self) -> None:
        """Let the saved claim mention whom its answers name, and no longer whom only the former ones named."""
        claim: Claim = self.instance
        actors, places = named_by_answers(claim)
        former_actors, former_places = self.named_before
        claim.actors.remove(*Actor.objects.filter(key__in=former_actors - actors))
        claim.places.remove(*Place.objects.filter(key__in=former_places - places))
        claim.actors.add(*Actor.objects.filter(key__in=actors))
        claim.places.add(*Place.objects.filter(key__in=places))


class WithdrawForm(forms.Form):
    """Why claims are withdrawn."""

    because = forms.CharField(
        label="Withdrawn because",
        max_length=300,
        validators=[validate_characters],
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="Shown on the claim's page, which stays at its address.",
    )


class ClaimDocumentFilter(DocumentFilter):
    """Keep the claims that a document gives evidence for."""

    lookup = "evidence__passage__document__slug"


@admin.register(Claim)
class ClaimAdmin(Curated):
    form = ClaimForm
    permanent = "key"
    inlines = (AnswerInline, EvidenceInline)
    list_display = ("says", "status", "asked", "document_count", "key")
    list_filter = (
        "status",
        ClaimDocumentFilter,
        "answers__question__topic",
        "answers__question__mode",
        ("hedge", admin.EmptyFieldListFilter),
    )
    search_fields = ("key", "says", "answers__question__ask", "evidence__quote", "evidence__translation")
    search_help_text = "Words of the statement, the question, a quote or its translation; or a key."
    autocomplete_fields = ("actors", "places")
    readonly_fields = ("status", "withdrawn_because")
    actions = ("publish_selected", "draft_selected", "withdraw_selected")
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("status", "key", "says")}),
        ("When it held, and how sure its source is", {"fields": ("as_of", "hedge", "credibility")}),
        (
            "Whom and where it mentions",
            {
                "fields": ("actors", "places"),
                "description": "Whom its questions and their values name are added when it is saved.",
            },
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj and obj.status == Status.WITHDRAWN:
            (name, options), *rest = fieldsets
            return ((name, {**options, "fields": ("status", "withdrawn_because", *options["fields"][1:])}), *rest)
        return fieldsets

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        supports = Q(evidence__stance=Stance.SUPPORTS)
        documents = Count("evidence__passage__document", filter=supports, distinct=True)
        claims: QuerySet[Claim] = super().get_queryset(request).annotate(document_count=documents)
        homes = Prefetch("answers", Answer.objects.home().select_related("question"), to_attr="homes")
        return claims.prefetch_related(homes)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return None if obj is None or obj.status == Status.DRAFT else super().get_view_on_site_url(obj)

    def kept_because(self, obj: Claim) -> str:
        return "" if obj.status == Status.DRAFT else f"{obj.status}, and its address lasts; withdraw it instead"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        # Evidence has no page of its own to be deleted on; it goes with its claim.
        return deleted, counts, {name for name in lacking if name != Evidence._meta.verbose_name}, protected

    @admin.display(description="documents", ordering="document_count")
    def document_count(self, claim: Any) -> int:
        return int(claim.document_count)

    @admin.display(description="question")
    def asked(self, claim: Any) -> str:
        return "; ".join(str(answer.question) for answer in claim.homes)  # in a cell that wraps

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Fill in the question from which a curator comes: “Add a claim” on its page."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, AnswerInline) and not obj.pk and (question := request.GET.get("question", "")).isdecimal():
            kwargs["initial"] = [{"question": question, "home": True}]
        return kwargs

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if isinstance(formset, AnswerFormSet):
                formset.settle_home()
        form.mention()

    def response_add(self, request: HttpRequest, obj: Claim, post_url_continue: str | None = None) -> HttpResponse:
        self._after_saving(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Claim) -> HttpResponse:
        self._after_saving(request, obj)
        return super().response_change(request, obj)

    @admin.action(description="Publish the selected claims", permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        """Publish each claim that evidence supports, and name those that none does."""
        self._move_all(request, queryset, publication.publish, "Published.")

    @admin.action(description="Return the selected claims to draft", permissions=["change"])
    def draft_selected(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        """Take each claim off the public site."""
        self._move_all(request, queryset, publication.return_to_draft, "Returned to draft.")

    @admin.action(description="Withdraw the selected claims…", permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse:
        """Ask why the claims are withdrawn."""
        chosen = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))
        return HttpResponseRedirect(f"{reverse('admin:profiles_claim_withdraw')}?ids={chosen}")

    def get_urls(self) -> list[URLPattern]:
        withdraw = path("withdraw/", self.admin_site.admin_view(self.withdraw_view), name="profiles_claim_withdraw")
        return [withdraw, *super().get_urls()]

    def withdraw_view(self, request: HttpRequest) -> HttpResponse:
        """Withdraw the claims with the ids of the query, for a reason. Context: claims, form."""
        chosen = [int(pk) for pk in request.GET.get("ids", "").split(",") if pk.isdecimal()]
        claims = self.get_queryset(request).filter(pk__in=chosen)
        if not claims or not self.has_change_permission(request):
            raise Http404
        form = WithdrawForm(request.POST or None)
        if form.is_valid():
            because = form.cleaned_data["because"]
            self._move_all(request, claims, lambda claim: publication.withdraw(claim, because), f"Withdrawn: {because}")
            return HttpResponseRedirect(reverse("admin:profiles_claim_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Withdraw",
            "opts": self.opts,
            "claims": claims,
            "form": form,
        }
        return TemplateResponse(request, "admin/profiles/claim/withdraw.html", context)

    def _after_saving(self, request: HttpRequest, claim: Claim) -> None:
        if PUBLISH in request.POST:
            self._move(request, claim, publication.publish, "Published.")
        elif DRAFT in request.POST:
            self._move(request, claim, publication.return_to_draft, "Returned to draft.")
        self._remind(request, claim)

    def _move(self, request: HttpRequest, claim: Claim, move: Callable[[Claim], None], told: str) -> bool:
        """Move a claim through publication.py, and keep who did it; or show why not."""
        try:
            move(claim)
        except ValueError as failure:
            self.message_user(request, str(failure), messages.ERROR)
            return False
        self.log_change(request, claim, told)
        return True

    def _move_all(self, request: HttpRequest, claims: QuerySet[Claim], move: Callable[[Claim], None], told: str) -> None:
        moved = [claim for claim in claims if self._move(request, claim, move, told)]
        if moved:
            self.message_user(request, f"{told} ({', '.join(claim.key for claim in moved)})", messages.SUCCESS)
        for claim in moved[:REMINDED]:
            self._remind(request, claim)

    def _remind(self, request: HttpRequest, claim: Claim) -> None:
        """Show what the audit will ask for next: a passage's translation, the reason of a difference."""
        passages = Passage.objects.filter(evidence__claim=claim, translation="").select_related("document").distinct()
        for passage in passages.defer("document__text"):
            if not is_english(passage.lang):
                self._link(request, "admin:sources_passage_change", passage.pk, "Translate the passage that it rests on", passage)
        for question in Question.objects.filter(answers__claim=claim, reason=""):
            if verdict_now(question).needs_reason:
                self._link(request, "admin:profiles_question_change", question.pk, "The answers differ: say why", question)

    def _link(self, request: HttpRequest, name: str, pk: int, told: str, what: Any) -> None:
        link = format_html('{}: <a href="{}">{}</a>', told, reverse(name, args=[pk]), what)
        self.message_user(request, link, messages.WARNING)
