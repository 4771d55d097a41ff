"""The site without pages in memory: each is made anew, and says in headers what it took."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import django

django.setup()

import jnimref.serving.page_cache  # noqa: E402 (it asks for models)

# Before the application is made: stores that nothing fits into.
jnimref.serving.page_cache.PAGES_BYTES = jnimref.serving.page_cache.FILTERED_BYTES = 0

from django.db import connections  # noqa: E402

from jnimref.wsgi import application as site  # noqa: E402

QUERIES, PROCESSOR_MS = "X-Queries", "X-Processor-Ms"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request; count its queries, and the milliseconds of a processor that it took."""
    queries = 0
    began = time.thread_time()

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        took = 1000 * (time.thread_time() - began)  # the page cache has the whole body before it begins
        return start_response(status, [*headers, (QUERIES, str(queries)), (PROCESSOR_MS, f"{took:.3f}")])

    with connections["default"].execute_wrapper(count):
        return site(environ, start)
