from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.directory.mapping.dates import Day, read_any_date, read_date, read_snapshot


def test_reads_iso_and_a_given_format() -> None:
    assert read_date("2022-06-22") == date(2022, 6, 22)
    assert read_date("2022-06-22T10:00:00Z") == date(2022, 6, 22)
    assert read_date("14/09/2022 19:15:08", "%d/%m/%Y %H:%M:%S") == date(2022, 9, 14)


@pytest.mark.parametrize("text", ["", "hier", "2022-02-30", "22/06/2022", "1900-01-01"])
def test_refuses_what_is_not_a_day(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "day", "form"),
    [
        ("2022-09-26 19:00:45", date(2022, 9, 26), "plain"),
        ("2022/06/10 10:04:59.524", date(2022, 6, 10), "plain"),
        ("21/4/2022", date(2022, 4, 21), "plain"),
        ("21.04.22", date(2022, 4, 21), "plain"),
        ("04/04/2022", date(2022, 4, 4), "plain"),
        ("03/04/2022", date(2022, 4, 3), "day_first"),
        ("3-4-2022 10:00", date(2022, 4, 3), "day_first"),
        ("04/21/2022", date(2022, 4, 21), "month_first"),
        ("44677", date(2022, 4, 26), "serial"),
        ("44677.5", date(2022, 4, 26), "serial"),
        ("1670421075", date(2022, 12, 7), "seconds"),
    ],
)
def test_reads_a_day_in_any_way_and_says_how(text: str, day: date, form: str) -> None:
    read = read_any_date(text)
    assert read is not None
    assert (read.day, read.form) == (day, form)


@pytest.mark.parametrize(
    "text", ["", "hier", "31/02/2022", "13/13/2022", "06/08/0002", "42", "Espace labellisé 01/12/2022"]
)
def test_guesses_no_day(text: str) -> None:
    assert read_any_date(text) is None


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_a_day_written_day_first_is_that_day(day: date) -> None:
    read = read_any_date(f"{day:%d/%m/%Y}")
    assert read is not None
    assert read.day == day
    assert (read.form == "plain") == (day.day > 12 or day.day == day.month)
    assert read_any_date(day.isoformat()) == Day(day)


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
    read_any_date(text)
