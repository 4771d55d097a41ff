"""What is asked of the site as a whole: whether it is well, its icon, what robots may read, and what is at no address."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from jnimref.serving.revision_watch import WATCH
from jnimref.serving.warming import WARMING
from profiles.search.index import ADDRESS_WORDS, suggest
from profiles.search.suggestions import words_of
from profiles.site import site_of
from sources.parameters import Form, takes_parameters

DAY = 24 * 60 * 60
WEEK = 7 * 24 * 60 * 60
READY_WITHIN_S = 2
# A search is not a page of the profile, nor is every combination of filters; the pages of the whole list are.
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /search/
Disallow: /claims/?
Allow: /claims/?page=
Disallow: /claims/*/evidence/
Disallow: /coverage/?
Allow: /coverage/?page=
Disallow: /lineage/?
Allow: /lineage/?page=
Disallow: /timeline/?
Allow: /timeline/?page=

Sitemap: {sitemap}
"""


@never_cache
@require_safe
@takes_parameters(form=Form.FIXED)
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 "ok": this process lives, whatever the database does."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
@takes_parameters(form=Form.FIXED)
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 "ready" where the database answers and the first pages are in memory, else 503 and what is lacking."""
    if not WATCH.answers(within=READY_WITHIN_S):
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    if not WARMING.is_done:
        return HttpResponse("the first pages are not in memory yet\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


@cache_control(max_age=WEEK, public=True)
@require_safe
@takes_parameters(form=Form.FIXED)
def favicon(request: HttpRequest) -> HttpResponse:
    """Give the icon: browsers ask for this address on pages that name none, such as the admin's."""
    return HttpResponse(_icon(), content_type="image/x-icon")


@require_safe
@takes_parameters(form=Form.FIXED)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read, and where all addresses are listed."""
    return HttpResponse(ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap"))), content_type="text/plain")


@cache_control(max_age=DAY, public=True)
@require_safe
@takes_parameters(form=Form.FIXED)
def manifest(request: HttpRequest) -> JsonResponse:
    """Give what a browser shows of the site among a reader's applications (W3C Web App Manifest)."""
    site = site_of(request)
    sizes = {"192": "any", "512": "any maskable"}
    content = {
        "name": site.title,
        "short_name": site.name,
        "description": f"One profile of {site.name} from {site.documents_in_words}: every statement leads to its exact words.",
        "lang": "en",
        "start_url": reverse("profiles:home"),
        "scope": "/",
        "display": "browser",
        "background_color": "#fcfbf8",
        "theme_color": "#1b4a78",
        "icons": [
            {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size, purpose in sizes.items()
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request can’t be read, without asking anything of it or of a database: it was refused before all middleware."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at an address, and what may have been meant. Context: words (of the address), suggestions.

    Never fails itself: without a database there are no suggestions.
    """
    try:
        suggestions = suggest(request.path)
    except DatabaseError:
        suggestions = []
    words = " ".join(words_of(request.path, ADDRESS_WORDS))
    return render(request, "404.html", {"words": words, "suggestions": suggestions}, status=404)


@cache
def _icon() -> bytes:
    return Path(settings.BASE_DIR / "static/img/favicon.ico").read_bytes()
