"""The form field of a claim's value: the flow mapping that the fixtures use (`{about: 800}`), read kindly and strictly."""

from typing import Any

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from profiles.curation.fixtures.canonical import VALUE_KEYS

EXAMPLES = (
    ("number", "{exact: 5}  {about: 800}  {from: 1000, to: 2000}  {at_least: 5}  {more_than: 64}  {at_most: 5}  {less_than: 5}"),
    ("date", "{date: 2017-03-02}  {date: 2017-03}  {date: 1990/2009}"),
    ("name", "{name: Groupe de soutien, language: fr, form: full name}"),
    ("actor, actors", "{actor: aqim}  {actors: [aqim, ansar-dine]}"),
    ("place, places", "{place: mali}  {places: [mali, niger]}"),
)


class ValueField(forms.Field):
    """A value as the fixtures write it. The claim itself checks that it is of its question's kind."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "required": False,
                "widget": forms.Textarea(attrs={"rows": 2, "cols": 90, "spellcheck": "false"}),
                "help_text": _help(),
                **kwargs,
            }
        )

    def prepare_value(self, value: Any) -> Any:
        """Return a stored mapping as the text of the form."""
        if not isinstance(value, dict):
            return value or ""
        ordered = {key: value[key] for key in VALUE_KEYS if key in value}  # a database may keep them in another order
        return yaml.safe_dump(ordered, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000).strip()

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """Return the mapping that a text holds, or None for an empty text. Raise ValidationError, with what to write."""
        text = (value or "").strip()
        if not text:
            return None
        try:
            data = yaml.load(text, Loader=_ValueLoader)  # noqa: S506 (a SafeLoader that reads less)
        except yaml.YAMLError as failure:
            problem = getattr(failure, "problem", None) or "it is not a mapping"
            raise ValidationError(f"This can't be read ({problem}). Write it as in {{about: 800}}.") from failure
        if not isinstance(data, dict) or not data:
            raise ValidationError(f"This is not a value: {text!r}. Write it as in {{about: 800}}.")
        if wrong := [key for key, held in data.items() if not isinstance(key, str) or not _is_plain(held)]:
            raise ValidationError(f"“{wrong[0]}” can't be read: give each word a number or words, and write 1000, not 1,000.")
        if isinstance(data.get("date"), int):
            data["date"] = str(data["date"])  # a bare year
        return data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the text gives another value than the stored one."""
        try:
            return bool((initial or None) != self.to_python(data))
        except ValidationError:
            return True


class _ValueLoader(yaml.SafeLoader):
    """Leaves dates as the words they are: EDTF is read from the text."""


_ValueLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _is_plain(held: Any) -> bool:
    """Return whether the fixtures can hold it: words, a number, yes or no, or a list of words."""
    if isinstance(held, list):
        return all(isinstance(member, str) for member in held)
    return isinstance(held, str | int | float)


def _help() -> SafeString:
    rows = format_html_join("", "<li>{}: <code>{}</code></li>", EXAMPLES)
    return format_html("By the question's kind of value; for text, leave it empty.<ul>{}</ul>", rows)
