"""What a reader can ask of the ties between actors: every filter is a part of the address."""

from typing import Any

from django import forms

from profiles.domain.ties import Link, TieKind
from profiles.models import Actor
from profiles.queries.tie_index import TieIndex
from sources.choices import choose_by_name

_UNKNOWN = {"invalid_choice": "There is no “%(value)s” here: choose one of the list."}


class TieFilter(forms.Form):
    """Whose ties, and of which kind."""

    actor: forms.Field = forms.CharField(required=False)  # chosen among those that have ties
    kind = forms.ChoiceField(
        choices=[("", "every kind"), *((kind.value, kind.words) for kind in TieKind)],
        required=False,
        label="Kind of tie",
        error_messages=_UNKNOWN,
    )

    def __init__(self, data: Any, index: TieIndex) -> None:
        super().__init__(data, label_suffix="")
        self.index = index
        self.actors = index.actors
        names = {key: actor.name for key, actor in index.actors.items()}
        self.fields["actor"] = choose_by_name(names, label="Of or to the actor", empty="any actor")
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

    def shown(self) -> list[Link]:
        """Return the ties asked for; none where the form can't be read."""
        if not self.valid:
            return []
        actor, kind = self.asked_actor, self.asked_kind
        return [link for link in self.index.links if (not actor or actor.key in link.pair) and kind in (None, link.kind)]
