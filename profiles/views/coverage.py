"""Who says what: all questions by all documents, as a page and as a table to take away."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from profiles.exports.coverage import write_coverage
from profiles.queries.coverage import Table
from profiles.queries.coverage_filter import CoverageForm
from profiles.site import site_of
from sources.parameters import Form, takes_parameters


@require_safe
@takes_parameters(*CoverageForm.base_fields)
def coverage(request: HttpRequest) -> HttpResponse:
    """Show who says what, and where they differ.

    Context: table (with its form, facets, choices and sections), counts of rows shown, in the chapter, of questions and of
    documents at odds with themselves, export_url, export_size (bytes).
    """
    table = Table(request.GET)
    context = {
        "table": table,
        "row_count": len(table.shown),
        "chapter_count": len(table.in_topic),
        "question_count": len(table.rows),
        "divided_count": sum(row.verdict.within_one for row in table.in_topic),
        "export_url": f"{reverse('profiles:coverage_csv')}?{table.query}".rstrip("?"),
        "export_size": len(_csv(table, request)),
    }
    return render(request, "profiles/coverage.html", context)


@require_safe
@takes_parameters(*CoverageForm.base_fields, form=Form.DATA)
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """Give the questions that the page of the same filters shows, as CSV; 400 and a word why where the filters can't be read."""
    table = Table(request.GET)
    if not table.valid:
        wrong = [f"{name}: {error}" for name, errors in table.form.errors.items() for error in errors]
        return HttpResponseBadRequest("\n".join(wrong) + "\n", content_type="text/plain; charset=utf-8")
    return HttpResponse(
        _csv(table, request),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{site_of(request).subject.key}-who-says-what.csv"'},
    )


def _csv(table: Table, request: HttpRequest) -> bytes:
    return write_coverage(table.shown, table.questions, table.documents, request.build_absolute_uri)
