"""What a snapshot is: of which revision, from which day, in which form, and what it leaves out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jnimref.static_site.addresses import LinkForm
from jnimref.static_site.search_entries import SearchScript


@dataclass(frozen=True, slots=True)
class Omission:
    """What is left out, and what there is instead."""

    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a snapshot, on its own page, in its file and by the command."""

    revision: int
    day: date
    form: LinkForm
    search: SearchScript

    @property
    def left_out(self) -> list[Omission]:
        """What of the site it leaves out."""
        return list(_left_out(self.form, self.search.left_out))


def _left_out(form: LinkForm, not_searched: Counter[str]) -> Iterator[Omission]:
    yield Omission(
        "Filter forms and combined filters",
        "Every filter that a page without a filter links to is here, with all of its pages. Any other leads to this page.",
    )
    yield Omission(
        "Search without JavaScript",
        "With JavaScript, the search finds what it finds on the live site. Without it, a browser finds words in the list of all "
        "claims, in the chapters and in the documents.",
    )
    for kind, count in not_searched.items():
        yield Omission(
            f"{count} {kind} in the search", "The list of what is searched has a limit. The pages themselves are all here."
        )
    yield Omission(
        "The notes on one claim first in the margin of a document",
        "A link to a claim’s words leads to the words, which are marked, beside all notes in their usual order.",
    )
    yield Omission(
        "Notices on what an address asks for in vain, and suggestions for a wrong address",
        "Unknown parameters are ignored. A wrong address leads to a page that says so.",
    )
    yield Omission("The curators’ pages, and the server’s health checks", "Only the live site has them.")
    if form is LinkForm.RELATIVE:
        yield Omission(
            "Opened from a disk: the panel of exact words",
            "Browsers run only the search from a disk. A link to a claim leads to the claim’s page, which shows the same words.",
        )
        yield Omission(
            "In a sub-folder: the site’s own page for wrong addresses",
            "What the server has instead is shown. Pages that have moved are small pages that lead on.",
        )
