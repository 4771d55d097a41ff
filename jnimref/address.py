"""Where the site listens: HOST and PORT of the environment; METRICS_HOST and METRICS_PORT for what it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address

ANY_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (compared with, never bound)


@dataclass(frozen=True)
class Address:
    """A host and a TCP port to listen on."""

    host: str
    port: int

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Address":
        """Return the address that HOST and PORT name; this machine alone, port 8000, unless given.

        Raises ValueError if PORT is not a whole number from 1 to 65535.
        """
        return cls(host=environ.get("HOST") or "127.0.0.1", port=_port("PORT", environ.get("PORT") or "8000"))

    @classmethod
    def of_metrics(cls, environ: Mapping[str, str]) -> "Address | None":
        """Return where METRICS_HOST and METRICS_PORT have the metrics told: this machine alone unless given; None without a port.

        Raises ValueError if METRICS_PORT is not a whole number from 1 to 65535.
        """
        if not (text := environ.get("METRICS_PORT")):
            return None
        return cls(host=environ.get("METRICS_HOST") or "127.0.0.1", port=_port("METRICS_PORT", text))

    @property
    def bind(self) -> str:
        """The address as gunicorn takes it."""
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def near_host(self) -> str:
        """The host by which this machine itself reaches the address."""
        return ANY_HOST.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The address as a browser on this machine takes it."""
        return f"http://{_bracketed(self.near_host)}:{self.port}/"


def _port(name: str, text: str) -> int:
    # isascii: int() reads other scripts' digits too, and gunicorn would not.
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535):
        raise ValueError(f"{name} must be a number from 1 to 65535, and is {text!r}")
    return int(text)


def is_of_this_machine(host: str) -> bool:
    """Whether a host name or an address, brackets or not, is this machine's own: nobody else reaches what listens there."""
    name = host.strip("[]")
    if name in ("", "localhost") or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    """Return the host as a URL writes it: an IPv6 address stands in brackets (RFC 3986, section 3.2.2)."""
    return f"[{host}]" if ":" in host else host
