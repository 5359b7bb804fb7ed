"""The recorded contacts of the national tool: we read them the same, or differ on purpose."""

import json
from pathlib import Path

import pytest

from maille.core.telephone import read_phones
from maille.directory.mapping.links import read_emails, read_urls

RECORDED = json.loads((Path(__file__).parents[2] / "data" / "mednum" / "contact.json").read_text(encoding="utf-8"))

OVERSEAS = "a number of the mainland under an overseas code is no number there"
SHORT = "the tool puts another number in the place of a short one; we say that it is short"
SAFER = "https is what such an address opens today; the tool adds http"
ACCENT = "an accent in an address is a slip of the pen: nobody knows which letter was meant"
CUT = "an address that a space cuts in two may be two words and an address"
DIFFERENCES: dict[tuple[str, str], tuple[list[str], str]] = {
    ("site_web", "http://www.paciBouche-du-Rhône.com"): (["http://www.pacibouche-du-rhône.com"], "a valid host"),
    ("site_web", "https://www.apis-ingénierie.fr"): (["https://www.apis-ingénierie.fr"], "accents are valid in .fr"),
    ("site_web", "epn.adeaformation.fr"): (["https://epn.adeaformation.fr"], SAFER),
    ("site_web", "http://www.banquealimentaire.org ou barennes.banquealimentaire.org"): (
        ["http://www.banquealimentaire.org", "https://barennes.banquealimentaire.org"],
        SAFER,
    ),
    ("site_web", "http://www.souzay-champigny.Mairie et services municipaux49.fr/"): (
        ["http://www.souzay-champigny.mairie", "https://municipaux49.fr/"],
        "two hosts as far as can be told, and the rest is told to the reader",
    ),
    ("site_web", "http://www.ville-leguevin.fr/maison_des_quartiers%20(2).aspx"): (
        ["http://www.ville-leguevin.fr/maison_des_quartiers%20(2).aspx"],
        "parentheses are allowed in a path",
    ),
    ("telephone", "3960 (Service 0,06 € / mn + prix appel)"): ([], SHORT),
    ("telephone", "39 60"): ([], SHORT),
    ("telephone", "3230"): ([], SHORT),
    ("courriels", "contact@latelierde malauzat.fr"): ([], CUT),
    ("courriels", "mediatheque .numerique@ville-gentilly.fr"): ([], CUT),
    ("courriels", "chambéry@accorderie.fr"): ([], ACCENT),
    ("courriels", "service.bibliothequeç@sarlat.fr"): ([], ACCENT),
    ("courriels", "chambéry@accorderie.fr ou accueilchambery@accorderie.fr"): (
        ["accueilchambery@accorderie.fr"],
        ACCENT,
    ),
}


def read(case: dict[str, str]) -> list[str]:
    if case["kind"] == "telephone":
        return list(read_phones(case["text"], case.get("postal_code", "")).numbers[:1])
    found, _ = read_urls(case["text"]) if case["kind"] == "site_web" else read_emails(case["text"])
    return list(found)


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: f"{case['kind']}: {case['text']!r}")
def test_a_contact_is_read_the_same_or_differs_on_purpose(case: dict[str, str]) -> None:
    if case.get("postal_code") and case["text"] == "475582913":
        assert read(case) == [], OVERSEAS
        return
    expected, _ = DIFFERENCES.get((case["kind"], case["text"]), (case["expected"], ""))
    assert read(case) == expected


def test_the_differences_are_about_recorded_cases() -> None:
    assert set(DIFFERENCES) <= {(case["kind"], case["text"]) for case in RECORDED}


def test_what_a_contact_loses_is_told() -> None:
    assert read_emails("chambéry@accorderie.fr")[1] == "chambéry@accorderie.fr"
    assert read_urls("http://www.lab.fr notre page")[1] == "notre page"
    assert read_phones("39 60").unread == "39 60"
