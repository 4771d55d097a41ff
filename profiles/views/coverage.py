"""Who says what: all questions by all documents, as a page and as a table to take away."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles.exports.coverage import write_coverage
from profiles.queries.coverage import MOST_IN_A_TABLE, ROOM_FOR_ANSWERS, Table
from profiles.queries.coverage_filter import CoverageForm
from profiles.site import site_of
from sources.paging import page_by_weight, page_of
from sources.parameters import Form, takes_parameters


@require_safe
@takes_parameters(*CoverageForm.base_fields, "page")
def coverage(request: HttpRequest) -> HttpResponse:
    """Show who says what, and where they differ.

    Context: table (with its form, facets and choices), page (of the rows' numbers), sections (what stands on it), starts (where
    each group begins), counts of rows in all, in the chapter, of questions and of documents at odds with themselves, tables (to
    take away: address, first and last question).
    """
    table = Table(request.GET)
    if table.has_answers:
        page = page_by_weight(request, table.order, table.weights, ROOM_FOR_ANSWERS)
    else:
        page = page_of(request, table.order, table.rows_on_a_page)
    context = {
        "table": table,
        "page": page,
        "sections": table.sections(page.entries),
        "starts": table.starts(page) if page.is_one_of_many else [],
        "row_count": len(table.order),
        "chapter_count": table.in_topic.bit_count(),
        "question_count": table.index.count,
        "divided_count": table.index.within_one(table.in_topic),
        "tables": table.exports(),
    }
    return render(request, "profiles/coverage.html", context)


@require_safe
@takes_parameters(*CoverageForm.base_fields, form=Form.DATA)
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """Give the questions that the page of the same filters shows, as CSV; 400 and a word why where what is asked can't be read.

    Where they are too many for one table, each leads on to the next by its header `Link`.
    """
    table = Table(request.GET)
    if not table.valid:
        wrong = [f"{name}: {error}" for name, errors in table.form.errors.items() for error in errors]
        return HttpResponseBadRequest("\n".join(wrong) + "\n", content_type="text/plain; charset=utf-8")
    page = page_of(request, table.order, MOST_IN_A_TABLE)
    if request.GET.get("page", "") not in ("", str(page.number)):
        return HttpResponseBadRequest(f"page: there are {page.paginator.num_pages}\n", content_type="text/plain; charset=utf-8")
    number = f"-{page.number}" if page.is_one_of_many else ""
    response = HttpResponse(
        write_coverage(table.rows(page.entries), table.documents, request.build_absolute_uri, columns=table.has_columns),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{site_of(request).subject.key}-who-says-what{number}.csv"'},
    )
    if page.has_next():  # RFC 8288
        response["Link"] = f'<{request.build_absolute_uri(page.next_url)}>; rel="next"'
    return response
