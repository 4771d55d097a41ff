"""What the log says of a request, and what it keeps to itself; what Prometheus is told."""

import json
import logging
import re
import socket
from collections.abc import Iterator

import pytest

from jnimref.telling.line_writer import LineWriter
from jnimref.telling.logs import JsonFormatter, logged_address, request_id
from tests.serving import Served, ask, served, until
from tests.test_launch import assert_one_line, free_port, launch


@pytest.mark.parametrize("given", ["a1", "b7f3-0000.x_y", "A" * 64])
def test_id_of_a_proxy_is_kept(given: str):
    assert request_id(given) == given


@pytest.mark.parametrize("given", [None, "", "A" * 65, "a b", "a\nb", 'a"b', "-a", "é", "a/b", "<a>"])
def test_id_that_could_do_harm_gives_way_to_a_new_one(given: str | None):
    made = request_id(given)
    assert re.fullmatch(r"[0-9a-f]{16}", made)
    assert made != request_id(given)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_of_an_address_its_network_is_logged(address: str, network: str):
    assert logged_address(address, "network") == network
    assert logged_address(address, "none") == ""
    assert logged_address(address, "full") == address


def test_line_of_the_log_is_one_whatever_it_says():
    record = logging.LogRecord("a", logging.ERROR, "", 1, "two\nlines of %s", ("\u2028x",), None)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "two\nlines of \u2028x"


def test_amount_that_is_none_is_refused():
    assert_one_line(launch(LOG_ADDRESSES="some"), "LOG_ADDRESSES must be none, network or full")


def test_port_of_metrics_that_is_none_is_refused():
    assert_one_line(launch(METRICS_PORT="http"), "METRICS_PORT must be a number from 1 to 65535")


@pytest.fixture(scope="module")
def metrics_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def site(prepared_database: str, metrics_port: int) -> Iterator[Served]:
    with served(prepared_database, ACCESS_LOG="1", METRICS_PORT=str(metrics_port)) as site:
        yield site


def line_of(site: Served, identity: str) -> dict[str, object]:
    """Return the one line of the log on a request."""
    assert until(lambda: any(line.get("request") == identity for line in site.lines()))
    [line] = [line for line in site.lines() if line.get("request") == identity]
    return line


def test_every_answer_has_the_id_that_the_log_knows(site: Served):
    answer = site.ask("/questions/fighters/?utm_source=letter", X_Forwarded_For="203.0.113.9")
    line = line_of(site, answer.headers["x-request-id"])
    assert (line["method"], line["path"], line["status"]) == ("GET", "/questions/fighters/", 200)
    assert (line["kind"], line["cache"], line["address"]) == ("profiles:question", "miss", "203.0.113.0/24")
    assert line["bytes"] == len(answer.body)


def test_page_from_memory_is_told_as_one(site: Served):
    site.ask("/about/")
    workers = 2
    lines = [line_of(site, site.ask("/about/").headers["x-request-id"]) for _ in range(4 * workers)]
    assert {"profiles:about"} == {line["kind"] for line in lines}
    assert "hit" in {line["cache"] for line in lines}


def test_id_of_a_trusted_proxy_is_passed_on(site: Served):
    assert site.ask("/healthz", X_Request_ID="from-the-proxy").headers["x-request-id"] == "from-the-proxy"
    assert line_of(site, "from-the-proxy")["kind"] == "healthz"


def test_what_a_reader_searches_for_is_not_logged(site: Served):
    answer = site.ask("/search/?q=unspeakable")
    assert line_of(site, answer.headers["x-request-id"])["path"] == "/search/"
    assert "unspeakable" not in site.log.read_text()


@pytest.mark.parametrize("path", ["/no/such/", "/static/none.css"])
def test_missing_page_is_one_line(site: Served, path: str):
    assert line_of(site, site.ask(path).headers["x-request-id"])["status"] == 404


def test_refusal_is_one_line(site: Served):
    assert line_of(site, site.ask("/", "DELETE").headers["x-request-id"])["status"] == 405


def test_what_is_no_request_is_logged_without_a_whole_address(site: Served):
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(b"no request at all\r\n\r\n")
        assert b"400" in client.recv(65536)
    assert until(lambda: "Invalid request" in site.log.read_text())
    [line] = [line for line in site.lines() if "Invalid request" in line["message"]]
    assert "127.0.0.0/24" in line["message"]
    assert "127.0.0.1" not in line["message"]


def test_lines_are_written_in_order_and_none_is_cut(capfd: pytest.CaptureFixture[str]):
    writer = LineWriter()
    lines = [f"{number} " + "x" * (number * 37 % 3000) for number in range(300)]
    for line in lines:
        writer(line)
    writer.flush()
    assert capfd.readouterr().err.splitlines() == lines


def metrics(port: int) -> dict[str, float]:
    """Return what Prometheus would read: each sample by its name with its labels."""
    samples = (line.rsplit(" ", 1) for line in ask(port, "/metrics").body.decode().splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in samples}


def test_metrics_are_of_all_workers(site: Served, metrics_port: int):
    counted = 'jnimref_requests_total{kind="profiles:method",status="200"}'
    before = metrics(metrics_port).get(counted, 0)
    for _ in range(20):
        assert site.ask("/method/").status == 200
    found = metrics(metrics_port)
    assert found[counted] - before >= 20  # and once a worker, before the first reader comes
    assert found['jnimref_request_seconds_count{cache="hit"}'] > 0
    assert until(lambda: metrics(metrics_port)["jnimref_workers"] == 2)
    assert until(lambda: metrics(metrics_port)["jnimref_database_gone"] == 0)
    assert found["jnimref_revision"] >= 1
    assert found["jnimref_page_cache_bytes"] > 1000
    assert found["jnimref_page_cache_pages"] >= 1


def test_refusals_and_missing_pages_are_counted(site: Served, metrics_port: int):
    site.ask("/", "DELETE")
    site.ask("/no/such/")
    found = metrics(metrics_port)
    assert found['jnimref_requests_total{kind="none",status="405"}'] >= 1
    assert sum(value for name, value in found.items() if 'status="404"' in name) >= 1


def test_metrics_end_with_the_server(prepared_database: str):
    port = free_port()
    with served(prepared_database, METRICS_PORT=str(port)):
        assert until(lambda: answers(port))
    assert until(lambda: not answers(port))


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
