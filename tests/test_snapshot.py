"""`manage.py snapshot`: the whole site as files, in both forms, whole or not at all."""

import gzip
import json
import posixpath
import re
import resource
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from django.test import Client

from jnimref.static_site.folder import MARK, Refused, replaced_when_whole
from tests.snapshots import ADDRESS, OTHER_SITE, Page, Source, make_source, nginx_on


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("snapshots")


@pytest.fixture(scope="module")
def source(folder: Path) -> Source:
    return make_source(folder)


@pytest.fixture(scope="module")
def rooted(source: Source, folder: Path) -> Path:
    source.write(folder / "rooted")
    return folder / "rooted"


@pytest.fixture(scope="module")
def relative(source: Source, folder: Path) -> Path:
    source.write(folder / "relative", "--relative")
    return folder / "relative"


def pages_of(snapshot: Path) -> dict[str, Page]:
    """Return the pages of a snapshot by the names of their files."""
    return {
        file.relative_to(snapshot).as_posix(): Page(file.read_text(encoding="utf-8")) for file in sorted(snapshot.rglob("*.html"))
    }


def file_at(link: str, page: str) -> str:
    """Return the name of the file that a browser opens for a link on a page, as a server with no rules would send it."""
    path = urlsplit(link).path
    name = path.removeprefix("/") if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return f"{name}index.html" if link.startswith("/") and (not name or name.endswith("/")) else name


def broken(snapshot: Path) -> Iterator[tuple[str, str]]:
    """Yield each page and link of a snapshot where the link leads to no file, or to nothing on its page."""
    pages = pages_of(snapshot)
    assert len(pages) > 100
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = file_at(link, name) if parts.path else name
            if not (snapshot / target).is_file() or (parts.fragment and parts.fragment not in pages[target].ids):
                yield name, link


def test_every_link_leads_somewhere_from_the_root_of_a_host(rooted: Path):
    assert list(broken(rooted)) == []


def test_every_link_leads_to_a_file_from_any_folder_and_from_a_disk(relative: Path):
    links = [(name, link) for name, page in pages_of(relative).items() for link in page.links if link.startswith("/")]
    assert links == []
    assert list(broken(relative)) == []


def test_no_link_asks_a_server_for_anything_but_the_search(rooted: Path):
    asking = {link for page in pages_of(rooted).values() for link in page.links if "?" in link and not urlsplit(link).scheme}
    assert {urlsplit(link).path for link in asking} == {"/search/"}


def test_links_to_words_lead_to_the_one_page_of_their_document(rooted: Path):
    words = [link for link in pages_of(rooted)["claims/leader-odo-varn/index.html"].links if "#char=" in link]
    assert {link.split("#")[0] for link in words} <= {"/sources/atlas/", "/sources/bulletin/", "/sources/primer/"}
    assert words
    assert list(rooted.glob("sources/*/claim=*")) == []


def test_every_page_that_the_sitemap_lists_is_a_file(rooted: Path):
    listed = re.findall(rf"<loc>{ADDRESS}([^<]*)</loc>", (rooted / "sitemap.xml").read_text(encoding="utf-8"))
    assert len(listed) > 80
    assert [path for path in listed if not (rooted / file_at(path, "")).is_file()] == []


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("index.html", "Lantern Front"),
        ("404.html", "There is nothing at this address"),
        ("robots.txt", f"Sitemap: {ADDRESS}/sitemap.xml"),
        ("coverage.csv", "question key"),
        ("site.webmanifest", '"start_url": "/"'),
        ("claims/leader-odo-varn/evidence/index.html", "Odo Varn"),
        ("coverage/verdict=contradiction/index.html", "contradict"),
        ("lineage/actor=odo-varn/index.html", "Odo Varn"),
        ("timeline/kind=attacks/index.html", "/timeline/?kind=attacks"),
        ("snapshot/index.html", "from revision 1 of its data"),
    ],
)
def test_each_kind_of_file_is_there(rooted: Path, file: str, words: str):
    assert words in (rooted / file).read_text(encoding="utf-8-sig")


