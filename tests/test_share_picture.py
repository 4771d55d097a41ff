"""The picture beside a link to the site: site.yaml names it, or there is none."""

import pytest
from django.core.management import CommandError
from django.test import Client

from profiles.models import Site
from tests.factories import copy_shipped, edit, load

pytestmark = pytest.mark.django_db


def test_a_site_without_a_picture_shares_none(client: Client):
    Site.objects.update(share_picture={})
    page = client.get("/").content.decode()
    assert "og:image" not in page
    assert '<meta name="twitter:card" content="summary">' in page


def test_the_picture_has_the_words_that_the_site_gives_it(client: Client):
    page = client.get("/").content.decode()
    assert '<meta property="og:image:alt" content="JNIM reference: one profile from five published documents.">' in page


def test_a_picture_that_is_no_static_file_is_refused(tmp_path):
    copy_shipped(tmp_path)
    edit(tmp_path / "site.yaml", "path: img/share.png", "path: img/other.png")
    with pytest.raises(CommandError, match=r"site\.yaml, line \d+: no static file 'img/other\.png'"):
        load(tmp_path)


@pytest.mark.parametrize(
    "path", ["../settings.png", "/etc/share.png", "img/share.svg", "https://example.org/share.png", "img/../../share.png"]
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path, path):
    copy_shipped(tmp_path)
    edit(tmp_path / "site.yaml", "path: img/share.png", f"path: {path}")
    with pytest.raises(CommandError, match=r"site\.yaml, line \d+: share_picture\.path"):
        load(tmp_path)
