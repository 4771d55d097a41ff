"""What follows the head of a request: whether it is awaited, left unread, or refused. The site takes curators' forms alone."""

import re
from urllib.parse import unquote_to_bytes

TAKEN_UNDER = b"/admin/"
LARGEST_BODY = 2 * 1024 * 1024  # bytes; the largest form of the admin sends a tenth of that
_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_CODING = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_ORIGIN = re.compile(rb"^[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)  # of a target in absolute form (RFC 9112, section 3.2.2)


class Refused(Exception):
    """A body that is not taken: the status line to say so with."""


def body_length(head: bytes) -> int:
    """Return the bytes to await after a head, which ends with its empty line, before anybody answers the request: 0 for none.

    What is sent to a public page is none of these: the page is answered without it. Raises Refused for a body that is too large,
    and for one whose length is not told, or cannot be read.
    """
    if not is_taken(head):
        return 0
    if _CODING.search(head):
        raise Refused("411 Length Required")
    lengths = {value.strip() for value in _LENGTH.findall(head)}
    if not lengths:
        return 0
    if len(lengths) > 1 or not (text := lengths.pop()).isdigit():
        raise Refused("400 Bad Request")
    if len(text) > len(str(LARGEST_BODY)) or int(text) > LARGEST_BODY:
        raise Refused("413 Content Too Large")
    return int(text)


def has_body(head: bytes) -> bool:
    """Whether anything may follow a head: a length other than nothing, one that can't be read, or a coding."""
    return bool(_CODING.search(head)) or any(value.strip() != b"0" for value in _LENGTH.findall(head))


def is_taken(head: bytes) -> bool:
    """Whether the address that a head asks for takes what is sent to it."""
    parts = head.split(b"\r\n", 1)[0].split(b" ")
    if len(parts) != 3:
        return False
    return unquote_to_bytes(_ORIGIN.sub(b"", parts[1])).startswith(TAKEN_UNDER)
