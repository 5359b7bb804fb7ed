"""A place becomes a line the official schema accepts, and comes back the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.directory.record import NATIONAL_NAMES, PlaceRecord
from maille.directory.standard import from_row, load_schema, to_row
from maille.directory.standard.cells import refusals
from maille.directory.standard.codec import left_out
from maille.directory.standard.doubts import is_osm
from maille.directory.standard.values import CLOSED_LISTS

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='|"'), max_size=40)
NAME = TEXT.filter(lambda text: bool(text.strip()))


def some_of(name: str) -> Any:
    return st.lists(st.sampled_from(CLOSED_LISTS[name]), unique=True, max_size=3).map(tuple)


RECORDS = st.builds(
    PlaceRecord,
    key=NAME,
    name=NAME,
    commune_name=NAME,
    postal_code=st.from_regex(r"[0-9]{5}", fullmatch=True),
    insee_code=st.sampled_from(["", "42218", "2A004"]),
    address=st.one_of(st.just(""), NAME),
    updated_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    pivot=st.sampled_from(["", "43493312300029", "W421234567"]),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    phone=st.sampled_from(["", "+33477332222", "+262262123456"]),
    emails=st.lists(NAME, max_size=2).map(tuple),
    hours=st.sampled_from(["", "Mo-Fr 09:00-12:00"]),
    summary=TEXT,
    description=TEXT,
    other_labels=st.lists(NAME, max_size=2).map(tuple),
    **{name: some_of(name) for name in CLOSED_LISTS},
)


@given(RECORDS)
def test_a_record_is_a_valid_line_and_comes_back_the_same(record: PlaceRecord) -> None:
    row = to_row(record)
    assert list(row) == list(load_schema().names)
    assert [(name, list(refusals(load_schema().by_name[name], text))) for name, text in row.items()] == [
        (name, []) for name in row
    ]
    assert from_row(row) == record
    assert left_out(record) == {}


RECORD = PlaceRecord("k", "Le Babet", "Saint-Étienne", "42000", "42218", date(2026, 11, 25), address="1 rue du Babet")


def test_hours_no_notation_holds_are_a_comment_of_the_notation() -> None:
    record = replace(RECORD, hours_text="un samedi sur 2 : 9h-12h")
    row = to_row(record)
    assert row["horaires"] == '"un samedi sur 2 : 9h-12h"'
    assert is_osm(row["horaires"])
    assert from_row(row) == record


def test_small_positions_are_written_without_exponent() -> None:
    row = to_row(replace(RECORD, latitude=0.00001, longitude=-4.0))
    assert (row["latitude"], row["longitude"]) == ("0.00001", "-4")


@pytest.mark.parametrize(
    ("change", "column", "kept"),
    [
        ({"phone": "3960"}, "telephone", ""),
        ({"summary": "mot " * 100}, "presentation_resume", None),
        ({"pivot": "12345"}, "pivot", "00000000000000"),
        ({"audiences": ("Jeunes", "Martiens")}, "publics_specifiquement_adresses", "Jeunes"),
        ({"insee_code": "99999X"}, "code_insee", ""),
    ],
)
def test_what_the_schema_cannot_hold_is_named(change: dict[str, Any], column: str, kept: str | None) -> None:
    record = replace(RECORD, **change)
    assert list(left_out(record)) == [column]
    row = to_row(record)
    assert list(refusals(load_schema().by_name[column], row[column])) == []
    assert kept is None or row[column] == kept


def test_a_line_without_what_the_standard_requires_is_refused() -> None:
    with pytest.raises(ValueError, match="nom"):
        from_row(to_row(RECORD) | {"nom": ""})


def test_every_column_has_its_field() -> None:
    assert tuple(NATIONAL_NAMES.values()) == load_schema().names
