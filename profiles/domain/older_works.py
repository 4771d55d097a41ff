"""Tell where works are older than what they are cited for: such a work can be cited, but the words can't come from it."""

from collections.abc import Iterable, Sequence

from sources.dates import EdtfDate


def date_after_all(works: Sequence[EdtfDate | None], told: Iterable[EdtfDate]) -> EdtfDate | None:
    """Return the first of some dates that are told which surely lies after the last of some works, or None.

    `works` are dates of publication, None where unknown. A date surely lies after a work where its earliest day is after the
    work's latest: a vague date is given the benefit of the doubt. None too if no work is given, or one without a latest day.
    """
    latest = [work.latest if work else None for work in works]
    last = max((day for day in latest if day), default=None)
    if last is None or None in latest:
        return None
    return next((date for date in told if date.earliest and date.earliest > last), None)
