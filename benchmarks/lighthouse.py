"""How the main pages do in Lighthouse: `make lighthouse`. Exits 1 unless every score is at least 98.

Each page is measured as Lighthouse does by default, on a slow phone with a slow connection that it simulates, and then as on a
desk. The site runs as `make run` starts it, on a database made for the run; Chromium reaches this machine alone. Speed varies on
a machine that does other work at the same time: a page that is too slow is measured twice more, and the middle score counts.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.node import install
from tests.browser.site import running_site

HERE = Path(__file__).resolve().parent
PAGES = {"profile": "/", "map": "/map/"}
LONGEST = {"topic": "/topics/", "reader": "/sources/"}  # what these addresses begin with: the longest page of each
FIRST = {"claim": "/claims/"}  # the first page
DEVICES = {"phone": [], "desk": ["--preset=desktop"]}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 98  # of 100
ATTEMPTS = 3  # Lighthouse at times loses the beginning of its recording, and asks to be run again
FLAGS = [
    "--headless=new",
    *ARGUMENTS,
    "--host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'",  # no name is looked up, so nothing else is reached
]


@dataclass(frozen=True)
class Result:
    """What Lighthouse says of a page: a score of 0 to 100 for each category, and what kept it from more.

    `machine` is Lighthouse's benchmark index at that run: 1,000 and more on a desktop computer, less on one that is busy.
    """

    scores: dict[str, int]
    shortcomings: list[str]
    machine: int

    @property
    def is_good(self) -> bool:
        """Whether every score is high enough."""
        return all(score >= LEAST for score in self.scores.values())


def read(report: dict[str, Any]) -> Result:
    """Return what a report of Lighthouse says. Raise ValueError if the page could not be measured."""
    if error := report.get("runtimeError"):
        raise ValueError(f"{report['requestedUrl']} could not be measured: {error['message']}")
    scores, shortcomings = {}, []
    for name in CATEGORIES:
        category = report["categories"][name]
        if category["score"] is None:
            raise ValueError(f"{report['requestedUrl']} has no score for {name}")
        scores[name] = round(category["score"] * 100)
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            # What has no weight is advice, wanted where the score is too low.
            counts = reference["weight"] or scores[name] < LEAST
            if counts and audit["score"] is not None and audit["score"] < 0.9:
                told = [audit["title"], audit.get("displayValue", ""), *culprits(audit)]
                shortcomings.append(f"{name}: {'; '.join(part for part in told if part)}")
    return Result(scores, shortcomings, round(report["environment"]["benchmarkIndex"]))


def culprits(audit: dict[str, Any], most: int = 3) -> Iterator[str]:
    """Yield the first of the elements, or else addresses, that an audit is about."""
    items = audit.get("details", {}).get("items", [])
    if not isinstance(items, list):  # a drawing, or numbers to look into
        return
    for item in items[:most]:
        node = item.get("node") or {}
        if name := node.get("selector") or item.get("url"):
            yield str(name)


def middle(results: list[Result]) -> Result:
    """Return the result whose speed is in the middle of an odd number of them."""
    return sorted(results, key=lambda result: result.scores["performance"])[len(results) // 2]


def fetch(site: str, address: str) -> bytes:
    """Return a page. Exit unless it answers 200: a page that is not there is not measured."""
    # Not urllib: it would ask a proxy that the environment names for an address of this machine.
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    connection.request("GET", address)
    response = connection.getresponse()
    if response.status != 200:
        raise SystemExit(f"{address} answers {response.status}")
    content = response.read()
    connection.close()
    return content


def choose_pages(site: str) -> dict[str, str]:
    """Return what to measure, by name: of the pages that the site lists, one of every kind."""
    listed = [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", fetch(site, "/sitemap.xml").decode())]

    def of_kind(beginning: str) -> list[str]:
        return [path for path in listed if path.startswith(beginning) and path != beginning]

    longest = {name: max(of_kind(beginning), key=lambda path: len(fetch(site, path))) for name, beginning in LONGEST.items()}
    return PAGES | longest | {name: of_kind(beginning)[0] for name, beginning in FIRST.items()}


def measure(lighthouse: Path, url: str, options: list[str], directory: Path) -> Result:
    """Return what Lighthouse says of a page, in one run. Exits with its own words if it fails again and again."""
    answer = directory / "report.json"
    command: list[str | Path] = [lighthouse, url, "--quiet", "--output=json", f"--output-path={answer}", *options]
    command += ["--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(FLAGS)}"]
    environ = os.environ | {"CHROME_PATH": str(find_chromium())}
    told = ""
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        try:
            if done.returncode == 0:
                return read(json.loads(answer.read_text(encoding="utf-8")))
            told = done.stderr
        except ValueError as failure:
            told = str(failure)
    raise SystemExit(f"Lighthouse could not measure {url}:\n{told}")


def measure_well(lighthouse: Path, url: str, options: list[str], directory: Path) -> Result:
    """Return what Lighthouse says of a page, the middle of three runs if the first finds it too slow."""
    result = measure(lighthouse, url, options, directory)
    if result.scores["performance"] >= LEAST:
        return result
    return middle([result, *(measure(lighthouse, url, options, directory) for _ in range(2))])


def main() -> int:
    """Measure every page on every device, print a table, and return the exit status."""
    if find_chromium() is None:
        raise SystemExit("there is no Chromium: apt-get install chromium")
    try:
        lighthouse = install(HERE) / ".bin/lighthouse"
    except RuntimeError as failure:
        raise SystemExit(f"{failure}\nLighthouse needs npm 10 or newer.") from None
    good = True
    with tempfile.TemporaryDirectory() as name, running_site(Path(name)) as site:
        pages = choose_pages(site.url)
        for address in pages.values():
            fetch(site.url, address)  # all of them first: the measurements take minutes
        print(f"{'page':12} {'device':7} {' '.join(f'{name:>15}' for name in (*CATEGORIES, 'machine'))}")
        for page, address in pages.items():
            for device, options in DEVICES.items():
                result = measure_well(lighthouse, site.url + address, options, Path(name))
                scores = " ".join(f"{number:15}" for number in (*result.scores.values(), result.machine))
                print(f"{page:12} {device:7} {scores}", flush=True)
                for shortcoming in result.shortcomings:
                    print(f"{'':20} {shortcoming}", flush=True)
                good = good and result.is_good
    if not good:
        print(f"\nnot every score is {LEAST} or more")
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
