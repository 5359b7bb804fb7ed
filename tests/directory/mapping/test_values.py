"""Our closed lists are the official schema's, letter for letter."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from maille.directory.mapping import PlaceRecord
from maille.directory.mapping.values import CLOSED_LISTS, national_value
from maille.directory.record import NATIONAL_NAMES

SCHEMA = Path(__file__).parents[2] / "data" / "standard" / "places-v1.0.2.schema.json"
FIELDS = {field["name"]: field for field in json.loads(SCHEMA.read_text(encoding="utf-8"))["fields"]}
WITH_PATTERN = sorted(set(CLOSED_LISTS) - {"typologies"})


@pytest.mark.parametrize("field", WITH_PATTERN)
def test_every_value_is_accepted_by_the_schema(field: str) -> None:
    pattern = re.compile(FIELDS[NATIONAL_NAMES[field]]["constraints"]["pattern"])
    for value in CLOSED_LISTS[field]:
        assert pattern.fullmatch(value), value


@pytest.mark.parametrize("field", WITH_PATTERN)
def test_no_value_of_the_schema_is_missing(field: str) -> None:
    pattern = FIELDS[NATIONAL_NAMES[field]]["constraints"]["pattern"]
    inside = pattern.removeprefix("(?:(?:^|\\|)(").removesuffix("))+$")
    assert len(CLOSED_LISTS[field]) == len(inside.split("|"))


def test_the_record_has_the_thirty_two_columns_in_their_order_and_the_hours_text() -> None:
    assert list(NATIONAL_NAMES.values()) == list(FIELDS)
    assert {field.name for field in fields(PlaceRecord)} == {*NATIONAL_NAMES, "hours_text"}


def test_a_value_is_known_whatever_its_case_and_apostrophe() -> None:
    assert national_value("access_modes", "CE LIEU N’ACCUEILLE  PAS DE PUBLIC") == "Ce lieu n'accueille pas de public"
    assert national_value("typologies", "epn") == "EPN"
    assert national_value("typologies", "PE") is None
