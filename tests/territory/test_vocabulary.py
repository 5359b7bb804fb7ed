"""The closed lists of the national standard, letter for letter."""

import pytest

from maille.directory.mapping.values import CLOSED_LISTS
from maille.territory import vocabulary
from maille.territory.models import Place

CHOICES = {
    "services": vocabulary.Service,
    "audiences": vocabulary.Audience,
    "special_care": vocabulary.SpecialCare,
    "costs": vocabulary.Cost,
    "programmes": vocabulary.Programme,
    "trainings": vocabulary.Training,
    "roaming": vocabulary.Roaming,
    "access_modes": vocabulary.AccessMode,
    "support_modes": vocabulary.SupportMode,
}


@pytest.mark.parametrize("field", CHOICES)
def test_the_values_kept_are_those_of_the_schema(field: str) -> None:
    """The lists of the mapping are read from the official schema by its own tests."""
    assert set(CHOICES[field].values) == set(CLOSED_LISTS[field])
    assert dict(Place._meta.get_field(field).flatchoices) == dict(CHOICES[field].choices)
