"""A small mapping and a small gazetteer, so that each test shows the whole of what it reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from maille.directory.mapping import Mapping, Outcome, Row, apply, load_mapping
from maille.language.phrases import Phrase, as_written
from maille.territory.gazetteer import Gazetteer

SMALL = """
[source]
name = "essai"
title = "Essai"
licence = "Licence Ouverte 2.0"
licence_url = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
credit = "Essai, 2022"
snapshot = "2022-10"
format = "json"

[key]
columns = ["id"]

[fields.name]
columns = ["nom"]

[fields.commune_name]
columns = ["ville"]

[fields.postal_code]
columns = ["cp"]
"""

PLACE = {"id": "1", "nom": "Le Babet", "ville": "Saint-Étienne", "cp": "42000"}


@dataclass(frozen=True)
class Read:
    """What a reader of hours answers."""

    osm: str | None
    reason: Phrase | None = None
    names_days: bool = True


def never_french(text: str) -> Read:
    return Read(None, as_written("Essai."))


def never_week(days: Sequence[str]) -> Read:
    return Read(None, as_written("Essai."))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def write_mapping(tmp_path: Path) -> Callable[..., Path]:
    """Write a mapping file: the small one, with something more or something replaced."""

    def write(more: str = "", **replaced: str) -> Path:
        text = SMALL
        for before, after in replaced.items():
            assert before in text
            text = text.replace(before, after)
        path = tmp_path / "essai.toml"
        path.write_text(f"{text}\n{more}", encoding="utf-8")
        return path

    return write


@pytest.fixture
def mapping(write_mapping: Callable[..., Path]) -> Mapping:
    return load_mapping(write_mapping())


@pytest.fixture
def read_place(write_mapping: Callable[..., Path], gazetteer: Gazetteer) -> Callable[..., Outcome]:
    """Read one place with the small mapping and something more."""

    def read(more: str = "", **cells: object) -> Outcome:
        small = load_mapping(write_mapping(more))
        return apply(small, Row(1, PLACE | cells), gazetteer, read_french=never_french, read_week=never_week)

    return read
