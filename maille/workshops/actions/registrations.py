"""Registering, leaving, coming back, answering an offer: each opens the floor, changes one registration, closes it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maille.core import journal
from maille.core.bulk import gathering, insert_unless_taken
from maille.core.prepared import Prepared
from maille.core.refusals import Refused
from maille.people.actions import meet_resident
from maille.people.models import Resident
from maille.workshops import access, notices
from maille.workshops.models import Registration, Session
from maille.workshops.rules import signup
from maille.workshops.rules.codes import new_code
from maille.workshops.rules.signup import Applicant

from .floor import (
    Floor,
    Target,
    close_floor,
    fits,
    give_back,
    give_back_surplus,
    in_sessions,
    open_floor,
    recount,
    serve,
    sessions_of,
    take,
)
from .who import as_known, person_of, settled

State, Source = Registration.State, Registration.Source


@transaction.atomic
def register(
    *,
    target: Target,
    applicant: Applicant,
    source: str,
    by: Any,
    at: datetime,
    resident: Resident | None = None,
    prescriber: dict[str, str] | None = None,
    extra: bool = False,
) -> Registration:
    """Give somebody a seat, alone or with others, or a rank on the waiting list when their group does not fit.

    `by` is None when people register themselves or a partner without an account does. `extra` adds chairs above the
    capacity: only the team may, and the journal says so. `prescriber` holds the prescriber_* fields.
    """
    check_team(target, by)
    _check_source(source, by, extra)
    _check_applicant(applicant, source)
    # Met before the floor opens, which others wait for; that nothing has changed since is seen under its lock.
    met = None if resident else meet_resident(network=target.network, **person_of(applicant), by=by, at=at)
    floor = open_floor(target, at=at, by=by)
    check_open(floor)
    registration = _written(
        floor, applicant, source, as_known(resident, floor) or settled(met, floor, applicant), prescriber or {}
    )
    is_new = met is not None and met.is_new and registration.resident is met.resident
    if not is_new or _is_of_cycle(floor):  # somebody new in a session alone: the database knows name and number
        refuse_twice(floor, registration)
    has_room = fits(floor, registration)
    registration.state = State.SEATED if has_room or extra else State.WAITING
    while not insert_unless_taken(registration):  # the same person, or, once in thousands of seasons, the same code
        refuse_twice(floor, registration)
        registration.code = new_code()
    with gathering():
        if registration.state == State.SEATED:
            take(floor, registration, extra=extra)
        journal.record(
            "workshops.registered" if by else "workshops.signed_up",
            registration,
            by=by,
            after={"state": registration.state, "size": registration.size, "extra": extra and not has_room},
            network_id=target.network_id,
        )
        close_floor(floor)
        tell_news(floor, registration, fresh=True)
    return registration


@transaction.atomic
def cancel_registration(*, registration: Registration, by: Any, at: datetime, reason: str = "") -> Registration:
    """Leave: the seats are free at once, and go to those who wait. Leaving again changes nothing."""
    floor, registration = _open_for(registration, at=at, by=by)
    if registration.state not in Registration.ACTIVE:
        return registration
    check_to_come(floor)
    before = registration.state
    give_back(floor, registration)
    _end(registration, State.CANCELLED, at, reason)
    _record(floor, "workshops.registration_cancelled", registration, before)
    tell_news(floor, registration)
    serve(floor)
    close_floor(floor)
    return registration


@transaction.atomic
def come_back(*, registration: Registration, by: Any, at: datetime) -> Registration:
    """Take a seat again after leaving, or after an offer that lapsed: as any newcomer, behind those who wait."""
    floor, registration = _open_for(registration, at=at, by=by)
    if registration.state in Registration.ACTIVE:
        return registration
    check_open(floor)
    refuse_twice(floor, registration)
    before = registration.state
    registration.state = State.SEATED if fits(floor, registration) else State.WAITING
    registration.queued_at, registration.ended_at, registration.end_reason = at, None, ""
    registration.save(update_fields=["state", "queued_at", "ended_at", "end_reason"])
    if registration.state == State.SEATED:
        take(floor, registration)
    _record(floor, "workshops.came_back", registration, before)
    tell_news(floor, registration)
    close_floor(floor)
    return registration


@transaction.atomic
def accept_offer(*, registration: Registration, by: Any, at: datetime) -> Registration:
    """Say yes to the seats that are kept: they become the person's. Saying yes again changes nothing."""
    floor, registration = _open_for(registration, at=at, by=by)
    if registration.state == State.SEATED:
        return registration
    check_to_come(floor)
    if registration.state != State.OFFERED or not registration.is_held(at):
        raise Refused(_("Cette place n’est plus gardée pour vous\u00a0: demandez à revenir sur la liste d’attente."))
    _become_seated(floor, registration)
    close_floor(floor)
    return registration


