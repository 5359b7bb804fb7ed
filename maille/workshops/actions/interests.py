"""Asking to be told of the next session of a topic, being told, and stopping."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.messaging.actions import cancel, forget_messages
from maille.people.actions import welcome_resident
from maille.territory.models import Network
from maille.territory.rules import Position, distance_km
from maille.workshops.models import Interest, Registration, Session, Told, Workshop
from maille.workshops.notices.interests import tell_of
from maille.workshops.notices.partners import OVER, STOPPED, TAKEN, tell_of_orientation, tell_prescriber
from maille.workshops.rules import signup
from maille.workshops.rules.interests import MINUTES, how_many, is_near, lasts_until
from maille.workshops.rules.signup import Applicant

KEPT = timedelta(days=60)
BATCH = 200


@transaction.atomic
def ask_to_be_told(
    *,
    network: Network,
    applicant: Applicant,
    workshop: Workshop | None = None,
    theme: str = "",
    near: str = "",
    position: Position | None = None,
    minutes: int | None = None,
    prescriber: dict[str, str] | None = None,
    by: Any,
    at: datetime,
) -> Interest:
    """Keep what somebody wants to be told of; asked again for the same topic, it is the same interest, renewed.

    `minutes` around `position`; without either, anywhere in the network. `prescriber` holds the prescriber_* fields of
    a partner who asks for the person: who has neither telephone nor address is then told by them.
    """
    if not (workshop or theme):
        raise Refused(_("Choisissez un atelier ou un thème."), field="topic")
    if minutes is not None and minutes not in MINUTES:
        raise Refused(_("Choisissez un temps de trajet dans la liste."), field="minutes")
    name = signup.readable_name(applicant.name)
    if not name:
        raise Refused(_("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera."), field="name")
    if not (applicant.phone or applicant.email or prescriber):
        raise Refused(_("Donnez un téléphone ou un courriel\u00a0: c’est par là qu’on vous préviendra."), field="phone")
    resident = welcome_resident(
        network=network, name=name, phone=applicant.phone, email=applicant.email, language=applicant.language,
        by=by, at=at,
    )  # fmt: skip
    asked: dict[str, Any] = {"resident": resident, "network": network, "workshop": workshop, "theme": theme}
    interest = Interest.objects.active(at.date()).filter(**asked).first() or Interest(**asked, created_at=at)
    interest.near, interest.minutes, interest.language = near[:120], minutes, applicant.language
    interest.latitude, interest.longitude = (position.latitude, position.longitude) if position else (None, None)
    interest.expires_on = lasts_until(at.date())
    for field, value in (prescriber or {}).items():
        setattr(interest, field, value)
    interest.save()
    journal.record("workshops.interest_asked", interest, by=by, network_id=network.pk)
    if prescriber:
        tell_of_orientation(interest, at=at)
    return interest


@transaction.atomic
def stop_telling(*, interest: Interest, by: Any, at: datetime) -> Interest:
    """End an interest: nothing more is said, what has not left is withdrawn. Again changes nothing."""
    interest = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if interest.ended_at is None:
        end_wishes([interest], by=by, at=at)
        tell_prescriber(interest, STOPPED, at=at)
    return interest


@transaction.atomic
def end_interests(*, by: Any, at: datetime) -> int:
    """End the interests of those who have taken a seat in what they wanted, and those whose six months are over."""
    topic = Q(session__version__workshop=OuterRef("workshop")) | Q(
        cycle__sessions__version__workshop=OuterRef("workshop")
    )
    seated = Registration.objects.seated().filter(resident=OuterRef("resident"), queued_at__gte=OuterRef("created_at"))
    of_workshop = Q(Exists(seated.filter(topic)))
    wanted = Interest.objects.filter(ended_at=None).select_related("resident", "network", "workshop__current")
    taken = list(wanted.filter(of_workshop).select_for_update(of=("self",), skip_locked=True))
    taken += [one for one in _themes_taken(seated) if one.pk not in {known.pk for known in taken}]
    over = wanted.filter(expires_on__lt=at.date()).exclude(pk__in=[one.pk for one in taken])
    old = list(over.select_for_update(of=("self",), skip_locked=True))
    end_wishes([*taken, *old], by=by, at=at)
    for ended, news in ((taken, TAKEN), (old, OVER)):
        for one in ended:
            tell_prescriber(one, news, at=at)
    return len(taken) + len(old)


def _themes_taken(seated: Any) -> list[Interest]:
    """Interests in a theme whose person has since taken a seat in a workshop of that theme."""
    wanted = Interest.objects.filter(ended_at=None).exclude(theme="").filter(Exists(seated))
    found = []
    for one in wanted:
        mine = Registration.objects.seated().filter(resident=one.resident_id, queued_at__gte=one.created_at)
        themes = {theme for registration in mine for theme in _themes_of(registration)}
        found += [one] if one.theme in themes else []
    return found


def _themes_of(registration: Registration) -> Iterable[str]:
    if registration.session:
        return registration.session.version.themes
    return (
        {theme for one in registration.cycle.sessions.all() for theme in one.version.themes}
        if registration.cycle
        else ()
    )


def end_wishes(interests: Iterable[Interest], *, by: Any, at: datetime) -> None:
    """Say nothing more about these, and withdraw what has not left."""
    for one in interests:
        one.ended_at = at
        one.save(update_fields=["ended_at"])
        cancel(about=one, at=at, by=by)
        journal.record("workshops.interest_ended", one, by=by, network_id=one.network_id)


@transaction.atomic
def tell_interested(*, session: Session, by: Any, at: datetime) -> list[Told]:
    """Tell those who asked of a session with free seats and nobody waiting: the first who asked first, each once.

    The session is held while it is done, so that two workers do not tell two batches.
    """
    held = Session.objects.select_for_update(of=("self",), no_key=True).filter(pk=session.pk)
    fresh = held.open_to_all().select_related("version", "place__commune", "network").first()
    if (
        fresh is None
        or not fresh.is_open(at)
        or Registration.objects.of_session(fresh).filter(state="waiting").exists()
    ):
        return []
    last = Told.objects.filter(session=fresh).aggregate(last=Max("at"))["last"]
    most = how_many(_free(fresh, at), at=at, last_told_at=last, starts_at=fresh.starts_at)
    told = [Told(interest=one, session=fresh, at=at) for one in _still_asking(interested_in(fresh, at)[:most])]
    Told.objects.bulk_create(told)
    for one in told:
        tell_of(one.interest, fresh, at=at)
    return told


def _still_asking(interests: Sequence[Interest]) -> list[Interest]:
    """Those of them who have not said stop meanwhile, nor are saying it; kept from saying it until they are told."""
    rows = Interest.objects.filter(pk__in=[one.pk for one in interests], ended_at=None)
    asking = set(rows.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
    return [one for one in interests if one.pk in asking]


def interested_in(session: Session, at: datetime) -> list[Interest]:
    """Those who wait to be told of such a session, near enough, who have not been told of it nor come to it."""
    topic = Q(workshop=session.version.workshop_id) | Q(theme__in=session.version.themes)
    coming = Registration.objects.active().of_session(session).values("resident")
    rows = Interest.objects.active(at.date()).filter(topic, network=session.network_id)
    rows = rows.exclude(pk__in=Told.objects.filter(session=session).values("interest")).exclude(resident__in=coming)
    rows = rows.filter(Q(level="") | Q(level=session.version.level)).select_related("resident")
    return [one for one in rows.order_by("created_at", "pk") if is_near(_km(one, session), one.minutes)]


def _free(session: Session, at: datetime) -> int:
    """Seats free in the session; in every date to come of its cycle when it has one."""
    if session.cycle_id is None:
        return session.free_seats
    dates = Session.objects.published().filter(cycle=session.cycle_id)
    first = dates.order_by("starts_at").first()
    return min(dates.values_list("free_seats", flat=True)) if first and first.pk == session.pk else 0


def _km(interest: Interest, session: Session) -> float | None:
    place = session.place
    if interest.latitude is None or interest.longitude is None:
        return None
    if place.search_latitude is None or place.search_longitude is None:
        return None
    here = Position(interest.latitude, interest.longitude)
    return distance_km(here, Position(place.search_latitude, place.search_longitude))


def sessions_to_tell(at: datetime) -> list[Session]:
    """Open sessions with free seats of what somebody asked for, the soonest first."""
    wanted = list(Interest.objects.active(at.date()).order_by().values_list("network", "workshop", "theme").distinct())
    if not wanted:
        return []
    topic = Q(version__workshop__in={workshop for _network, workshop, _theme in wanted if workshop})
    for theme in {theme for _network, _workshop, theme in wanted if theme}:
        topic |= Q(version__themes__has=theme)
    rows = Session.objects.open_to_all().filter(topic, network__in={network for network, _workshop, _theme in wanted})
    return list(rows.filter(starts_at__gt=at, free_seats__gt=0).select_related("version").order_by("starts_at", "pk"))


@transaction.atomic
def erase_ended_interests(*, at: datetime, by: Any) -> int:
    """Erase what was asked and ended sixty days ago, with what was said about it, at most two hundred; give how many.

    Time for a question ("nobody told me"); a wish that is over is no number to keep.
    """
    old = list(Interest.objects.filter(ended_at__lte=at - KEPT).select_for_update(of=("self",)).order_by("pk")[:BATCH])
    forget_messages(about=old, at=at, by=by)
    for one in old:
        journal.redact(Entry.objects.about(one), at=at)
    counts = Counter(one.network_id for one in old)
    for network in Network.objects.filter(pk__in=counts):
        told = {"interests": counts[network.pk]}
        journal.record("workshops.interests_erased", network, by=by, after=told, network_id=network.pk)
    Interest.objects.filter(pk__in=[one.pk for one in old]).delete()
    return len(old)
