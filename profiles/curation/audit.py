"""Check what must always be true of the profile, from its evidence to what the site says in words of its own (rules 2–10)."""

from collections.abc import Iterator

from django.db.models import F

from profiles.domain.figures_in_quotes import QuotedWords, unfounded_figures
from profiles.domain.older_works import date_after_all
from profiles.domain.origins import Basis
from profiles.domain.values import ValueKind
from profiles.models import Actor, Answer, Claim, Evidence, Place, Question, Site, Stance, Status
from profiles.queries.all_questions import unread_passages
from profiles.queries.answers import reconcile_all
from profiles.queries.standings import all_verdicts
from profiles.queries.twins import unmarked_twins
from sources.anchoring import fold_space
from sources.audit import Finding
from sources.dates import EdtfDate, parse_edtf
from sources.languages import is_english
from sources.models import Citation, Document, Passage
from sources.segmentation import Kind
from sources.wording import join_words


def audit_profile() -> Iterator[Finding]:
    """Yield what does not hold of claims, evidence, questions and passages."""
    evidence = list(Evidence.objects.select_related("claim").with_sources())
    yield from _spans(evidence)
    yield from _credits(evidence)
    yield from _older_works(evidence)
    yield from _publication(evidence)
    yield from _reasons()
    yield from _translations(evidence)
    yield from _coverage()
    yield from _chapters()
    yield from _twins()
    yield from _values()
    yield from _figures(evidence)
    yield from _first_page(Site.objects.current())


def _name(evidence: Evidence) -> str:
    return f"{evidence.claim.key} ({evidence.passage.document.slug} {evidence.passage.address})"


def _spans(evidence: list[Evidence]) -> Iterator[Finding]:
    for piece in evidence:
        if not (piece.passage.start <= piece.start < piece.end <= piece.passage.end):
            yield Finding(2, _name(piece), "the evidence's span does not lie within its passage, or is empty")
        elif fold_space(piece.words) != fold_space(piece.quote):
            yield Finding(2, _name(piece), f"the text at the span is “{fold_space(piece.words)[:60]}”, not “{piece.quote[:60]}”")
        elif not piece.is_whole:
            yield Finding(2, _name(piece), f"“{piece.quote[:60]}” begins or ends within a word, a number or a letter")


def _credits(evidence: list[Evidence]) -> Iterator[Finding]:
    """Check that credited works are cited by the document, and that what is repeated is there."""
    cited = set(Citation.objects.filter(work__isnull=False).values_list("passage__document_id", "work_id"))
    claims: dict[int, set[int]] = {}
    for piece in evidence:
        claims.setdefault(piece.claim_id, set()).add(piece.passage.document_id)
    for piece in evidence:
        for work in piece.works.all():
            if (piece.passage.document_id, work.pk) not in cited:
                yield Finding(4, _name(piece), f"it credits {work.key}, which the document does not cite")
        if piece.basis == Basis.WORKS.value and not piece.works.all():
            yield Finding(4, _name(piece), "its basis is named works, but it names none")
        for credited in filter(None, (piece.named, piece.unnamed)):
            if fold_space(credited) not in fold_space(piece.passage.text):
                yield Finding(4, _name(piece), f"it credits “{credited}”, which the passage does not say")
        if piece.repeats_document_id and piece.repeats_document_id not in claims[piece.claim_id]:
            yield Finding(4, _name(piece), "it repeats a document that has no evidence for this claim")


def _older_works(evidence: list[Evidence]) -> Iterator[Finding]:
    """Check that works which are older than what they are cited for are marked, so that nothing is traced back to them."""
    told: dict[int, list[EdtfDate]] = {}
    for claim, as_of in Claim.objects.exclude(as_of="").values_list("pk", "as_of"):
        told.setdefault(claim, []).append(parse_edtf(as_of))
    for answer in Answer.objects.filter(question__value_kind=ValueKind.DATE.value).select_related("question"):
        try:
            value = answer.typed_value()
        except ValueError:
            continue  # a value that is not of its question's kind is a finding of its own
        if isinstance(value, EdtfDate):
            told.setdefault(answer.claim_id, []).append(value)
    for piece in evidence:
        if piece.claim_id not in told or piece.older_note:
            continue
        works = list(piece.works.all())
        dates = [parse_edtf(work.date) if work.date else None for work in works]
        if date := date_after_all(dates, told[piece.claim_id]):
            named = join_words([f"{work.key} ({work.date})" for work in works])
            yield Finding(4, _name(piece), f"it credits {named} for what is dated {date}: say in “older” that it is no origin")


def _publication(evidence: list[Evidence]) -> Iterator[Finding]:
    answering = set(Answer.objects.values_list("claim_id", flat=True))
    homes = set(Answer.objects.home().values_list("claim_id", flat=True))
    supported = {piece.claim_id for piece in evidence if piece.stance == Stance.SUPPORTS}
    for claim in Claim.objects.published():
        if claim.pk not in supported:
            yield Finding(3, claim.key, "it is published, but no evidence supports it")
        if claim.pk not in answering:
            yield Finding(3, claim.key, "it is published, but answers no question")
        elif claim.pk not in homes:
            yield Finding(3, claim.key, "none of the questions that it answers is its home")
    for piece in evidence:
        if piece.passage.kind == Kind.FURNITURE.value:
            yield Finding(3, _name(piece), "it rests on page furniture")


