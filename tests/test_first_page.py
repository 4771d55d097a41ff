"""The first page: what the subject is, the card, how far the documents reach, and what the audit asks of the site's own words."""

import re
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from profiles.curation.audit import audit_profile
from profiles.curation.publication import withdraw
from profiles.models import Answer, Claim, Evidence, Question, Site, Stance, Status, Topic
from profiles.queries.card import CardEntry, CardRow
from sources.fixtures.yaml_files import read_yaml
from sources.models import Document
from tests.factories import SHIPPED, edit, empty_database, load
from tests.markup import markup_of

pytestmark = pytest.mark.django_db

SITE = read_yaml(SHIPPED / "site.yaml").data
CLAUSES = SITE["standfirst"]
SHORT = [clause for row in SITE["card"] for asked in row["questions"] for clause in asked.get("short", ())]
OTHER = Path(__file__).parent / "fixtures/other_site"
MARCH_2017 = "The subject was formed in March 2017"


@pytest.fixture
def page(client: Client) -> str:
    return markup_of(client.get("/"))


@pytest.fixture
def card(client: Client) -> tuple[CardRow, ...]:
    rows: tuple[CardRow, ...] = client.get("/").context["card"]
    return rows


def text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", markup).split())


def standfirst_of(page: str) -> str:
    [found] = re.findall(r'<p class="standfirst">.*?</p>', page, re.S)
    return str(found)


def entry_of(card: tuple[CardRow, ...], question: str) -> CardEntry:
    return next(entry for row in card for entry in row.entries if entry.presented.question.key == question)


def shown(entry: CardEntry) -> set[str]:
    return {answer.claim.key for short in entry.answers for answer in short.claims}


def findings() -> list[str]:
    return [str(finding) for finding in audit_profile() if finding.rule == 10]


def change_site(**fields: Any) -> None:
    Site.objects.update(**fields)


def test_the_heading_is_the_full_name_in_a_spelling_that_documents_use(page: str):
    value = Answer.objects.get(claim__key=SITE["full_name"], question__value_kind="name").value
    assert value
    name = value["name"]
    [heading] = re.findall(r"<h1>(.*?)</h1>", page)
    assert text(heading).replace("&#x27;", "'") == f"{name} ({SITE['name']})"
    assert f'href="{Claim.objects.get(key=SITE["full_name"]).get_absolute_url()}"' in heading
    written = [document for document in Document.objects.all() if name in document.text.replace("’", "'")]
    assert {document.label for document in written} >= {
        evidence.passage.document.label for evidence in Evidence.objects.filter(claim__key=SITE["full_name"])
    }


def test_every_clause_of_the_standfirst_leads_to_its_claim(page: str):
    links = re.findall(r'<a class="claim-link"\s+href="([^"]+)">([^<]+)</a>', standfirst_of(page))
    assert [(address, words) for address, words in links] == [
        (Claim.objects.get(key=clause["claim"]).get_absolute_url(), clause["text"].rstrip(".,:;")) for clause in CLAUSES
    ]


def test_the_standfirst_reads_as_sentences_and_counts_no_votes(page: str):
    words = text(re.sub(r"<sup.*?</sup>", "", standfirst_of(page), flags=re.S))
    assert 2 <= len(re.findall(r"\.(?: [A-Z]|$)", words)) <= 3
    assert not re.search(r" [.,:;]|\.\.|,,", words)
    assert not re.search(r"\b(most|all|majority|several|[a-z]+ of the) (of the )?(documents|sources)\b", words)


def test_a_clause_that_claims_no_longer_carry_is_not_printed(client: Client):
    claim = Claim.objects.get(key=CLAUSES[0]["claim"])
    withdraw(claim, "It was wrong.")
    page = markup_of(client.get("/"))
    assert CLAUSES[0]["text"] not in page
    assert f'<p class="standfirst">{SITE["introduction"]}.</p>' in page


def test_the_card_has_the_rows_of_the_file_in_their_order(page: str):
    assert re.findall(r"<dt>([^<]+)</dt>", page[page.index('<dl class="card">') :])[: len(SITE["card"])] == [
        row["label"] for row in SITE["card"]
    ]


def test_the_card_answers_what_every_profile_is_asked(page: str):
    """Names, designations and identifiers, founded, leaders, component groups, areas, size, finances, allies, rivals."""
    labels = " ".join(row["label"] for row in SITE["card"]).lower()
    for asked in (
        "names",
        "designations",
        "founded",
        "leaders",
        "component groups",
        "areas",
        "size",
        "finances",
        "allies",
        "rivals",
    ):
        assert asked in labels


@pytest.mark.parametrize("figure", ["100–1,000", "about 800", "1,000–2,000", "about 1,000–2,000"])
def test_every_estimate_of_the_size_stands_on_one_axis(page: str, figure: str):
    [axis] = re.findall(r'<figure class="axis-small">.*?</figure>', page, re.S)
    assert f">{figure}</a>" in axis


