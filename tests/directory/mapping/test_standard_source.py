"""A file at the national standard is a source like another, whatever optional column it lacks."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from maille.directory.files import read_table
from maille.directory.mapping import Outcome, Taken, apply_all
from maille.directory.mapping.load import STANDARD_MAPPINGS, load_packaged_mapping, packaged_mappings
from maille.directory.mapping.rows import rows_of
from maille.directory.mapping.standard_source import standard_mapping
from maille.directory.standard import from_row, migrate, to_row
from maille.directory.standard.migrate import SPLIT
from maille.directory.standard.values import CLOSED_LISTS
from maille.territory.gazetteer import Gazetteer

STANDARD = Path(__file__).parents[2] / "data" / "standard"
CNFS = Path(__file__).parents[3] / "maille" / "demo" / "data" / "conseiller-numerique-loire-2022-12.json"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def read(data: bytes, gazetteer: Gazetteer) -> list[Outcome]:
    table = read_table(data)
    mapping = standard_mapping(table.columns, name="essai", title="Essai")
    assert mapping is not None
    assert (mapping.source.name, mapping.source.title) == ("essai", "Essai")
    return list(apply_all(mapping, rows_of(table, mapping), gazetteer))


def records(outcomes: Iterable[Outcome]) -> list:
    return [outcome.record for outcome in outcomes if isinstance(outcome, Taken)]


def test_the_standards_are_no_sources_of_their_own() -> None:
    assert not set(STANDARD_MAPPINGS) & set(packaged_mappings())
    assert {load_packaged_mapping(name).key.columns for name in STANDARD_MAPPINGS} == {("id",)}


def test_the_official_example_comes_in_whole(gazetteer: Gazetteer) -> None:
    data = (STANDARD / "exemple-valide.csv").read_bytes()
    (record,) = records(read(data, gazetteer))
    cells = next(csv.DictReader(io.StringIO(data.decode())))
    written = from_row(cells)
    # One web site is kept; the example's position is in Aix and its address in Reims: both are remarked.
    changed = {"website", "address", "latitude", "longitude"}
    differences = {name for name, value in asdict(record).items() if value != asdict(written)[name]}
    assert differences <= changed | set(CLOSED_LISTS)
    assert all(set(getattr(record, name)) == set(getattr(written, name)) for name in CLOSED_LISTS)


def test_what_is_exported_comes_back(gazetteer: Gazetteer) -> None:
    data = (STANDARD / "exemple-valide.csv").read_bytes()
    (record,) = records(read(data, gazetteer))
    record = replace(record, hours="", hours_text="un samedi sur 2 : 9h-12h")
    (again,) = records(read(json.dumps([to_row(record)]).encode(), gazetteer))
    assert again == record


@pytest.mark.parametrize("lost", ["prise_rdv", "latitude", "horaires", "services", "date_maj"])
def test_an_optional_column_may_be_absent(lost: str, gazetteer: Gazetteer) -> None:
    cells = next(csv.DictReader(io.StringIO((STANDARD / "exemple-valide.csv").read_text(encoding="utf-8"))))
    del cells[lost]
    (record,) = records(read(json.dumps([cells]).encode(), gazetteer))
    assert record.name == "Anonymal"


def test_a_table_of_something_else_has_no_standard_mapping() -> None:
    assert standard_mapping(["titre", "auteur"], name="x") is None


def test_an_old_file_says_the_same_as_its_migration(gazetteer: Gazetteer) -> None:
    """Two ways from v0.1 to a record: the packaged mapping, and the migration line by line."""
    items = json.loads(CNFS.read_text(encoding="utf-8"))
    old = [outcome for outcome in read(json.dumps(items).encode(), gazetteer) if isinstance(outcome, Taken)]
    assert len(old) == len(items) == 64
    lists = [name for name in CLOSED_LISTS if name not in ("typologies", "costs")]
    for item, outcome in zip(items, old, strict=True):
        cells = {name: "" if value is None else str(value) for name, value in item.items()}
        new = from_row(migrate(cells).cells)
        assert {name: set(getattr(outcome.record, name)) for name in lists} == {
            name: set(getattr(new, name)) for name in lists
        }
    assert set(SPLIT) >= {"services", "labels_nationaux"}
