"""What subscribers read: which sessions, since when, how to know cheaply that nothing changed, and the file itself.

A cancelled session stays in the feed, marked as such, and so does one that left the programme; a moved one keeps its
name: a subscriber sees all of it. What is over for two months leaves. A mediator's own agenda holds her appointments
too, without a word of whom she meets: it ends in other people's servers.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.appointments.calendars import event_for_team
from maille.appointments.models import Appointment
from maille.core import kept
from maille.core.bulk import object_of
from maille.core.ical import Calendar, Event, written
from maille.people.access import network_ids_of
from maille.people.models import User
from maille.sharing.calendars import event_for_lent
from maille.sharing.models import Lending
from maille.territory.models import Network, NetworkPlace, Place
from maille.workshops import saying
from maille.workshops.calendars import event_of
from maille.workshops.models import Session, WorkshopVersion
from maille.workshops.vocabulary import Level

KEPT = timedelta(days=60)
MOST = 5_000
MOST_NEWS = 50
MOST_FILES = 20
"""Calendars kept as they were last written, by their tags: a few megabytes."""
EVERY = timedelta(hours=1)
"""How often a subscriber is asked to come back."""

_PLACE = (
    "name", "slug", "address", "postal_code", "calendar", "latitude", "longitude", "commune__name",
)  # fmt: skip
_COLUMNS = (
    "id", "sequence", "changed_at", "starts_at", "ends_at", "state", "place_id", "cost", "notes", "cancel_reason",
    "cancelled_at", "taken_back_at", "version_id", "network_id",
)  # fmt: skip
_VERSION = ("title", "aim", "level")
_GONE = ("pk", "state", "answered_at", "way_minutes", "starts_at", "line__need__purpose", "line__need__place__name")
TOLD = (Lending.State.AGREED, Lending.State.DONE, Lending.State.CANCELLED)
_MET = ("pk", "sequence", "state", "reason__name", "place")
_files: dict[str, bytes] = {}


@dataclass(frozen=True)
class Feed:
    """The sessions of somebody or of somewhere; `page` is where people read the same.

    `appointments` and `lendings` (to other places) are those of a mediator. A public feed says that what left the
    programme is off.
    """

    name: str
    rows: "QuerySet[Session]"
    page: str
    appointments: "QuerySet[Appointment] | None" = None
    lendings: "QuerySet[Lending] | None" = None

    @property
    def is_public(self) -> bool:
        return self.appointments is None


def of_network(network: Network, at: datetime) -> Feed:
    """All that its programme shows: its own sessions, and those of others in the places that it shows."""
    shown = Q(network=network) | Q(place__in=NetworkPlace.objects.filter(network=network).values("place"))
    name = _("Ateliers\u00a0: %(name)s") % {"name": network.name}
    return Feed(name, _public(at).filter(shown), reverse("workshops:programme"))


def of_place(place: Place, at: datetime) -> Feed:
    """All that happens in a place, whichever network holds it."""
    name = _("Ateliers\u00a0: %(name)s") % {"name": place.name}
    return Feed(name, _public(at).filter(place=place), place.get_absolute_url())


def of_mediator(user: User, at: datetime) -> Feed:
    """What somebody leads where they still work, in preparation and for the teams too, and their appointments."""
    name = _("Mon agenda\u00a0: %(name)s") % {"name": user.name}
    here = Q() if user.is_superuser else Q(network__in=network_ids_of(user, timezone.localdate(at)))
    sessions = Session.objects.filter(here, ends_at__gt=_since(at), session_mediators__mediator=user)
    met = Appointment.objects.filter(here, ends_at__gt=_since(at), mediator=user)
    there = Q() if user.is_superuser else Q(line__need__network__in=network_ids_of(user, timezone.localdate(at)))
    gone = Lending.objects.filter(there, ends_at__gt=_since(at), user=user, state__in=TOLD)
    return Feed(name, sessions, reverse("workshops:sessions"), met, gone)


def _public(at: datetime) -> "QuerySet[Session]":
    sessions = Session.objects.filter(ends_at__gt=_since(at))
    return sessions.told_to_all() | sessions.taken_back(_since(at))


def _since(at: datetime) -> datetime:
    """From the beginning of a day on, so that nothing changes from one minute to the next."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - KEPT


def tag(feed: Feed, request: HttpRequest, at: datetime) -> str:
    """What tells that a feed is still the same, without writing it; itself kept until a lasting line of the journal
    is written, or the day ends: see `core/kept.py`."""
    name = ("feed", feed.name, request.path, request.get_host(), get_language(), at.astimezone(UTC).date())
    return kept.value(name, partial(_tag, feed, request))


