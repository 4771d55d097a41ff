"""What no content may hold, whichever door it comes in by: fixtures, the curators' forms, or code that validates a row.

A page or a database breaks on it: a key that no address can hold, a character that no text has, a number that no column holds.
"""

import re
from typing import Any

from sources.characters import refuse_characters_in, refuse_private_use_in

KEY = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*\Z")
KEY_WANTED = "Write it in lower case, with digits and single hyphens: a-group, members-about-800."
FILE_NAME = re.compile(r"^[^\W_][\w. -]*\Z")  # the name of a text: no folder, and nothing hidden
MOST_SMALL = 32_767  # of a place in a list; what PostgreSQL's columns hold, whatever SQLite would take
MOST_WHOLE = 2_147_483_647
LAYOUT = "\n\r\t"  # control characters that a document's text may hold, and a quote of it


def check_words(value: Any, *, quoting: bool = False) -> None:
    """Raise ValueError, naming the character, for words, wherever in lists and mappings, with one that no text of ours holds.

    A quote holds what its document holds: that may be a character of private use.
    """
    refuse_characters_in(value, LAYOUT if quoting else LAYOUT.replace("\r", ""))
    if not quoting:
        refuse_private_use_in(value)
