"""What is shipped: five texts byte for byte, and what is said of them in words that are not theirs."""

import hashlib
import re
from statistics import median
from typing import Any

import pytest
import yaml

from profiles.curation.fixtures.reading import read_fixtures
from profiles.models import Answer, Question
from profiles.queries.answers import reconcile_question
from sources.models import Citation, Document
from tests.factories import SHIPPED

SHA256 = {
    "kennisbank": "eb6dbbef",
    "globalsecurity": "ea031979",
    "afrique-ouest": "60b3f2bf",
    "acled": "a99e47a9",
    "group-overview": "315d3fec",
}
TOPICS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in SHIPPED.glob("profile/*.yaml")}
QUESTIONS: list[dict[str, Any]] = [question for topic in TOPICS.values() for question in topic["questions"]]
CLAIMS: list[dict[str, Any]] = [claim for question in QUESTIONS for claim in question["claims"] if "key" in claim]
ANSWERS = [one for question in QUESTIONS for one in (question, *question["claims"])]
QUOTES = [one["quote"] for claim in CLAIMS for one in claim["evidence"]]
NAMES = [
    *(entry["name"] for file in ("actors", "places") for entry in yaml.safe_load((SHIPPED / f"{file}.yaml").read_text())[file]),
    *(entry["title"] for entry in yaml.safe_load((SHIPPED / "works.yaml").read_text())["works"]),
]
RUN = 8  # words in a row that nobody writes twice by chance


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}


COPIED_FROM = {run for path in SHIPPED.glob("documents/*.txt") for run in runs(path.read_bytes().decode())}


def our_own(text: str) -> str:
    """Return a text without what it quotes and the names that it must give as they are; what is taken out divides it."""
    text = re.sub(r"“[^”]*”", " // ", text)
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, " // ")
    return text


def copied(text: str) -> set[tuple[str, ...]]:
    return {run for piece in our_own(text).split("//") for run in runs(piece)} & COPIED_FROM


def our_words() -> dict[str, str]:
    """Return everything that is said in our own words, by where it stands."""
    said = {f"{claim['key']}.{name}": claim[name] for claim in CLAIMS for name in ("says", "withdrawn_because") if name in claim}
    said |= {
        f"{question['key']}.{name}": question[name]
        for question in QUESTIONS
        for name in ("ask", "summary", "note")
        if name in question
    }
    said |= {f"{one.get('key') or one['claim']}.event": one["event"] for one in ANSWERS if "event" in one}
    said |= {
        f"{claim['key']}.repeats": one["repeats"]["note"] for claim in CLAIMS for one in claim["evidence"] if "repeats" in one
    }
    for file in ("works", "actors"):
        entries = yaml.safe_load((SHIPPED / f"{file}.yaml").read_text(encoding="utf-8"))[file]
        said |= {f"{entry['key']}.note": entry["note"] for entry in entries if "note" in entry}
    for path in SHIPPED.glob("documents/*.yaml"):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        said[f"{entry['slug']}.description"] = entry["description"]
        said |= {f"{entry['slug']}.inferred.{one['field']}": one["reason"] for one in entry["inferred"]}
        said |= {f"{entry['slug']}.{one['line']}": one["without_claims"] for one in entry["passages"] if "without_claims" in one}
    return said


def test_the_five_documents_are_shipped_and_no_others():
    assert {path.stem for path in SHIPPED.glob("documents/*.yaml")} == set(SHA256)
    assert len(list(SHIPPED.glob("documents/*.txt"))) == len(SHA256)


@pytest.mark.parametrize("slug", SHA256)
def test_the_bytes_of_a_text_are_those_that_its_metadata_was_written_for(slug):
    entry = yaml.safe_load((SHIPPED / f"documents/{slug}.yaml").read_text(encoding="utf-8"))
    digest = hashlib.sha256((SHIPPED / "documents" / entry["file"]).read_bytes()).hexdigest()
    assert entry["sha256"] == digest
    assert digest.startswith(SHA256[slug])


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SHA256)
def test_the_stored_text_is_the_file_byte_for_byte(slug):
    document = Document.objects.get(slug=slug)
    assert document.text.encode() == (SHIPPED / "documents" / document.file).read_bytes()


def test_everything_that_is_shipped_holds_together():
    assert len(read_fixtures(SHIPPED).documents) == len(SHA256)


@pytest.mark.parametrize("topic", ["names", "size", "leaders", "component-groups", "areas", "finances"])
def test_the_profile_has_the_topic_with_published_claims(topic):
    assert [claim for question in TOPICS[topic]["questions"] for claim in question["claims"] if "status" not in claim]


def test_nothing_that_we_say_is_copied_from_a_document():
    found = {where: copied(text) for where, text in our_words().items() if copied(text)}
    assert found == {}


@pytest.mark.parametrize("quote", [quote for quote in QUOTES if "“" not in quote and len(words(quote)) > 3 * RUN][:10])
def test_a_copied_sentence_would_be_found(quote):
    assert copied(f"It is said that {quote}")