def _tag(feed: Feed, request: HttpRequest) -> str:
    """How many sessions and when the last one changed, what their places say, and for whom it is written."""
    counted = feed.rows.order_by().aggregate(number=Count("pk"), last=Max("changed_at"), moves=Sum("sequence"))
    where = Place.objects.filter(pk__in=feed.rows.order_by().values("place")).order_by("pk")
    places = list(where.values_list("pk", *_PLACE, "updated_on"))
    met = [] if feed.appointments is None else list(feed.appointments.order_by("pk").values_list(*_MET))
    gone = [] if feed.lendings is None else list(feed.lendings.order_by("pk").values_list(*_GONE))
    reader = (get_language(), request.get_host(), request.path)
    said = (feed.name, *counted.values(), places, met, gone, *reader)
    return f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"'


def kept_ical(feed: Feed, request: HttpRequest, known: str) -> bytes:
    """The feed as a calendar; the same octets for all who ask until something changes, which its tag tells."""
    octets = _files.get(known)
    if octets is None:
        octets = _files[known] = ical(feed, request)
        while len(_files) > MOST_FILES:
            _files.pop(next(iter(_files)), None)
    return octets


def forget() -> None:
    """Write each calendar anew from now on."""
    _files.clear()


def ical(feed: Feed, request: HttpRequest) -> bytes:
    """The feed as a calendar."""
    url = partial(_address, request.build_absolute_uri(reverse("workshops:session", args=[0])))
    events = [_event(one, url(one.pk)) for one in _read(feed, feed.rows.order_by("starts_at", "pk")[:MOST])]
    if feed.appointments is not None:
        there = partial(_address, request.build_absolute_uri(reverse("appointments:detail", args=[0])))
        events += [event_for_team(one, url=there(one.pk)) for one in _met(feed.appointments)]
    if feed.lendings is not None:
        needed = partial(_address, request.build_absolute_uri(reverse("sharing:person_need", args=[0])))
        rows = feed.lendings.select_related("line__need__place", "line__need__network").order_by("starts_at", "pk")
        events += [event_for_lent(one, url=needed(one.line_id)) for one in rows[:MOST]]
    calendar = Calendar(events, name=feed.name, url=request.build_absolute_uri(feed.page), refreshed_every=EVERY)
    return written(calendar)


def atom(feed: Feed, request: HttpRequest, at: datetime) -> str:
    """The dates to come as news, what changed last first."""
    news = Atom1Feed(
        title=feed.name,
        link=request.build_absolute_uri(feed.page),
        description=None,
        language=get_language(),
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(request.path),
    )
    rows = feed.rows.filter(ends_at__gt=at).order_by("-changed_at", "starts_at", "pk")
    for one in _read(feed, rows[:MOST_NEWS]):
        news.add_item(
            title=f"{_title(one)}, {saying.when(one)}, {one.place.name}",
            link=request.build_absolute_uri(one.get_absolute_url()),
            description=_described(one),
            unique_id=f"urn:maille:seance:{one.network.slug}:{one.pk}",
            pubdate=None,
            updateddate=one.known_since,
        )
    return str(news.writeString("utf-8"))


def _read(feed: Feed, rows: "QuerySet[Session]") -> list[Session]:
    """Sessions with their content, their place and their network, each of these read once: four queries.

    Two thousand are made of plain rows: Django spends longer on making and joining them than on all the rest.
    """
    held = [dict(zip(_COLUMNS, row, strict=True)) for row in rows.values_list(*_COLUMNS)]
    sessions = [object_of(Session, one) for one in held]
    versions = WorkshopVersion.objects.only(*_VERSION).in_bulk({one.version_id for one in sessions})
    networks = Network.objects.only("slug").in_bulk({one.network_id for one in sessions})
    places = Place.objects.select_related("commune").only(*_PLACE).in_bulk({one.place_id for one in sessions})
    for one in sessions:
        one._state.fields_cache = {
            "version": versions[one.version_id],
            "network": networks[one.network_id],
            "place": places[one.place_id],
        }
        if feed.is_public and one.taken_back_at:
            one.state, one.cancel_reason = Session.State.CANCELLED, _("Retirée du programme.")
    return sessions


def _met(appointments: "QuerySet[Appointment]") -> "QuerySet[Appointment]":
    return appointments.select_related("reason", "place__commune", "network").order_by("starts_at", "pk")[:MOST]


def _address(pattern: str, key: int) -> str:
    return pattern.replace("/0/", f"/{key}/")


def _event(session: Session, url: str) -> Event:
    return event_of(
        session, url=url, network=session.network.slug, summary=_title(session), description=_described(session)
    )


def _title(session: Session) -> str:
    """Some calendars do not show that an event is cancelled: the title says it."""
    if session.state == Session.State.CANCELLED:
        return _("Annulé\u00a0: %(title)s") % {"title": session.title}
    return session.title


def _described(session: Session) -> str:
    """What is learnt, for whom, what it costs; why it is cancelled."""
    if session.state == Session.State.CANCELLED:
        return session.cancel_reason
    level = _level(session.version.level, get_language())
    return "\n".join(part for part in (session.version.aim, level, session.cost, session.notes) if part)


@lru_cache(maxsize=32)
def _level(level: str, _language: str | None) -> str:
    return _("Niveau\u00a0: %(level)s") % {"level": Level(level).label}
