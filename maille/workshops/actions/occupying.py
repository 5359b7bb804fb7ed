"""The mediators and the room of a published session are taken meanwhile: every change of one says so again here."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.sharing.actions import occupy, taken_from
from maille.sharing.models import Lending, Occupation
from maille.sharing.rules import Window
from maille.territory.rooms import meeting, rooms_of, smallest_parts
from maille.workshops.load import zone_of
from maille.workshops.models import Session, SessionMediator

Because = Occupation.Because


def occupy_mediators(sessions: Sequence[Session]) -> None:
    """Write who is taken by these sessions as they are now; the caller holds the people.

    Refused with the name of what takes somebody already: another published session, an appointment, an absence.
    """
    leading: dict[int, list[int]] = {one.pk: [] for one in sessions}
    lent = _lent_for(sessions)
    for session, mediator in SessionMediator.objects.filter(session__in=sessions).values_list("session", "mediator"):
        if (session, mediator) not in lent:
            leading[session].append(mediator)
    takes = {
        one.pk: [(key, Window(one.starts_at, one.ends_at)) for key in leading[one.pk]] if _takes(one) else []
        for one in sessions
    }
    _refuse_taken(sessions, takes)
    _refuse_taken_rooms(sessions)
    occupy(Because.SESSION, takes, _rooms_of(sessions))


def _rooms_of(sessions: Sequence[Session]) -> dict[int, list[tuple[int, Window]]]:
    """The rooms without parts that each of these sessions takes."""
    known = {one.place_id: rooms_of(one.place_id) for one in sessions if one.room_id and _takes(one)}
    return {
        one.pk: [
            (part, Window(one.starts_at, one.ends_at)) for part in smallest_parts(one.room_id, known[one.place_id])
        ]
        for one in sessions
        if one.room_id and _takes(one)
    }


def _refuse_taken_rooms(sessions: Sequence[Session]) -> None:
    """Refuse a room that is kept for another place; two sessions in one room are refused before (`refuse_clashes`)."""
    for session in sessions:
        if not session.room_id or not _takes(session):
            continue
        booked = Occupation.objects.filter(because=Because.BOOKING).meeting(session.starts_at, session.ends_at)
        met = booked.filter(room__in=meeting(session.room_id, rooms_of(session.place_id))).order_by("starts_at").first()
        if met is not None:
            when = date_format(met.starts_at.astimezone(zone_of(session.place)), "DATETIME_FORMAT")
            raise Refused(
                _("«\u00a0%(room)s\u00a0» est réservée, %(when)s\u00a0: changez l’heure ou la salle.")
                % {"room": session.room, "when": when},
                field="room",
            )


def _lent_for(sessions: Sequence[Session]) -> set[tuple[int, int]]:
    """Who another place lends for one of these sessions: the lending takes them already, the way included."""
    asked = {"line__need__because": Because.SESSION, "line__need__object_id__in": [one.pk for one in sessions]}
    rows = Lending.objects.filter(state__in=(Lending.State.AGREED, Lending.State.DONE), **asked)
    return {(key, user) for key, user in rows.values_list("line__need__object_id", "user") if key is not None}


def _takes(session: Session) -> bool:
    return session.state == Session.State.PUBLISHED


def _refuse_taken(sessions: Sequence[Session], takes: dict[int, list[tuple[int, Window]]]) -> None:
    wanted = [(key, when) for people in takes.values() for key, when in people]
    if not wanted:
        return
    whole = Window(min(when.starts_at for _key, when in wanted), max(when.ends_at for _key, when in wanted))
    found = taken_from({key for key, _when in wanted}, whole, because=Because.SESSION, ignoring=list(takes))
    for one in found:
        meets = any(key == one.person_id and when.overlaps(Window(one.starts_at, one.ends_at)) for key, when in wanted)
        if meets:
            raise Refused(_sentence(one, sessions[0]), field="mediators")


def _sentence(taken: Occupation, session: Session) -> str:
    starts_at = taken.starts_at.astimezone(zone_of(session.place))
    values = {"person": taken.person, "when": date_format(starts_at, "DATETIME_FORMAT")}
    if taken.because == Because.ABSENCE:
        return _("%(person)s n’est pas là\u00a0: changez l’heure, ou choisissez quelqu’un d’autre.") % values
    if taken.because != Because.SESSION:
        return (
            _("%(person)s a déjà un rendez-vous, %(when)s\u00a0: déplacez-le, ou choisissez quelqu’un d’autre.")
            % values
        )
    other = Session.objects.select_related("version", "place").get(pk=taken.object_id)
    return _("%(what)s anime déjà «\u00a0%(title)s\u00a0» (%(place)s), %(when)s\u00a0: changez l’un ou l’autre.") % {
        **values,
        "what": taken.person,
        "title": other.title,
        "place": other.place,
    }
