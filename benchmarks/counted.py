"""Run a command of manage.py, and say what it took: `python -m benchmarks.counted COMMAND [argument …]` prints JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

QUERIES: list[str] = []


def count(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
    """Note a query, and have it executed."""
    QUERIES.append(sql)
    return execute(sql, *arguments)


def main(command: list[str]) -> None:
    """Run it; print the seconds, the queries, and the most memory (MiB) that the process held."""
    began = time.perf_counter()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with redirect_stdout(sys.stderr), connection.execute_wrapper(count):
        call_command(*command)
    # Linux counts in KiB.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": time.perf_counter() - began, "queries": len(QUERIES), "MiB": memory}))


if __name__ == "__main__":
    main(sys.argv[1:])
