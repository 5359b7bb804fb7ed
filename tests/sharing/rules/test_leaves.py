"""Leaves read from calendars and tables: days, hours, clocks, what repeats; what is wrong says its line."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.sharing.rules.leaves import columns_of, is_calendar, read_calendar, read_rows

PARIS = ZoneInfo("Europe/Paris")
SINCE, UNTIL = dt.date(2026, 10, 1), dt.date(2027, 10, 1)
ZONE = """BEGIN:VTIMEZONE
TZID:America/Miquelon
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0200
TZOFFSETTO:-0300
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0300
TZOFFSETTO:-0200
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\nUID:{rank}@x\nDTSTAMP:20261001T000000Z\n{one}\nEND:VEVENT\n" for rank, one in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def spans(*events: str, head: str = "") -> list[tuple[str, str]]:
    read = read_calendar(calendar(*events, head=head), PARIS, SINCE, UNTIL)
    assert not read.problems
    return [(f"{one.starts_at:%Y-%m-%d %H:%M}", f"{one.ends_at:%Y-%m-%d %H:%M}") for one in read.leaves]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        # The end of whole days is the day after the last one; without an end, one day.
        ("DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20270104", ("2026-12-21 00:00", "2027-01-04 00:00")),
        ("DTSTART;VALUE=DATE:20261221", ("2026-12-21 00:00", "2026-12-22 00:00")),
        ("DTSTART;VALUE=DATE:20261221\nDURATION:P2D", ("2026-12-21 00:00", "2026-12-23 00:00")),
        # The night when the clock goes back lasts an hour more: a day stays a day.
        ("DTSTART;VALUE=DATE:20261025", ("2026-10-25 00:00", "2026-10-26 00:00")),
        ("DTSTART:20261201T080000Z\nDTEND:20261201T110000Z", ("2026-12-01 09:00", "2026-12-01 12:00")),
        ("DTSTART:20261201T080000\nDURATION:PT3H", ("2026-12-01 08:00", "2026-12-01 11:00")),
        (
            "DTSTART;TZID=Europe/Paris:20261024T220000\nDTEND;TZID=Europe/Paris:20261025T060000",
            ("2026-10-24 22:00", "2026-10-25 06:00"),
        ),
        # As long as it says: 22 h to 6 h of that night are nine hours.
        ("DTSTART;TZID=Europe/Paris:20261024T220000\nDURATION:PT9H", ("2026-10-24 22:00", "2026-10-25 06:00")),
    ],
)
def test_one_event(event, expected):
    assert spans(event) == [expected]


def test_another_clock():
    event = "DTSTART;TZID=America/Miquelon:20261201T080000\nDTEND;TZID=America/Miquelon:20261201T120000"
    assert spans(event, head=ZONE) == [("2026-12-01 12:00", "2026-12-01 16:00")]


def test_what_repeats_keeps_the_hour_of_the_wall_over_the_change_of_clock():
    event = (
        "DTSTART;TZID=Europe/Paris:20261016T090000\nDTEND;TZID=Europe/Paris:20261016T100000\nRRULE:FREQ=WEEKLY;COUNT=3"
    )
    assert [first for first, _last in spans(event)] == ["2026-10-16 09:00", "2026-10-23 09:00", "2026-10-30 09:00"]


@pytest.mark.parametrize("until", ["20261106T080000Z", "20261106", "20261106T235959Z"])
def test_its_end_is_included(until):
    event = f"DTSTART;TZID=Europe/Paris:20261023T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL={until}"
    assert len(spans(event)) == 3


def test_what_is_left_out_and_what_is_told_elsewhere():
    event = (
        "DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4\nEXDATE;VALUE=DATE:20261109",
        "DTSTART;VALUE=DATE:20261118\nRECURRENCE-ID;VALUE=DATE:20261116",
    )
    data = calendar(*event).replace(b"UID:1@x", b"UID:0@x")
    found = read_calendar(data, PARIS, SINCE, UNTIL)
    assert [f"{one.starts_at:%d}" for one in found.leaves] == ["02", "23", "18"]


def test_a_cancelled_one_says_so_and_what_is_over_is_not_told():
    data = calendar("DTSTART;VALUE=DATE:20261221\nSTATUS:CANCELLED", "DTSTART;VALUE=DATE:20250101")
    assert [one.is_off for one in read_calendar(data, PARIS, SINCE, UNTIL).leaves] == [True]


def keys(*events: str) -> list[str]:
    return [one.key for one in read_calendar(calendar(*events), PARIS, SINCE, UNTIL).leaves]


def test_an_event_keeps_its_name_wherever_it_is_moved():
    assert keys("DTSTART;VALUE=DATE:20261221") == keys("DTSTART;VALUE=DATE:20270104\nDTEND;VALUE=DATE:20270110")
    assert len(set(keys("DTSTART;VALUE=DATE:20261221", "DTSTART;VALUE=DATE:20261221"))) == 2, "two events"
    assert all(len(key) == 32 for key in keys("DTSTART;VALUE=DATE:20261221"))


