"""What screens say of a place."""

import pytest
from django.utils.translation import override

from maille.territory.templatetags.places import km


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
