"""The audit finds nothing wrong with what is shipped, and names the rule and the culprit of whatever is broken."""

import contextlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import F

from profiles.models import Claim, DistinctPair, Evidence, Question, Status
from sources.models import Citation, Document, Passage, Work
from tests.factories import (
    SHIPPED,
    copy_shipped,
    make_citation,
    make_claim,
    make_document,
    make_evidence,
    make_question,
    make_work,
)

pytestmark = pytest.mark.django_db

FIGHTERS = "fighters-about-800"  # a claim of kennisbank, in Dutch


def audit(folder: Path = SHIPPED) -> tuple[str, str]:
    """Run the audit, which is expected to pass; return what it says, and what it fails."""
    said, failed = StringIO(), StringIO()
    call_command("audit", "--without-pages", "--from", str(folder), stdout=said, stderr=failed)
    return said.getvalue(), failed.getvalue()


def findings(folder: Path = SHIPPED) -> list[str]:
    """Run the audit, which is expected to fail; return what it finds."""
    failed = StringIO()
    with pytest.raises(CommandError, match="findings: the rules do not hold"):
        call_command("audit", "--without-pages", "--from", str(folder), stdout=StringIO(), stderr=failed)
    return failed.getvalue().splitlines()


def findings_of(rule: int) -> list[str]:
    """Run the audit; return what one rule finds. Rule 1 misses the files of the documents that a test makes."""
    failed = StringIO()
    with contextlib.suppress(CommandError):
        call_command("audit", "--without-pages", stdout=StringIO(), stderr=failed)
    return [line for line in failed.getvalue().splitlines() if line.startswith(f"rule {rule}: ")]


@pytest.fixture
def evidence():
    return Evidence.objects.get(claim__key=FIGHTERS)


def rows(one: Evidence):
    """Return evidence as a queryset: to change it as no form would."""
    return Evidence.objects.filter(pk=one.pk)


def test_every_rule_holds_of_what_is_shipped():
    said, failed = audit()
    assert said.endswith("Audit: every rule holds.\n")
    assert failed == ""


def test_rule_1_finds_a_changed_letter_in_a_stored_text():
    text = Document.objects.get(slug="acled").text
    Document.objects.filter(slug="acled").update(text=text.replace("JNIM", "JNIN", 1))
    assert "rule 1: acled: the stored text is not the one of its SHA-256" in findings()


def test_rule_1_finds_a_changed_byte_in_a_file(tmp_path):
    copy_shipped(tmp_path)
    file = tmp_path / "documents/003_a2ecddd040e3517d.txt"
    file.write_bytes(file.read_bytes().replace(b"JNIM", b"JNIN", 1))
    assert findings(tmp_path) == ["rule 1: acled: the bytes of 003_a2ecddd040e3517d.txt have changed"]


def test_rule_1_finds_a_changed_line_ending_in_a_file(tmp_path):
    copy_shipped(tmp_path)
    file = tmp_path / "documents/003_a2ecddd040e3517d.txt"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n", 1))
    assert findings(tmp_path) == ["rule 1: acled: the bytes of 003_a2ecddd040e3517d.txt have changed"]


def test_rule_1_finds_a_missing_file(tmp_path):
    copy_shipped(tmp_path)
    (tmp_path / "documents/003_a2ecddd040e3517d.txt").unlink()
    assert findings(tmp_path) == ["rule 1: acled: its file 003_a2ecddd040e3517d.txt is missing"]


def test_rule_1_finds_words_that_no_passage_holds():
    last = Passage.objects.filter(document__slug="globalsecurity", kind="furniture", text="NEWSLETTER")
    last.delete()
    assert "rule 1: globalsecurity: no passage holds “NEWSLETTER”" in findings()


def test_rule_1_finds_a_letter_that_a_passage_has_lost():
    passages = Passage.objects.filter(document__slug="globalsecurity", text="NEWSLETTER")
    passages.update(start=F("start") + 1, text=passages.get().text[1:])
    assert findings() == ["rule 1: globalsecurity: no passage holds “N”"]


def test_rule_1_finds_passages_that_overlap():
    first, second = Passage.objects.filter(document__slug="globalsecurity", number__in=(1, 2))
    Passage.objects.filter(pk=first.pk).update(end=second.start + 1, text=first.document.text[first.start : second.start + 1])
    assert findings() == ["rule 1: globalsecurity p2: it is out of order, or overlaps the passage before it"]


