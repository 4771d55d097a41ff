"""All dated answers, read once a revision: little of each, so that a page can show a few of them in the order of time."""

from django.db.models import Q

from profiles.domain.values import ValueKind
from profiles.figures.timeline.plan import DatedAnswer, DatedQuestion, PlannedEntry, placed, plan_entries
from profiles.models import Answer, Evidence, Site, Stance
from profiles.models.answers import shown_value
from sources.dates import EdtfDate
from sources.revision import once_a_revision

_OF_A_DATE = ValueKind.DATE.value


@once_a_revision
def dated_questions() -> tuple[DatedQuestion, ...]:
    """Return the questions that have dated answers, with these, in the order of the profile: two queries."""
    rows = Answer.objects.published().filter(~Q(claim__as_of="") | Q(question__value_kind=_OF_A_DATE))
    words: dict[int, list[tuple[int, int, int]]] = {}
    documents: dict[int, set[str]] = {}
    spoken = Evidence.objects.filter(claim__in=rows.order_by().values("claim"))
    for claim, passage, start, end, stance, document in spoken.values_list(
        "claim_id", "passage_id", "start", "end", "stance", "passage__document__slug"
    ):
        words.setdefault(claim, []).append((passage, start, end))
        if stance != Stance.CONTEXT:
            documents.setdefault(claim, set()).add(document)
    questions: dict[int, tuple[str, str, int, str, str]] = {}
    answers: dict[int, list[DatedAnswer]] = {}
    for claim, key, as_of, value, pk, *of in rows.in_profile_order().values_list(
        *("claim_id", "claim__key", "claim__as_of", "value", "question_id"),
        *("question__key", "question__topic__slug", "question__about_id", "question__mode", "question__value_kind"),
    ):
        question, topic, about, mode, kind = of
        given = shown_value(kind, value) if kind == _OF_A_DATE else None
        if text := placed(given.text if isinstance(given, EdtfDate) else as_of):
            questions[pk] = (question, topic, about, mode, kind)
            dated = DatedAnswer(key, text, tuple(words.get(claim, ())), frozenset(documents.get(claim, ())))
            answers.setdefault(pk, []).append(dated)
    return tuple(DatedQuestion(pk, *of, tuple(answers[pk])) for pk, of in questions.items())


@once_a_revision
def timeline_entries(site: Site) -> tuple[PlannedEntry, ...]:
    """Return everything that is dated, by time."""
    return tuple(plan_entries(dated_questions(), site))
