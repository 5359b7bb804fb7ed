"""What screens say of a place."""

import datetime as dt

import pytest
from django.utils.translation import override

from maille.territory.models import Place
from maille.territory.templatetags.places import freshness, freshness_now, km


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (0, "50\u00a0m"),
        (0.31, "300\u00a0m"),
        (0.97, "950\u00a0m"),
        (0.98, "1\u00a0km"),
        (1.24, "1,2\u00a0km"),
        (9.96, "10\u00a0km"),
        (14.4, "14\u00a0km"),
        (None, ""),
    ],
)
def test_a_distance_is_said_as_people_walk_it(distance: float | None, said: str) -> None:
    with override("fr"):
        assert km(distance) == said


@pytest.mark.parametrize(
    ("verified_on", "french", "english"),
    [
        (None, "Pas encore vérifié, mis à jour en octobre 2022", "Not checked yet, updated in October 2022"),
        (dt.date(2026, 11, 26), "Vérifié aujourd’hui", "Checked today"),
        (dt.date(2026, 11, 2), "Vérifié il y a moins d’un mois", "Checked less than a month ago"),
        (dt.date(2026, 10, 26), "Vérifié il y a 1 mois", "Checked 1 month ago"),
        (dt.date(2026, 4, 20), "Vérifié il y a 7 mois", "Checked 7 months ago"),
        (dt.date(2024, 11, 26), "Vérifié il y a 2 ans", "Checked 2 years ago"),
    ],
)
def test_when_a_place_was_last_checked(verified_on: dt.date | None, french: str, english: str) -> None:
    place = Place(verified_on=verified_on, updated_on=dt.date(2022, 10, 3))
    for language, said in (("fr", french), ("en", english)):
        with override(language):
            assert freshness(place, dt.date(2026, 11, 26)) == said


def test_a_row_counts_from_the_day_of_the_place() -> None:
    place = Place(calendar="A", verified_on=dt.date(2026, 11, 26))
    late_in_the_evening = dt.datetime(2026, 11, 25, 23, 30, tzinfo=dt.UTC)  # past midnight in France
    with override("fr"):
        assert freshness_now(place, late_in_the_evening) == "Vérifié aujourd’hui"
        assert freshness_now(place, late_in_the_evening + dt.timedelta(days=1)) == "Vérifié il y a moins d’un mois"
