"""What was merged keeps its address, which leads to what stays; its key is never used again."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from django.test import Client

from profiles.models import Claim, MergedActor, MergedClaim, MergedPlace, MergedQuestion
from sources.models import Citation, MergedWork
from tests.crawling import listed
from tests.factories import (
    copy_shipped,
    edit,
    empty_database,
    home_of,
    load,
    make_actor,
    make_claim,
    make_place,
    make_work,
    snapshot,
    write_folder,
)

pytestmark = pytest.mark.django_db

MERGED = "claims:\n- {key: fighters-some-800, merged_into: fighters-about-800}\n"


@pytest.fixture
def folder(tmp_path):
    """Return a small fixture folder that has been loaded into an otherwise empty database."""
    empty_database()
    write_folder(tmp_path / "fixtures")
    load(tmp_path / "fixtures")
    return tmp_path / "fixtures"


@pytest.mark.parametrize(
    ("merged", "make", "address"),
    [
        (MergedClaim, make_claim, "/claims/{}/"),
        (MergedClaim, make_claim, "/claims/{}/evidence/"),
        (MergedQuestion, lambda: home_of(make_claim()), "/questions/{}/"),
        (MergedActor, make_actor, "/actors/{}/"),
        (MergedPlace, make_place, "/places/{}/"),
        (MergedWork, make_work, "/works/{}/"),
    ],
    ids=["claim", "panel", "question", "actor", "place", "work"],
)
def test_a_merged_address_leads_to_what_stays(client: Client, merged, make, address):
    stays = make()
    merged.objects.create(key="former", into=stays)
    response = client.get(address.format("former") + "?utm_source=x&from=search")
    assert (response.status_code, response.headers["Location"]) == (301, address.format(stays.key) + "?from=search")


def test_every_address_that_there_was_answers_or_leads_on(client: Client):
    """Each address of when the profile held 987 claims is one of today's, which the crawl asks for, or one step from it."""
    addresses = (Path(__file__).parent / "data/addresses.txt").read_text(encoding="utf-8").split()
    today = set(listed(client))
    today |= {f"{address}evidence/" for address in today if address.startswith("/claims/")}
    former = [address for address in addresses if address not in today]
    answers = {address: client.get(address) for address in former}
    lost = [
        address
        for address, response in answers.items()
        if response.status_code != 200
        and (response.status_code != 301 or response.headers["Location"].split("?")[0] not in today)
    ]
    assert (len(addresses), lost) == (2483, [])
    assert sum(response.status_code == 301 for response in answers.values()) > len(former) / 2


def test_an_address_that_never_was_is_still_a_404(client: Client):
    assert client.get("/claims/never/").status_code == 404


def test_the_reader_marks_the_words_of_the_claim_that_stays(client: Client):
    claim = make_claim()
    MergedClaim.objects.create(key="former", into=claim)
    address = claim.evidence.get().passage.document.get_absolute_url()
    assert client.get(f"{address}?claim=former").content.count(b"data-current") > 0


def merge_fighters(folder):
    """Let the folder's two claims on fighters be one: the first gives way, and its evidence joins the other's."""
    path = folder / "profile/size.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - key: fighters-1000-to-2000"), text.index("  - key: fighters-about-800")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    (folder / "merged.yaml").write_text(
        "claims:\n- {key: fighters-1000-to-2000, merged_into: fighters-about-800}\n", encoding="utf-8"
    )


def test_a_claim_that_was_merged_in_the_files_leads_to_the_other(folder, client: Client):
    merge_fighters(folder)
    load(folder)
    assert not Claim.objects.filter(key="fighters-1000-to-2000").exists()
    assert client.get("/claims/fighters-1000-to-2000/").headers["Location"] == "/claims/fighters-about-800/"


def test_a_claim_that_a_curator_changed_is_not_merged_unseen(folder):
    Claim.objects.filter(key="fighters-1000-to-2000").update(says="As a curator sees it.")
    merge_fighters(folder)
    assert "kept the curators' version of claim:fighters-1000-to-2000" in load(folder)[1]
    assert Claim.objects.filter(key="fighters-1000-to-2000").exists()


def test_a_claim_is_merged_that_others_were_merged_into(folder, client: Client):
    (folder / "merged.yaml").write_text("claims:\n- {key: former, merged_into: fighters-1000-to-2000}\n", encoding="utf-8")
    load(folder)
    merge_fighters(folder)
    with (folder / "merged.yaml").open("a", encoding="utf-8") as file:
        file.write("- {key: former, merged_into: fighters-1000-to-2000}\n")
    load(folder)
    assert client.get("/claims/former/").headers["Location"] == "/claims/fighters-about-800/"


def test_a_chain_of_merged_keys_leads_to_its_end(folder):
    lines = "- {key: b, merged_into: a}\n- {key: a, merged_into: leader-emir}\n"
    (folder / "merged.yaml").write_text(f"claims:\n{lines}", encoding="utf-8")
    load(folder)
    assert MergedClaim.objects.get(key="b").into.key == "leader-emir"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("- {key: leader-emir, merged_into: fighters-about-800}\n", "'leader-emir' is merged, and can't be used again"),
        ("- {key: a, merged_into: nobody}\n", "nothing with the key 'nobody' to be merged into"),
        ("- {key: a, merged_into: b}\n- {key: b, merged_into: a}\n", "lead in a circle"),
        ("- {key: a, merged_into: leader-emir}\n- {key: a, merged_into: leader-emir}\n", "'a' stands twice"),
    ],
    ids=["in use", "nowhere", "circle", "twice"],
)
def test_a_merged_key_that_can_not_lead_on_is_refused(folder, lines, told):
    (folder / "merged.yaml").write_text(f"claims:\n{lines}", encoding="utf-8")
    before = snapshot()
    with pytest.raises(CommandError, match=f"merged.yaml, line [23]: .*{told}"):
        load(folder)
    assert snapshot() == before


@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_a_merged_key_that_left_its_file_is_refused(folder, options):
    (folder / "merged.yaml").write_text(MERGED, encoding="utf-8")
    load(folder)
    (folder / "merged.yaml").write_text("claims: []\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"merged claim 'fighters-some-800' is gone from merged\.yaml"):
        load(folder, *options)


def test_a_merged_key_is_not_used_again(folder):
    (folder / "merged.yaml").write_text(MERGED, encoding="utf-8")
    load(folder)
    edit(folder / "profile/leaders.yaml", "key: leader-emir", "key: fighters-some-800")
    (folder / "merged.yaml").unlink()
    with pytest.raises(CommandError, match="'fighters-some-800' was merged, and can't be used again"):
        load(folder)


def test_citations_of_a_merged_work_are_of_the_work_that_stays(folder):
    edit(folder / "works.yaml", "key: doe-2020", "key: doe-the-group")
    (folder / "merged.yaml").write_text("works:\n- {key: doe-2020, merged_into: doe-the-group}\n", encoding="utf-8")
    edit(folder / "profile/size.yaml", "works: [doe-2020]", "works: [doe-the-group]")
    load(folder)
    assert list(Citation.objects.values_list("work__key", flat=True)) == ["doe-the-group"]
    assert MergedWork.objects.get(key="doe-2020").into.key == "doe-the-group"


def test_no_shipped_key_is_both_merged_and_in_use(tmp_path):
    copy_shipped(tmp_path)
    assert "unchanged" in load(tmp_path)[0]
