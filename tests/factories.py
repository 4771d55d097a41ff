"""What tests make: rows with visible overrides, and a small fixture folder to load, break and load again.

The shipped profile is in the database of every test; what is made here has keys of its own beside it. `empty_database` gives a
test a database with nothing in it.
"""

import hashlib
import shutil
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from profiles.curation.publication import restore
from profiles.models import Actor, Answer, Claim, ClaimQuerySet, Evidence, Place, Question, Status, Topic
from sources.models import Citation, Document, Passage, Work
from sources.segmentation import Kind, Markup, segment

SHIPPED = Path(settings.FIXTURES_DIR)
TEXT = "The group was founded in 2017.\n\nIt is estimated to have about 800 members.\n\nLeave a Reply\n"

_numbers = count(1)


def make_document(text: str = TEXT, **fields: Any) -> Document:
    """Make a document, and a passage of each of its lines; one that says "Leave a Reply" is furniture."""
    number = next(_numbers)
    given = {
        "slug": f"document-{number}",
        "file": f"{number}.txt",
        "label": f"Document {number}",
        "title": "A document",
        "language": "en",
    }
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document.objects.create(**{**given, "text": text, "sha256": sha256, "order": 100, "mark": 100 + number, **fields})
    for piece in segment(text, Markup(document.markup)):
        words = text[piece.start : piece.end]
        kind = Kind.FURNITURE if words == "Leave a Reply" else piece.kind
        Passage.objects.create(
            document=document,
            number=piece.number,
            start=piece.start,
            end=piece.end,
            kind=kind.value,
            level=piece.level,
            text=words,
        )
    return document


def make_work(**fields: Any) -> Work:
    number = next(_numbers)
    return Work.objects.create(
        **{"key": f"work-{number}", "kind": "book", "authors": ["Doe, Jane"], "title": f"Work {number}", **fields}
    )


def make_citation(work: Work | None, passage: Passage, **fields: Any) -> Citation:
    """Make a citation of a work, by the first word of a passage."""
    end = passage.start + len(passage.text.split()[0])
    return Citation.objects.create(
        **{"work": work, "passage": passage, "start": passage.start, "end": end, "kind": "inline", **fields}
    )


def make_actor(**fields: Any) -> Actor:
    number = next(_numbers)
    return Actor.objects.create(**{"key": f"actor-{number}", "name": f"Actor {number}", "kind": "organisation", **fields})


def make_place(**fields: Any) -> Place:
    number = next(_numbers)
    return Place.objects.create(**{"key": f"place-{number}", "name": f"Place {number}", "kind": "country", **fields})


def make_topic(**fields: Any) -> Topic:
    number = next(_numbers)
    return Topic.objects.create(**{"slug": f"topic-{number}", "title": f"Topic {number}", "order": 900, **fields})


def make_question(**fields: Any) -> Question:
    """Make a question about numbers; its topic and actor are made too, unless given."""
    number = next(_numbers)
    given = {"key": f"question-{number}", "ask": f"Question {number}?", "mode": "exclusive", "value_kind": "number", **fields}
    given.setdefault("topic", fields.get("topic") or make_topic())
    given.setdefault("about", fields.get("about") or make_actor())
    return Question.objects.create(**given)


def make_claim(
    status: Status = Status.PUBLISHED,
    *,
    quote: str = "about 800 members",
    document: Document | None = None,
    question: Question | None = None,
    value: Any = {"about": 800},  # noqa: B006 - never changed
    **fields: Any,
) -> Claim:
    """Make a claim that answers a question and rests on a quote, and give it a status; with `quote=""` it is a draft."""
    number = next(_numbers)
    order = fields.pop("order", 1000)
    claim = Claim(**{"key": f"claim-{number}", "says": f"Statement {number}.", **fields})
    claim.derive_dates()
    claim.save()
    make_answer(claim, question, value=value, home=True, order=order)
    if quote:
        make_evidence(claim, quote, document=document)
        restore([(claim, status, "It was a mistake." if status is Status.WITHDRAWN else "")])
    return claim


def make_answer(claim: Claim, question: Question | None = None, **fields: Any) -> Answer:
    """Let a claim answer a question, which is made too, unless given."""
    return Answer.objects.create(**{"claim": claim, "question": question or make_question(), "value": {"about": 800}, **fields})


def home_of(claim: Claim) -> Question:
    """Return the question to which a claim chiefly belongs."""
    return Question.objects.select_related("topic", "about").get(answers__claim=claim, answers__home=True)


def claims_of(question: str) -> ClaimQuerySet:
    """Return the claims that answer a question, by its key, in their order."""
    return Claim.objects.filter(answers__question__key=question).order_by("answers__order", "key")


