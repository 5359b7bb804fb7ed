"""A lending for the calendar of who goes (RFC 5545): one event, always under the same name, the way included."""

from django.utils.translation import gettext as _

from maille.core.ical import Event
from maille.sharing.models import Lending
from maille.sharing.rules import Window
from maille.sharing.rules.lending import away
from maille.sharing.saying import span
from maille.territory.opening import local_time


def event_for_lent(lending: Lending, *, url: str) -> Event:
    """What it takes of her day; the need, its place and their network beside it are read already."""
    need = lending.line.need
    gone = away(Window(lending.starts_at, lending.ends_at), lending.way_minutes)
    is_off = lending.state == Lending.State.CANCELLED
    title = f"{need.place}, {need.purpose}"
    return Event(
        uid=f"pret-{lending.pk}@{need.network.slug}.maille",
        sequence=int(is_off),
        changed_at=lending.answered_at or lending.offered_at,
        starts_at=local_time(need.place, gone.starts_at),
        ends_at=local_time(need.place, gone.ends_at),
        summary=_("Annulé\u00a0: %(title)s") % {"title": title} if is_off else title,
        description=_("Sur place\u00a0: %(hours)s. Le trajet est compris.") % {"hours": span(lending)},
        location=f"{need.place.name}, {need.place.address}" if need.place.address else need.place.name,
        url=url,
        status="CANCELLED" if is_off else "CONFIRMED",
    )
