from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.directory.mapping.dates import read_date, read_snapshot


def test_reads_iso_and_a_given_format() -> None:
    assert read_date("2022-06-22") == date(2022, 6, 22)
    assert read_date("2022-06-22T10:00:00Z") == date(2022, 6, 22)
    assert read_date("14/09/2022 19:15:08", "%d/%m/%Y %H:%M:%S") == date(2022, 9, 14)


@pytest.mark.parametrize("text", ["", "hier", "2022-02-30", "22/06/2022", "1900-01-01"])
def test_refuses_what_is_not_a_day(text: str) -> None:
    assert read_date(text) is None


def test_a_snapshot_is_a_year_a_month_or_a_day() -> None:
    assert read_snapshot("2020") == date(2020, 1, 1)
    assert read_snapshot("2022-10") == date(2022, 10, 1)
    assert read_snapshot("2022-10-04") == date(2022, 10, 4)
    assert read_snapshot("automne") is None
    assert read_snapshot("2022-13") is None


@settings(deadline=None)
@given(st.text(max_size=30))
def test_never_raises(text: str) -> None:
    assert read_date(text) is None or read_date(text, "") is not None
    assert read_date(text, "%d/%m/%Y") is None or "/" in text