def make_evidence(claim: Claim, quote: str = "about 800 members", *, document: Document | None = None, **fields: Any) -> Evidence:
    """Make evidence for a claim: words of one line of a document, which is made too, unless given."""
    document = document or make_document()
    start = document.text.index(quote)
    passage = document.passages.get(start__lte=start, end__gte=start + len(quote))
    return Evidence.objects.create(
        **{"claim": claim, "passage": passage, "start": start, "end": start + len(quote), "quote": quote, **fields}
    )


def empty_database() -> None:
    """Delete every row of the profile and its sources, in this test's transaction; foreign keys are checked at its end."""
    with connection.cursor() as cursor:
        for model in _models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - no input


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the profile and its sources: equal before and after means that nothing was written."""
    return {model._meta.label: sorted(model._default_manager.order_by().values_list(), key=repr) for model in _models()}


def write_folder(folder: Path) -> Path:
    """Write a small fixture folder, in which everything holds."""
    for name, content in FOLDER.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for slug in ("alpha", "beta"):
        seal(folder, slug)
    return folder


def load(folder: Path, *options: str) -> tuple[str, str]:
    """Run the command on a folder; return what it says, and what it warns of."""
    said, warned = StringIO(), StringIO()
    call_command("load", "--from", str(folder), *options, stdout=said, stderr=warned)
    return said.getvalue(), warned.getvalue()


def copy_shipped(folder: Path) -> Path:
    """Copy the shipped fixtures into a folder."""
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Put new words in the place of old ones, which must stand in the file once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def seal(folder: Path, slug: str) -> None:
    """Give a document's entry the SHA-256 of its text as it now is."""
    entry, text = folder / f"documents/{slug}.yaml", folder / f"documents/{slug}.txt"
    lines = [line for line in entry.read_text(encoding="utf-8").splitlines() if not line.startswith("sha256:")]
    lines.insert(2, f"sha256: {hashlib.sha256(text.read_bytes()).hexdigest()}")
    entry.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _models() -> list[Any]:
    return [model for app in ("profiles", "sources") for model in apps.get_app_config(app).get_models(include_auto_created=True)]


FOLDER = {
    "documents/alpha.txt": (
        "The group\n\n"
        "The group has between 1,000 and 2,000 fighters (Doe 2020).\n\n"
        "It is led by the emir. The emir lives in Gao.\n\n"
        "Leave a Reply\n"
    ),
    "documents/alpha.yaml": """\
slug: alpha
file: alpha.txt
label: Alpha
title: The group
language: en
mark: 1
passages:
- line: 1
  begins: The group
  kind: heading
  level: 1
- line: 7
  begins: Leave a Reply
  kind: furniture
""",
    "documents/beta.txt": "De groep telt ongeveer 800 leden.\n\nDe groep is actief in Mali.\n",
    "documents/beta.yaml": """\
slug: beta
file: beta.txt
label: Beta
title: De groep
language: nl
mark: 2
passages:
- line: 1
  begins: De groep telt
  translation: The group has about 800 members.
""",
    "site.yaml": "subject: jnim\ntitle: The group reference\nname: The group\n",
    "works.yaml": """\
works:
- key: doe-2020
  kind: book
  authors: ['Doe, Jane']
  title: The Group
  date: '2020'
  note: As cited.
""",
    "actors.yaml": """\
actors:
- key: emir
  name: The emir
  kind: person
- key: jnim
  name: The group
  kind: organisation
""",
    "places.yaml": """\
places:
- key: gao
  name: Gao
  kind: locality
  within: mali
- key: mali
  name: Mali
  kind: country
""",
    "profile/leaders.yaml": """\
topic: leaders
title: Leaders
order: 40
questions:
- key: leader
  ask: Who leads it?
  mode: cumulative
  value: {kind: actor}
  claims:
  - key: leader-emir
    says: The emir is its leader.
    value: {actor: emir}
    places: [gao]
    evidence:
    - document: alpha
      quote: It is led by the emir.
      basis: none
""",
    "profile/size.yaml": """\
topic: size
title: Size
order: 70
questions:
- key: fighters
  ask: How many fighters does it have?
  mode: exclusive
  value: {kind: number, unit: persons}
  summary: From about 800 to 2,000.
  reason: different definition
  note: One counts members, the other fighters.
  claims:
  - key: fighters-1000-to-2000
    says: It has 1,000 to 2,000 fighters.
    value: {from: 1000, to: 2000}
    as_of: '2020'
    evidence:
    - document: alpha
      quote: between 1,000 and 2,000 fighters
      basis: {works: [doe-2020], for: sentence}
  - key: fighters-about-800
    says: It has roughly 800 members.
    value: {about: 800}
    evidence:
    - document: beta
      quote: ongeveer 800 leden
      translation: about 800 members
      basis: none
""",
}
