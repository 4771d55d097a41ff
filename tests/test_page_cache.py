"""Published pages from memory: what is kept, under what, and what is asked for anew."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from jnimref.serving.page_cache import PageCache
from jnimref.serving.page_store import PageStore
from jnimref.serving.revision_watch import RevisionWatch
from jnimref.serving.snapshot import SLOT

BODY = b"<p>words and words</p>" * 100


class Site:
    """A site that counts how often it is asked, and whose pages can be kept under its revision."""

    def __init__(self) -> None:
        self.revision, self.asked, self.kept, self.status = 1, 0, True, "200 OK"
        self.headers: list[tuple[str, str]] = [("Content-Type", "text/html")]
        self.environ: dict[str, Any] = {}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked += 1
        self.environ = environ
        if self.kept and SLOT in environ:
            environ[SLOT].revision = self.revision
        start_response(self.status, list(self.headers))
        return [BODY, str(self.revision).encode()]


class Watch(RevisionWatch):
    """A watch that looks when it is told to."""

    def start(self) -> None:
        pass


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def watch(site: Site) -> Watch:
    return Watch(lambda: site.revision)


@pytest.fixture
def cache(site: Site, watch: Watch) -> PageCache:
    return PageCache(site, watch, passed=("/admin/", "/static/"))


def ask(
    cache: PageCache, path: str = "/", method: str = "GET", query: str = "", **headers: str
) -> tuple[str, dict[str, str], bytes]:
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    got: list[Any] = []
    parts = cache(environ, lambda status, headers, exc_info=None: got.extend((status, dict(headers))))
    return got[0], got[1], b"".join(parts)


def test_page_is_asked_for_once_a_revision(cache: PageCache, site: Site) -> None:
    assert ask(cache) == ask(cache)
    assert site.asked == 1


def test_page_is_asked_for_anew_when_the_data_changed(cache: PageCache, site: Site, watch: Watch) -> None:
    ask(cache)
    site.revision = 2
    watch.learn(2, time.monotonic())
    assert ask(cache)[2].endswith(b"2")


def test_page_of_an_old_snapshot_is_not_sent_under_a_new_revision(cache: PageCache, site: Site, watch: Watch) -> None:
    watch.learn(2, time.monotonic())
    ask(cache)  # read in a snapshot of revision 1
    site.revision = 2
    assert ask(cache)[2].endswith(b"2")


def test_what_may_not_be_kept_is_asked_for_each_time(cache: PageCache, site: Site) -> None:
    site.kept = False
    ask(cache)
    ask(cache)
    assert site.asked == 2


@pytest.mark.parametrize("path", ["/admin/", "/admin/profiles/claim/", "/static/css/site.css"])
def test_admin_and_static_files_pass_as_they_are(cache: PageCache, site: Site, path: str) -> None:
    ask(cache, path, accept_encoding="br")
    ask(cache, path, accept_encoding="br")
    assert site.asked == 2
    assert site.environ["HTTP_ACCEPT_ENCODING"] == "br"
    assert SLOT not in site.environ


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_refused_unread(cache: PageCache, site: Site, method: str) -> None:
    status, headers, _ = ask(cache, method=method)
    assert (status, headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")
    assert site.asked == 0


def test_admin_takes_what_curators_send(cache: PageCache, site: Site) -> None:
    ask(cache, "/admin/profiles/claim/1/change/", method="POST")
    assert site.asked == 1


def test_head_is_answered_from_memory_without_a_body(cache: PageCache, site: Site) -> None:
    _, headers, _ = ask(cache)
    status, told, nothing = ask(cache, method="HEAD")
    assert (status, told, nothing) == ("200 OK", headers, b"")
    assert site.asked == 1


def test_unchanged_page_is_not_sent_again(cache: PageCache) -> None:
    _, headers, _ = ask(cache, accept_encoding="br")
    status, told, body = ask(cache, accept_encoding="br", if_none_match=f'"other", W/{headers["ETag"]}')
    assert (status, body) == ("304 Not Modified", b"")
    assert told["ETag"] == headers["ETag"]
    assert told["Cache-Control"] == headers["Cache-Control"]
    assert "Content-Length" not in told


def test_tag_of_another_encoding_is_no_match(cache: PageCache) -> None:
    _, headers, _ = ask(cache, accept_encoding="br")
    assert ask(cache, accept_encoding="gzip", if_none_match=headers["ETag"])[0] == "200 OK"


def test_hosts_and_schemes_have_pages_of_their_own(cache: PageCache, site: Site) -> None:
    ask(cache, host="one.example")
    ask(cache, host="two.example")
    ask(cache, host="two.example", x_forwarded_proto="https")
    assert site.asked == 3


def test_trackers_make_no_page_of_their_own(cache: PageCache, site: Site) -> None:
    ask(cache)
    ask(cache, query="utm_source=letter&fbclid=1")
    assert site.asked == 1


def test_filters_do_not_drive_pages_out(site: Site, watch: Watch) -> None:
    cache = PageCache(site, watch, passed=("/admin/",), pages=PageStore(50_000), filtered=PageStore(50_000))
    ask(cache)
    for number in range(200):
        ask(cache, query=f"date={number}")
    asked = site.asked
    ask(cache)
    assert site.asked == asked
    assert cache.filtered.bytes <= 50_000


def test_without_the_database_what_is_kept_is_sent_and_marked(cache: PageCache, site: Site, watch: Watch) -> None:
    ask(cache)
    site.revision, watch._seen = 2, time.monotonic() - 5
    status, headers, body = ask(cache)
    assert (status, body[-1:]) == ("200 OK", b"1")
    assert "stale" in headers["Cache-Status"]


def test_page_that_says_how_long_it_may_be_kept_knows_better(cache: PageCache, site: Site) -> None:
    site.headers.append(("Cache-Control", "max-age=604800, public"))
    assert ask(cache)[1]["Cache-Control"] == "max-age=604800, public"


def test_watch_sees_a_change_within_a_second() -> None:
    numbers = iter([1, 1, 2, *[2] * 1000])
    watch = RevisionWatch(lambda: next(numbers), interval=0.01)
    watch.start()
    try:
        until = time.monotonic() + 5
        while watch.known() != (2, False) and time.monotonic() < until:
            time.sleep(0.01)
        assert watch.known() == (2, False)
    finally:
        watch.stop()


def test_watch_that_gets_no_answer_says_that_its_number_is_old() -> None:
    def fail() -> int:
        raise OSError

    watch = RevisionWatch(fail, interval=0.01)
    watch.start()
    try:
        assert watch.known() == (None, True)
    finally:
        watch.stop()


def test_watch_takes_no_step_back() -> None:
    watch = RevisionWatch(lambda: 1)
    watch.learn(5, time.monotonic())
    watch.learn(4, time.monotonic())
    assert watch.known()[0] == 5


class SlowSite(Site):
    """A site that takes its time, so that others come while it makes a page."""

    failing = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        parts = super().__call__(environ, start_response)
        time.sleep(0.3)
        if self.failing:
            raise RuntimeError("it broke")
        return parts


class AwakeWatch(Watch):
    """A watch whose last look is never long ago."""

    def known(self) -> tuple[int | None, bool]:
        return super().known()[0], False


def six_at_once(site: SlowSite, **changed: Any) -> list[Any]:
    """Return what six get that ask at once for a kept page, a while after a change; each its answer or what was raised."""
    watch = AwakeWatch(lambda: site.revision)
    cache = PageCache(site, watch, passed=())
    ask(cache)
    site.revision += 1
    watch.learn(site.revision, time.monotonic())
    watch._former = (1, time.monotonic() - 5)
    for name, value in changed.items():
        setattr(site, name, value)

    def ask_safely(_: int) -> Any:
        try:
            return ask(cache)
        except RuntimeError as error:
            return error

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(ask_safely, range(6)))


def test_page_that_changed_is_made_once_for_all_who_ask_at_once() -> None:
    site = SlowSite()
    assert {body[-1:] for _, _, body in six_at_once(site)} == {b"2"}
    assert site.asked == 2


def test_where_a_page_can_not_be_made_each_hears_so() -> None:
    assert [str(error) for error in six_at_once(SlowSite(), failing=True)] == ["it broke"] * 6


def test_page_that_can_be_kept_no_longer_is_answered_to_each() -> None:
    answers = six_at_once(SlowSite(), kept=False, status="404 Not Found")
    assert [status for status, _, _ in answers] == ["404 Not Found"] * 6


@pytest.mark.parametrize(("seconds", "sent"), [(0.0, b"1"), (5.0, b"2")], ids=["just now", "long ago"])
def test_while_a_page_is_made_anew_the_former_is_sent_only_if_it_was_right_just_now(seconds: float, sent: bytes) -> None:
    site = SlowSite()
    watch = Watch(lambda: site.revision)
    cache = PageCache(site, watch, passed=())
    ask(cache)
    site.revision = 2
    watch.learn(2, time.monotonic())
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, cache)
        while site.asked < 2:
            time.sleep(0.001)
        watch._former = (1, time.monotonic() - seconds)
        assert ask(cache)[2][-1:] == sent
        assert first.result()[2][-1:] == b"2"


def test_the_revision_before_the_last_but_one_may_not_be_shown() -> None:
    watch = Watch(lambda: 1)
    for number in (1, 2, 3):
        watch.learn(number, time.monotonic())
    assert [watch.still_holds(number) for number in (1, 2)] == [False, True]
