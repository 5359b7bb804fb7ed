"""Who notes who came: those who receive the public there, and who leads the session. `None` is the system itself."""

from typing import Any

from maille.people.access import is_member
from maille.workshops.access import can_seat_people
from maille.workshops.models import Session


def can_note_presence(user: Any, session: Session) -> bool:
    """The team of the place, desk included, the coordination, and a mediator lent by another place of the network."""
    if can_seat_people(user, session):
        return True
    if not user.is_authenticated or not is_member(user, session.network):
        return False
    return session.session_mediators.filter(mediator=user).exists()
