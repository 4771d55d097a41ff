"""Gunicorn's log, in the form of the site's."""

from typing import Any

from gunicorn.glogging import Logger

from jnimref.telling.logs import JsonFormatter


class JsonLogger(Logger):  # type: ignore[misc]  # the library ships no types
    """Writes what gunicorn has to say as lines of JSON. Requests are logged by jnimref/telling/request_log.py."""

    def setup(self, cfg: Any) -> None:
        """Set the log up as gunicorn does, with the site's form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Say nothing."""
