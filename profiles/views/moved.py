"""Pages that have become a part of another: their addresses lead there for good, with what they asked for."""

from django.http import HttpRequest, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from profiles.domain.coverage import Sort
from sources.parameters import Form, takes_parameters

# What the differences were grouped by, as the table of who says what has it.
_GROUPED = {"kind": Sort.VERDICT.value, "reason": Sort.REASON.value, "chapter": Sort.CHAPTER.value}


@require_safe
@takes_parameters("actor", "kind", form=Form.FIXED)
def relations(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Lead to the same ties on the page of the lineage."""
    return _lead(reverse("profiles:lineage"), request.GET.copy())


@require_safe
@takes_parameters("by", form=Form.FIXED)
def differences(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Lead to the differences in who says what, grouped in the same way; what can not be asked is told there."""
    query = request.GET.copy()
    query["verdict"] = "differ"
    by = query.pop("by", ["kind"])[-1] or "kind"
    query["sort"] = _GROUPED.get(by, by)
    return _lead(reverse("profiles:coverage"), query)


def _lead(address: str, query: QueryDict) -> HttpResponsePermanentRedirect:
    return HttpResponsePermanentRedirect(f"{address}?{query.urlencode()}".rstrip("?"))