@transaction.atomic
def seat_waiting(*, registration: Registration, by: Any, at: datetime, extra: bool = False) -> Registration:
    """Give a seat to somebody on the list whom the desk has called, or who stands at the door."""
    floor, registration = _open_for(registration, at=at, by=by)
    if by is None:
        raise Refused(_("Seule l’équipe du lieu donne une place à quelqu’un de la liste d’attente."))
    if registration.state == State.SEATED:
        return registration
    check_to_come(floor)
    if registration.state == State.OFFERED:
        _become_seated(floor, registration)
        return registration
    refuse_twice(floor, registration)
    if not fits(floor, registration) and not extra:
        raise Refused(_("Il n’y a pas assez de places libres\u00a0: ajoutez une place en plus, ou attendez."))
    before, registration.state = registration.state, State.SEATED
    registration.ended_at, registration.end_reason = None, ""
    registration.save(update_fields=["state", "ended_at", "end_reason"])
    take(floor, registration, extra=extra)
    _record(floor, "workshops.seated", registration, before)
    tell_news(floor, registration)
    close_floor(floor)
    return registration


@transaction.atomic
def lapse_offer(*, registration: Registration, by: Any, at: datetime) -> Registration:
    """End an offer that nobody answered in time: the seats go to the next; the person may ask to come back."""
    floor, registration = _open_for(registration, at=at, by=by)
    if registration.state != State.OFFERED or registration.is_held(at):
        return registration
    give_back(floor, registration)
    _end(registration, State.LAPSED, at, "")
    _record(floor, "workshops.offer_lapsed", registration, State.OFFERED)
    tell_news(floor, registration)
    serve(floor)
    close_floor(floor)
    return registration


@transaction.atomic
def change_size(*, registration: Registration, size: int, by: Any, at: datetime) -> Registration:
    """Come with fewer or more people; refused when the larger group does not fit where it is seated."""
    floor, registration = _open_for(registration, at=at, by=by)
    if registration.state not in Registration.ACTIVE:
        raise Refused(_("Cette inscription est finie\u00a0: inscrivez-vous à nouveau."))
    check_to_come(floor)
    if size == registration.size:
        return registration
    _check_applicant(Applicant(name=registration.resident.name, phone="-", size=size), registration.source)
    before, registration.size = {"size": registration.size}, size
    registration.companions = registration.companions[: size - 1]
    if registration.state in Registration.HOLDING:
        if not fits(floor, registration):
            raise Refused(_full_for(floor, before["size"]), field="size")
        give_back_surplus(floor, registration)
        take(floor, registration)
    registration.save(update_fields=["size", "companions"])
    journal.record(
        "workshops.size_changed",
        registration,
        by=by,
        before=before,
        after={"size": size},
        network_id=floor.target.network_id,
    )
    serve(floor)
    close_floor(floor)
    return registration


@transaction.atomic
def settle(*, target: Target, by: Any, at: datetime) -> Floor:
    """Bring the seats in agreement with the means: a mediator less, a computer broken or mended, a room changed.

    Nobody loses a seat silently: those above the capacity are in `floor.extras`, for the team to call.
    """
    floor = open_floor(target, at=at, by=by)
    recount(floor)
    serve(floor)
    return close_floor(floor)


def _open_for(registration: Registration, *, at: datetime, by: Any) -> tuple[Floor, Registration]:
    """The floor of a registration, and the registration as it is once nobody else may change it.

    Who holds its link or its code (`by` is None) may change it, wherever it was made; of people with an account, the
    team and the coordination.
    """
    target = registration.session or registration.cycle
    if target is None:
        raise LookupError(f"registration {registration.pk} is of nothing")
    check_team(target, by)
    floor = open_floor(target, at=at, by=by)
    list(Registration.objects.select_for_update(of=("self",)).filter(pk=registration.pk).values_list("pk"))
    return floor, Registration.objects.select_related("resident").get(pk=registration.pk)


def _written(
    floor: Floor, applicant: Applicant, source: str, resident: Resident, prescriber: dict[str, str]
) -> Registration:
    name, is_session = signup.readable_name(applicant.name), isinstance(floor.target, Session)
    return Registration(
        session=floor.target if is_session else None,
        cycle=None if is_session else floor.target,
        resident=resident,
        person_key=signup.person_key(name=name, phone=applicant.phone, email=applicant.email, resident=resident.pk),
        size=applicant.size,
        companions=applicant.companions,
        has_carer=applicant.has_carer,
        needs=applicant.needs,
        language=applicant.language,
        source=source,
        made_by=floor.by,
        created_at=floor.at,
        queued_at=floor.at,
        **prescriber,
    )


def refuse_twice(floor: Floor, registration: Registration) -> None:
    """Seen under the lock, so that two clicks at once are one registration; the database refuses it all the same.

    A cycle and each of its sessions count as one: who comes to the whole does not take a second seat in a part;
    nor does somebody known by two numbers.
    """
    if any(one.pk != registration.pk for one in _same_person(floor, registration)):
        raise Refused(
            _("Cette personne est déjà inscrite\u00a0: retrouvez l’inscription avec son code et son nom."), field="name"
        )


