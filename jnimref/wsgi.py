"""The WSGI application that gunicorn serves: Django, and before it the pages kept in memory."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jnimref.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (Django is set up by now)
from django.db import DatabaseError, connection  # noqa: E402
from django.http.request import split_domain_port, validate_host  # noqa: E402
from django.urls import reverse  # noqa: E402

from jnimref.forwarding import Forwarding, parse_networks, parse_site_url  # noqa: E402
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


static_files = f"/{settings.STATIC_URL.lstrip('/')}"
passed = (static_files, reverse("admin:index")) if settings.ADMIN_ENABLED else (static_files,)
# While the site is worked on, a page is made anew each time.
pages = django_application if settings.DEBUG else PageCache(django_application, RevisionWatch(look), passed)
application = Forwarding(
    pages,
    parse_networks(settings.TRUSTED_PROXIES),
    parse_site_url(settings.SITE_URL),
    lambda host: validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS),
)
