"""Calendar files read back by another library, and what the standard asks of each line."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.core.ical import Calendar, Event, Person, folded, text, written
from maille.territory.hours.calendar import Calendar as Clocks
from maille.territory.hours.calendar import clock_of

PARIS = ZoneInfo("Europe/Paris")
CHANGED = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)


def event(starts_at, hours=2, **fields):
    return Event(
        **{"uid": "seance-1@ici", "sequence": 0, "changed_at": CHANGED, "summary": "Atelier", "starts_at": starts_at,
           "ends_at": starts_at + dt.timedelta(hours=hours), **fields}
    )  # fmt: skip


def read(*events, **fields):
    """What another library understands."""
    return icalendar.Calendar.from_ical(written(Calendar(events, **fields)))


def read_event(one):
    (found,) = read(one).walk("VEVENT")
    return found


# The reader unescapes a backslash before a separator twice: `test_separators_are_escaped` holds that one.
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\"), max_size=400))
def test_any_text_comes_back_as_it_was_in_lines_short_enough(said):
    kept = "".join(
        character for character in said if character == "\n" or not (ord(character) < 32 or ord(character) == 127)
    )
    file = written(Calendar([event(CHANGED, summary=said)]))
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    (found,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert str(found["SUMMARY"]).rstrip(" ") == kept.rstrip(" ")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_folded_line_unfolds_to_itself(line):
    assert folded(line).replace("\r\n ", "").removesuffix("\r\n") == line


def test_a_long_title_never_cuts_a_character():
    lines = folded("SUMMARY:" + "é" * 100).encode().split(b"\r\n")
    for line in lines:
        line.decode()


def test_separators_are_escaped():
    assert text("un, deux; trois\\quatre\nfin\x07") == "un\\, deux\\; trois\\\\quatre\\nfin"


@pytest.mark.parametrize(
    ("day", "hours_apart"),
    [(dt.date(2026, 3, 28), 1), (dt.date(2026, 3, 29), 2), (dt.date(2026, 10, 24), 2), (dt.date(2026, 10, 25), 1),
     (dt.date(2027, 3, 28), 2), (dt.date(2027, 10, 31), 1)],
)  # fmt: skip
def test_the_weeks_when_clocks_change(day, hours_apart):
    """On the wall it is 14 h all along; the instant moves with the clock, by the file's own description of it."""
    starts_at = dt.datetime.combine(day, dt.time(14), PARIS)
    calendar = read(event(starts_at))
    (zone,), (found,) = calendar.walk("VTIMEZONE"), calendar.walk("VEVENT")
    start = found["DTSTART"].dt
    assert start.replace(tzinfo=None) == dt.datetime.combine(day, dt.time(14))
    described = zone.to_tz(lookup_tzid=False)
    assert start.replace(tzinfo=described).utcoffset() == dt.timedelta(hours=hours_apart)
    assert start.astimezone(dt.UTC) == starts_at.astimezone(dt.UTC)


@pytest.mark.parametrize("name", sorted({clock_of(one) for one in Clocks}))
def test_each_clock_of_the_country_is_described_as_it_goes(name):
    """Every three hours of six years, the offset that the file describes is that of the clock."""
    zone = ZoneInfo(name)
    (described,) = read(event(dt.datetime(2026, 6, 1, 12, tzinfo=zone))).walk("VTIMEZONE")
    told, at = described.to_tz(lookup_tzid=False), dt.datetime(2025, 1, 1, 1, 30, tzinfo=dt.UTC)
    wrong = []
    while at.year < 2031:
        if at.replace(tzinfo=told).utcoffset() != at.replace(tzinfo=zone).utcoffset():
            wrong.append(at)
        at += dt.timedelta(hours=3)
    assert wrong == []


def test_utc_needs_no_clock():
    file = written(Calendar([event(CHANGED)]))
    assert b"DTSTART:20261124T093000Z" in file
    assert b"VTIMEZONE" not in file


def test_the_method_the_people_and_the_status():
    comes = Person('Nadia "Nad" Benali', "nadia@example.org", ("ROLE=REQ-PARTICIPANT",))
    one = event(CHANGED, status="CANCELLED", organizer=Person("Le Colibri", "ici@example.org"), attendee=comes)
    calendar = read(one, method="CANCEL")
    (found,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "CANCEL"
    assert found["STATUS"] == "CANCELLED"
    assert found["ATTENDEE"] == "mailto:nadia@example.org"
    assert found["ATTENDEE"].params["CN"] == "Nadia Nad Benali"
    assert found["ORGANIZER"].params["CN"] == "Le Colibri"


def test_the_same_events_give_the_same_octets():
    first, again = (written(Calendar([event(dt.datetime(2026, 6, 1, 12, tzinfo=PARIS))])) for _ in range(2))
    assert first == again


def test_everything_that_an_event_says():
    found = read_event(
        event(
            CHANGED,
            location="Le Colibri, 1 rue",
            description="À savoir :\ncour",
            url="https://e.org/1",
            position=(45.44, 4.38),
        )
    )
    assert found["LOCATION"] == "Le Colibri, 1 rue"
    assert found["DESCRIPTION"] == "À savoir :\ncour"
    assert found["URL"] == "https://e.org/1"
    assert (found["GEO"].latitude, found["GEO"].longitude) == (45.44, 4.38)
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt == CHANGED
