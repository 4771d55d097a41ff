"""The forms in which a name is written: each with its kind, its language, and the place that it names where that isn't plain."""

from dataclasses import dataclass

from profiles.domain.values import NameForm, NameValue, ValueKind
from profiles.queries.answers import AnswerDetail, Reconciled
from sources.language_names import language_name


@dataclass(frozen=True)
class Spelling:
    """One form of a name, as the documents write it."""

    answer: AnswerDetail
    form: str  # "full name", "abbreviation"
    language: str  # in English: "Dutch"; nothing where none is stated
    of: str  # the places that its claim mentions, for a question that asks for the names of several

    @property
    def is_identifier(self) -> bool:
        """Whether it is an entry of a list, and no name."""
        return self.form == NameForm.IDENTIFIER.value


def spellings_of(reconciled: Reconciled) -> tuple[Spelling, ...]:
    """Return the forms that answer a question of kind name, in its order; none for a question of another kind."""
    if reconciled.question.value_kind != ValueKind.NAME.value:
        return ()
    return tuple(_spelling(answer) for answer in reconciled.answers)


def _spelling(answer: AnswerDetail) -> Spelling:
    places = ", ".join(place.name for place in answer.claim.mentioned_places)
    if not isinstance(answer.value, NameValue):  # a value that can't be read: the audit says so
        return Spelling(answer, "", "", places)
    language = language_name(answer.value.language) if answer.value.language else ""
    return Spelling(answer, answer.value.form.value, language, places)
