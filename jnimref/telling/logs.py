"""Logs as JSON, one object a line on standard error, each with the id of the request that it is about.

No Django here: gunicorn sets its own log up (jnimref/telling/gunicorn_log.py) before the site is loaded.
"""

import json
import logging
import random
import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any

REQUEST_ID: ContextVar[str] = ContextVar("id of the request", default="")
ADDRESSES = ("none", "network", "full")  # what LOG_ADDRESSES may say
LONGEST_PATH = 500  # characters; a line that is longer than a pipe takes at once would be cut by another process's
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NETWORK_BITS = {4: 24, 6: 48}


def json_line(level: str, logger: str, message: str, more: Mapping[str, Any]) -> str:
    """Return a line of the log: when, how grave, from where, what, on which request, and what else is known of it."""
    line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, "logger": logger, "message": message}
    if known := REQUEST_ID.get():
        line["request"] = known
    line.update({name: value for name, value in more.items() if value is not None})
    return json.dumps(line, ensure_ascii=False, default=str)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        exception = self.formatException(record.exc_info) if record.exc_info else None
        return json_line(record.levelname.lower(), record.name, record.getMessage(), {"exception": exception})


def request_id(given: str | None) -> str:
    """Return the id that a proxy gave a request, if it is of letters, digits, dots, dashes and low lines; else a new one."""
    return given if given and _SAFE_ID.fullmatch(given) else f"{random.getrandbits(64):016x}"


def read_addresses(given: str | None) -> str:
    """Return how much of a reader's address logs keep, as LOG_ADDRESSES says. Raises ValueError for what is none of ADDRESSES."""
    asked = given or "network"
    if asked not in ADDRESSES:
        raise ValueError(f"LOG_ADDRESSES must be {', '.join(ADDRESSES[:-1])} or {ADDRESSES[-1]}, and is {asked[:40]!r}")
    return asked


def logged_address(address: str, how: str) -> str:
    """Return what of an address is logged: nothing, its network (/24 of IPv4, /48 of IPv6), or all of it."""
    if how == "full":
        return address
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ip_network((parsed, _NETWORK_BITS[parsed.version]), strict=False)) if how == "network" else ""


def log_settings(readable: bool) -> dict[str, Any]:
    """Return Django's LOGGING; `readable` for a person who works on the site."""
    formatter: dict[str, Any] = {"format": "%(levelname)s %(name)s: %(message)s"} if readable else {"()": JsonFormatter}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            # That a page is missing or a request is refused is what the access log says.
            "django.request": {"level": "ERROR"},
        },
    }
