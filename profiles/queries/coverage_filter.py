"""What a reader can ask of who says what: every choice is a part of the address."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from profiles.domain.coverage import Says, Sort
from profiles.domain.coverage_index import SPEAKS
from profiles.domain.reconciliation import Difference, Reason, VerdictKind
from profiles.models import Topic
from sources.models import Document

ONLY = [
    ("", "all questions"),
    (SPEAKS, "it answers"),
    (Says.ALONE.value, "it alone answers"),
    (Says.SHARED.value, "it answers with others"),
    (Says.DIFFERS.value, "on which it differs"),
    (Says.SILENT.value, "on which it is silent"),
]
DIFFERENCES = {
    Difference.CONTRADICTION: (
        "Contradictions",
        "Rival answers to one question, where nothing in the texts explains the difference.",
    ),
    Difference.EXPLAINED: ("Explained differences", "Answers of another date, scope, definition or origin."),
    Difference.UNLIKE: ("Unlike lists or spellings", "Lists without the same members, and names written in two ways."),
}
VERDICTS = [
    (VerdictKind.DIFFER.value, "All differences"),
    *((difference.value, title) for difference, (title, _) in DIFFERENCES.items()),
    (VerdictKind.OVERLAP.value, "Answers overlap"),
    (VerdictKind.AGREE.value, "Documents agree"),
    (VerdictKind.SINGLE_SOURCE.value, "Single source"),
]
SORTS = [
    (Sort.CHAPTER.value, "chapter"),
    (Sort.DOCUMENTS.value, "number of documents"),
    (Sort.VERDICT.value, "verdict"),
    (Sort.REASON.value, "reason"),
]
_DIFFERENT = {VerdictKind.DIFFER.value, *(difference.value for difference in Difference)}


class CoverageForm(forms.Form):
    """What a reader can ask of the questions: of which chapter, what documents do with them, and with which verdict."""

    topic = forms.ChoiceField(required=False, label="Chapter")
    verdict = forms.ChoiceField(
        required=False, label="Verdict", choices=[("", "any verdict"), *((value, title.lower()) for value, title in VERDICTS)]
    )
    reason = forms.ChoiceField(
        required=False,
        label="Why they differ",
        choices=[("", "any reason"), *((reason.value, reason.value) for reason in Reason)],
    )
    document = forms.ChoiceField(required=False, label="Document")
    only = forms.ChoiceField(required=False, label="Questions", choices=ONLY)
    sort = forms.ChoiceField(required=False, label="Grouped by", choices=SORTS)

    def __init__(self, data: QueryDict, topics: Sequence[Topic], documents: Sequence[Document]) -> None:
        super().__init__(data, label_suffix="")
        choices = {
            "topic": [("", "every chapter"), *((topic.slug, topic.title) for topic in topics)],
            "document": [("", "any document"), *((document.slug, document.label) for document in documents)],
        }
        for name, field in self.fields.items():
            if name in choices:
                field.choices = choices[name]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = "There is no “%(value)s” here: choose one of the list."

    def asked(self, name: str) -> str:
        """Return what is asked under a name; nothing where it can't be read."""
        return str(self.cleaned_data.get(name, ""))

    @property
    def asked_document(self) -> str:
        """The document that is asked for, by slug, or nothing."""
        return self.asked("document")

    @property
    def filtered(self) -> bool:
        """Whether some questions may be left out."""
        return any(self.asked(name) for name in self.fields if name != "sort")

    @property
    def by_verdict(self) -> bool:
        """Whether differences are asked for by their kind or their reason."""
        return self.asked("verdict") in _DIFFERENT or bool(self.asked("reason"))

    @property
    def by_difference(self) -> bool:
        """Whether differences alone are asked for: their answers are what a reader wants to see."""
        return self.by_verdict or self.asked("only") == Says.DIFFERS.value

    @property
    def grouped_by(self) -> Sort:
        """What the questions are grouped by."""
        return Sort(self.asked("sort") or Sort.CHAPTER)