def _reasons() -> Iterator[Finding]:
    differing = [pk for pk, verdict in all_verdicts().items() if verdict.needs_reason]
    # Only the few that fail are read whole, for what differs in words.
    for asked in reconcile_all(Question.objects.filter(pk__in=differing, reason=""), list(Document.objects.without_text())):
        yield Finding(5, asked.question.key, f"its answers differ, and no reason is given. {asked.verdict.detail}".strip())


def _translations(evidence: list[Evidence]) -> Iterator[Finding]:
    translated = dict(Passage.objects.values_list("pk", "translation"))
    for piece in evidence:
        if is_english(piece.passage.lang):
            continue
        if not piece.translation:
            yield Finding(6, _name(piece), "the quote is not English and has no translation")
        if not translated[piece.passage_id]:
            yield Finding(6, _name(piece), "the passage is not English, is evidence, and has no translation")


def _coverage() -> Iterator[Finding]:
    for document in Document.objects.without_text():
        content = document.passages.content()
        silent = unread_passages().filter(document=document)
        if count := silent.count():
            names = ", ".join(passage.address for passage in silent)
            message = f"{count} of {content.count()} content passages are neither evidence nor marked as carrying none: {names}"
            yield Finding(7, document.slug, message)


def _chapters() -> Iterator[Finding]:
    """Check that no question is listed a second time in its own chapter."""
    for question in Question.objects.filter(also_in=F("topic")).select_related("topic"):
        yield Finding(3, question.key, f"it is listed in {question.topic.slug} a second time, which is its own chapter")


def _twins() -> Iterator[Finding]:
    """Check that no two published claims say the same, and that those which look alike are told apart."""
    for twins in unmarked_twins():
        told = "rest on the same words and are alike" if twins.same_words else "are alike"
        yield Finding(
            8,
            f"{twins.first} / {twins.second}",
            f"the statements {told} ({twins.score:.0f} of 100): merge them, or mark the pair as distinct with a word why",
        )


def _values() -> Iterator[Finding]:
    """Check that values are of their questions' kinds, and that what they name exists."""
    actors, places = (set(model.objects.values_list("key", flat=True)) for model in (Actor, Place))
    for answer in Answer.objects.select_related("claim", "question__about"):
        name = f"{answer.claim.key} ({answer.question.key})"
        try:
            named, where = answer.question.named_by(answer.value)
        except ValueError as failure:
            yield Finding(9, name, f"its value is not of the question's kind: {failure}")
            continue
        for key in sorted((named - actors) | (where - places)):
            yield Finding(9, name, f"its value names {key!r}, which does not exist: mend the value, or add it")


def _figures(evidence: list[Evidence]) -> Iterator[Finding]:
    """Check that each number of a published claim's answer stands in a quote that supports it, unless a curator says why not."""
    quotes: dict[int, list[QuotedWords]] = {}
    for piece in evidence:
        if piece.stance == Stance.SUPPORTS:
            quotes.setdefault(piece.claim_id, []).append(QuotedWords(piece.quote, piece.passage.lang))
    numbers = Answer.objects.published().filter(question__value_kind=ValueKind.NUMBER.value, figure_note="")
    for answer in numbers.select_related("claim", "question"):
        try:
            value = answer.typed_value()
        except ValueError:
            continue  # a value that is not of its question's kind is a finding of its own
        if missing := unfounded_figures(value, quotes.get(answer.claim_id, ()), answer.question.unit):
            figures = join_words([f"{number:,f}" for number in missing])
            message = f"{figures}: no quote that supports it says so, in digits or words; mend the value, or say why in its note"
            yield Finding(9, f"{answer.claim.key} ({answer.question.key})", message)


def _first_page(site: Site) -> Iterator[Finding]:
    """Check that what the site says of its subject in words of its own is still what published claims say."""
    claims = {claim.key: claim for claim in Claim.objects.filter(key__in=site.keys_named()["claim"])}
    if site.full_name:
        names = Answer.objects.filter(claim__key=site.full_name, question__value_kind=ValueKind.NAME.value)
        if problem := _lost(site.full_name, claims):
            yield Finding(10, "the full name", problem)
        elif not names.exists():
            yield Finding(10, "the full name", f"the claim {site.full_name} answers no question of kind name")
    for clause in site.all_clauses:
        if problem := _lost(clause.claim, claims):
            yield Finding(10, f"“{clause.text}”", problem)
        elif (now := claims[clause.claim].says) != clause.says:
            yield Finding(10, f"“{clause.text}”", f"the claim {clause.claim} has changed: read the words again beside “{now}”")
    asked = set(Question.objects.values_list("key", flat=True))
    given = set(Answer.objects.filter(claim__in=claims.values()).values_list("question__key", "claim__key"))
    for entry in site.card_questions:
        if entry.question not in asked:
            yield Finding(10, "the card", f"there is no question {entry.question}")
            continue
        for clause in entry.short:
            if clause.claim in claims and (entry.question, clause.claim) not in given:
                yield Finding(10, f"“{clause.text}”", f"the claim {clause.claim} does not answer {entry.question}")


def _lost(key: str, claims: dict[str, Claim]) -> str:
    """Return why a claim that the site names carries nothing, or nothing where it does."""
    if key not in claims:
        return f"there is no claim {key}"
    return "" if claims[key].status == Status.PUBLISHED else f"the claim {key} is {claims[key].status}"
