"""Where each address of the site lies in a snapshot, and how pages link to it.

An address with parameters has a folder for each of them: `/claims/?page=2` is `/claims/page=2/`. No key holds a “=”, so no page
of a key can lie there too.
"""

import posixpath
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from sources.query_strings import is_tracker

PAGE = "page"  # the parameter of the pages of a long list
_ANYWHERE = "http://site.invalid"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class LinkForm(Enum):
    """How pages of a snapshot link to each other."""

    ROOTED = "rooted"  # from the root of a host: /claims/
    RELATIVE = "relative"  # from page to page: ../claims/index.html, which opens from a sub-folder and from a disk


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link within the site leads: an address as `normalise` gives it, and what it points to there, or ''."""

    address: str
    fragment: str

    @property
    def path(self) -> str:
        """The address without its parameters."""
        return self.address.partition("?")[0]

    @property
    def parameters(self) -> dict[str, str]:
        """What the address asks for."""
        return parameters_of(self.address)


def normalise(address: str) -> str:
    """Return an address with its parameters in the order of the alphabet, without empty ones and those of trackers."""
    path, _, query = address.partition("#")[0].partition("?")
    kept = sorted((name, value) for name, value in parse_qsl(query) if not is_tracker(name))
    return f"{path}?{urlencode(kept)}" if kept else path


def parameters_of(address: str) -> dict[str, str]:
    """Return the parameters of an address, by name."""
    return dict(parse_qsl(address.partition("?")[2])) if "?" in address else {}


def read_link(link: str, page: str) -> Link | None:
    """Return where a link on a page, by the page's address, leads; None where it leaves the site or stays on the page."""
    if link.startswith("#") or link.startswith("//") or urlsplit(link).scheme:
        return None
    return _read(link if link.startswith("/") else urljoin(_ANYWHERE + page, link).removeprefix(_ANYWHERE))


@lru_cache(maxsize=65536)
def _read(link: str) -> Link:
    address, _, fragment = link.partition("#")
    return Link(normalise(address), fragment)


@lru_cache(maxsize=65536)
def static_path(address: str) -> str:
    """Return the path in a snapshot of what is at an address: `/claims/page=2/` of `/claims/?page=2`."""
    path, _, query = address.partition("?")
    folder, _, name = path.rpartition("/")
    asked = "".join(f"{_safe(name)}={_safe(value)}/" for name, value in parse_qsl(query))
    return f"{folder}/{asked}{name}"


def file_name(path: str) -> str:
    """Return the name of the file, from the snapshot's folder on, that a path in a snapshot stands for."""
    return path.removeprefix("/") + ("index.html" if path.endswith("/") else "")


@lru_cache(maxsize=65536)
def relative_link(path: str, from_path: str) -> str:
    """Return the link to a file from another one, by their paths in a snapshot."""
    link = posixpath.relpath(file_name(path), posixpath.dirname(file_name(from_path)) or ".")
    return link if link.startswith(".") else f"./{link}"


def link_to(path: str, from_path: str, form: LinkForm, fragment: str = "") -> str:
    """Return the link to a path in a snapshot from another one."""
    link = path if form is LinkForm.ROOTED else relative_link(path, from_path)
    return f"{link}#{fragment}" if fragment else link


def _safe(text: str) -> str:
    """Return a text in characters that every file system and address takes as they are, each text another one."""

    def escape(found: re.Match[str]) -> str:
        return "+" if found[0] == " " else "".join(f"~{byte:02X}" for byte in found[0].encode())

    return _UNSAFE.sub(escape, text)