def _same_person(floor: Floor, registration: Registration) -> Iterable[Registration]:
    sessions, person, resident = sessions_of(floor, registration), registration.person_key, registration.resident_id
    if not _is_of_cycle(floor):
        return _SAME_IN_SESSION.rows(sessions[0].pk, person, resident)
    found = in_sessions([one.pk for one in sessions], [one.cycle_id for one in sessions])
    return Registration.objects.active().filter(found, Q(person_key=person) | Q(resident=resident))


def _is_of_cycle(floor: Floor) -> bool:
    return any(one.cycle_id is not None for one in floor.locked)


_SAME_IN_SESSION = Prepared(
    lambda session, person, resident: Registration.objects.active().filter(
        Q(person_key=person) | Q(resident=resident), session=session
    ),
    int,
    str,
    int,
)


def check_team(target: Target, by: Any) -> None:
    if by is not None and not access.can_seat_people(by, target):
        raise Refused(_("Seules l’équipe du lieu et la coordination inscrivent quelqu’un."))


def _check_source(source: str, by: Any, extra: bool) -> None:
    if extra and by is None:
        raise Refused(_("Seule l’équipe du lieu ajoute une place en plus."))
    if source in (Source.DESK, Source.TELEPHONE) and by is None:
        raise Refused(_("Ouvrez votre session pour inscrire quelqu’un."))


def _check_applicant(applicant: Applicant, source: str) -> None:
    try:
        signup.check(applicant, needs_contact=source == Source.PUBLIC)
    except signup.Wrong as wrong:
        raise Refused(_sentence(wrong), field=wrong.field) from wrong


def _sentence(wrong: signup.Wrong) -> str:
    sentences = {
        "no_name": _("Écrivez un nom avec des lettres\u00a0: c’est ainsi qu’on vous appellera."),
        "no_contact": _("Donnez un téléphone ou un courriel\u00a0; sans l’un ni l’autre, appelez le lieu."),
        "nobody": _("Comptez au moins une personne."),
        "too_many": _("%(most)s personnes au plus en une inscription\u00a0: pour un groupe, appelez le lieu."),
        "more_names_than_people": _("Il y a plus de noms que de personnes\u00a0: corrigez le nombre."),
        "needs_too_long": _("%(most)s caractères au plus\u00a0: dites l’essentiel, le lieu vous appellera."),
    }
    return sentences[wrong.code] % wrong.values


def check_to_come(floor: Floor) -> None:
    """What is over stays as it was."""
    if not floor.sessions:
        raise Refused(_("Cette séance est passée ou annulée\u00a0: choisissez-en une autre."))


def check_open(floor: Floor) -> None:
    """People register themselves until the session closes its list; the team until it is over."""
    check_to_come(floor)
    first = min(floor.sessions, key=lambda session: session.starts_at)
    if first.state != Session.State.PUBLISHED and floor.by is None:
        raise Refused(_("Les inscriptions ne sont pas ouvertes\u00a0: appelez le lieu."))
    if floor.by is None and not first.is_open(floor.at):
        raise Refused(_("Les inscriptions sont fermées\u00a0: appelez le lieu, une place est peut-être libre."))


def _full_for(floor: Floor, size: int) -> str:
    """How many people could come: those who do already, and the seats still free in each of its sessions."""
    free = floor.free + size
    return ngettext(
        "Il reste %(free)s place seulement\u00a0: gardez ce que vous aviez, ou appelez le lieu.",
        "Il reste %(free)s places seulement\u00a0: gardez ce que vous aviez, ou appelez le lieu.",
        free,
    ) % {"free": free}


def _become_seated(floor: Floor, registration: Registration) -> None:
    registration.state, registration.offered_until = State.SEATED, None
    registration.save(update_fields=["state", "offered_until"])
    _record(floor, "workshops.offer_accepted", registration, State.OFFERED)
    tell_news(floor, registration)


def _end(registration: Registration, state: str, at: datetime, reason: str) -> None:
    registration.state, registration.offered_until = state, None
    registration.ended_at, registration.end_reason = at, reason[:200]
    registration.save(update_fields=["state", "offered_until", "ended_at", "end_reason"])


NEWS = {
    State.SEATED: notices.SEATED,
    State.WAITING: notices.WAITING,
    State.CANCELLED: notices.CANCELLED,
    State.LAPSED: notices.LAPSED,
}


def tell_news(floor: Floor, registration: Registration, *, fresh: bool = False, **values: Any) -> None:
    if registration.state == State.WAITING:
        values["position"] = registration.rank
    news = NEWS[State(registration.state)]
    notices.tell(registration, news, floor.sessions, at=floor.at, by=floor.by, fresh=fresh, **values)


def _record(floor: Floor, action: str, registration: Registration, before: str) -> None:
    journal.record(
        action,
        registration,
        by=floor.by,
        before={"state": before},
        after={"state": registration.state},
        network_id=floor.target.network_id,
    )
