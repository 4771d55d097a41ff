"""Fields of a form in which a reader chooses one of many by name."""

from collections.abc import Mapping
from typing import Any

from django import forms

MOST_CHOICES = 200  # in a list to choose from; of more, the name is written


class WrittenChoice(forms.CharField):
    """A choice that is written: its key, or its name in whatever case."""

    def __init__(self, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(required=False, max_length=200, **options)
        self.names = names

    def clean(self, value: Any) -> str:
        """Return the key, or nothing if the field is empty. Raise ValidationError for what is neither a key nor a name."""
        text = str(super().clean(value) or "")
        if not text or text in self.names:
            return text
        for key, name in self.names.items():
            if name.casefold() == text.casefold():
                return key
        raise forms.ValidationError(f"There is no “{text}” here: write the whole name, or the last part of its page’s address.")


def choose_by_name(names: Mapping[str, str], *, label: str, empty: str) -> forms.Field:
    """Return a field to choose one of some things (names, by key): from a list, or where they are too many by its name."""
    if len(names) > MOST_CHOICES:
        return WrittenChoice(names, label=label, help_text="its name, or the last part of its page’s address")
    in_order = sorted(names.items(), key=lambda named: (named[1].casefold(), named[0]))
    errors = {"invalid_choice": "There is no “%(value)s” here: choose one of the list."}
    return forms.ChoiceField(choices=[("", empty), *in_order], required=False, label=label, error_messages=errors)
