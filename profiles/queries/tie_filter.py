"""What a reader can ask of the ties between actors: every filter is a part of the address."""

from collections.abc import Iterable
from typing import Any

from django import forms

from profiles.domain.ties import TieKind
from profiles.models import Actor
from profiles.queries.ties import Bond, TypedTie, bonds

_UNKNOWN = {"invalid_choice": "There is no “%(value)s” here: choose one of the list."}


class TieFilter(forms.Form):
    """Whose ties, and of which kind."""

    actor = forms.ChoiceField(required=False, label="Of or to the actor", error_messages=_UNKNOWN)
    kind = forms.ChoiceField(
        choices=[("", "every kind"), *((kind.value, kind.words) for kind in TieKind)],
        required=False,
        label="Kind of tie",
        error_messages=_UNKNOWN,
    )

    def __init__(self, data: Any, ties: Iterable[TypedTie]) -> None:
        super().__init__(data, label_suffix="")
        self.ties = list(ties)
        self.actors = {actor.key: actor for tie in self.ties for actor in (tie.of, tie.to)}
        in_order = sorted(self.actors.values(), key=lambda actor: (actor.name.casefold(), actor.key))
        choices = [("", "any actor"), *((actor.key, actor.name) for actor in in_order)]
        self.fields["actor"].choices = choices  # type: ignore[attr-defined]
        self.valid = self.is_valid()

    @property
    def asked_actor(self) -> Actor | None:
        """The actor that is asked for."""
        return self.actors.get(self.cleaned_data.get("actor", ""))

    @property
    def asked_kind(self) -> TieKind | None:
        """The kind that is asked for."""
        asked = self.cleaned_data.get("kind", "")
        return TieKind(asked) if asked else None

    @property
    def filtered(self) -> bool:
        """Whether some ties may be left out."""
        return bool(not self.valid or self.asked_actor or self.asked_kind)

    def shown(self) -> list[Bond]:
        """Return the ties asked for; none where the form can't be read."""
        if not self.valid:
            return []
        actor, kind = self.asked_actor, self.asked_kind
        return bonds(tie for tie in self.ties if (not actor or actor.key in tie.link.pair) and kind in (None, tie.link.kind))