@pytest.mark.django_db
def test_the_size_of_the_group_is_given_as_the_documents_give_it():
    answers = Answer.objects.published().with_claims().filter(question__key="fighters")
    given = [(answer.value, {piece.passage.document.slug for piece in answer.claim.evidence.all()}) for answer in answers]
    assert given == [
        ({"from": 100, "to": 1000}, {"kennisbank"}),
        ({"about": 800}, {"kennisbank"}),
        ({"from": 1000, "to": 2000}, {"globalsecurity"}),
        ({"from": 1000, "to": 2000, "about": True}, {"group-overview"}),
    ]


def test_quotes_are_as_short_as_carries_a_claim():
    lengths = [len(quote.split()) for quote in QUOTES]
    assert median(lengths) <= 30
    assert max(lengths) <= 90


def test_every_quote_that_is_not_english_is_translated():
    assert [
        claim["key"]
        for claim in CLAIMS
        for one in claim["evidence"]
        if one["document"] == "kennisbank" and not one.get("translation")
    ] == []


def test_every_piece_of_evidence_says_whom_the_passage_credits():
    assert all("basis" in one for claim in CLAIMS for one in claim["evidence"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("work", "documents"),
    [
        ("eizenga-williams-2020", {"kennisbank", "group-overview"}),
        ("thurston-2020", {"kennisbank", "acled"}),
        ("reuters-2017", {"kennisbank"}),
        ("reuters-2021-09-29", {"kennisbank"}),
        ("reuters-2021", {"group-overview"}),
    ],
)
def test_a_work_is_one_whichever_documents_cite_it(work, documents):
    assert set(Citation.objects.filter(work__key=work).values_list("passage__document__slug", flat=True)) == documents


@pytest.mark.django_db
def test_globalsecurity_cites_nothing():
    assert not Citation.objects.filter(passage__document__slug="globalsecurity").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("globalsecurity", "NEWSLETTER"),
        ("group-overview", "top of page"),
        ("group-overview", "bottom of page"),
        ("afrique-ouest", "Leave a Reply"),
        ("kennisbank", "Wat vindt u van de kennisbank?"),
    ],
)
def test_page_furniture_is_marked_as_such(slug, words):
    assert Document.objects.get(slug=slug).passages.get(text=words).kind == "furniture"


@pytest.mark.django_db
def test_no_document_claims_to_be_reliable_or_not():
    assert set(Document.objects.values_list("reliability", flat=True)) == {"F"}


@pytest.mark.django_db
def test_the_share_of_violence_that_three_documents_give_is_one_origin():
    documents = list(Document.objects.without_text())
    question = Question.objects.with_answers().get(key="share-of-violence")
    answers = {answer.claim.key: answer for answer in reconcile_question(question, documents).answers}
    [shared] = [answer for answer in answers.values() if len(answer.documents) == 3]
    assert (shared.label, shared.origins.count, len(shared.origins.origins)) == ("more than 64", 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "topic",
    [
        "names",
        "designations",
        "origin",
        "leaders",
        "component-groups",
        "structure",
        "size",
        "areas",
        "ideology-and-objectives",
        "finances",
        "relations",
        "tactics",
        "targets",
        "governance",
        "economic-warfare",
        "recruitment",
        "events",
        "counter-measures",
        "outlook",
    ],
)
def test_every_chapter_has_answered_questions(topic):
    assert Question.objects.answered().filter(topic__slug=topic).exists()


@pytest.mark.django_db
def test_every_note_is_short():
    long = [question.key for question in Question.objects.all() if len(question.note.split()) > 110]
    assert long == []


PART = re.compile(r"\b(early|mid|late)[- ](\d{4})\b(?!s)")


@pytest.mark.django_db
def test_a_part_of_a_year_that_the_words_name_is_recorded_as_one():
    """Who says early 2015 does not say 2015: a date of that year stands for its first third."""
    whole, parts = [], set()
    for answer in Answer.objects.published().select_related("claim").prefetch_related("claim__evidence__passage__document"):
        quotes = " ".join(piece.quote for piece in answer.claim.evidence.supporting())
        dates = {answer.claim.as_of, (answer.value or {}).get("date", "")} - {""}
        for _, year in PART.findall(f"{quotes} {answer.claim.says}"):
            whole += [(answer.claim.key, year)] if year in dates else []
            parts |= {date for date in dates if date.startswith(f"{year}-3")}
    assert whole == []
    assert parts == {"2015-37", "2016-39", "2018-39", "2020-37", "2020-38", "2021-39", "2023-38"}


@pytest.mark.django_db
def test_no_decade_is_recorded_as_the_ten_years_that_it_has():
    """The words say the 1980s, and no text says 1980 to 1989."""
    dates = {
        date
        for answer in Answer.objects.published().select_related("claim")
        for date in (answer.claim.as_of, (answer.value or {}).get("date", ""))
    }
    assert [date for date in dates if re.search(r"\d\d\d0/\d\d\d9", date)] == []
    assert {"198X/..", "199X/..", "199X", "199X/200X"} <= dates
