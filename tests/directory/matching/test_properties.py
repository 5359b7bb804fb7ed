"""What holds for any records: order, sides, gaps, contacts that one may not look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.directory.matching import Candidate, candidate_of, compare, explain, match
from maille.directory.matching.positions import distance
from maille.territory.rules import Position, distance_km

NAMES = (
    "Bibliothèque municipale",
    "Médiathèque Jean Moulin",
    "Mairie",
    "CCAS de Pavie",
    "France services Pavie",
    "EPN Soleil",
    "",
)
ADDRESSES = ("1 place de la Mairie", "1 PL DE LA MAIRIE", "12 bis rue Jean Moulin", "rue Jean Moulin", "le bourg", "")
PHONES = ((), ("0477332211",), ("0625235601",))

candidates = st.builds(
    Candidate,
    key=st.uuids().map(str),
    name=st.sampled_from(NAMES),
    commune_name=st.sampled_from(["Pavie", "Auch", ""]),
    address=st.sampled_from(ADDRESSES),
    insee_code=st.sampled_from(["32307", "32013", ""]),
    postal_code=st.sampled_from(["32550", "32000", ""]),
    latitude=st.sampled_from([43.61, 43.6101, 43.63]) | st.none(),
    longitude=st.just(0.591),
    phones=st.sampled_from(PHONES),
    emails=st.sampled_from([(), ("mairie@pavie.fr",)]),
    pivot=st.sampled_from(["", "21320307900012"]),
    typologies=st.sampled_from([(), ("BIB",), ("RFS",)]),
    source=st.sampled_from(["one", "other"]),
)
several = st.lists(candidates, max_size=9, unique_by=lambda each: each.key)


@given(several, st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(records, random) -> None:
    shuffled = records[:]
    random.shuffle(shuffled)
    assert match(shuffled) == match(records)


@given(candidates, candidates)
def test_the_two_sides_change_nothing(one: Candidate, other: Candidate) -> None:
    assert compare(one, other) == compare(other, one)


@given(several)
def test_a_score_is_in_its_band_and_every_pair_says_why(records) -> None:
    for pair in match(records):
        assert pair.band == ("same" if pair.score >= 90 else "review")
        assert pair.score >= 50
        assert pair.a < pair.b
        assert explain(pair)
        assert explain(pair, "en")


@given(candidates, candidates)
def test_what_is_missing_weighs_nothing(one: Candidate, other: Candidate) -> None:
    assert all(each.weight == 0 for each in compare(one, other).evidence if each.says == "missing")


@given(candidates, candidates)
def test_what_one_record_does_not_say_is_missing(one: Candidate, other: Candidate) -> None:
    said = {each.kind: each.says for each in compare(one, other).evidence}
    for kind, field in {"phone": "phones", "mail": "emails", "pivot": "pivot", "distance": "latitude"}.items():
        if not getattr(one, field) or not getattr(other, field):
            assert said[kind] == "missing"


@given(candidates, candidates, st.sampled_from(["phones", "emails", "pivot"]))
def test_a_contact_that_only_one_says_changes_nothing(one: Candidate, other: Candidate, field: str) -> None:
    silent = one._replace(**{field: "" if field == "pivot" else ()})
    without = other._replace(**{field: "" if field == "pivot" else ()})
    assert compare(silent, other).score == compare(silent, without).score


@given(several)
def test_ignored_fields_are_as_if_they_were_not_said(records) -> None:
    silent = [each._replace(phones=(), emails=(), pivot="") for each in records]
    assert match(records, ignore=("telephone", "courriels", "pivot")) == match(silent)


def test_a_field_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="couleur"):
        match([], ignore=["couleur"])


@given(st.floats(-60, 60), st.floats(-179, 179), st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_a_distance_is_that_of_the_sphere(latitude: float, longitude: float, north: float, east: float) -> None:
    one = Candidate("a", "", latitude=latitude, longitude=longitude)
    other = Candidate("b", "", latitude=latitude + north, longitude=longitude + east)
    truth = 1000 * distance_km(Position(latitude, longitude), Position(latitude + north, longitude + east))
    assert distance(one, other) == pytest.approx(truth, rel=0.01, abs=1)


def test_a_row_of_the_standard_becomes_a_candidate() -> None:
    row = {"id": "1", "nom": " Mairie ", "latitude": "43,61", "longitude": 0.591, "pivot": "00000000000000",
           "telephone": "+33477332211", "courriels": "A@b.fr|c@d.fr", "typologie": "MUNI|CCAS"}  # fmt: skip
    read = candidate_of(row)
    assert (read.name, read.latitude, read.pivot, read.phones) == ("Mairie", 43.61, "", ("0477332211",))
    assert (read.emails, read.typologies) == (("a@b.fr", "c@d.fr"), ("MUNI", "CCAS"))
    assert candidate_of({"id": 2, "latitude": 0, "longitude": 0}).latitude is None


def test_an_unlikely_crowd_is_compared_in_bounded_time() -> None:
    """Three thousand records of one name in one town: each meets its neighbours in order, not everyone."""
    from maille.directory.matching.blocking import couples
    from maille.directory.matching.readings import read

    crowd = [
        Candidate(
            str(number),
            "Point numérique",
            insee_code="42218",
            address=f"{number} rue Jean Jaurès",
            phones=("0477332211",),
        )
        for number in range(3000)
    ]
    assert len(couples([read(each) for each in crowd])) < 3000 * 60
