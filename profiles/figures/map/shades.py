"""Which shade of a map stands for how many documents: the larger their share of all documents, the darker."""

SHADES = 8  # as many as static/css/tokens.css has; shade 0 is plain land


def shade_of(count: int, documents: int) -> int:
    """Return the shade of a place that `count` of so many documents name: 0 for none of them, the darkest for all.

    As long as there are no more documents than shades, no two counts share one.
    """
    if not 0 <= count <= documents:
        raise ValueError(f"{count} of {documents} documents can't name a place")
    return max(1, (2 * SHADES * count + documents) // (2 * documents)) if count else 0


def key_of(documents: int) -> tuple[tuple[int, int], ...]:
    """Return every count of documents with its shade, for the map's key."""
    return tuple((count, shade_of(count, documents)) for count in range(documents + 1))
