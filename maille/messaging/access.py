"""Who may act on a message: those who see it, from their own session or at the desk of the place."""

from typing import Any

from .models import Message


def can_handle(user: Any, message: Message) -> bool:
    """The team of the place and the coordination cancel, send again, settle a doubt and tick a call."""
    return user is None or Message.objects.visible_to(user).filter(pk=message.pk).exists()
