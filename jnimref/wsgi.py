"""The WSGI application that gunicorn serves: Django, and before it the pages kept in memory."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jnimref.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (Django is set up by now)
from django.http.request import split_domain_port, validate_host  # noqa: E402
from django.urls import reverse  # noqa: E402

from jnimref.address import Address  # noqa: E402
from jnimref.serving.forwarding import Forwarding, parse_networks, parse_site_url  # noqa: E402
from jnimref.serving.headers import standing_headers  # noqa: E402
from jnimref.serving.page_cache import GONE_AFTER_S, PageCache  # noqa: E402
from jnimref.serving.replica import from_one_that_answers  # noqa: E402
from jnimref.serving.revision_watch import WATCH  # noqa: E402
from jnimref.serving.warming import WARMING, asker  # noqa: E402
from jnimref.telling.line_writer import LINES  # noqa: E402
from jnimref.telling.request_log import RequestLog  # noqa: E402
from profiles.sitemaps import Rooms, Topics  # noqa: E402
from sources.sitemaps import Documents, Lists  # noqa: E402

static_files = f"/{settings.STATIC_URL.lstrip('/')}"
passed = (static_files, reverse("admin:index")) if settings.ADMIN_ENABLED else (static_files,)
unkept = (reverse("healthz"), reverse("readyz"))
# While the site is worked on, a page is made anew each time.
cache = None if settings.DEBUG else PageCache(django_application, WATCH, passed, unkept, headers=standing_headers)
metrics: "Metrics | None" = None
if Address.of_metrics(os.environ):
    from jnimref.telling.metrics import Metrics

    metrics = Metrics()
site = parse_site_url(settings.SITE_URL)
application = Forwarding(
    RequestLog(cache or django_application, settings.LOG_ADDRESSES, LINES if settings.ACCESS_LOG else None, metrics),
    parse_networks(settings.TRUSTED_PROXIES),
    site,
    lambda host: validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS),
)


def first_addresses() -> list[str]:
    """Return the addresses that readers open first: the pages of which there is one, the chapters, the documents."""
    sections = (Rooms(), Topics(), Lists(), Documents())
    return from_one_that_answers(lambda: [section.location(item) for section in sections for item in section.items()])


def report_state() -> None:
    """Begin to tell the metrics of the state of this worker."""

    def state() -> tuple[int | None, bool, int, int]:
        revision, _ = WATCH.known()
        stores = (cache.pages, cache.filtered) if cache else ()
        return (
            revision,
            WATCH.silence() >= GONE_AFTER_S,
            sum(store.bytes for store in stores),
            sum(len(store) for store in stores),
        )

    if metrics:
        metrics.report(state)


if not settings.DEBUG:
    here = Address.from_environment(os.environ)
    WARMING.plan(asker(application, site[1] or f"{here.near_host}:{here.port}", site[0] or "http"), first_addresses)
