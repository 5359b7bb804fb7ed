"""What screens say of a message: its instants, on the clock of its place."""

from datetime import datetime

from django import template
from django.utils.formats import date_format

from maille.messaging.models import Message
from maille.messaging.saying import on_clock_of

register = template.Library()


@register.simple_tag
def moment(message: Message, at: datetime) -> str:
    """An instant in the life of a message: "26 novembre 2026 14:00" where its place is."""
    return date_format(on_clock_of(message.place, at), "DATETIME_FORMAT")
