"""The addresses of the site, for search engines: in one list, or where they are too many in several that an index names."""

from typing import Any

from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

import profiles.sitemaps
import sources.sitemaps
from sources.parameters import Form, takes_parameters

SITEMAPS: dict[str, Any] = {**profiles.sitemaps.SITEMAPS, **sources.sitemaps.SITEMAPS}
MOST_IN_A_LIST = 5_000  # addresses; sitemaps.org allows 50,000


@require_safe
@takes_parameters("p", form=Form.DATA)
def addresses(request: HttpRequest) -> HttpResponse:
    """List all addresses, or where they are too many the lists of each kind, page by page."""
    made = {name: kind() for name, kind in SITEMAPS.items()}
    if sum(len(kind.items()) for kind in made.values()) <= MOST_IN_A_LIST:
        return sitemap(request, sitemaps=made)
    for kind in made.values():
        kind.limit = MOST_IN_A_LIST
    return index(request, sitemaps=made, sitemap_url_name="sitemap_of")


@require_safe
@takes_parameters("p", form=Form.DATA)
def addresses_of(request: HttpRequest, section: str) -> HttpResponse:
    """List the addresses of one kind, page by page. Raises Http404 for a kind or a page that there is not."""
    made = {name: kind() for name, kind in SITEMAPS.items()}
    for kind in made.values():
        kind.limit = MOST_IN_A_LIST
    return sitemap(request, sitemaps=made, section=section)
