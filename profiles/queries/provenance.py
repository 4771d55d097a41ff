"""Say in words, with names, what stands behind an answer: who repeats whom, who credits what, and who does not say."""

from collections.abc import Iterable

from profiles.domain.origins import Basis
from profiles.models import Evidence, Ground, Stance
from profiles.queries.answers import AnswerDetail
from sources.wording import join_words

_GROUNDS = {
    Ground.CITED: "and says so",
    Ground.VERBATIM: "in the same words or nearly",
    Ground.TRANSLATED: "in translation",
}


def provenance(answer: AnswerDetail) -> tuple[str, ...]:
    """Return one sentence for each thing that is known, or not, of the origin of an answer; repeats come first."""
    supporting = [piece for piece in answer.evidence if piece.stance == Stance.SUPPORTS]
    repeating = [piece for piece in supporting if piece.ground]
    crediting = [piece for piece in supporting if piece.basis == Basis.WORKS.value]
    owning = [piece for piece in supporting if piece.basis == Basis.OWN.value]
    named = [piece for piece in supporting if piece.basis == Basis.NAMED.value and not piece.ground]
    unnamed = [piece for piece in supporting if piece.basis == Basis.UNNAMED.value and not piece.ground]
    silent = [piece for piece in supporting if piece.basis == Basis.NONE.value and not piece.ground]
    said = [_repeats(piece) for piece in repeating]
    works: dict[str, list[Evidence]] = {}
    for piece in crediting:
        authors = join_words([str(work) for work in piece.credited_works])
        older = ", though older than what is said" if piece.older_note else ""
        works.setdefault(f"{authors} {piece.get_reach_display()}{older}", []).append(piece)
    said += [f"{_both(_labels(ones))} {_verb(ones, 'credit')} {credited}" for credited, ones in works.items()]
    if owning:
        whose = "its" if len(_labels(owning)) == 1 else "their"
        said.append(f"{join_words(_labels(owning))} {_verb(owning, 'give')} {whose} own account")
    said += [f"{_label(piece)} attributes it to “{piece.named}”" for piece in named]
    said += [f"{_label(piece)} credits an unnamed origin" for piece in unnamed]
    if silent:
        said.append(f"{join_words(_labels(silent))} {_verb(silent, 'do')} not say what the words rest on")
    return tuple(dict.fromkeys(said))


def _label(evidence: Evidence) -> str:
    return evidence.passage.document.label


def _labels(evidence: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(_label(piece) for piece in evidence))


def _repeats(evidence: Evidence) -> str:
    """Say that words repeat a work; of two documents that say the same nobody knows which was first."""
    ground = _GROUNDS[Ground(evidence.ground)]
    if evidence.repeats_work:
        return f"{_label(evidence)} repeats {evidence.repeats_work} {ground}"
    return f"{_label(evidence)} and {evidence.repeats_document} have the same text, {ground}"


def _both(names: list[str]) -> str:
    return f"{join_words(names)} {'both' if len(names) == 2 else 'all'}" if len(names) > 1 else names[0]


def _verb(evidence: Iterable[Evidence], stem: str) -> str:
    """Return a verb for one document or several."""
    third = {"do": "does"}.get(stem, f"{stem}s")
    return third if len(_labels(evidence)) == 1 else stem