def test_a_document_is_there_byte_for_byte_in_words(rooted: Path):
    text = next((OTHER_SITE / "documents").glob("*.txt")).read_text(encoding="utf-8")
    longest = max(re.findall(r"[^.\n<>&\"'*_\[\]]{40,}", text), key=len).strip()
    pages = (rooted / "sources").glob("*/index.html")
    assert any(longest[:30] in re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")) for page in pages)


def test_what_has_moved_leads_on_without_a_servers_help(rooted: Path, relative: Path):
    old = "claims/varn-commands/index.html"
    assert '<meta http-equiv="refresh" content="0; url=/claims/leader-odo-varn/">' in (rooted / old).read_text()
    assert 'content="0; url=../leader-odo-varn/index.html"' in (relative / old).read_text()


def test_forms_that_only_a_server_answers_are_left_out_and_said_to_be(rooted: Path):
    pages = pages_of(rooted)
    assert {form.get("role") for page in pages.values() for form in page.forms} == {"search"}
    assert "/snapshot/#left-out" in pages["claims/index.html"].links


@pytest.mark.parametrize("form", ["rooted", "relative"])
def test_twins_hold_what_their_files_hold(form: str, request: pytest.FixtureRequest):
    snapshot: Path = request.getfixturevalue(form)
    twins = sorted(snapshot.rglob("*.gz"))
    assert len(twins) > 100
    for twin in twins:
        body = twin.with_suffix("").read_bytes()
        assert gzip.decompress(twin.read_bytes()) == body
        assert brotli.decompress(twin.with_suffix(".br").read_bytes()) == body
    large = [file for file in snapshot.rglob("*.html") if file.stat().st_size > 500]
    assert [file for file in large if not file.with_name(f"{file.name}.gz").exists()] == []


def test_a_second_run_takes_the_place_of_the_first_with_the_same_bytes(source: Source, rooted: Path):
    def contents() -> dict[str, bytes]:
        return {str(file.relative_to(rooted)): file.read_bytes() for file in rooted.rglob("*") if file.is_file()}

    first = contents()
    (rooted / "left-over.html").write_text("of another revision")
    source.write(rooted)
    assert contents() == first
    assert [file.name for file in rooted.parent.iterdir() if "partial" in file.name or "former" in file.name] == []


def test_a_file_says_the_revision_the_date_and_what_is_left_out(rooted: Path):
    told = json.loads((rooted / "snapshot.json").read_text(encoding="utf-8"))
    assert told["revision"] == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["date"])
    assert [one["what"] for one in told["left out"]][:2] == ["Filter forms and combined filters", "Search without JavaScript"]


def test_the_search_reads_no_more_than_so_many_bytes(rooted: Path):
    assert 5_000 < (rooted / "search" / "entries.js").stat().st_size < 2_000_000


def test_a_full_disk_changes_nothing(source: Source, rooted: Path):
    """No file may grow beyond 20 kB: on a full disk it is the same, but that it comes later."""
    before = sorted(file.name for file in rooted.parent.iterdir())
    marked = (rooted / "snapshot.json").read_bytes()
    done = source.manage("snapshot", str(rooted), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"CommandError: can't write .*: File too large\n", done.stderr)
    assert sorted(file.name for file in rooted.parent.iterdir()) == before
    assert (rooted / "snapshot.json").read_bytes() == marked