def test_rule_1_finds_a_number_that_is_left_out():
    last = Passage.objects.filter(document__slug="globalsecurity").order_by("number").last()
    assert last
    Passage.objects.filter(pk=last.pk).update(number=last.number + 1)
    assert findings() == [f"rule 1: globalsecurity p{last.number + 1}: it is out of order, or overlaps the passage before it"]


def test_rule_1_finds_a_passage_whose_words_are_not_the_texts():
    Passage.objects.filter(document__slug="globalsecurity", number=1).update(text="Something else")
    assert "rule 1: globalsecurity p1: its words are not those of the text at its span" in findings()


def test_rule_2_finds_a_span_outside_its_passage(evidence):
    rows(evidence).update(start=F("end"), end=F("end") + 10_000)
    assert any(
        told.startswith(f"rule 2: {FIGHTERS} (kennisbank p") and "does not lie within its passage" in told for told in findings()
    )


def test_rule_2_finds_words_that_are_not_the_quote(evidence):
    rows(evidence).update(start=F("start") + 1)
    assert any(
        told.startswith(f"rule 2: {FIGHTERS} (kennisbank p") and "the text at the span is “e omvang" in told
        for told in findings()
    )


def test_rule_2_finds_a_span_that_cuts_a_word(evidence):
    rows(evidence).update(start=F("start") + 1, quote=evidence.quote[1:])
    (told,) = findings()
    assert told.startswith(f"rule 2: {FIGHTERS} (kennisbank p")
    assert told.endswith("begins or ends within a word, a number or a letter")


def test_rule_2_finds_a_quote_that_is_not_the_words(evidence):
    rows(evidence).update(quote=evidence.quote.replace("800", "900"))
    assert any(told.startswith(f"rule 2: {FIGHTERS} (kennisbank p") for told in findings())


def test_an_empty_span_can_not_be_stored(evidence):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows(evidence).update(end=F("start"))


@pytest.mark.parametrize("stance", ["disputes", "context"])
def test_rule_3_finds_a_published_claim_that_nothing_supports(evidence, stance):
    rows(evidence).update(stance=stance)
    assert f"rule 3: {FIGHTERS}: it is published, but no evidence supports it" in findings()


def test_rule_3_finds_a_published_claim_without_evidence(evidence):
    evidence.delete()
    assert findings_of(3) == [f"rule 3: {FIGHTERS}: it is published, but no evidence supports it"]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_claim_that_is_not_published_needs_no_support(evidence, status):
    Claim.objects.filter(key=FIGHTERS).update(status=status)
    evidence.delete()
    assert findings_of(3) == []


def test_rule_3_finds_evidence_on_page_furniture(evidence):
    Passage.objects.filter(pk=evidence.passage_id).update(kind="furniture")
    told = findings()
    assert f"rule 3: {FIGHTERS} (kennisbank {evidence.passage.address}): it rests on page furniture" in told
    assert {line.split(":")[0] for line in told} == {"rule 3"}


def test_rule_4_finds_a_work_that_no_document_cites():
    make_work(key="uncited")
    assert findings() == ["rule 4: uncited: no document cites this work"]


def test_rule_4_finds_a_work_whose_only_citation_is_gone():
    Citation.objects.filter(work__key="acled-gitoc-report").delete()
    assert "rule 4: acled-gitoc-report: no document cites this work" in findings()


def test_rule_4_finds_a_citation_outside_its_passage():
    citation = Citation.objects.filter(passage__number__gt=1, work__key="acled-gitoc-report").get()
    Citation.objects.filter(pk=citation.pk).update(start=0, end=1)
    assert findings() == [f"rule 4: acled {citation.passage.address}: a citation lies outside its passage"]


@pytest.mark.parametrize(("work", "problem"), [(False, ""), (True, "can't be read")], ids=["neither", "both"])
def test_a_citation_without_a_work_or_a_problem_can_not_be_stored(work, problem):
    passage = Passage.objects.filter(document__slug="acled").latest("number")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_citation(Work.objects.first() if work else None, passage, problem=problem)


def test_rule_4_lists_what_can_not_be_read_without_failing():
    said, _ = audit()
    assert "note, rule 4: afrique-ouest p16: “1” is a note whose text is not in the document" in said


