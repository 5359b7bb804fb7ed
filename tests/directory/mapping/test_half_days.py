"""A week in two columns a day, its mornings and its afternoons, is proposed as such and read whole."""

import pytest

from maille.directory.mapping import Row, Taken, apply, load_mapping_document, propose
from maille.directory.mapping.old_names import values_of_old
from maille.directory.standard.migration_tables import SERVICES, SUPPORT
from maille.territory.gazetteer import Gazetteer

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
COLUMNS = ("id", "nom", "ville", "cp", *(f"{day} {half}" for day in DAYS for half in ("après-midi", "matin")))


def row(number: int, **hours: str) -> Row:
    cells = {"id": str(number), "nom": f"Lieu {number}", "ville": "Saint-Étienne", "cp": "42000"}
    for day in DAYS:
        cells |= {f"{day} matin": "9h-12h", f"{day} après-midi": "14h-17h"}
    return Row(number, cells | {name.replace("_", " "): text for name, text in hours.items()})


def hours_of(one: Row) -> tuple[str, str]:
    proposal = propose(COLUMNS, [row(1), row(2)], gazetteer=Gazetteer.load())
    document = proposal.document(name="essai", title="Essai", snapshot="2022")
    outcome = apply(load_mapping_document(document, "essai"), one, Gazetteer.load())
    assert isinstance(outcome, Taken), outcome
    return outcome.record.hours, outcome.record.hours_text


def test_two_columns_a_day_are_proposed_morning_first() -> None:
    choice = propose(COLUMNS, [row(1), row(2)], gazetteer=Gazetteer.load()).choice("hours")
    assert choice is not None
    assert choice.columns == tuple(f"{day} {half}" for day in DAYS for half in ("matin", "après-midi"))
    assert "matin et après-midi" in str(choice.reasons[0])


def test_both_halves_are_read() -> None:
    assert hours_of(row(1)) == ("Mo-Fr 09:00-12:00,14:00-17:00", "")


def test_a_closed_half_leaves_the_other_open() -> None:
    one = row(
        1, **{"lundi_matin": "Fermé", "mardi_après-midi": "", "jeudi_matin": "fermé", "jeudi_après-midi": "fermé"}
    )
    assert hours_of(one)[0] == "Mo 14:00-17:00; Tu 09:00-12:00; We,Fr 09:00-12:00,14:00-17:00"


def test_opening_and_closing_columns_are_not_two_halves() -> None:
    columns = ("id", "nom", "ville", "cp", *(f"{day} {word}" for day in DAYS for word in ("ouverture", "fermeture")))
    rows = [Row(1, dict.fromkeys(columns, "9h"))]
    choice = propose(columns, rows, gazetteer=Gazetteer.load()).choice("hours")
    assert choice is None or len(choice.columns) == 1


@pytest.mark.parametrize(("field", "table"), [("services", SERVICES), ("support_modes", SUPPORT)])
def test_a_value_of_before_means_what_the_standard_says(field: str, table: dict) -> None:
    for old, target in table.items():
        assert values_of_old(field, old) == (target.value,)
