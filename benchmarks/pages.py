"""How long the pages and the load take: `make bench`.

Times are medians, given beside those of /healthz in the same run: a ratio means the same on a quick machine and a slow one.
The pages are asked through Django's test client, without a network, on a database that is made for the run.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 20


def manage(*arguments: str) -> tuple[float, float]:
    """Run manage.py in a process of its own; return its seconds and the highest memory of all so far, in MiB."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    seconds = time.perf_counter() - began
    # Linux counts in KiB, and gives the largest of all children: run what is small first.
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def addresses() -> Iterator[tuple[str, str]]:
    """Give a name and an address for each kind of page, the heaviest of its kind where one can be told."""
    from django.db.models import Count
    from django.db.models.functions import Length
    from django.urls import reverse

    from profiles.models import Claim, Question, Topic
    from sources.models import Document

    yield "health", reverse("healthz")
    yield "profile", "/"
    topic = Topic.objects.annotate(size=Count("questions__answers")).order_by("-size", "pk")[0]
    yield "topic", topic.get_absolute_url()
    question = Question.objects.annotate(size=Count("answers")).order_by("-size", "pk")[0]
    yield "question", question.get_absolute_url()
    claim = Claim.objects.annotate(size=Count("evidence")).order_by("-size", "pk")[0]
    yield "claim", claim.get_absolute_url()
    yield "claims", "/claims/"
    document = Document.objects.order_by(Length("text").desc(), "pk")[0]
    yield "reader", document.get_absolute_url()


def measure(address: str) -> tuple[float, int, int]:
    """Return a page's median seconds, its queries and its bytes. The first of its answers, which fills caches, is not counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)  # now: the next request empties the log
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - began)
    return median(seconds), asked, len(response.content)


def main() -> None:
    """Measure everything and print two tables."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ |= {"DATABASE_URL": f"sqlite:///{directory}/bench.sqlite3", "DJANGO_SETTINGS_MODULE": "jnimref.settings"}
        # DEBUG finds static files without a manifest and keeps every query; the pages are measured without.
        os.environ.pop("DEBUG", None)

        rows = [
            (name, *manage(*command))
            for name, *command in (
                ("start Django", "check"),
                ("migrate", "migrate", "--verbosity", "0"),
                ("load, empty database", "load", "--verbosity", "0"),
                ("load, nothing to do", "load", "--verbosity", "0"),
            )
        ]
        manage("collectstatic", "--noinput", "--verbosity", "0")
        print(f"{'command':24} {'seconds':>8} {'× start':>8} {'peak MiB so far':>16}")
        for name, seconds, peak in rows:
            print(f"{name:24} {seconds:8.2f} {seconds / rows[0][1]:8.1f} {peak:16.0f}")

        import django

        django.setup()
        print(f"\n{'page':10} {'ms':>7} {'× health':>9} {'queries':>8} {'KiB':>6}  address")
        unit = None
        for name, address in addresses():
            seconds, queries, size = measure(address)
            unit = unit or seconds
            print(f"{name:10} {seconds * 1000:7.1f} {seconds / unit:9.1f} {queries:8} {size / 1024:6.0f}  {address}")


if __name__ == "__main__":
    main()
