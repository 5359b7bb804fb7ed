"""A commune is found from what people write, offline, or not at all."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maille.territory.gazetteer import Gazetteer, departement_of, load_epci, normalise


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    "written",
    [
        "Saint-Étienne",
        "Saint Etienne",
        "SAINT-ETIENNE",
        "St-Étienne",
        "st etienne",
        "Saint\u2010Etienne",
        "ST ETIENNE CEDEX 1",
    ],
)
def test_one_name_for_all_the_spellings_of_saint_etienne(written: str) -> None:
    assert normalise(written) == "saint etienne"


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Ste-Foy-l’Argentière", "sainte foy l argentiere"),
        ("Chambœuf", "chamboeuf"),
        ("42100 Saint-Étienne", "saint etienne"),
        ("PARIS 15", "paris"),
        ("Lyon 3ème arrondissement", "lyon"),
        ("Marseille 01er", "marseille"),
        ("Lyon", "lyon"),
        ("Estrées", "estrees"),
        ("42", ""),
    ],
)
def test_normalises(written: str, normal: str) -> None:
    assert normalise(written) == normal


@settings(deadline=None)
@given(st.text(max_size=60))
def test_normalising_never_raises_and_twice_changes_nothing_more(written: str) -> None:
    assert normalise(normalise(written)) == normalise(written)


@pytest.mark.parametrize(
    ("name", "postal_code", "code_insee", "how"),
    [
        ("St-Étienne", "42100", "42218", "exact"),
        ("chambon-feugerolles", "42500", "42044", "exact"),
        ("Lyon 3ème", "69003", "69123", "exact"),
        ("Saint-Étienne", "42002", "42218", "name"),
        ("Saint-Genest-Malifaux", "42260", "42224", "name"),
        ("Saint-Étienne", "", "42218", "name"),
        ("Feurs (Loire)", "42110", "42094", "exact"),
        ("Château-Chinon (Ville)", "58120", "58062", "exact"),
        ("Ajaccio", "20000", "2A004", "exact"),
        ("Saint-Denis", "97400", "97411", "exact"),
        ("Terrenoire", "42100", "42218", "former"),
        ("SAINT-DIDIER-SUR-ROCHEFORT", "42111", "42217", "former"),
        ("Andrezieu Boutheon", "42160", "42005", "spelling"),
        ("Boën", "42130", "42019", "spelling"),
        ("Zone du Stelytec", "42400", "42207", "postal_code"),
        ("", "42400", "42207", "postal_code"),
        ("Saint-Pierre-Laval", "42620", "03250", "exact"),
    ],
)
def test_finds(gazetteer: Gazetteer, name: str, postal_code: str, code_insee: str, how: str) -> None:
    match = gazetteer.find(name, postal_code)
    assert match is not None
    assert (match.code_insee, match.how) == (code_insee, how)
    commune = gazetteer.commune(code_insee)
    assert commune is not None
    assert commune.name == match.name


@pytest.mark.parametrize(
    ("name", "postal_code"),
    [
        ("Blois", "42000"),  # a commune elsewhere: the name and the code contradict each other
        ("Saint-Sauveur", ""),  # thirteen of them
        ("Zone d’activité", "42600"),  # several communes share this code
        ("", "42002"),
        ("", ""),
        ("数字", "42600"),
    ],
)
def test_does_not_guess(gazetteer: Gazetteer, name: str, postal_code: str) -> None:
    assert gazetteer.find(name, postal_code) is None


# Without a deadline: the first look-up reads the 37,000 communes.
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=40), postal_code=st.text(max_size=8))
def test_never_raises(gazetteer: Gazetteer, name: str, postal_code: str) -> None:
    match = gazetteer.find(name, postal_code)
    assert match is None or gazetteer.commune(match.code_insee) is not None


def test_every_commune_finds_itself_by_name_and_postal_code(gazetteer: Gazetteer) -> None:
    lost = []
    for commune in gazetteer.communes():
        match = gazetteer.find(commune.name, commune.postal_codes[0]) if commune.postal_codes else None
        if commune.postal_codes and (match is None or match.code_insee != commune.code_insee):
            lost.append(commune.name)
    assert len(gazetteer.communes()) == 34969
    assert lost == []


def test_knows_the_departement_of_a_code() -> None:
    assert [departement_of(code) for code in ("42218", "2A004", "97411", "98818")] == ["42", "2A", "974", "988"]


def test_knows_the_communes_of_a_postal_code_and_the_epci(gazetteer: Gazetteer) -> None:
    assert {commune.name for commune in gazetteer.in_postal_code("42230")} >= {"Saint-Étienne", "Roche-la-Molière"}
    assert gazetteer.in_postal_code("42002") == ()
    assert load_epci()["42218"].name == "Saint-Étienne Métropole"


def test_measures_distances(gazetteer: Gazetteer) -> None:
    paris = gazetteer.commune("75056")
    assert paris is not None
    assert paris.distance_km(48.8566, 2.3522) == pytest.approx(0, abs=3)
    assert paris.distance_km(45.764, 4.8357) == pytest.approx(392, abs=3)
