"""Numbers of revisions that no data has, each larger than the last: nothing that one test reads is kept for another."""

from itertools import count

REVISIONS = count(1_000_000)