def test_where_documents_contradict_each_other_every_side_stands_in_the_card(card: tuple[CardRow, ...], page: str):
    differing = [
        entry
        for row in card
        for entry in row.entries
        if entry.verdict and entry.verdict.difference == "contradiction" and entry.answers
    ]
    assert differing
    for entry in differing:
        if entry.presented.question.mode == "exclusive":
            assert shown(entry) == set(
                Answer.objects.published().filter(question=entry.presented.question).values_list("claim__key", flat=True)
            )
    assert page.count('data-verdict="contradiction"') >= len(differing)


def test_no_answer_is_dropped_in_silence(card: tuple[CardRow, ...], page: str):
    """What the card does not show of a question is counted beside a link to all of it."""
    everywhere = {key for row in card for entry in row.entries for key in shown(entry)}
    for row in card:
        for entry in row.entries:
            question = entry.presented.question
            all_of_it = set(Answer.objects.published().filter(question=question).values_list("claim__key", flat=True))
            if all_of_it - everywhere:
                same = [other for line in card for other in line.entries if other.presented.question == question]
                assert max(other.hidden for other in same) >= len(all_of_it - everywhere), question.key
                assert f'class="card-more" href="{question.get_absolute_url()}"' in page, question.key


def test_every_claim_in_the_card_bears_the_marks_of_its_documents(card: tuple[CardRow, ...], page: str):
    links = re.split(r'(?=<a class="claim-link")', page[page.index('<dl class="card">') : page.index("</dl>")])
    marked = [re.match(r'<a class="claim-link" href="/claims/([^/"]+)/".*?title="([^"]*)"', link, re.S) for link in links]
    titles = {found[1]: found[2] for found in marked if found}
    for row in card:
        for entry in (entry for entry in row.entries if not entry.is_figure):
            for key in shown(entry):
                supporting = Evidence.objects.filter(claim__key=key, stance=Stance.SUPPORTS).values_list(
                    "passage__document__label", flat=True
                )
                assert set(titles[key].split(", ")) == set(supporting), key


def test_the_claims_of_one_document_are_counted_and_marked(page: str):
    counted = sum(
        len(set(claim.evidence.supporting().values_list("passage__document", flat=True))) == 1
        for claim in Claim.objects.published()
    )
    assert f"The mark 1 stands on the {counted} claims that rest on one document alone." in text(page)
    assert 'aria-label="One document">1</span></span>' in page


def test_a_claim_of_one_document_bears_that_mark_in_its_chapter(client: Client):
    topic = Topic.objects.get(slug=SITE["timeline"]["strip"][0])
    assert 'class="single"' in client.get(topic.get_absolute_url()).content.decode()


def test_a_short_answer_says_the_hedge_of_its_source(card: tuple[CardRow, ...], page: str):
    keys = {key for row in card for entry in row.entries for key in shown(entry)}
    hedges = set(Claim.objects.filter(key__in=keys).exclude(hedge="").values_list("hedge", flat=True))
    assert hedges
    assert {hedge for hedge in hedges if hedge not in text(page)} == set()


def test_all_chapters_stand_beside_the_card_with_their_claims_and_contradictions(page: str):
    chapters = page[page.index('id="chapters"') : page.index('id="reach"')]
    for topic in Topic.objects.filter(questions__answers__claim__status=Status.PUBLISHED).distinct():
        assert f'href="{topic.get_absolute_url()}"' in chapters


@pytest.mark.parametrize(
    ("label", "latest"),
    [
        ("Kennisbank", "October 2021"),  # “oktober 2021”, over the gold-mine attack
        ("GlobalSecurity", "13 November 2020"),
        ("Afrique de l’Ouest", "late 2018"),
        ("ACLED 2023", "31 December 2023"),  # by when the UN mission was to leave
        ("Group overview 2022", "April 2021"),
    ],
)
def test_the_reach_of_a_document_is_the_latest_date_that_its_text_gives(page: str, label: str, latest: str):
    reach = text(page[page.index('id="reach"') :])
    assert re.search(rf"{label}: [^:]*; latest date in it: {latest}", reach), reach[:900]


def test_an_unset_operator_is_said_to_be_not_stated(page: str):
    assert "Made by: not stated." in text(page)


def test_the_operator_stands_on_the_first_page(client: Client, settings):
    settings.OPERATOR = "An Institute <of Study>"
    assert "Made by: An Institute &lt;of Study&gt;." in client.get("/").content.decode()


def test_every_sentence_of_the_page_has_its_sources_on_paper(page: str):
    numbers = re.findall(r'class="footnote-mark">(\d+)</sup>', page)
    notes = re.findall(r'<li value="(\d+)">', page)
    assert set(numbers) == set(notes)
    assert [int(note) for note in notes] == list(range(1, len(notes) + 1))


