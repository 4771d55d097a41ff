"""A work that was published before what it is cited for is found; in doubt it is not."""

import pytest

from profiles.domain.older_works import date_after_all
from sources.dates import EdtfDate, parse_edtf


def found(works: str, told: str) -> str | None:
    """Return the date that is found among those that are told; a work without a date is a dash."""
    dates: list[EdtfDate | None] = [None if date == "-" else parse_edtf(date) for date in works.split()]
    after = date_after_all(dates, [parse_edtf(date) for date in told.split()])
    return str(after) if after else None


@pytest.mark.parametrize(
    ("works", "told", "later"),
    [
        ("2022-11-10", "2023-12-31", "2023-12-31"),
        ("2020", "2021", "2021"),
        ("2020-12", "2021-01-01", "2021-01-01"),
        ("2018 2020", "2021/..", "2021/.."),
        ("2020", "2019 2022", "2022"),
    ],
)
def test_a_date_after_every_work_is_found(works, told, later):
    assert found(works, told) == later


@pytest.mark.parametrize(
    ("works", "told"),
    [
        ("2020", "2020"),
        ("2020", "2020-12-31"),
        ("2012-03-30", "2012"),
        ("2018 2021", "2020"),
        ("2019", "../2021"),
        ("2019", "2017/.."),
        ("2019 -", "2021"),
        ("2019/..", "2021"),
        ("-", "2021"),
        ("", "2021"),
        ("2019", ""),
    ],
    ids=str,
)
def test_a_date_that_may_not_be_after_every_work_is_not_found(works, told):
    assert found(works, told) is None
