"""Every published claim as one JSON object: what is said, how it stands to the other answers, and the words it rests on."""

from collections.abc import Iterator
from typing import Any

from profiles.domain.origins import Basis
from profiles.models import Evidence, Question, Stance
from profiles.queries.answers import AnswerDetail, Reconciled, origin_name, reconcile_all
from sources.models import Document


def export_claims() -> Iterator[dict[str, Any]]:
    """Yield the published claims in the order of the profile: one object an answer, so that a claim with two has two."""
    documents = list(Document.objects.without_text())
    for reconciled in reconcile_all(Question.objects.answered(), documents):
        values = {stored.claim_id: stored.value for stored in reconciled.question.published_answers}  # type: ignore[attr-defined]
        for answer in reconciled.answers:
            yield _answer(reconciled, answer, values[answer.claim.pk])


def _answer(reconciled: Reconciled, answer: AnswerDetail, value: Any) -> dict[str, Any]:
    question, claim = reconciled.question, answer.claim
    return {
        "key": claim.key,
        "topic": question.topic.slug,
        "question": question.key,
        "question_text": question.ask,
        "mode": question.mode,
        "actor": question.about.key,
        "statement": claim.says,
        "value": value,
        "as_of": claim.as_of,
        "hedge": claim.hedge,
        "verdict": reconciled.verdict.kind.value,
        "reason": question.reason,
        "independent_origins": answer.origins.count,
        "evidence": [_evidence(answer, piece) for piece in answer.evidence],
    }


def _evidence(answer: AnswerDetail, evidence: Evidence) -> dict[str, Any]:
    document = evidence.passage.document
    return {
        "document": document.slug,
        "file": document.file,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.words,
        "stance": evidence.stance,
        "basis": basis_of(evidence),
        "origin": origin_name(answer.origins.of(evidence.pk)) if evidence.stance == Stance.SUPPORTS else None,
        "translation": evidence.translation,
    }


def basis_of(evidence: Evidence) -> str:
    """Return whom the passage credits as one string.

    "none", "own", "named: Jane Doe", "unnamed: Experts believe", "works: a, b (section)", and "works: a (sentence), older" where
    these are older than what they are cited for, and so no origin of it.
    """
    match Basis(evidence.basis):
        case Basis.NAMED:
            return f"named: {evidence.named}"
        case Basis.UNNAMED:
            return f"unnamed: {evidence.unnamed}"
        case Basis.WORKS:
            credited = f"works: {', '.join(work.key for work in evidence.works.all())} ({evidence.reach})"
            return f"{credited}, older" if evidence.older_note else credited
        case plain:
            return plain.value