def test_what_is_no_snapshot_is_not_touched(source: Source, tmp_path: Path):
    (tmp_path / "letter.txt").write_text("dear")
    done = source.manage("snapshot", str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "holds something else than a snapshot" in done.stderr
    assert [file.name for file in tmp_path.rglob("*")] == ["letter.txt"]


def test_without_a_database_there_is_one_line_and_nothing_else(source: Source, tmp_path: Path):
    empty = Source(source.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"})
    done = empty.manage("snapshot", str(tmp_path / "site"))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "the database does not answer, or lacks tables" in done.stderr
    assert [file.name for file in tmp_path.iterdir() if not file.name.startswith("empty.sqlite3")] == []


def test_a_folder_that_fails_in_the_middle_leaves_what_was_there(tmp_path: Path):
    former = tmp_path / "site"
    former.mkdir()
    (former / MARK).write_text("former")
    with pytest.raises(IsADirectoryError), replaced_when_whole(former) as new:
        new.write_text("of a page")
    assert [file.name for file in tmp_path.rglob("*")] == ["site", MARK]
    with replaced_when_whole(former) as new:
        (new / "whole").write_text("written")
        assert (former / MARK).read_text() == "former"
    assert [file.name for file in former.iterdir()] == ["whole"]


def test_a_folder_that_a_killed_run_left_is_taken_away_and_one_that_is_written_is_not(tmp_path: Path):
    (tmp_path / ".site.partial").mkdir()
    (tmp_path / ".site.partial" / "half").write_text("written")
    with replaced_when_whole(tmp_path / "site") as new:
        assert list(new.iterdir()) == []
        with pytest.raises(Refused, match="another snapshot is being written"), replaced_when_whole(tmp_path / "site"):
            pass
        (new / "whole").write_text("written")
    assert [file.name for file in tmp_path.rglob("*")] == ["site", "whole"]


def test_a_folder_under_a_file_can_not_be_written(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(Refused, match="is no folder"), replaced_when_whole(tmp_path / "letter.txt"):
        pass
    with pytest.raises(OSError, match="exists"), replaced_when_whole(tmp_path / "letter.txt" / "site"):
        pass


@pytest.fixture(scope="module")
def nginx(rooted: Path) -> Iterator[str]:
    """Give the address at which nginx serves the snapshot, as benchmarks/nginx.conf says."""
    with nginx_on(rooted) as address:
        yield address


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def ask(url: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    """Return status, headers and body of an answer, whatever it is."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Unfollowed)
    try:
        with opener.open(urllib.request.Request(url, method=method, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers, refusal.read()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/lineage/?actor=odo-varn", "lineage/actor=odo-varn/index.html"),
        ("/coverage/?reason=different%20date", "coverage/reason=different+date/index.html"),
        ("/coverage/?verdict=differ&sort=verdict", "coverage/sort=verdict/verdict=differ/index.html"),
        ("/claims/?utm_source=mail", "claims/index.html"),
        ("/search/?q=Varn", "search/index.html"),
        ("/sources/primer/?claim=leader-odo-varn", "sources/primer/index.html"),
    ],
)
def test_nginx_sends_what_an_address_of_the_site_asks_for(nginx: str, rooted: Path, address: str, file: str):
    status, headers, body = ask(f"{nginx}{address}")
    assert (status, headers["Content-Type"], body) == (200, "text/html; charset=utf-8", (rooted / file).read_bytes())


@pytest.mark.parametrize(
    ("address", "status", "to"),
    [
        ("/claims/varn-commands/", 301, "/claims/leader-odo-varn/"),
        ("/claims/varn-commands/evidence/", 301, "/claims/leader-odo-varn/evidence/"),
        ("/relations/?actor=odo-varn", 301, "/lineage/?actor=odo-varn"),
        ("/claims", 301, "/claims/"),
        ("/claims/?topic=leaders&document=atlas", 302, "/snapshot/#left-out"),
    ],
)
def test_nginx_leads_on_from_what_has_moved_and_from_filters_that_are_left_out(nginx: str, address: str, status: int, to: str):
    answer = ask(f"{nginx}{address}")
    assert (answer[0], answer[1]["Location"]) == (status, to)


def test_nginx_sends_twins_as_they_lie(nginx: str, rooted: Path):
    _, headers, body = ask(f"{nginx}/", **{"Accept-Encoding": "gzip"})
    assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert body == (rooted / "index.html.gz").read_bytes()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/coverage.csv", "text/csv; charset=utf-8"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/sitemap.xml", "application/xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/favicon.ico", "image/x-icon"),
        ("/search/entries.js", "text/javascript; charset=utf-8"),
    ],
)
def test_nginx_says_of_each_file_what_it_is(nginx: str, address: str, kind: str):
    status, headers, _ = ask(f"{nginx}{address}", "HEAD")
    assert (status, headers["Content-Type"]) == (200, kind)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/claims/fighters-about-800/", "/nowhere/"])
def test_nginx_sends_the_headers_that_the_site_sends(nginx: str, client: Client, address: str):
    told = dict(client.get(address).headers)
    _, headers, _ = ask(f"{nginx}{address}")
    of_file = {"Content-Type", "Content-Length", "Vary", "Cache-Control"}
    assert len(told.keys() - of_file) >= 5
    for name in told.keys() - of_file:
        assert sorted(headers[name].split("; ")) == sorted(told[name].split("; ")), name


def test_nginx_marks_what_is_no_page_and_names_a_download(nginx: str):
    assert ask(f"{nginx}/claims/leader-odo-varn/evidence/")[1]["X-Robots-Tag"] == "noindex"
    assert "who-says-what.csv" in ask(f"{nginx}/coverage.csv")[1]["Content-Disposition"]
    assert ask(f"{nginx}/")[1]["X-Robots-Tag"] is None


def test_nginx_has_static_files_kept_for_ever_and_pages_asked_for_again(nginx: str, rooted: Path):
    sheet = next((rooted / "static" / "css").glob("site.*.css"))
    assert "immutable" in ask(f"{nginx}/static/css/{sheet.name}")[1]["Cache-Control"]
    status, headers, _ = ask(f"{nginx}/")
    assert headers["Cache-Control"].startswith("public, max-age=0,")
    assert (status, ask(f"{nginx}/", **{"If-None-Match": headers["ETag"]})[0]) == (200, 304)


@pytest.mark.parametrize("address", ["/nowhere/", "/.nginx/rules.conf", "/healthz", "/admin/"])
def test_nginx_has_nothing_else(nginx: str, address: str):
    status, _, body = ask(f"{nginx}{address}")
    assert status == 404
    assert "There is nothing at this address" in body.decode()


def test_nginx_is_only_read_from(nginx: str):
    assert ask(f"{nginx}/", "POST")[0] == 405
    assert ask(f"{nginx}/")[1]["Server"] == "nginx"
