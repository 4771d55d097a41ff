"""How many requests a second a server answers, and how long one takes: by wrk, or by clients in Python where there is no wrk."""

import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks.clients import Client, Reply, crowd, percentile

WRK = shutil.which("wrk")
ENCODING = "gzip"  # what every peer has: browsers take brotli as well
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What one run came to; times in milliseconds."""

    per_second: float
    p50: float
    p99: float
    failed: int


def measure(port: int, path: str, clients: int, seconds: float) -> Load:
    """Have so many clients ask for one address for so long, each again as soon as it is answered."""
    return _by_wrk(port, path, clients, seconds) if WRK else _by_python(port, path, clients, seconds)


def _by_wrk(port: int, path: str, clients: int, seconds: float) -> Load:
    command = [WRK or "", f"-t{min(2, clients)}", f"-c{clients}", f"-d{round(seconds)}s", "--latency", "--timeout", "30s"]
    command += ["-H", f"Accept-Encoding: {ENCODING}", f"http://127.0.0.1:{port}{path}"]
    return read(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def read(said: str) -> Load:
    """Return what wrk said. Raises ValueError where it said something else."""
    per_second = re.search(r"Requests/sec:\s+([\d.]+)", said)
    times = {share: float(number) * _UNITS[unit] for share, number, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s|m)\b", said)}
    if per_second is None or not {"50", "99"} <= times.keys():
        raise ValueError(f"wrk said {said!r}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failed = sum(int(number) for found in (refused, broken) if found for number in found.groups())
    return Load(float(per_second[1]), times["50"], times["99"], failed)


def _by_python(port: int, path: str, clients: int, seconds: float) -> Load:
    replies: list[Reply] = []
    until = time.monotonic() + seconds
    readers = [Client(port, accept_encoding=ENCODING) for _ in range(clients)]
    crowd(readers, [path], lambda: time.monotonic() > until, replies.append)
    taken = [1000 * reply.seconds for reply in replies]
    failed = sum(reply.status != 200 for reply in replies)
    return Load(len(replies) / seconds, percentile(taken, 0.5), percentile(taken, 0.99), failed)


def tool() -> str:
    """Say what the load is made by."""
    python = f"clients in Python {sys.version.split()[0]}: wrk is not installed, and the quickest servers are capped by them"
    return "wrk" if WRK else python