def test_a_site_without_standfirst_and_card_opens_with_its_introduction_and_the_questions_at_a_glance(client: Client):
    change_site(full_name="", standfirst=[], card=[])
    page = markup_of(client.get("/"))
    assert f"<h1>{SITE['name']}</h1>" in page
    assert f'<p class="standfirst">{SITE["introduction"]}.</p>' in page
    asked = Question.objects.filter(glance__isnull=False).order_by("glance").values_list("ask", flat=True)
    assert re.findall(r"<dt>([^<]+)</dt>", page[page.index('<dl class="card">') :])[: len(asked)] == list(asked)


class TestTheAudit:
    """Rule 10: what the site says in words of its own is what published claims say."""

    def test_it_finds_nothing_in_what_is_shipped(self):
        assert findings() == []

    @pytest.mark.parametrize("clause", [CLAUSES[0], CLAUSES[-1], SHORT[0]], ids=["first clause", "last clause", "card"])
    def test_it_finds_a_clause_whose_claim_was_withdrawn(self, clause: dict[str, str]):
        withdraw(Claim.objects.get(key=clause["claim"]), "It was wrong.")
        assert f"rule 10: “{clause['text']}”: the claim {clause['claim']} is withdrawn" in findings()

    @pytest.mark.parametrize("clause", [CLAUSES[1], SHORT[-1]], ids=["standfirst", "card"])
    def test_it_finds_a_clause_whose_claim_has_changed(self, clause: dict[str, str]):
        Claim.objects.filter(key=clause["claim"]).update(says="It says something else now.")
        told = [finding for finding in findings() if clause["text"] in finding]
        assert len(told) == 1
        assert "has changed" in told[0]
        assert "“It says something else now.”" in told[0]

    def test_it_finds_a_clause_whose_claim_is_unknown(self):
        change_site(standfirst=[{"text": MARCH_2017, "claim": "no-such-claim", "says": "It was."}])
        assert findings() == [f"rule 10: “{MARCH_2017}”: there is no claim no-such-claim"]

    def test_it_finds_a_question_of_the_card_that_is_unknown(self):
        change_site(card=[{"label": "Size", "questions": [{"question": "no-such-question"}]}])
        assert findings() == ["rule 10: the card: there is no question no-such-question"]

    def test_it_finds_a_short_answer_to_another_question(self):
        clause = SHORT[0]
        other = Question.objects.answered().exclude(answers__claim__key=clause["claim"]).first()
        assert other
        change_site(card=[{"label": "Row", "questions": [{"question": other.key, "short": [clause]}]}])
        assert findings() == [f"rule 10: “{clause['text']}”: the claim {clause['claim']} does not answer {other.key}"]

    def test_it_finds_a_full_name_that_is_no_name(self):
        change_site(full_name=CLAUSES[0]["claim"])
        assert findings() == [f"rule 10: the full name: the claim {CLAUSES[0]['claim']} answers no question of kind name"]

    def test_it_finds_a_full_name_that_was_withdrawn(self):
        withdraw(Claim.objects.get(key=SITE["full_name"]), "It was wrong.")
        assert f"rule 10: the full name: the claim {SITE['full_name']} is withdrawn" in findings()


REFUSALS = {
    "unknown claim": ("claim: members-about-200", "claim: members-many", "no claim 'members-many'"),
    "unknown question": ("question: members\n", "question: fighters\n", "no question 'fighters'"),
    "short and most": (
        "    most: 2\n",
        "    most: 2\n    short:\n    - {text: a, claim: members-about-200, says: b}\n",
        "give one of them",
    ),
    "count without a word": ("    most: 2\n", "    most: 0\n", "`more` names what is counted"),
}
OPENING = """\
standfirst:
- {text: The Front had about 200 members., claim: members-about-200, says: …}
card:
- label: Size
  questions:
  - question: members
    most: 2
lineage:
"""


@pytest.mark.parametrize(("old", "new", "why"), REFUSALS.values(), ids=REFUSALS)
def test_a_first_page_that_can_not_be_shown_is_refused(tmp_path: Path, old: str, new: str, why: str):
    empty_database()
    shutil.copytree(OTHER, tmp_path, dirs_exist_ok=True)
    edit(tmp_path / "site.yaml", "lineage:\n", OPENING)
    edit(tmp_path / "site.yaml", old, new)
    with pytest.raises(CommandError, match=re.escape(why)) as failure:
        load(tmp_path)
    assert "site.yaml, line " in str(failure.value)


def test_what_the_first_page_opens_with_is_dumped_as_it_was_loaded(tmp_path: Path):
    call_command("dump", "--to", str(tmp_path), stdout=StringIO())
    assert (tmp_path / "site.yaml").read_bytes() == (SHIPPED / "site.yaml").read_bytes()
