"""Every address of the shipped site: those that pages link to or list, and those that it has ever had. Each is asked for once."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.crawling import Answer, crawl, listed

pytestmark = pytest.mark.django_db
# What had an address before claims were merged. An address that has been published stands here for good.
FORMER = (Path(__file__).parent / "data/addresses.txt").read_text(encoding="ascii").split()
# The reader at each of some 900 claims, the table of who says what by each document in each order: held where these are tested.
VARIANTS = r"\?claim=|document=.*only="


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> dict[str, Answer]:
    """Give the answer to every address."""
    with django_db_blocker.unblock():
        return crawl(["/", *listed(Client()), *FORMER], leave_out=VARIANTS)


@pytest.fixture(scope="module")
def pages(site: dict[str, Answer]) -> dict[str, str]:
    """Give the pages among them, as text."""
    return {address: answer.text for address, answer in site.items() if answer.text.lstrip().startswith("<!doctype html>")}


def test_every_address_answers(site: dict[str, Answer]):
    assert {address: answer.status_code for address, answer in site.items() if answer.status_code != 200} == {}


def test_every_former_address_answers_itself_or_leads_on_for_good(site: dict[str, Answer]):
    assert len(FORMER) == 2483
    moved = {address: site[address].redirect_chain for address in FORMER if site[address].redirect_chain}
    assert {address: chain for address, chain in moved.items() if [status for _, status in chain] != [301]} == {}


def test_no_page_links_to_an_address_that_leads_on(site: dict[str, Answer]):
    assert [address for address, answer in site.items() if answer.redirect_chain and address not in FORMER] == []


def test_no_page_links_to_what_another_can_not_follow(pages: dict[str, str]):
    assert [address for address, page in pages.items() if "address-notice" in page] == []


def test_no_page_sets_a_cookie(site: dict[str, Answer]):
    assert [address for address, answer in site.items() if answer.sets_cookies] == []


def test_every_page_has_a_strict_content_security_policy(site: dict[str, Answer]):
    policies = {answer.headers["Content-Security-Policy"] for answer in site.values()}
    assert all("default-src 'none'" in policy and "unsafe" not in policy for policy in policies)


def test_no_two_elements_of_a_page_bear_the_same_id(pages: dict[str, str]):
    twice = {}
    for address, page in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', page)
        if len(ids) != len(set(ids)):
            twice[address] = sorted({id for id in ids if ids.count(id) > 1})
    assert twice == {}


def test_every_fragment_that_a_page_links_to_on_itself_is_there(pages: dict[str, str]):
    missing = {}
    for address, page in pages.items():
        ids = set(re.findall(r'\sid="([^"]+)"', page))
        if lost := {fragment for fragment in re.findall(r'href="#([^"]+)"', page) if fragment not in ids}:
            missing[address] = lost
    assert missing == {}
