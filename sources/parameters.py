"""The parameters of every address, declared on its view; tests/test_parameters.py holds that each view does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict

from sources.query_strings import MOST_SHOWN, Asked, Remark, read_parameters
from sources.wording import join_words

View = Callable[..., HttpResponse]


class Form(Enum):
    """What is at an address, which decides what becomes of a parameter that it does not take."""

    PAGE = "page"  # says on itself what it left out
    DATA = "data"  # is refused with 400 and a plain text why: nobody reads a notice in a table
    FIXED = "fixed"  # is the same whatever is asked: caches and health checks add a number


@dataclass(frozen=True)
class Parameters:
    """What an address takes: names, and of which of them several values are read as one."""

    names: tuple[str, ...]
    joined: tuple[str, ...]
    form: Form


def takes_parameters(*names: str, joined: Iterable[str] = (), form: Form = Form.PAGE) -> Callable[[View], View]:
    """Return a decorator for a view that takes these parameters and no other.

    The view finds in `request.GET` one value for each of the names that are asked for; of the names in `joined`, which are names
    too, all values as one, with spaces between. What else is asked for stands in `request.remarks`, which base.html shows; where
    `form` is DATA, it is refused.
    """
    parameters = Parameters((*joined, *names), tuple(joined), form)

    def decorate(view: View) -> View:
        @wraps(view)
        def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if form is not Form.FIXED:
                asked = read_parameters(request.GET.lists(), parameters.names, parameters.joined)
                if asked.remarks and form is Form.DATA:
                    return _refuse(asked, parameters)
                request.GET = _query_dict(asked)  # type: ignore[assignment]  # nothing writes to it
                request.parameters = parameters  # type: ignore[attr-defined]
                request.remarks = list(asked.remarks)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        read.parameters = parameters  # type: ignore[attr-defined]
        return read

    return decorate


def leave_out(request: HttpRequest, name: str, done: str = "It was left out") -> None:
    """Have the page say that the value of a parameter is not to be had, and in a sentence without its stop what was done."""
    remark = Remark(f"{name}={request.GET.get(name, '')}", "is not to be had here", done)
    request.remarks.append(remark)  # type: ignore[attr-defined]


def check_page(request: HttpRequest, page: Page[Any]) -> None:
    """Have the page say so where the parameter `page` is not the number of the page that is shown."""
    asked = request.GET.get("page", "")
    if asked and asked != str(page.number):
        leave_out(request, "page", f"Page {page.number} of {page.paginator.num_pages} is shown")


def _query_dict(asked: Asked) -> QueryDict:
    values = QueryDict(mutable=True)
    for name, value in asked.values.items():
        values[name] = value
    return values


def _refuse(asked: Asked, parameters: Parameters) -> HttpResponse:
    """Return 400 with a line for each thing that can't be followed, and one on what can be asked for."""
    lines = [f"“{remark.shown_name}” {remark.what}." for remark in asked.remarks[:MOST_SHOWN]]
    lines.append(f"What can be asked for: {join_words(sorted(parameters.names)) or 'nothing'}, each once.")
    return HttpResponseBadRequest("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
