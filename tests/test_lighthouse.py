"""What `make lighthouse` makes of a report: four scores, what kept them low, and whether that is good enough."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from benchmarks.lighthouse import CATEGORIES, LEAST, Result, choose_pages, fetch, measure, middle, read


def report(performance: float | None = 1, contrast: float = 1, **fields):
    """Make a report in which two audits have a score, and one of them is about an element."""
    node = {"selector": "p.faint", "snippet": "<p>"}
    categories = {name: {"score": 1, "auditRefs": []} for name in CATEGORIES}
    categories["performance"] = {
        "score": performance,
        "auditRefs": [
            {"id": "paint", "weight": 10},
            {"id": "advice", "weight": 0},
            {"id": "told", "weight": 1},
            {"id": "drawing", "weight": 0},
        ],
    }
    categories["accessibility"] = {"score": contrast, "auditRefs": [{"id": "contrast", "weight": 7}]}
    return {
        "requestedUrl": "http://127.0.0.1/",
        "environment": {"benchmarkIndex": 1000.4},
        "categories": categories,
        "audits": {
            "paint": {"title": "First paint", "score": performance, "displayValue": "3 s"},
            "advice": {"title": "Requests that block", "score": 0, "details": {"items": [{"url": "/a.css"}]}},
            "told": {"title": "Not applicable", "score": None},
            "drawing": {"title": "Longest chain", "score": 0, "details": {"items": {"longest": 3}}},
            "contrast": {"title": "Contrast", "score": contrast, "details": {"items": [{"node": node}] * 5}},
        },
        **fields,
    }


def test_a_page_without_shortcomings_is_good():
    result = read(report())
    assert result == Result(dict.fromkeys(CATEGORIES, 100), [], 1000)
    assert result.is_good


def test_every_score_has_to_be_high():
    assert read(report(performance=LEAST / 100)).is_good
    assert not read(report(performance=(LEAST - 1) / 100)).is_good
    assert not read(report(contrast=(LEAST - 1) / 100)).is_good


def test_a_low_score_is_explained():
    assert read(report(contrast=0)).shortcomings == ["accessibility: Contrast; p.faint; p.faint; p.faint"]


def test_advice_is_given_where_the_page_is_too_slow():
    assert read(report(performance=0.5)).shortcomings == [
        "performance: First paint; 3 s",
        "performance: Requests that block; /a.css",
        "performance: Longest chain",
    ]


def test_a_page_that_could_not_be_measured_is_no_result():
    with pytest.raises(ValueError, match="could not be measured: the page did not paint"):
        read(report(runtimeError={"code": "NO_FCP", "message": "the page did not paint"}))
    with pytest.raises(ValueError, match="has no score for performance"):
        read(report(performance=None))


def test_the_middle_of_three_runs_counts():
    results = [Result({"performance": score}, [], 1000) for score in (99, 60, 97)]
    assert middle(results).scores["performance"] == 97


def test_a_page_that_is_not_there_ends_the_run_before_it_begins():
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:  # answers 501, for it knows no method
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(SystemExit, match="/map/ answers 501"):
            fetch(f"http://127.0.0.1:{server.server_port}", "/map/")
        server.shutdown()


@pytest.fixture
def lighthouse(tmp_path: Path) -> Path:
    """Give a program that writes a report on its second run alone, as Lighthouse does where it loses its recording."""
    program = tmp_path / "lighthouse"
    (tmp_path / "made.json").write_text(json.dumps(report()))
    program.write_text(f"""#!/bin/sh
cd {tmp_path}
[ -e tried ] && cp made.json report.json && exit 0
touch tried
echo NO_NAVSTART >&2
exit 1
""")
    program.chmod(0o755)
    return program


def test_a_run_that_failed_is_tried_again(lighthouse):
    assert measure(lighthouse, "http://127.0.0.1/", [], lighthouse.parent).is_good


def test_where_no_run_succeeds_lighthouse_is_quoted(lighthouse):
    lighthouse.write_text("#!/bin/sh\necho NO_NAVSTART >&2\nexit 1\n")
    with pytest.raises(SystemExit, match="NO_NAVSTART"):
        measure(lighthouse, "http://127.0.0.1/", [], lighthouse.parent)


def test_one_page_of_every_kind_is_measured_and_the_longest_where_that_can_be_heavy():
    pages = {
        "/sitemap.xml": "".join(
            f"<loc>http://any{path}</loc>" for path in ("/", "/topics/a/", "/topics/b/", "/claims/", "/claims/c/", "/sources/d/")
        ),
        "/topics/a/": "short",
        "/topics/b/": "longer",
        "/sources/d/": "the text",
    }

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = pages[self.path].encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chosen = choose_pages(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    assert chosen == {"profile": "/", "map": "/map/", "topic": "/topics/b/", "reader": "/sources/d/", "claim": "/claims/c/"}
