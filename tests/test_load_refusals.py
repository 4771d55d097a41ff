"""A fixture folder in which something does not hold is refused by file, line or key, and nothing of it is loaded."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from profiles.models import Evidence
from sources.models import Document
from tests.factories import edit, empty_database, load, seal, snapshot, write_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """Return a small fixture folder that has been loaded into an otherwise empty database."""
    empty_database()
    write_folder(tmp_path / "fixtures")
    load(tmp_path / "fixtures")
    return tmp_path / "fixtures"


def refused(folder: Path, *options: str) -> str:
    """Try to load a folder that must not load, with another change that could be; check that nothing was; return why."""
    edit(folder / "works.yaml", "note: As cited.", "note: As changed.")
    before = snapshot()
    with pytest.raises(CommandError) as failure:
        load(folder, *options)
    assert snapshot() == before
    return str(failure.value)


def line_of(path: Path, words: str) -> int:
    """Return the only line of a file that is these words, or else holds them."""
    lines = list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
    [number] = [number for number, line in lines if line.strip() == words] or [number for number, line in lines if words in line]
    return number


# What is changed, in which file; the words on the line that is named; what is said of it.
REFUSALS = {
    "broken YAML": ("profile/size.yaml", "mode: exclusive", "mode: [exclusive", "value: {kind: number", "not YAML"),
    "unknown key": ("profile/size.yaml", "ask: How", "asks: How", "asks: How", "unknown key 'questions.0.asks'"),
    "missing key": (
        "profile/size.yaml",
        "  mode: exclusive\n",
        "",
        "- key: fighters",
        "the key 'questions.0.mode' is missing",
    ),
    "key twice": (
        "profile/size.yaml",
        "title: Size",
        "title: Size\ntitle: Sizes",
        "title: Sizes",
        "the key 'title' stands twice",
    ),
    "word of another list": (
        "profile/size.yaml",
        "reason: different definition",
        "reason: different meaning",
        "reason: different meaning",
        "not 'different meaning'",
    ),
    "quote not found": (
        "profile/size.yaml",
        "quote: ongeveer 800 leden",
        "quote: ongeveer 900 leden",
        "quote: ongeveer 900",
        "fighters-about-800: beta: not found in the text: “ongeveer 900 leden”; the text holds “ongeveer”, but not “900”",
    ),
    "quote found twice": (
        "profile/leaders.yaml",
        "quote: It is led by the emir.",
        "quote: emir",
        "quote: emir",
        "leader-emir: alpha: found 2 times: “emir”; add a prefix",
    ),
    "quote over two passages": (
        "profile/leaders.yaml",
        "quote: It is led by the emir.",
        "quote: (Doe 2020). It is led by the emir.",
        "quote: (Doe 2020).",
        "leader-emir: the quote runs over more than one passage of alpha",
    ),
    "furniture as evidence": (
        "profile/leaders.yaml",
        "quote: It is led by the emir.",
        "quote: Leave a Reply",
        "quote: Leave a Reply",
        "leader-emir: p4 of alpha is page furniture, not evidence",
    ),
    "same words twice": (
        "profile/leaders.yaml",
        "      basis: none",
        "      basis: none\n    - document: alpha\n      quote: It is  led by the emir.\n      basis: own",
        "quote: It is  led",
        "leader-emir: these words are already evidence for this claim",
    ),
    "claim key in two files": (
        "profile/size.yaml",
        "- key: fighters-about-800",
        "- key: leader-emir",
        "- key: leader-emir",
        "the claim key 'leader-emir' also stands in leaders.yaml",
    ),
    "question key in two files": (
        "profile/size.yaml",
        "- key: fighters\n",
        "- key: leader\n",
        "- key: leader",
        "the question key 'leader' also stands in leaders.yaml",
    ),
    "actor key twice": ("actors.yaml", "- key: jnim", "- key: emir", None, "the key 'emir' stands twice"),
    "place key twice": ("places.yaml", "- key: mali", "- key: gao", None, "the key 'gao' stands twice"),
    "work key twice": (
        "works.yaml",
        "  note: As cited.",
        "  note: As cited.\n- key: doe-2020\n  kind: book\n  title: More",
        None,
        "the key 'doe-2020' stands twice",
    ),
    "unknown actor": ("profile/leaders.yaml", "{actor: emir}", "{actor: sultan}", "actor: sultan", "no actor or place 'sultan'"),
    "unknown actor asked about": (
        "profile/size.yaml",
        "  mode: exclusive",
        "  about: gsim\n  mode: exclusive",
        "about: gsim",
        "no actor 'gsim' in actors.yaml",
    ),
    "unknown place": ("profile/leaders.yaml", "places: [gao]", "places: [kidal]", "places: [kidal]", "no place 'kidal'"),
    "unknown place to lie within": (
        "places.yaml",
        "within: mali",
        "within: niger",
        "within: niger",
        "no place 'niger' for 'gao'",
    ),
    "places within each other": (
        "places.yaml",
        "name: Mali\n  kind: country",
        "name: Mali\n  kind: country\n  within: gao",
        "places:",
        "places lie within each other",
    ),
    "unknown work": ("profile/size.yaml", "[doe-2020]", "[roe-2021]", "[roe-2021]", "no work 'roe-2021'"),
    "unknown document": ("profile/size.yaml", "document: beta", "document: gamma", "document: gamma", "no document 'gamma'"),
    "value of another kind": (
        "profile/size.yaml",
        "value: {about: 800}",
        "value: {date: '2020'}",
        "value: {date",
        "fighters-about-800: not a number: {'date': '2020'}",
    ),
    "value in words": (
        "profile/size.yaml",
        "value: {about: 800}",
        "value: {about: eight hundred}",
        "eight hundred",
        "fighters-about-800: not a number: 'eight hundred'",
    ),
    "value that can be read twice": (
        "profile/size.yaml",
        "value: {about: 800}",
        "value: {about: 0800}",
        "0800",
        "'0800' can be read in more than one way",
    ),
    "negative count": (
        "profile/size.yaml",
        "value: {about: 800}",
        "value: {about: -800}",
        "about: -800",
        "fighters-about-800: a number is never negative: -800",
    ),
    "share of more than the whole": (
        "profile/size.yaml",
        "unit: persons",
        "unit: per cent",
        "{from: 1000, to: 2000}",
        "fighters-1000-to-2000: 1000 is more than the whole",
    ),
    "value missing": (
        "profile/size.yaml",
        "    value: {about: 800}\n",
        "",
        "- key: fighters-about-800",
        "fighters-about-800: a value of kind number is missing",
    ),
    "unit of what is no number": (
        "profile/leaders.yaml",
        "{kind: actor}",
        "{kind: actor, unit: persons}",
        "unit: persons",
        "only numbers",
    ),
    "event of what has no one date": (
        "profile/size.yaml",
        "  mode: exclusive",
        "  mode: exclusive\n  event: Members counted",
        "event: Members counted",
        "only answers that compete for one date are of one event",
    ),
    "event too long for the picture": (
        "profile/leaders.yaml",
        "{actor: emir}",
        "{actor: emir}\n    event: Somebody became the leader of the group that day",
        "- key: leader-emir",
        "45",
    ),
    "date of a claim": (
        "profile/size.yaml",
        "as_of: '2020'",
        "as_of: early 2020",
        "as_of: early 2020",
        "fighters-1000-to-2000: not an EDTF date: 'early 2020'",
    ),
    "date of a work": ("works.yaml", "date: '2020'", "date: '2020-13'", "date: '2020-13'", "not an EDTF date: '2020-13'"),
    "date of a document": (
        "documents/alpha.yaml",
        "language: en",
        "language: en\ndate: May 2020",
        "date: May 2020",
        "not an EDTF date: 'May 2020'",
    ),
    "published without support": (
        "profile/leaders.yaml",
        "      basis: none",
        "      basis: none\n      stance: context",
        "- key: leader-emir",
        "leader-emir is published, but no evidence supports it",
    ),
    "withdrawn without a why": (
        "profile/leaders.yaml",
        "    places: [gao]",
        "    places: [gao]\n    status: withdrawn",
        "- key: leader-emir",
        "leader-emir is withdrawn, but does not say why",
    ),
    "repeats a document without evidence": (
        "profile/leaders.yaml",
        "      basis: none",
        "      basis: none\n      repeats: {document: beta, ground: verbatim, note: The same words.}",
        "repeats:",
        "leader-emir: 'beta' is repeated, but has no evidence for this claim",
    ),
    "topic in a file of another name": (
        "profile/size.yaml",
        "topic: size",
        "topic: sizes",
        "topic: sizes",
        "must be named sizes.yaml",
    ),
    "document in a file of another name": (
        "documents/beta.yaml",
        "slug: beta",
        "slug: gamma",
        "slug: gamma",
        "must be named gamma.yaml",
    ),
    "rule that does not fit the text": (
        "documents/beta.yaml",
        "begins: De groep telt",
        "begins: De groep is",
        "passages:",
        "line 1 begins “De groep telt ongeveer 800 leden.”, not “De groep is”",
    ),
    "citation of an unknown work": (
        "documents/beta.yaml",
        "title: De groep",
        "title: De groep\ncitations:\n- quote: ongeveer 800 leden\n  work: roe-2021",
        "work: roe-2021",
        "no work 'roe-2021' in works.yaml",
    ),
    "citation that is not in the text": (
        "documents/beta.yaml",
        "title: De groep",
        "title: De groep\ncitations:\n- quote: ongeveer 900 leden\n  work: doe-2020",
        "quote: ongeveer 900",
        "not found in the text: “ongeveer 900 leden”",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_wrong_is_named_by_file_and_line_and_nothing_is_loaded(folder, case):
    name, old, new, words, told = REFUSALS[case]
    edit(folder / name, old, new)
    said = refused(folder)
    assert f"{Path(name).name}, line {line_of(folder / name, words) if words else ''}" in said
    assert told in said


def test_a_text_that_was_changed_on_disk_is_refused(folder):
    edit(folder / "documents/alpha.txt", "2,000", "2,001")
    told = refused(folder)
    assert "alpha.yaml, line 3: alpha.txt is not the text that this entry was written for" in told


def test_a_text_that_is_not_utf8_is_refused(folder):
    (folder / "documents/alpha.txt").write_bytes(b"The group in M\xe9naka")
    assert "alpha.yaml, line 2: the text alpha.txt is not UTF-8" in refused(folder)


def test_a_text_that_is_missing_is_refused(folder):
    (folder / "documents/alpha.txt").unlink()
    assert "alpha.yaml, line 2: the text alpha.txt: cannot be read: No such file" in refused(folder)


def test_a_text_that_is_replaced_under_claims_is_refused_though_every_quote_is_still_there(folder):
    edit(folder / "documents/alpha.txt", "lives in Gao", "lives in Kidal")
    seal(folder, "alpha")
    assert "alpha.yaml, line 3: alpha.txt replaces a text that claims rest on" in refused(folder)


def test_replace_anchors_the_quotes_again_in_a_replaced_text(folder):
    edit(folder / "documents/alpha.txt", "The group has", "Now the group has")
    seal(folder, "alpha")
    load(folder, "--replace")
    evidence = Evidence.objects.get(claim__key="leader-emir")
    assert evidence.words == "It is led by the emir."
    assert evidence.passage.document.text[evidence.start : evidence.end] == "It is led by the emir."


def test_replace_refuses_a_text_that_no_longer_holds_a_quote(folder):
    edit(folder / "documents/alpha.txt", "It is led by the emir.", "It is led by nobody.")
    seal(folder, "alpha")
    assert "leader-emir: alpha: not found in the text" in refused(folder, "--replace")


def test_a_text_that_no_claim_rests_on_can_be_replaced(folder):
    size = folder / "profile/size.yaml"
    size.write_text(
        size.read_text(encoding="utf-8").replace("    evidence:\n", "    status: draft\n    evidence:\n"), encoding="utf-8"
    )
    load(folder)
    size.unlink()
    load(folder)
    edit(folder / "documents/beta.txt", "800", "900")
    seal(folder, "beta")
    load(folder)
    assert "900" in Document.objects.get(slug="beta").text


def test_a_work_that_a_document_cites_can_not_be_left_out(folder):
    more = "works:\n- key: roe-2021\n  kind: book\n  title: Other\n  note: As cited.\n"
    (folder / "works.yaml").write_text(more, encoding="utf-8")
    edit(folder / "profile/size.yaml", "{works: [doe-2020], for: sentence}", "none")
    assert "the work 'doe-2020' is gone from the files, and its address lasts" in refused(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="none is not a folder of fixtures"):
        load(tmp_path / "none")


def test_a_file_that_is_not_there_is_refused(folder):
    (folder / "actors.yaml").unlink()
    assert "actors.yaml: cannot be read" in refused(folder)


def test_words_that_are_too_long_are_refused_by_line_and_key(folder):
    edit(folder / "documents/beta.yaml", "language: nl", f"language: {'nl' * 20}")
    assert "language: String should have at most 35 characters" in refused(folder)
