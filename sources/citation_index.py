"""Look up works by what citations say of them, without going through all of them for each."""

from collections import defaultdict
from collections.abc import Iterable

from sources.reference_linking import WorkName, names_work, title_words
from sources.references import Reference


class WorkIndex:
    """Works by their titles and their years."""

    def __init__(self, works: Iterable[WorkName] = ()) -> None:
        self._by_title: defaultdict[tuple[str, ...], list[WorkName]] = defaultdict(list)
        self._by_year: defaultdict[int | None, list[WorkName]] = defaultdict(list)
        for work in works:
            self._by_year[work.year].append(work)
            for title in {title_words(title) for title in work.titles}:
                self._by_title[title].append(work)

    def find(self, reference: Reference) -> tuple[str, ...]:
        """Return the keys of the works that a reference can mean, in the order of the works."""
        candidates = self._candidates(reference)
        exact = [work.key for work in candidates if names_work(reference, work)]
        return tuple(exact or (work.key for work in candidates if names_work(reference, work, loosely=True)))

    def _candidates(self, reference: Reference) -> list[WorkName]:
        if reference.title:
            return self._by_title.get(title_words(reference.title), [])
        if reference.undated:
            return self._by_year.get(None, [])
        years = dict.fromkeys(year for year in (reference.year, reference.original) if year)
        return [work for year in years for work in self._by_year.get(year, ())]
