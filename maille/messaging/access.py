"""Who may act on a message: those who see it, from their own session or at the desk of the place."""

from typing import Any

from maille.people.access import coordinated_ids, team_place_ids

from .models import Message


def can_read_messages(user: Any) -> bool:
    """The team of a place and the coordination have an outbox; neighbours and partners have none."""
    return bool(user.is_authenticated and (user.is_superuser or coordinated_ids(user) or team_place_ids(user)))


def can_handle(user: Any, message: Message) -> bool:
    """The team of the place and the coordination cancel, send again, settle a doubt and tick a call."""
    return user is None or Message.objects.visible_to(user).filter(pk=message.pk).exists()
