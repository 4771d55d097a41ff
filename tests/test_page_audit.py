"""The audit asks for a page of every kind, and names what fails."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import get_resolver, resolve

from profiles.curation.page_audit import ARGUMENTS, audit_pages, page_names
from sources.models import Work
from tests.factories import empty_database, load, write_folder
from tests.test_page_kinds import names

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_is_asked_for(monkeypatch):
    asked: set[str] = set()

    def get(client, address, **options):
        asked.add(resolve(address).view_name)
        return type("Response", (), {"status_code": 200})

    monkeypatch.setattr("profiles.curation.page_audit.Client.get", get)
    assert list(audit_pages()) == []
    assert asked == set(names(get_resolver().url_patterns)) - {"readyz"}


def test_only_what_takes_an_argument_is_given_one():
    assert {name for name, takes in page_names(get_resolver().url_patterns) if takes} == set(ARGUMENTS)


@pytest.fixture
def small_site(tmp_path):
    """Load a small site into an otherwise empty database. Every page of what is shipped is asked for in tests/faults."""
    empty_database()
    load(write_folder(tmp_path / "fixtures"))
    return tmp_path / "fixtures"


@pytest.mark.usefixtures("small_site")
def test_every_page_of_a_small_site_renders():
    assert list(audit_pages()) == []


def test_every_page_of_an_empty_site_renders():
    empty_database()
    assert list(audit_pages()) == []


def test_a_key_that_no_address_holds_is_named_with_the_pages_that_it_stops(small_site):
    Work.objects.update(key="Bad Slug")
    told = StringIO()
    with pytest.raises(CommandError, match="the rules do not hold"):
        call_command("audit", "--from", str(small_site), stdout=StringIO(), stderr=told)
    failing = [line for line in told.getvalue().splitlines() if line.startswith("rule 11: ")]
    assert any(line.startswith("rule 11: /sitemap.xml: the page (sitemap) fails: NoReverseMatch") for line in failing)
    assert any("the page (sources:work) fails: NoReverseMatch" in line for line in failing)
    assert all("Bad Slug" in line for line in failing)


@pytest.mark.usefixtures("small_site")
def test_a_page_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setitem(ARGUMENTS, "profiles:claim", lambda: ("no-such-claim",))
    assert [str(finding) for finding in audit_pages()] == [
        "rule 11: /claims/no-such-claim/: the page (profiles:claim) answers 404"
    ]
