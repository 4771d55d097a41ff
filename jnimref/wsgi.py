"""The WSGI application that gunicorn serves: Django, and before it the pages kept in memory."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jnimref.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (Django is set up by now)
from django.db import DatabaseError, connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from jnimref.page_cache import PageCache  # noqa: E402
from jnimref.revision_watch import RevisionWatch  # noqa: E402
from sources.revision import current_revision  # noqa: E402


def look() -> int:
    """Return the revision, on a connection that is given up where it fails."""
    try:
        return current_revision()
    except DatabaseError:
        connection.close()
        raise


application = PageCache(
    django_application, RevisionWatch(look), passed=(reverse("admin:index"), f"/{settings.STATIC_URL.lstrip('/')}")
)
