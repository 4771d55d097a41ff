"""Every tie between actors."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.domain.ties import TieKind
from profiles.models import Actor
from profiles.queries.answers import reconcile_all
from profiles.queries.ties import bonds, by_kind, contraries, tie_questions, typed_ties
from profiles.site import site_of
from sources.models import Document
from sources.parameters import takes_parameters

_UNKNOWN = {"invalid_choice": "There is no “%(value)s” here: choose one of the list."}


class TieFilter(forms.Form):
    """What a reader can ask of the ties."""

    actor = forms.ChoiceField(required=False, label="Of or to the actor", error_messages=_UNKNOWN)
    kind = forms.ChoiceField(
        choices=[("", "every kind"), *((kind.value, kind.words) for kind in TieKind)],
        required=False,
        label="Kind of tie",
        error_messages=_UNKNOWN,
    )

    def __init__(self, data: Any, actors: Iterable[Actor]) -> None:
        super().__init__(data)
        choices = [("", "any actor"), *((actor.key, actor.name) for actor in actors)]
        self.fields["actor"].choices = choices  # type: ignore[attr-defined]


@require_safe
@takes_parameters(*TieFilter.base_fields)
def relations(request: HttpRequest) -> HttpResponse:
    """Show every tie between actors that a claim tells, by kind.

    Context: form, valid, actor, kind, kinds (kind, its bonds), contraries,
    count of ties, claim_count, read_as (questions of another kind whose answers are read as ties).
    """
    site = site_of(request)
    reconciled = reconcile_all(tie_questions(site), list(Document.objects.without_text()))
    ties = typed_ties(reconciled, site)
    actors = {actor.key: actor for tie in ties for actor in (tie.of, tie.to)}
    form = TieFilter(request.GET, sorted(actors.values(), key=lambda actor: (actor.name.casefold(), actor.key)))
    valid = form.is_valid()
    actor = actors.get(form.cleaned_data["actor"]) if valid else None
    kind = TieKind(form.cleaned_data["kind"]) if valid and form.cleaned_data["kind"] else None
    told = [tie for tie in ties if valid and (not actor or actor.key in tie.link.pair)]
    shown = bonds(tie for tie in told if kind in (None, tie.link.kind))
    context = {
        "form": form,
        "valid": valid,
        "actor": actor,
        "kind": kind,
        "kinds": by_kind(shown),
        "contraries": contraries(shown),
        "count": len(shown),
        "read_as": [asked.question for asked in reconciled if asked.question.key in site.read_as],
        "claim_count": len({tie.answer.claim.pk for bond in shown for tie in bond.ties}),
    }
    return render(request, "profiles/relations.html", context)
