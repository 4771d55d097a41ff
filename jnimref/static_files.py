"""Static files as they are served: hashed, compressed, and the stylesheet in one piece.

In the checkout the stylesheet is one file a component, drawn together by `@import`; a browser that fetched them one by one would
wait for each. So when the files are collected, `site.css` takes in what it imports.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SITE = "css/site.css"
_IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\);')


def bundle(css: str, read: Callable[[str], str]) -> str:
    """Return a stylesheet with each `@import url("…") layer(…);` replaced by the file's text in that layer.

    `read` gives the text of a file by its address as it is imported. Raises ValueError for an import of another form, and for a
    file whose own addresses would lead elsewhere from where the stylesheet lies.
    """

    def take_in(found: re.Match[str]) -> str:
        name = found["file"]
        text = read(name)
        if "/" in name and "url(" in text:
            raise ValueError(f"{name} holds an address that would lead elsewhere once it stands in {SITE}")
        return f"@layer {found['layer']} {{\n{text}}}"

    bundled = _IMPORT.sub(take_in, css)
    if "@import" in bundled:
        raise ValueError(f"an import in {SITE} is not of the form @import url(…) layer(…);")
    return bundled


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the library ships no types
    """What the site serves its static files from."""

    def create_compressor(self, **options: Any) -> Compressor:
        """Compress with gzip alone: brotli, where it is installed, takes seconds of every start for a few kilobytes."""
        return super().create_compressor(**{**options, "use_brotli": False})

    def post_process(self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Hash and compress the collected files, the stylesheet in one piece."""
        if not dry_run and SITE in paths:

            def read(name: str) -> str:
                storage, path = paths[f"css/{name}"]
                with storage.open(path) as file:
                    return str(file.read().decode())

            whole = InMemoryStorage()
            whole.save(SITE, ContentFile(bundle(read("site.css"), read).encode()))
            paths = {**paths, SITE: (whole, SITE)}
        yield from super().post_process(paths, dry_run, **options)