def test_rule_4_finds_a_credited_work_that_the_document_does_not_cite():
    evidence = Evidence.objects.filter(passage__document__slug="group-overview", basis="works").first()
    assert evidence
    evidence.works.add(Work.objects.get(key="ivey-2018"))
    where = f"{evidence.claim.key} (group-overview {evidence.passage.address})"
    assert findings() == [f"rule 4: {where}: it credits ivey-2018, which the document does not cite"]


def test_rule_4_finds_named_works_that_are_not_named():
    evidence = Evidence.objects.filter(claim__key="income-18-to-35-million-dollars", basis="works").get()
    evidence.works.clear()
    [told] = findings()
    assert told.startswith("rule 4: income-18-to-35-million-dollars (kennisbank p")
    assert told.endswith("its basis is named works, but it names none")


def test_rule_4_finds_a_work_that_is_older_than_what_it_is_cited_for():
    evidence = Evidence.objects.get(claim__key="minusma-withdrawal-31-december-2023")
    assert evidence.older_note
    Evidence.objects.filter(pk=evidence.pk).update(older_note="")
    [told] = findings()
    what = "it credits jeune-afrique-2022 (2022-11-10) for what is dated 2023-12-31: say in “older” that it is no origin"
    assert told == f"rule 4: {evidence.claim.key} (acled {evidence.passage.address}): {what}"


def test_rule_4_finds_a_work_that_is_older_than_the_time_of_its_claim():
    evidence = Evidence.objects.get(claim__key="share-more-than-64-per-cent", basis="works")
    Claim.objects.filter(pk=evidence.claim_id).update(as_of="2021")
    assert [told.rpartition(": it credits ")[2] for told in findings()] == [
        "eizenga-williams-2020 (2020-12-01) for what is dated 2021: say in “older” that it is no origin"
    ]


@pytest.mark.parametrize("field", ["named", "unnamed"])
def test_rule_4_finds_a_credit_that_is_not_in_the_passages_words(field):
    evidence = Evidence.objects.filter(basis=field).select_related("claim").with_sources()[0]
    Evidence.objects.filter(pk=evidence.pk).update(**{field: "Somebody else"})
    where = f"{evidence.claim.key} ({evidence.passage.document.slug} {evidence.passage.address})"
    assert findings() == [f"rule 4: {where}: it credits “Somebody else”, which the passage does not say"]


def test_rule_4_finds_a_repeated_document_that_has_no_evidence_for_the_claim():
    evidence = Evidence.objects.get(claim__key="income-18-to-35-million-dollars", passage__document__slug="kennisbank")
    evidence.delete()
    assert any(
        told.startswith("rule 4: income-18-to-35-million-dollars (globalsecurity p")
        and told.endswith("it repeats a document that has no evidence for this claim")
        for told in findings()
    )


@pytest.mark.parametrize("key", ["fighters", "income-sources"], ids=["exclusive", "cumulative"])
def test_rule_5_finds_a_difference_without_a_reason(key):
    questions = Question.objects.filter(key=key)
    assert questions.exclude(reason="").exists()
    questions.update(reason="")
    told = [line.split(": its answers")[0] for line in findings()]
    assert told == [f"rule 5: {key}"]


def test_rule_5_finds_a_claim_that_another_contradicts():
    question = make_question(key="founders")
    make_claim(question=question, value={"exact": 4})
    make_claim(question=question, value={"exact": 3})
    assert findings_of(5) == ["rule 5: founders: its answers differ, and no reason is given. 4 lies outside 3"]


def test_rule_5_finds_a_claim_that_a_document_disputes():
    claim = make_claim(question=make_question(key="founders"))
    make_evidence(claim, "about 800", stance="disputes")
    assert findings_of(5) == ["rule 5: founders: its answers differ, and no reason is given. about 800 is disputed"]


def test_rule_5_finds_documents_whose_lists_differ():
    question = make_question(key="members", mode="cumulative", value_kind="text")
    short, long = make_document(), make_document()
    for documents in ([short, long], [short, long], [long]):
        claim = make_claim(question=question, value=None, document=documents[0])
        for document in documents[1:]:
            make_evidence(claim, document=document)
    assert findings_of(5) == ["rule 5: members: its answers differ, and no reason is given."]


@pytest.mark.parametrize("mode", ["exclusive", "cumulative"])
def test_rule_5_asks_no_reason_of_what_agrees(mode):
    claim = make_claim(question=make_question(mode=mode))
    make_evidence(claim, document=make_document())
    assert findings_of(5) == []


