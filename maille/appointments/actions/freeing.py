"""Coming earlier, when something else than an appointment frees time: a session, an absence, hours newly opened.

Sessions and absences stand below and know nothing of appointments. The journal says what was freed and when; the clock
reads it here. Only those who had asked before are offered something, once for each thing that freed time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from maille.appointments.load import weekly_windows
from maille.appointments.models import Appointment, Opening
from maille.core.models import Entry
from maille.sharing.actions import hold_people
from maille.sharing.rules import Window
from maille.workshops.models import Session, SessionMediator

from .earlier import offer_any

SESSION = ("workshops.session_cancelled", "workshops.session_unpublished", "workshops.session_moved")
ABSENCE = ("sharing.absence_ended", "sharing.absence_moved")
OPENING = "appointments.opening_added"
READ_BACK = timedelta(days=1)
"""How far back the journal is read: the clock may have stood still for a night."""


def offer_what_was_freed(*, by: Any, at: datetime) -> None:
    """Offer those who asked what sessions, absences and openings have freed since; again, it changes nothing."""
    waiting = Appointment.objects.waiting_for_earlier().filter(starts_at__gt=at)
    asked: dict[int, datetime] = {}
    for network, since in waiting.values_list("network", "wants_earlier_at"):
        if since:
            asked.setdefault(network, since)
    for network, since in asked.items():
        for entry in _entries(network, max(since, at - READ_BACK), at):
            _offer(entry, network, by=by, at=at)


def _entries(network: int, since: datetime, at: datetime) -> list[Entry]:
    recent = Entry.objects.filter(at__gte=since, at__lte=at).order_by("at", "pk")
    of_network = recent.filter(network_id=network, action__in=(*SESSION, OPENING))
    # An absence is somebody's, in no network.
    return [*of_network, *recent.filter(network_id=None, action__in=ABSENCE)]


@transaction.atomic
def _offer(entry: Entry, network: int, *, by: Any, at: datetime) -> None:
    among = Appointment.objects.filter(network=network, wants_earlier_at__lte=entry.at)
    among = among.exclude(offers__at__gte=entry.at)
    found = list(_freed(entry, network, among, at))
    # All of them before anybody who waits: whoever changes an appointment keeps people first, too.
    hold_people({opening.mediator_id for opening, _freed_of_hers in found})
    for opening, freed in found:
        offer_any(opening.place, opening.mediator, freed, among, by=by, at=at)


def _freed(entry: Entry, network: int, among: Any, at: datetime) -> Iterator[tuple[Opening, Sequence[Window]]]:
    """What an entry has freed of whom, in each place where she receives: one of her openings there says both."""
    openings = Opening.objects.filter(network=network).not_over(at.date()).select_related("place__commune", "mediator")
    if entry.action == OPENING:
        last = among.waiting_for_earlier().order_by("-starts_at").values_list("starts_at", flat=True).first()
        for opening in openings.filter(pk=entry.object_id):
            if last and (windows := weekly_windows(opening, at, last)):
                yield opening, windows
        return
    window = _window(entry)
    if window is None or window.ends_at <= at:
        return
    seen = set[tuple[int, int]]()
    for opening in openings.filter(mediator__in=_people(entry)).order_by("mediator", "place", "pk"):
        if (key := (opening.mediator_id, opening.place_id)) not in seen:
            seen.add(key)
            yield opening, [Window(max(window.starts_at, at), window.ends_at)]


def _people(entry: Entry) -> list[int]:
    if entry.action in ABSENCE:
        return [entry.concerns_id] if entry.concerns_id else []
    return list(SessionMediator.objects.filter(session=entry.object_id).values_list("mediator", flat=True))


def _window(entry: Entry) -> Window | None:
    """The hours that were taken: as they were before, or as the session still has them."""
    said = dict(entry.before or {})
    if entry.action in SESSION:
        session = Session.objects.filter(pk=entry.object_id).values("starts_at", "ends_at").first()
        said = {name: str(at) for name, at in (session or {}).items()} | said
    starts_at, ends_at = (parse_datetime(str(said.get(name, ""))) for name in ("starts_at", "ends_at"))
    return Window(starts_at, ends_at) if starts_at and ends_at else None
