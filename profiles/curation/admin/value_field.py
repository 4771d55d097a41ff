"""The form field of a claim's value: the flow mapping that the fixtures use (`{about: 800}`), read kindly and strictly."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from profiles.curation.fixtures.canonical import VALUE_KEYS
from sources.fixtures.plain_yaml import PlainYamlError, read_plain_yaml
from sources.fixtures.yaml_files import to_yaml_line
from sources.wording import shorten

LONGEST = 2000  # characters: a list of some hundred actors
DEEPEST = 2  # a list within the mapping
MOST_SHOWN = 60  # characters of what is refused

EXAMPLES = (
    ("number", "{exact: 5}  {about: 800}  {from: 1000, to: 2000}  {at_least: 5}  {more_than: 64}  {at_most: 5}  {less_than: 5}"),
    ("date", "{date: 2017-03-02}  {date: 2017-03}  {date: 1990/2009}"),
    ("name", "{name: Groupe de soutien, language: fr, form: full name}"),
    ("actor, actors", "{actor: a-key}  {actors: [a-key, another-key]}"),
    ("place, places", "{place: a-key}  {places: [a-key, another-key]}"),
    ("relation", "{relation: rival of, to: a-key}  {of: a-key, relation: led by, to: another-key}"),
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
        return to_yaml_line(ordered)

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """Return the mapping that a text holds, or None for an empty text. Raise ValidationError, with what to write."""
        text = (value or "").strip()
        if not text:
            return None
        if len(text) > LONGEST:
            raise ValidationError(f"This is longer than {LONGEST:,} characters. Write it as in {{about: 800}}.")
        try:
            read = read_plain_yaml(text, largest=LONGEST, deepest=DEEPEST)
        except PlainYamlError as failure:
            raise ValidationError(f"This can't be read ({failure}). Write it as in {{about: 800}}.") from failure
        data = read.data if read else None
        if not isinstance(data, dict) or not data:
            raise ValidationError(f"This is not a value: {shorten(text, MOST_SHOWN)!r}. Write it as in {{about: 800}}.")
        if wrong := [key for key, held in data.items() if not _is_plain(held)]:
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


def _is_plain(held: Any) -> bool:
    """Return whether the fixtures can hold it: words, a number, yes or no, or a list of words."""
    if isinstance(held, list):
        return all(isinstance(member, str) for member in held)
    return isinstance(held, str | int | float)


def _help() -> SafeString:
    rows = format_html_join("", "<li>{}: <code>{}</code></li>", EXAMPLES)
    return format_html("By the question's kind of value; for text, leave it empty.<ul>{}</ul>", rows)