def test_rule_6_finds_a_quote_without_a_translation(evidence):
    rows(evidence).update(translation="")
    where = f"{FIGHTERS} (kennisbank {evidence.passage.address})"
    assert findings() == [f"rule 6: {where}: the quote is not English and has no translation"]


def test_rule_6_finds_a_passage_without_a_translation(evidence):
    Passage.objects.filter(pk=evidence.passage_id).update(translation="")
    where = f"{FIGHTERS} (kennisbank {evidence.passage.address})"
    assert f"rule 6: {where}: the passage is not English, is evidence, and has no translation" in findings()


@pytest.mark.parametrize(("language", "passes"), [("en-GB", True), ("fr", False)])
def test_rule_6_goes_by_the_language_of_the_passage(language, passes):
    passage = Evidence.objects.filter(passage__document__slug="afrique-ouest", translation="")[0].passage
    Passage.objects.filter(pk=passage.pk).update(language=language)
    if passes:
        audit()
    else:
        assert all(told.startswith("rule 6: ") for told in findings())


def test_rule_7_fails_for_content_that_is_neither_evidence_nor_marked():
    Passage.objects.filter(document__slug="acled").exclude(without_claims="").update(without_claims="")
    [line] = findings_of(7)
    assert line.startswith("rule 7: acled: ")
    assert "content passages are neither evidence nor marked as carrying none: p" in line


def test_rule_7_counts_evidence_of_published_claims_alone(evidence):
    address = evidence.passage.address
    Claim.objects.filter(evidence__passage=evidence.passage_id).update(status="draft")
    [line] = findings_of(7)
    assert address in line.replace(",", "").split()


def test_rule_3_finds_a_published_claim_that_answers_nothing():
    claim = make_claim()
    claim.answers.all().delete()
    assert f"rule 3: {claim.key}: it is published, but answers no question" in findings_of(3)


def test_rule_3_finds_a_claim_without_a_home():
    claim = make_claim()
    claim.answers.update(home=False)
    assert f"rule 3: {claim.key}: none of the questions that it answers is its home" in findings_of(3)


def test_rule_8_finds_two_claims_that_say_the_same():
    first, second = sorted((make_claim(says="The group has some 800 members.") for _ in range(2)), key=lambda claim: claim.key)
    assert any(told.startswith(f"rule 8: {first.key} / {second.key}: ") for told in findings_of(8))
    DistinctPair.objects.create(first=first, second=second, why="One is of 2020.")
    assert not any(first.key in told for told in findings_of(8))


def test_rule_9_finds_a_value_that_names_what_does_not_exist():
    claim = make_claim(question=make_question(value_kind="actor"), value={"actor": "nobody"})
    assert any(claim.key in told and "names 'nobody', which does not exist" in told for told in findings_of(9))


def test_rule_9_finds_a_value_that_is_not_of_its_questions_kind():
    claim = make_claim(question=make_question(value_kind="date"), value={"about": 800})
    assert any(claim.key in told and "not of the question's kind" in told for told in findings_of(9))


def of_rule_9(claim) -> list[str]:
    return [told for told in findings_of(9) if claim.key in told]


def test_rule_9_finds_a_figure_that_its_quote_does_not_hold():
    assert of_rule_9(make_claim(value={"about": 800})) == []
    [told] = of_rule_9(make_claim(value={"about": 900}))
    assert ": 900: no quote that supports it says so" in told


def test_rule_9_takes_a_curators_word_for_a_figure():
    claim = make_claim(value={"about": 900})
    claim.answers.update(figure_note="It is the sum of the two figures that the sentence gives.")
    assert of_rule_9(claim) == []


@pytest.mark.parametrize("stance", ["disputes", "context"])
def test_rule_9_goes_by_the_quotes_that_support_a_claim(stance):
    claim = make_claim(value={"about": 900})
    make_evidence(claim, "about 900 members", document=make_document("It has about 900 members.\n"), stance=stance)
    assert of_rule_9(claim)


def test_rule_9_goes_by_the_documents_words_and_not_by_our_translation():
    claim = make_claim(
        value={"about": 900}, document=make_document("De groep telt ongeveer 800 leden.\n", language="nl"), quote="800 leden"
    )
    claim.evidence.update(translation="900 members")
    assert of_rule_9(claim)


def test_rule_9_leaves_drafts_alone():
    assert of_rule_9(make_claim(Status.DRAFT, value={"about": 900})) == []
