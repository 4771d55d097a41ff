"""Write the public site as static files: one state of the data, whole or not at all."""

import json
import re
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.urls import reverse

from jnimref.static_site.addresses import LinkForm, file_name
from jnimref.static_site.asking import Answer, Asker, one_revision
from jnimref.static_site.compression import write_with_twins
from jnimref.static_site.crawl import (
    CAME_FOR,
    Crawl,
    NotWhole,
    first_addresses,
    merged_addresses,
    parameters_taken,
    static_prefix,
)
from jnimref.static_site.folder import MARK, replaced_when_whole
from jnimref.static_site.nginx import write_headers, write_rules
from jnimref.static_site.rewriting import ABOUT, Rewriter
from jnimref.static_site.search_entries import write_search_script
from jnimref.static_site.summary import Summary

NOWHERE = "/-/"  # an address at which there is nothing, and whose words mean nothing
NOT_FOUND = "/404.html"
NGINX = ".nginx"  # the folder of what benchmarks/nginx.conf includes
_CSS_LINK = re.compile(rb'url\("([^":]+)"\)')
_MOST_WAITING = 64  # files that are being compressed, or wait for it


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the summary, and how much of what."""

    summary: Summary
    pages: int
    redirects: int
    files: int  # without twins and rules
    bytes: int
    bytes_sent: int  # to a reader who takes brotli and reads all of it


def write_snapshot(folder: Path, form: LinkForm, day: date) -> Written:
    """Write a snapshot into a folder, in the place of a former one.

    Raises NotWhole for a page that can't be had, Refused and OSError for a folder that can't be written, ValueError for a
    SITE_URL that can't be read.
    """
    with replaced_when_whole(folder) as new, collected_static_files(new / ".static"), one_revision() as revision:
        writer = _Writer(new, Summary(revision, day, form, write_search_script()))
        writer.gather()
        return writer.finish()


class _Writer:
    """Writes one snapshot into an empty folder: first what the site answers, as it is, and then each file as it is to be sent."""

    def __init__(self, folder: Path, summary: Summary) -> None:
        self.folder, self.summary = folder, summary
        self.asker = Asker()
        self.crawl = Crawl(self._ask, self._keep)
        self.rewriter = Rewriter(self.crawl, summary.form)

    def gather(self) -> None:
        """Write what every address answers."""
        self.crawl.run([*first_addresses(), ABOUT])
        for old, new in merged_addresses():
            if new in self.crawl.held or new in self.crawl.redirects:
                self.crawl.redirects.setdefault(old, new)

    def finish(self) -> Written:
        """Write each file again as it is to be sent, with its twins, on as many cores as there are."""
        files = size = sent = 0
        waiting: deque[Future[int]] = deque()
        with ThreadPoolExecutor() as pool:
            for path, body in self._files():
                files, size = files + 1, size + len(body)
                waiting.append(pool.submit(write_with_twins, self.folder / file_name(path), body))
                if len(waiting) > _MOST_WAITING:
                    sent += waiting.popleft().result()
            sent += sum(one.result() for one in waiting)
        pages = sum(held.is_page and not held.path.endswith("/evidence/") for held in self.crawl.held.values())
        written = Written(self.summary, pages, len(self._moved()), files, size, sent)
        self._write_rules()
        (self.folder / MARK).write_text(_mark(written), encoding="utf-8")
        return written

    def _ask(self, address: str) -> Answer:
        return self.asker.ask(address, snapshot=self.summary, copy_address=ABOUT)

    def _keep(self, path: str, body: bytes) -> None:
        file = self.folder / file_name(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path of every file, and what it is to hold."""
        for held in self.crawl.held.values():
            body = (self.folder / file_name(held.path)).read_bytes()
            yield held.path, self.rewriter.rewrite(held, body)
        for path, to in self._moved().items():
            yield path, self.rewriter.moved_page(path, to)
        answer = self._ask(NOWHERE)
        yield NOT_FOUND, self.rewriter.rewrite_page(answer.text, NOWHERE, NOT_FOUND).encode()
        yield from _static_files(self.crawl.static_files)

    def _moved(self) -> dict[str, str]:
        """Return the paths in the snapshot that lead to others."""
        found = {path: self.crawl.find_address(path) for path in self.crawl.redirects if "?" not in path}
        return {path: held.path for path, held in sorted(found.items()) if held}

    def _write_rules(self) -> None:
        held = self.crawl.held.values()
        taken = {
            one.address: names
            for one in held
            if "?" not in one.address
            and one.address != reverse("profiles:search")
            and (names := [name for name in parameters_taken(one.address) if name != CAME_FOR])
        }
        folder = self.folder / NGINX
        folder.mkdir()
        (folder / "rules.conf").write_text(write_rules(held, self._moved(), taken), encoding="utf-8")
        (folder / "headers.conf").write_text(write_headers(self._ask(ABOUT).common_headers), encoding="utf-8")


@contextmanager
def collected_static_files(folder: Path) -> Iterator[None]:
    """Collect what pages load into a folder of its own, for as long as it is needed.

    A server may be sending files from STATIC_ROOT, and collecting takes some of them away for a moment. It comes before anything
    has used the storage, which finds its folder then.
    """
    settings.STATIC_ROOT = folder
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    yield
    shutil.rmtree(folder)


def _static_files(paths: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield static files, and those that their stylesheets name. Raises NotWhole for one that is not there."""
    waiting, seen = sorted(paths), set(paths)
    while waiting:
        path = waiting.pop()
        try:
            with staticfiles_storage.open(path.removeprefix(static_prefix())) as file:
                body: bytes = file.read()
        except FileNotFoundError:
            raise NotWhole(f"there is no {path} among the static files") from None
        yield path, body
        if path.endswith(".css"):
            named = {normpath(join(dirname(path), link.decode())) for link in _CSS_LINK.findall(body)} - seen
            seen |= named
            waiting += sorted(named)


def _mark(written: Written) -> str:
    """Return what the snapshot's own file says, as JSON."""
    summary = written.summary
    told = {
        "revision": summary.revision,
        "date": summary.day.isoformat(),
        "links": summary.form.value,
        "pages": written.pages,
        "redirects": written.redirects,
        "files": written.files,
        "bytes": written.bytes,
        "left out": [asdict(one) for one in summary.left_out],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
