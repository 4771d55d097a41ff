"""The site without pages in memory: each is made anew, and says in a header how many queries it took."""

from collections.abc import Callable, Iterable
from typing import Any

import django

django.setup()

import jnimref.page_cache  # noqa: E402 (it asks for models)

# Before the application is made: stores that nothing fits into.
jnimref.page_cache.PAGES_BYTES = jnimref.page_cache.FILTERED_BYTES = 0

from django.db import connections  # noqa: E402

from jnimref.wsgi import application as site  # noqa: E402

QUERIES = "X-Queries"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request, and count its queries."""
    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        return start_response(status, [*headers, (QUERIES, str(queries))])

    with connections["default"].execute_wrapper(count):
        return site(environ, start)
