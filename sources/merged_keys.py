"""Lead the address of a merged key on to the entry that it was merged into."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

View = Callable[..., HttpResponse]


def follow_merged(merged: Any) -> Callable[[View], View]:
    """Return a decorator for a view of one entry by its `key`: where there is none, a merged key answers 301.

    `merged` is the model of the merged keys of such entries, a subclass of MergedKey. The new address is the
    same page of the entry that stays, with the query as it was asked. The view's `merged` is the model.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def follow(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                row: Any = merged._default_manager.select_related("into").filter(key=kwargs["key"]).first()
                if row is None or request.resolver_match is None:
                    raise
                address = reverse(request.resolver_match.view_name, kwargs={**kwargs, "key": row.into.key})
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        follow.merged = merged  # type: ignore[attr-defined]
        return follow

    return decorate
