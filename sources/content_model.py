"""The rules for content, as a row keeps them that a form or other code validates."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from sources.content_rules import KEY, KEY_WANTED, MOST_SMALL, MOST_WHOLE, check_words


class Content(models.Model):
    """A row whose every field keeps to the rules. `quoting` are fields that hold a document's own words, as they are."""

    quoting: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse what no field of its kind may hold. Raises ValidationError that names the fields."""
        errors: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as failure:
            errors = failure.error_dict
        for field in self._meta.concrete_fields:
            if field.name in (exclude or ()) or field.name in errors:
                continue
            try:
                check_field(field, getattr(self, field.attname), quoting=field.name in self.quoting)
            except ValueError as failure:
                errors[field.name] = [ValidationError(str(failure))]
        if errors:
            raise ValidationError(errors)


def check_field(field: Any, value: Any, *, quoting: bool = False) -> None:
    """Raise ValueError, saying what is wrong, for a value that a field may not hold."""
    if isinstance(field, models.SlugField) and value and not KEY.match(value):
        raise ValueError(KEY_WANTED)
    if isinstance(field, models.CharField | models.TextField | models.JSONField):
        check_words(value, quoting=quoting)
    if isinstance(field, models.PositiveSmallIntegerField | models.PositiveIntegerField) and value is not None:
        most = MOST_SMALL if isinstance(field, models.PositiveSmallIntegerField) else MOST_WHOLE
        if not 0 <= value <= most:
            raise ValueError(f"A number from 0 to {most:,} stands here.")
