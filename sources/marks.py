"""Which colour and shape a document's mark has: they follow from its number, and come round again after the last."""

# Their colours stand in static/css/tokens.css; their shapes in document-label.css, coverage.css and components/mark.html.
MARK_STYLES = 8


def mark_style_of(mark: int) -> int:
    """Return the style, from 1 to 8, of a document's mark, a number from 1."""
    return (mark - 1) % MARK_STYLES + 1
