"""What looks like one place and is not, and what is one place and does not look so."""

import pytest

from maille.directory.matching import Candidate, Pair, compare, explain, match


def place(key: str = "a", name: str = "Bibliothèque municipale", **said) -> Candidate:
    """A place of Pavie, unless said otherwise."""
    where = {
        "commune_name": "Pavie",
        "insee_code": "32307",
        "postal_code": "32550",
        "latitude": 43.610,
        "longitude": 0.591,
    }
    return Candidate(key=key, name=name, **{**where, **said})


def codes(pair: Pair) -> set[str]:
    return {evidence.code for evidence in pair.evidence}


def test_one_place_under_two_pens_is_the_same() -> None:
    one = place("a", "Centre communal d'action sociale", address="79 AV DE LA REPUBLIQUE")
    other = place("b", "CCAS de Pavie", address="79 avenue de la République", latitude=43.6102)
    assert compare(one, other).band == "same"


def test_a_mairie_and_its_ccas_at_one_address_are_shown_to_a_person() -> None:
    mairie = place("a", "Mairie de Pavie", address="1 place de la Mairie", phones=("0562051234",))
    ccas = place("b", "CCAS de Pavie", address="1 place de la Mairie", phones=("0562051234",))
    pair = compare(mairie, ccas)
    assert pair.band == "review"
    assert "organisations:differs" in codes(pair)
    assert "deux structures" in explain(pair)


@pytest.mark.parametrize("other", ["France services Pavie", "École Jules Ferry", "Mission locale"])
def test_two_institutions_of_one_building_are_never_the_same(other: str) -> None:
    one = place("a", "Médiathèque de Pavie", address="3 rue d'Etigny", phones=("0562051234",))
    assert compare(one, place("b", other, address="3 rue d'Etigny", phones=("0562051234",))).band == "review"


def test_the_permanences_of_one_organisation_in_many_villages_are_many_places() -> None:
    villages = [
        place(str(number), "Relais numérique APIJE", commune_name=f"Village {number}", insee_code=f"3400{number}",
              latitude=43.5 + number / 20, phones=("0467740829",), address="1 place de la République")
        for number in range(6)
    ]  # fmt: skip
    assert match(villages) == []


def test_libraries_of_neighbouring_villages_are_two_places() -> None:
    one = place("a", "Bibliothèque municipale", address="place de la Mairie")
    other = place("b", "Bibliothèque municipale", address="place de la Mairie", commune_name="Auch",
                  insee_code="32013", latitude=43.628)  # fmt: skip
    assert compare(one, other).band == "different"


def test_streets_of_one_name_in_two_communes_bring_nothing_together() -> None:
    one = place("a", "Espace Jean Moulin", address="12 rue Victor Hugo", latitude=None, longitude=None)
    other = place("b", "Espace Jean Moulin", address="12 rue Victor Hugo", latitude=None, longitude=None,
                  commune_name="Auch", insee_code="32013", postal_code="32000")  # fmt: skip
    assert compare(one, other).band != "same"


def test_a_place_given_twice_by_one_source_is_found() -> None:
    rows = [
        place("466", "EPN Espace Sisley - Sud-Est", source="hinaura", address="79 rue Émile Zola", latitude=43.61),
        place("1020", "Espace Sisley", source="hinaura", address="79, rue Emile Zola", latitude=43.6103),
    ]
    (pair,) = match(rows)
    assert (pair.a, pair.b, pair.band) == ("1020", "466", "same")


def test_a_place_on_the_boundary_of_two_communes_is_shown() -> None:
    one = place("a", "Médiathèque Jean Moulin", address="4 route d'Auch")
    other = place("b", "Médiathèque Jean Moulin", address="4 route d'Auch", commune_name="Auch", insee_code="32013")
    assert [pair.band for pair in match([one, other])] != []


def test_a_place_without_commune_is_still_compared() -> None:
    one = place("a", "Médiathèque Jean Moulin", phones=("0562051234",))
    other = Candidate(key="b", name="Médiathèque Jean-Moulin", phones=("0562051234",))
    assert len(match([one, other])) == 1
