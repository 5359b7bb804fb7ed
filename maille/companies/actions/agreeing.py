"""What a company decides: an option, none of them, the convention, or to give up."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.companies import load, notices, sheets
from maille.companies.models import Enquiry, Option, OptionDate
from maille.companies.rules.life import OPEN, State
from maille.core.refusals import Refused
from maille.sharing.actions import hold_people
from maille.workshops.actions import Arrangement, cancel_session, create_sessions
from maille.workshops.models import Session, Visibility
from maille.workshops.rules.times import Slot

from .moving import held, move, record

CLOSED_BEFORE = timedelta(days=60)
"""Nobody registers by themselves in a session of a company: its list is closed before it is written."""


@transaction.atomic
def accept_option(*, enquiry: Enquiry, option: Option, by: Any, at: datetime) -> Enquiry:
    """Choose one option: its sessions are written in preparation, so that its room and its mediator are kept.

    Of two people of the company who choose at once, the first is heard. Dates that somebody else has taken meanwhile
    are refused, and the other options stay.
    """
    _refuse_second(enquiry)
    enquiry = held(enquiry, (State.PROPOSED,), by=by)
    option = enquiry.options.select_related("workshop__current", "place", "room", "mediator").get(pk=option.pk)
    dates = list(option.dates.all())
    sessions = _sessions(enquiry, option, dates, at)
    option.accepted_at = at
    option.save(update_fields=["accepted_at"])
    for one, session in zip(dates, sessions, strict=True):
        one.session, one.told_starts_at, one.told_ends_at = session, session.starts_at, session.ends_at
    OptionDate.objects.bulk_update(dates, ["session", "told_starts_at", "told_ends_at"])
    move(enquiry, State.AGREED, at=at)
    record("accepted", enquiry, by=by)
    notices.tell(enquiry, notices.AGREED, at=at, by=by)
    return enquiry


def _refuse_second(enquiry: Enquiry) -> None:
    """Read under the lock: who comes second learns what the first has chosen."""
    Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if first := load.accepted_option(enquiry):
        raise Refused(
            _("Une option est déjà acceptée pour votre entreprise\u00a0: «\u00a0%(option)s\u00a0». Pour en changer,"
              " appelez-nous.") % {"option": first}
        )  # fmt: skip


def _sessions(enquiry: Enquiry, option: Option, dates: list[OptionDate], at: datetime) -> list[Session]:
    slots = [Slot(one.starts_at, one.ends_at) for one in dates]
    if slots[0].starts_at <= at:
        raise Refused(_("La première date de cette option est passée\u00a0: choisissez-en une autre, ou appelez-nous."))
    place = _("Dans l’entreprise\u00a0: %(address)s") % {"address": option.on_site} if option.on_site else ""
    arrangement = Arrangement(
        room=option.room,
        mediators=[option.mediator],
        visibility=Visibility.LINK,
        chosen_seats=option.capacity,
        cost=option.price,
        notes=place,
        closes_before=slots[0].starts_at - at + CLOSED_BEFORE,
    )
    title = f"{option.workshop}, {enquiry.company}"[:120] if len(slots) > 1 else ""
    try:
        return create_sessions(
            workshop=option.workshop,
            place=option.place,
            slots=slots,
            arrangement=arrangement,
            cycle_title=title,
            by=None,
            at=at,
        )
    except Refused as refusal:  # what it says is the network's own business: which room, which other session
        raise Refused(
            _("Ces dates viennent d’être prises\u00a0: choisissez une autre option, ou appelez-nous.")
        ) from refusal


@transaction.atomic
def turn_down(*, enquiry: Enquiry, words: str, by: Any, at: datetime) -> Enquiry:
    """Say that none of the options will do, and what would: the network looks again."""
    enquiry = held(enquiry, (State.PROPOSED,), by=by)
    if not words.strip():
        raise Refused(_("Dites ce qui vous irait\u00a0: d’autres jours, un autre lieu, moins de monde."), field="words")
    enquiry.words = words.strip()[:500]
    move(enquiry, State.ASKED, at=at)
    record("turned_down", enquiry, by=by)
    notices.tell(enquiry, notices.TURNED_DOWN, at=at, by=by)
    return enquiry


@transaction.atomic
def sign_convention(
    *, enquiry: Enquiry, name: str, role: str, address: str, siret: str, by: Any, at: datetime
) -> Enquiry:
    """Accept the convention on the screen: who, in what capacity, at what instant. Its words are kept as they were."""
    enquiry = held(enquiry, (State.AGREED,), by=by)
    return _signed(enquiry, name, role, address, siret, on_paper=False, signed_at=at, by=by, at=at)


@transaction.atomic
def record_paper(
    *, enquiry: Enquiry, name: str, role: str, address: str, siret: str, signed_at: datetime, by: Any, at: datetime
) -> Enquiry:
    """Note that the convention has come back signed on paper; the team keeps the sheet."""
    enquiry = held(enquiry, (State.AGREED,), by=by)
    if signed_at > at:
        raise Refused(_("Ce jour n’est pas encore venu\u00a0: écrivez celui de la signature."), field="signed_on")
    return _signed(enquiry, name, role, address, siret, on_paper=True, signed_at=signed_at, by=by, at=at)


def _signed(
    enquiry: Enquiry, name: str, role: str, address: str, siret: str, *,
    on_paper: bool, signed_at: datetime, by: Any, at: datetime,
) -> Enquiry:  # fmt: skip
    enquiry.signer_name, enquiry.signer_role = name.strip()[:120], role.strip()[:120]
    enquiry.address, enquiry.siret = address.strip()[:300], siret
    enquiry.signed_at, enquiry.is_signed_on_paper = signed_at, on_paper
    enquiry.convention = sheets.convention_data(load.shown(enquiry, at))
    move(enquiry, State.SIGNED, at=at)
    record("signed", enquiry, by=by, is_signed_on_paper=on_paper)
    notices.tell(enquiry, notices.SIGNED, at=at, by=by)
    return enquiry


@transaction.atomic
def withdraw(*, enquiry: Enquiry, reason: str, by: Any, at: datetime) -> Enquiry:
    """Give up: the sessions to come are cancelled, their room, their mediator and their people are free."""
    enquiry = held(enquiry, OPEN, by=by)
    option = load.accepted_option(enquiry)
    dates = [one.session for one in load.dates_of(option) if one.session and not one.is_cancelled] if option else []
    coming = [session for session in dates if session.ends_at > at]
    # All who lead them before the first of them: whoever changes another keeps people first, too.
    hold_people({person.pk for session in coming for person in session.mediators.all()})
    for session in coming:
        cancel_session(session=session, reason=_("L’entreprise a renoncé."), by=None, at=at)
    move(enquiry, State.WITHDRAWN, at=at, reason=reason.strip())
    record("withdrawn", enquiry, by=by)
    notices.tell(enquiry, notices.WITHDRAWN, at=at, by=by)
    return enquiry
