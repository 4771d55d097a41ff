"""Rules for nginx on addresses that a folder of files can't tell: what has moved, what asks for something, what is a download.

They are maps in nginx's own language, which `benchmarks/nginx.conf` includes: an address is looked up in a table. What they lead
to within the snapshot is a file, by which nginx knows it in the end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from jnimref.static_site.crawl import Held

_FEW = 3  # parameters


def write_rules(held: Iterable[Held], redirects: Mapping[str, str], parameters: Mapping[str, Iterable[str]]) -> str:
    """Return the maps `$moved`, `$filed`, `$left_out`, `$disposition` and `$robots`.

    `redirects` gives the path in the snapshot to which a path leads, `parameters` what a path takes and a snapshot can't give.
    """
    held = list(held)
    asked = [(written, one.file) for one in held if "?" in one.address for written in _ways_to_write(one.address)]
    left_out = [(f"~^{re.escape(path)}\\?(.*&)?({'|'.join(names)})=", "1") for path, names in parameters.items()]
    downloads = [(one.file, one.headers["Content-Disposition"]) for one in held if "Content-Disposition" in one.headers]
    robots = [(one.file, one.headers["X-Robots-Tag"]) for one in held if "X-Robots-Tag" in one.headers]
    return "\n".join(
        [
            _map("$uri", "$moved", sorted(redirects.items())),
            _map('"$uri?$args"', "$filed", sorted(asked)),
            _map('"$uri?$args"', "$left_out", sorted(left_out)),
            _map("$uri", "$disposition", sorted(downloads)),
            _map("$uri", "$robots", sorted(robots)),
        ]
    )


def write_headers(headers: Mapping[str, str]) -> str:
    """Return directives that add headers to every answer; of a policy, which has no order, in that of the alphabet."""
    lines = []
    for name, value in sorted(headers.items()):
        parts = sorted(value.split("; ")) if name == "Content-Security-Policy" else [value]
        lines.append(f"add_header {name} {_quoted('; '.join(parts))} always;\n")
    return "".join(lines)


def _ways_to_write(address: str) -> Iterator[str]:
    """Yield an address with its parameters in every order, as long as they are few, and with spaces written in either way."""
    path, _, query = address.partition("?")
    parameters = query.split("&")
    for order in permutations(parameters) if len(parameters) <= _FEW else [parameters]:
        written = f"{path}?{'&'.join(order)}"
        yield from {written, written.replace("+", "%20")}


def _map(source: str, result: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return a map; in nginx, a key that begins with ~ is a regular expression."""
    lines = "".join(f"    {_quoted(key)} {_quoted(value)};\n" for key, value in rows)
    return f'map {source} {result} {{\n    default "";\n{lines}}}\n'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
