"""When a message really leaves, on the clock and in the calendar of its place."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from maille.messaging.models import Message
from maille.messaging.rules.moments import is_too_late, next_ring
from maille.territory.hours.calendar import clock_of, day_facts
from maille.territory.models import Place

ANYWHERE = "A"  # a message of no place keeps the clock and the public holidays of metropolitan France


def set_moment(message: Message, at: datetime) -> None:
    """Set `try_at` from an instant on; what would leave after its purpose goes to the list of those to call, now."""
    message.try_at = leaves_at(message, at)
    if message.channel in (Message.Channel.EMAIL, Message.Channel.SMS) and is_too_late(
        message.try_at, message.anchor_at
    ):
        turn_to_call(message, at)


def turn_to_call(message: Message, at: datetime) -> None:
    """Let a person say it: with the number the message holds, or at the desk."""
    number = message.phone or (message.recipient if message.channel == Message.Channel.SMS else "")
    message.channel, message.recipient, message.try_at = Message.Channel.CALL, number, at


def leaves_at(message: Message, at: datetime) -> datetime:
    """Give the first instant from `at` on when its channel may be used."""
    if message.channel != Message.Channel.SMS:
        return at
    calendar = message.place.calendar if message.place else ""
    return next_ring(at, zone_of(message.place), lambda day: _is_holiday(day, calendar or ANYWHERE))


def zone_of(place: Place | None) -> ZoneInfo:
    return ZoneInfo(clock_of(place.calendar) if place and place.calendar else settings.TIME_ZONE)


def _is_holiday(day: date, calendar: str) -> bool:
    return day_facts(day, calendar).is_public_holiday
