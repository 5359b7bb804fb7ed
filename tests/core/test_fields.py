"""Several values in one column."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from maille.core.fields import TagsField, join_tags
from maille.territory.models import Place
from tests.territory.factories import PlaceFactory

VALUES = st.lists(
    st.text(st.characters(exclude_characters="|", exclude_categories=["C"]), min_size=1).map(str.strip).filter(bool)
)


@given(VALUES)
def test_values_come_back_as_they_went(values: list[str]) -> None:
    assert TagsField().to_python(join_tags(values)) == tuple(values)


def test_a_separator_inside_a_value_does_not_make_two() -> None:
    assert join_tags(["a|b"]) == "|a b|"
    assert join_tags([]) == ""


@pytest.mark.django_db
class TestHas:
    @pytest.mark.parametrize("value", ["Gratuit", "100 %", "un_deux", "l'été", 'dit "oui"', "\\"])
    def test_finds_the_whole_value_and_nothing_that_only_looks_like_it(self, value: str) -> None:
        here = PlaceFactory(costs=("Payant", value))
        PlaceFactory(costs=(value + " sous condition",))
        PlaceFactory(costs=("x" + value[1:] + "y",))
        assert list(Place.objects.filter(costs__has=value)) == [here]

    def test_a_value_outside_the_closed_list_is_refused_by_name(self) -> None:
        place = PlaceFactory(costs=("Gratos",))
        with pytest.raises(ValidationError, match="Gratos"):
            Place._meta.get_field("costs").clean(place.costs, place)
