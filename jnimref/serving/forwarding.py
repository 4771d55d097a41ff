"""Who asks, and by which name the site goes: what proxies say of it counts from those that are trusted, and from nobody else."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
Environ = dict[str, Any]
_FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
    "HTTP_X_REQUEST_ID",
)


def parse_networks(given: str) -> tuple[Network, ...]:
    """Return the networks of a list such as "127.0.0.0/8, ::1". Raises ValueError for what is neither address nor network."""
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in given.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(f"TRUSTED_PROXIES must be addresses or networks, as in 10.0.0.0/8, and {error}") from None


def parse_site_url(given: str) -> tuple[str, str]:
    """Return scheme and host (with its port) of an address such as "https://reference.example"; both empty for an empty one.

    Raises ValueError for an address that has another scheme, no host, or anything after the host.
    """
    if not given:
        return "", ""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(
            f"SITE_URL must be the address of the site and no more, as in https://reference.example, and is {given!r}"
        )
    return parts.scheme, parts.netloc


class Forwarding:
    """A WSGI application that tells the one within the reader's address, and the site's own scheme and host."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        trusted: Sequence[Network],
        site: tuple[str, str] = ("", ""),
        is_allowed: Callable[[str], bool] = bool,
    ) -> None:
        """Trust what comes from these networks; give an allowed Host the site's own name, where it has one."""
        self.application, self.site = application, site
        self._is_allowed = lru_cache(maxsize=1024)(is_allowed)
        self._is_trusted = lru_cache(maxsize=1024)(lambda address: _lies_in(address, trusted))

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        if self._is_trusted(environ.get("REMOTE_ADDR", "")):
            if told := environ.get("HTTP_X_FORWARDED_FOR"):
                environ["REMOTE_ADDR"] = self._reader(told, environ.get("REMOTE_ADDR", ""))
        else:
            for name in _FORWARDED:
                environ.pop(name, None)
        if self.site[1] and self._is_allowed(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = self.site[1]
        return self.application(environ, start_response)

    def _reader(self, told: str, nearest: str) -> str:
        """Return the last address that no trusted proxy has: what stands before it can be anybody's invention."""
        for address in reversed([part.strip() for part in told.split(",")]):
            if not _is_address(address):
                return nearest
            if not self._is_trusted(address):
                return address
            nearest = address
        return nearest


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _lies_in(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address is of one of the networks; a socket of this machine, which has none, always is."""
    if not address:
        return True
    if not _is_address(address):
        return False
    parsed = ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    return any((mapped or parsed) in network for network in networks)
