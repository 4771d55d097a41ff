"""The documents as every page names them, read once a revision: they are few, and nothing of a page is on one alone."""

from sources.models import Document
from sources.revision import once_a_revision


@once_a_revision
def all_documents() -> tuple[Document, ...]:
    """Return every document without its text, in the order of every list of them. They are shared: nothing may change them."""
    return tuple(Document.objects.without_text())