def test_each_time_of_what_repeats_has_a_name_which_the_one_that_is_moved_keeps():
    every = "UID:r\nDTSTART;VALUE=DATE:20261207\nRRULE:FREQ=WEEKLY;COUNT=3"
    apart = "UID:r\nRECURRENCE-ID;VALUE=DATE:20261214\nDTSTART;VALUE=DATE:20261216"
    head, body = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n", "BEGIN:VEVENT\n{}\nEND:VEVENT\n"
    files = [head + "".join(map(body.format, told)) + "END:VCALENDAR\n" for told in ([every], [every, apart])]
    before, after = (read_calendar(one.encode(), PARIS, SINCE, UNTIL).leaves for one in files)
    assert len({one.key for one in before}) == 3
    assert {one.key: one.starts_at.day for one in before} == {
        one.key: 14 if one.starts_at.day == 16 else one.starts_at.day for one in after
    }


def test_an_event_without_a_name_has_none():
    data = calendar("DTSTART;VALUE=DATE:20261221").replace(b"UID:0@x\r\n", b"")
    assert [one.key for one in read_calendar(data, PARIS, SINCE, UNTIL).leaves] == [""]


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ("DTSTART:20261201T080000", "no_end"),
        ("SUMMARY:Rien", "no_start"),
        ("DTSTART:20261201T080000\nDTEND:20261201T070000", "reversed"),
        ("DTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20261220", "reversed"),
        ("DTSTART:pas une date\nDTEND:20261201T070000", "broken"),
        ("DTSTART:20261201T080000\nDURATION:PT1H\nRRULE:FREQ=SECONDLY", "too_often"),
        ("DTSTART:20261201T080000\nDURATION:PT1H\nRRULE:FREQ=JAMAIS", "broken"),
        ("DTSTART;VALUE=DATE:20261221\nDTEND:20261222T080000", "mixed"),
    ],
)
def test_what_is_wrong_says_its_line_and_stops_nothing_else(event, code):
    read = read_calendar(calendar("DTSTART;VALUE=DATE:20261221", event), PARIS, SINCE, UNTIL)
    assert [(one.line, one.code) for one in read.problems] == [(9, code)]
    assert len(read.leaves) == 1


@pytest.mark.parametrize(
    ("line", "broken", "problem"),
    [(b"UID:0@x", b"pas une ligne", (4, "broken")), (b"PRODID:x", b"pas une ligne", (3, "broken")),
     (b"END:VCALENDAR\r\n", b"", (8, "cut")), (b"END:VEVENT\r\n", b"", (1, "broken"))],
)  # fmt: skip
def test_a_file_that_is_no_whole_calendar_says_where(line, broken, problem):
    read = read_calendar(calendar("DTSTART;VALUE=DATE:20261221").replace(line, broken), PARIS, SINCE, UNTIL)
    assert [(one.line, one.code) for one in read.problems] == [problem]
    assert not read.leaves


@given(st.binary(max_size=300))
def test_nothing_that_a_file_holds_makes_it_fall(data):
    read_calendar(b"BEGIN:VCALENDAR\r\n" + data + b"\r\nEND:VCALENDAR", PARIS, SINCE, UNTIL)


@given(st.dates(SINCE, dt.date(2027, 8, 1)), st.integers(0, 40), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"]))
def test_a_table_says_the_same_days_as_a_calendar(first, days, shape):
    last = first + dt.timedelta(days=days)
    after = last + dt.timedelta(days=1)
    told = calendar(f"DTSTART;VALUE=DATE:{first:%Y%m%d}\nDTEND;VALUE=DATE:{after:%Y%m%d}")
    table = read_rows([(2, {"Du": f"{first:{shape}}", "Au": f"{last:{shape}}"})], columns_of(["Du", "Au"]), PARIS)
    (one,), (other,) = read_calendar(told, PARIS, SINCE, UNTIL).leaves, table.leaves
    assert (one.starts_at, one.ends_at) == (other.starts_at, other.ends_at)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [("", "01/12/2026", "no_start"), ("31/02/2026", "", "not_a_date"), ("02/12/2026", "01/12/2026", "reversed"),
     ("demain", "01/12/2026", "not_a_date")],
)  # fmt: skip
def test_a_row_that_is_wrong_says_its_line(first, last, code):
    columns = columns_of(["Courriel", "Début", "FIN"])
    rows = [(2, {"Courriel": "a@b.fr", "Début": first, "FIN": last}), (3, {"Début": dt.date(2026, 12, 1)})]
    read = read_rows(rows, columns, PARIS)
    assert [(one.line, one.code) for one in read.problems] == [(2, code)]
    assert len(read.leaves) == 1


def test_hours_in_a_table():
    rows = [(2, {"du": "01/12/2026 9h", "au": "01/12/2026 12:30"})]
    (one,) = read_rows(rows, columns_of(["du", "au"]), PARIS).leaves
    assert (one.starts_at.hour, one.ends_at.hour, one.ends_at.minute) == (9, 12, 30)


def test_a_calendar_is_known_by_its_first_line():
    assert is_calendar(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n")
    assert not is_calendar(b"nom;du;au\n")
