"""Who says what a place has, and in what state it is. `None` in place of a person is the system itself."""

from typing import Any

from maille.people.access import team_place_ids
from maille.territory.access import can_edit_place
from maille.territory.models import Place


def can_report_units(user: Any, place: Place) -> bool:
    """Whoever works there sees what breaks: the team of the place, desk included, and the coordination."""
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    return place.pk in team_place_ids(user) or can_edit_place(user, place)
