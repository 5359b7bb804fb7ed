"""A slot as a form says it: in words under its day in a list of choices, and by its token."""

from collections.abc import Sequence
from datetime import UTC, datetime

from maille.appointments.load import Choice
from maille.appointments.models import Opening, Reason
from maille.workshops import saying


def labels(choices: Sequence[Choice]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Slots as a list of choices, day by day: when; where and with whom, only as far as they differ."""
    tells_place = len({one.place.pk for one in choices}) > 1
    tells_person = len({one.mediator.pk for one in choices}) > 1
    days: dict[str, list[tuple[str, str]]] = {}
    for one in choices:
        label = (one.token, _label(one, tells_place, tells_person))
        days.setdefault(saying.day_there(one.place, one.starts_at), []).append(label)
    return list(days.items())


def _label(choice: Choice, tells_place: bool, tells_person: bool) -> str:
    when = saying.hours_there(choice.place, choice.starts_at, choice.ends_at)
    differs = [name for name, told in ((choice.place.name, tells_place), (str(choice.mediator), tells_person)) if told]
    return f"{when} ({', '.join(differs)})" if differs else when


def read_token(token: str, reason: Reason) -> Choice | None:
    """The slot that a form sends back, free or not; nothing when it names nobody who receives there."""
    parts = token.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 13 for part in parts):
        return None
    place_key, mediator_key, minute = map(int, parts)
    opening = Opening.objects.filter(network=reason.network_id, place=place_key, mediator=mediator_key)
    opening = opening.filter(place__is_published=True).select_related("place__commune", "mediator")
    found = opening.first()
    if found is None or minute > 2**32:
        return None
    starts_at = datetime.fromtimestamp(minute * 60, tz=UTC)
    return Choice(found.place, found.mediator, starts_at, starts_at + reason.lasts)
