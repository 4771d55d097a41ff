"""The page about the site: who makes it and how to reach them, as the operator's settings say, or “not stated”."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.test import Client

from jnimref.launch import warn_of_what_is_not_stated
from sources.models import Document
from tests.environment import SECRET_KEY
from tests.markup import markup_of

pytestmark = pytest.mark.django_db


def facts(client: Client) -> dict[str, str]:
    """Return what the page says under each of its labels, as HTML."""
    page = markup_of(client.get("/about/"))
    return {label: said.strip() for label, said in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)}


def run(**environ: str) -> subprocess.CompletedProcess[str]:
    """Import the settings as a start does."""
    return subprocess.run(
        [sys.executable, "-c", "from jnimref import settings; print(settings.OPERATOR, settings.OPERATOR_CONTACT, sep='|')"],
        cwd=django_settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": SECRET_KEY, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_not_set_is_said_to_be_not_stated(client: Client):
    said = facts(client)
    assert (said["Made by"], said["Contact"]) == ("not stated", "not stated")
    assert "Where to send it is not stated." in markup_of(client.get("/about/"))


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/contact?from=a&to=b", "https://example.org/contact?from=a&amp;to=b"),
    ],
)
def test_the_operator_and_the_way_to_them_are_those_of_the_settings(client: Client, settings, contact: str, address: str):
    settings.OPERATOR, settings.OPERATOR_CONTACT = "An Institute & Co.", contact
    said = facts(client)
    assert said["Made by"] == "An Institute &amp; Co."
    assert f'href="{address}"' in said["Contact"]
    assert markup_of(client.get("/about/")).count(f'href="{address}"') == 2  # once to reach them, once to report a mistake
    assert "An Institute &amp; Co.:" in markup_of(client.get("/about/"))  # how to cite the site


def test_the_site_is_cited_by_the_address_of_its_first_page(client: Client):
    [text] = re.findall(r'<p class="citation-text">(.*?)</p>', markup_of(client.get("/about/")))
    assert text.endswith(" http://testserver/")


def test_the_texts_are_their_authors_and_each_is_named_with_what_it_says_of_itself(client: Client):
    page = markup_of(client.get("/about/"))
    assert "The documents remain their authors’." in page
    for document in Document.objects.all():
        assert f"; publisher: {document.publisher or 'not stated'}; date: {document.date_in_words or 'not stated'}</li>" in page


@pytest.mark.parametrize("part", ["The documents", "Our words", "The code"])
def test_a_licence_that_nobody_has_given_is_not_stated(client: Client, part: str):
    assert "not stated" in facts(client)[part]


def test_the_typefaces_and_the_maps_bear_the_licences_that_they_came_with(client: Client):
    said = facts(client)
    for name in ("literata", "inter"):
        licence = (django_settings.BASE_DIR / f"static/fonts/OFL-{name}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.replace("\n", " ")
        assert f"OFL-{name}" in said["The typefaces"]
    assert "SIL Open Font License 1.1" in said["The typefaces"]
    assert "CC BY 4.0" in said["The maps"]


@pytest.mark.parametrize("address", ["/", "/method/", "/sources/"])
def test_every_page_leads_to_it(client: Client, address: str):
    assert '<a href="/about/">' in client.get(address).content.decode()


@pytest.mark.parametrize("contact", ["", "  ", "desk@example.org", "https://example.org/write-to-us"])
def test_a_contact_is_a_mail_or_an_https_address(contact: str):
    done = run(OPERATOR=" A. N. Other ", OPERATOR_CONTACT=contact)
    assert done.stdout == f"A. N. Other|{contact.strip()}\n"


@pytest.mark.parametrize(
    "contact", ["nobody", "http://example.org/", "javascript:alert(1)", "https://", "a@b@c", "https://a b.org"]
)
def test_what_is_neither_is_refused_with_what_it_has_to_be(contact: str):
    done = run(OPERATOR_CONTACT=contact)
    assert done.returncode != 0
    assert f"OPERATOR_CONTACT must be a mail address or begin with https://, and is {contact!r}" in done.stderr


@pytest.mark.parametrize(
    ("operator", "contact", "missing"),
    [
        ("", "", "OPERATOR and OPERATOR_CONTACT"),
        ("A", "", "OPERATOR_CONTACT"),
        ("", "a@example.org", "OPERATOR"),
        ("A", "a@example.org", ""),
    ],
)
def test_the_start_says_in_one_line_what_is_missing(settings, capsys, operator: str, contact: str, missing: str):
    settings.OPERATOR, settings.OPERATOR_CONTACT = operator, contact
    warn_of_what_is_not_stated()
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (f"jnimref: /about/ says “not stated” of who makes the site: set {missing}\n" if missing else "")
