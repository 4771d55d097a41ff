"""What `make bench` makes of what it measured."""

import random
from dataclasses import replace

import pytest

from benchmarks.clients import Reply
from benchmarks.dearest import LONGEST, Request, Vocabulary, breed, draw, shortened
from benchmarks.report import Report, Row, Section, Target, table
from benchmarks.soak import Soak
from benchmarks.wrk import read

SAID = """\
Running 3s test @ http://127.0.0.1:8000/
  2 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.19ms    1.02ms  31.63ms   92.94%
    Req/Sec     3.71k   350.82     4.38k    70.00%
  Latency Distribution
     50%  850.00us
     75%    2.34ms
     90%    3.01ms
     99%    1.20s
  22176 requests in 3.01s, 1.31GB read
  Socket errors: connect 0, read 3, write 0, timeout 1
  Non-2xx or 3xx responses: 12
Requests/sec:   7372.04
Transfer/sec:    445.62MB
"""
PAGE = """\
<form class="find" action="/search/"><input type="search" name="q"></form>
<form><select name="topic"><option value="">all</option><option value="size">Size</option></select></form>
<a href="?sort=topic&amp;only=one">by chapter</a> <a href="https://example.org/?x=1">elsewhere</a>
<p>Words, words.</p>
"""


def test_what_wrk_says_is_read_in_milliseconds():
    load = read(SAID)
    assert (load.per_second, load.p50, load.p99) == (7372.04, 0.85, 1200)


def test_answers_that_failed_and_connections_that_broke_are_counted():
    assert read(SAID).failed == 16


def test_what_wrk_never_says_is_refused():
    with pytest.raises(ValueError, match="unable to connect"):
        read("unable to connect to 127.0.0.1:8000 Connection refused")


@pytest.mark.parametrize(("value", "is_met"), [(0.84, False), (0.85, True), (0.86, True)])
def test_a_ratio_is_met_from_its_limit_on(value: float, is_met: bool):
    assert Target(0.85, at_least=True).is_met(value) is is_met


@pytest.mark.parametrize(("value", "is_met"), [(9.9, True), (10, True), (10.1, False)])
def test_a_time_is_met_up_to_its_limit(value: float, is_met: bool):
    assert Target(10).is_met(value) is is_met


def test_each_figure_with_a_target_says_beside_it_whether_it_is_met():
    rows = [Row("one", {"ms": 9.0}, {"ms": Target(10, of="a peer")}), Row("other", {"ms": 11.0}, {"ms": Target(10)})]
    assert [line.split("ms ≤ ")[-1] for line in table(Section("pages", rows)).splitlines()[-2:]] == [
        "10 (a peer): met",
        "10: NOT MET",
    ]


def test_a_report_names_what_is_not_met_and_nothing_else(capsys):
    report = Report()
    report.add(
        "a", Section("pages", [Row("one", {"ms": 9.0}, {"ms": Target(10)}), Row("other", {"ms": 11.0}, {"ms": Target(10)})])
    )
    assert [words.split(",")[0] for words in report.missed()] == ["pages: other"]


def test_what_forms_and_links_of_a_page_ask_is_read_off_it():
    values = Vocabulary.of({"/claims/": PAGE}).values
    assert values == {"/claims/": {"topic": ["size"], "sort": ["topic"], "only": ["one"]}, "/search/": {"q": [""]}}


def test_the_frequent_words_of_a_page_come_first():
    assert Vocabulary.of({"/": "<p class='a'>once twice twice</p>"}).words == ["twice", "once"]


def test_requests_are_short_enough_to_be_read_and_the_same_each_time():
    vocabulary = Vocabulary.of({"/claims/": PAGE})

    def drawn() -> list[Request]:
        chance = random.Random(1)
        first = [draw(vocabulary, chance) for _ in range(200)]
        return [*first, *(breed(request, vocabulary, chance) for request in first)]

    assert drawn() == drawn()
    assert max(len(request.address) for request in drawn()) <= LONGEST
    assert len({request.address for request in drawn()}) > 200


def test_a_request_is_shortened_where_it_is_longest():
    request = shortened(Request("/claims/", (("topic", "size"), ("q", "a" * 9000))))
    assert request.pairs[0] == ("topic", "size")
    assert 0 < len(request.pairs[1][1]) < LONGEST


def reply(sent: float, received: float, status: int = 200) -> Reply:
    return Reply("/", sent, received, status)


def test_a_page_is_as_old_as_the_first_edit_that_it_lacks():
    noted = Soak(edits=[0.0, 10.0, 11.0])
    noted.replies = [(reply(10.4, 10.5), 1), (reply(11.7, 11.8), 0)]
    assert noted.oldest() == pytest.approx(1.7)


def test_a_page_that_was_asked_for_before_an_edit_need_not_show_it():
    assert Soak(edits=[0.0, 10.0], replies=[(reply(9.9, 12.0), 0)]).oldest() == 0


@pytest.mark.parametrize(
    ("opened", "sent", "received", "counted"),
    [(1.0, 4.9, 5.1, 0), (1.0, 5.06, 5.07, 0), (5.08, 5.1, 5.2, 1), (1.0, 6.0, 6.1, 1), (1.0, 4.0, 4.5, 1)],
    ids=["in flight", "as it died", "on a new connection", "long after", "before"],
)
def test_only_what_was_in_flight_when_a_worker_died_may_fail(opened: float, sent: float, received: float, counted: int):
    assert len(Soak(killed=5.0, died=5.05, replies=[(replace(reply(sent, received, 0), opened=opened), -1)]).failed()) == counted


def test_memory_is_that_of_the_worker_that_lived_longest():
    memory = [(float(second), {1: 100.0 + 10 * second} | ({2: 50.0} if second > 6 else {})) for second in range(12)]
    assert Soak(began=0.0, memory=memory).growth() == pytest.approx(205 / 145)
