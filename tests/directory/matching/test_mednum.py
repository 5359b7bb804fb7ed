"""The national tools' own cases of duplicates, where they mean that two records are one place."""

import json
from pathlib import Path

import pytest

from maille.directory.matching import candidate_of, match

CASES = json.loads(
    (Path(__file__).parents[2] / "data/matching/mednum-find-duplicates.json").read_text(encoding="utf-8")
)

REFUSED = {
    6: "“Numerinaute” and “La Turbine.Coop” at 950 m: every couple compared is listed, this one at score 27",
    7: "the same two places, listed because they are compared",
    9: "the same two places, listed because they are compared",
    10: "two post offices of Épinal, 1.1 km apart: listed because they are compared",
    11: "the médiathèque at 41 and the CCAS at 22 bis of one street: two institutions",
}
"""Cases that would lose meaning, and why. Of the other recorded suites, `groupDuplicates` joins by transitive closure
and `mergeDuplicates` drops a record that is older than six months today: neither is a question to this matcher."""

SAME_PLACE = {
    3: {("2848-mediation-numerique-hinaura", "574-mediation-numerique-conseiller-numerique")},
    5: {("d490fc66-6a42-5001-ba98-d3fc9eb01006", "e265f967-a340-54a6-ab7d-6753cbb97fcc")},
}


def rows_of(number: int) -> list[dict]:
    """The places of a case, with those they are compared with."""
    lists = [argument for argument in CASES[number]["calls"][0] if isinstance(argument, list)]
    return [row for rows in lists for row in rows]


def found(number: int) -> set[tuple[str, str]]:
    return {(pair.a, pair.b) for pair in match(map(candidate_of, rows_of(number)))}


@pytest.mark.parametrize("number", [number for number, case in enumerate(CASES) if not case["expected"]])
def test_what_they_do_not_join_is_not_joined(number: int) -> None:
    assert found(number) == set()


@pytest.mark.parametrize("number", SAME_PLACE)
def test_what_they_join_is_joined(number: int) -> None:
    assert found(number) == SAME_PLACE[number]


def test_the_four_records_of_one_maison_des_solidarites_meet_and_france_services_stays_apart() -> None:
    house = {row["id"] for row in rows_of(12) if "Jean Jaur" in row["adresse"]}
    assert len(house) == 4
    pairs = found(12)
    assert {key for pair in pairs for key in pair} == house


@pytest.mark.parametrize("number", REFUSED)
def test_what_is_refused_is_really_refused(number: int) -> None:
    assert found(number) == set(), REFUSED[number]


def test_every_case_is_judged() -> None:
    nothing = {number for number, case in enumerate(CASES) if not case["expected"]}
    assert nothing | SAME_PLACE.keys() | REFUSED.keys() | {12} == set(range(len(CASES)))
