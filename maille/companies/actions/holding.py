"""The sessions of a company: opened to its people, and followed when the network changes them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from maille.companies import load, notices, saying
from maille.companies.models import Enquiry, OptionDate, Trainee
from maille.companies.rules.life import OPEN, State
from maille.core.refusals import Refused
from maille.workshops.actions import publish, register
from maille.workshops.models import Cycle, Registration, Session
from maille.workshops.rules.signup import Applicant

from .moving import held, move, record


@transaction.atomic
def open_sessions(*, enquiry: Enquiry, by: Any, at: datetime) -> Enquiry:
    """Publish the sessions to the company alone, and seat everybody of its list: all of them, or nobody.

    Asked again when the list has grown, it seats the newcomers.
    """
    enquiry = held(enquiry, (State.LISTED, State.RUNNING), by=by)
    found = load.shown(enquiry, at)
    sessions = [one.session for one in found.dates if one.session and not one.is_cancelled]
    if not sessions:
        raise Refused(_("Toutes les dates sont annulées\u00a0: appelez l’entreprise, puis refusez ou recommencez."))
    first = sessions[0]
    if first.state == Session.State.DRAFT:
        publish(session=first, by=by, at=at)
    for trainee in found.to_seat:
        _seat(trainee, first.cycle or first, enquiry, by, at)
    if enquiry.life == State.LISTED:
        move(enquiry, State.RUNNING, at=at)
        lines = [saying.when(one.option, one) for one in found.dates if not one.is_cancelled]
        notices.tell(enquiry, notices.OPENED, at=at, by=by, lines=lines)
    record("opened", enquiry, by=by)
    return enquiry


def _seat(trainee: Trainee, target: Session | Cycle, enquiry: Enquiry, by: Any, at: datetime) -> None:
    made = register(
        target=target,
        applicant=Applicant(name=trainee.name, email=trainee.email, language=enquiry.language),
        source=Registration.Source.PARTNER,
        prescriber={"prescriber_name": enquiry.contact_name, "prescriber_organisation": enquiry.company},
        by=by,
        at=at,
    )
    if made.state != Registration.State.SEATED:
        raise Refused(
            _("Il n’y a plus de place pour %(name)s\u00a0: voyez la salle et les ordinateurs de la séance.")
            % {"name": trainee.name}
        )
    trainee.registration = made
    trainee.save(update_fields=["registration"])


def tell_changes(*, by: Any, at: datetime) -> int:
    """Tell each company what the network has changed of its dates, old and new; gives how many were told."""
    moved = ~Q(session__starts_at=F("told_starts_at")) | ~Q(session__ends_at=F("told_ends_at"))
    ended = Q(session__state=Session.State.CANCELLED, is_told_cancelled=False)
    rows = OptionDate.objects.filter(moved | ended, session__isnull=False, option__enquiry__state__in=OPEN)
    keys = sorted(set(rows.values_list("option__enquiry", flat=True)))
    for key in keys:
        _tell_changes_of(Enquiry(pk=key), by, at)
    return len(keys)


@transaction.atomic
def _tell_changes_of(enquiry: Enquiry, by: Any, at: datetime) -> None:
    enquiry = held(enquiry, tuple(State), by=by)
    option = load.accepted_option(enquiry)
    dates = [one for one in load.dates_of(option) if _is_news(one)] if option else []
    if not dates:
        return
    for one in dates:
        one.option = option or one.option
    before = {one.pk: (one.told_starts_at or one.starts_at, one.told_ends_at or one.ends_at) for one in dates}
    lines = notices.changes(dates, before)
    for one in dates:
        one.told_starts_at, one.told_ends_at = load.starts_at(one), load.ends_at(one)
        one.is_told_cancelled = one.is_cancelled
    OptionDate.objects.bulk_update(dates, ["told_starts_at", "told_ends_at", "is_told_cancelled"])
    enquiry.turn += 1
    enquiry.due_on = load.due_on(enquiry, enquiry.state_since)
    enquiry.save(update_fields=["turn", "due_on"])
    notices.tell(enquiry, notices.CHANGED, at=at, by=by, lines=lines)


def _is_news(one: OptionDate) -> bool:
    if one.session is None:
        return False
    is_moved = (one.session.starts_at, one.session.ends_at) != (one.told_starts_at, one.told_ends_at)
    return is_moved or (one.is_cancelled and not one.is_told_cancelled)
