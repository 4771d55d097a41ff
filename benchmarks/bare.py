"""The least that a WSGI application can do: it answers everything with the bytes that the site gave for its first page.

BARE_BODY   the file that holds the body
BARE_HEADERS  the file that holds the headers, as JSON: a list of names and values
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BODY = Path(os.environ["BARE_BODY"]).read_bytes()
HEADERS = [(name, value) for name, value in json.loads(Path(os.environ["BARE_HEADERS"]).read_text(encoding="utf-8"))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request."""
    start_response("200 OK", list(HEADERS))
    return (BODY,)
