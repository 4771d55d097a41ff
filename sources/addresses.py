"""The addresses of entries by their key, at the price of joining three strings: a page holds hundreds of them."""

from functools import cache

from django.urls import get_script_prefix, reverse

_KEY = "a-key"  # what a pattern is tried with; any slug would do


def address_of(name: str, key: str) -> str:
    """Return the address of an entry, by the name of its pattern ("profiles:claim"), which takes one slug, and its key.

    Raises NoReverseMatch for a name that no such pattern has.
    """
    before, after = _around(name, get_script_prefix())
    return f"{before}{key}{after}"


@cache
def _around(name: str, prefix: str) -> tuple[str, str]:
    """Return what stands before and after the key, where the site begins at the prefix: `reverse` reads that itself."""
    before, _, after = reverse(name, args=[_KEY]).rpartition(_KEY)
    return before, after
