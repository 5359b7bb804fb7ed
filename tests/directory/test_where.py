"""What "Où ?" says, before anybody looks for it."""

import pytest

from maille.directory.rules import Asked, read_where


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Marseille 11", Asked("13011", "marseille")),
        ("Paris 12e arrondissement", Asked("75012", "pari")),
        ("75012 Paris 12", Asked("75012", "pari")),
        ("Paris 1er", Asked("75001", "pari")),
        ("Lyon 12", Asked("", "lyon 12")),  # Lyon has nine
        ("42100 Saint-Étienne Cedex 2", Asked("42100", "saint etienne")),
        ("Saint-Étienne", Asked("", "saint etienne")),
        ("", Asked("", "")),
    ],
)
def test_reads_codes_names_districts_and_cedex(text: str, asked: Asked) -> None:
    assert read_where(text) == asked
