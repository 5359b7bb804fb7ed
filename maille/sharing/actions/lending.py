"""Somebody of a place goes to another: asked, offered to her place, agreed by it, done. Who is taken, the base refuses.

A place agrees with its whole team held, so that two of its mediators are not both let go and nobody stays.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import Skill, User
from maille.sharing import access, notices, takers
from maille.sharing.candidates import candidates_for, local_day, team_of
from maille.sharing.models import LedgerEntry, Lending, Need, NeedLine, Occupation
from maille.sharing.rules import Window
from maille.sharing.rules.lending import Candidate, Why, away
from maille.sharing.saying import kept_said
from maille.territory.models import Network, Place

from .agreed import check_dates
from .occupying import hold_people, occupy, release

LONGEST = timedelta(hours=12)
MOST = 5
"""People asked at once for one need."""
ASKED = ("place", "starts_at", "ends_at", "purpose", "state")
SAID = ("user", "home", "starts_at", "ends_at", "state", "answer")
LENDING = Occupation.Because.LENDING


@transaction.atomic
def ask_for_somebody(
    *,
    network: Network,
    place: Place,
    window: Window,
    purpose: str,
    skill: Skill,
    count: int = 1,
    because: str = "",
    object_id: int | None = None,
    by: Any,
    at: datetime,
) -> Need:
    """Write that a place needs somebody who knows something; nobody is offered yet.

    `because` and `object_id` say what asks, when it is a session: who comes then leads it.
    """
    if not access.can_ask_for(by, network, place):
        raise Refused(_("Seule l’équipe de «\u00a0%(place)s\u00a0» demande pour ce lieu.") % {"place": place})
    if not purpose.strip():
        raise Refused(_("Dites pour quoi faire\u00a0: ceux qui prêtent choisissent mieux."), field="purpose")
    check_dates(window, at)
    if window.lasts > LONGEST:
        raise Refused(_("Demandez une journée à la fois\u00a0: douze heures au plus."), field="ends_at")
    if not 1 <= count <= MOST:
        raise Refused(_("Demandez de une à cinq personnes."), field="count")
    if skill.network_id != network.pk or skill.archived_at is not None:
        raise Refused(_("Choisissez une compétence de la liste."), field="skill")
    takers.asks(because, object_id, window.starts_at, window.ends_at)
    need = Need.objects.create(
        network=network,
        place=place,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        purpose=purpose.strip()[:200],
        because=because,
        object_id=object_id,
        asked_by=by if by is not None and by.is_authenticated else None,
        asked_at=at,
    )
    NeedLine.objects.create(need=need, skill=skill, count=count)
    after = journal.snapshot(need, ASKED) | {"lines": [f"{count} × {skill}"]}
    journal.record("sharing.need_asked", need, by=by, after=after, network_id=network.pk)
    return need


@transaction.atomic
def offer(*, line: NeedLine, user: User, by: Any, at: datetime) -> Lending:
    """Propose somebody to her place for a need; offered already, nothing changes."""
    need = _held_need(line.need_id)
    if not access.can_offer(by, need):
        raise Refused(_("Seuls le lieu qui demande et la coordination proposent quelqu’un."))
    standing = list(Lending.objects.standing().filter(line=line))
    if (already := next((one for one in standing if one.user_id == user.pk), None)) is not None:
        return already
    if need.state in (Need.State.CANCELLED, Need.State.REFUSED):
        raise Refused(_("Cette demande est close\u00a0: faites-en une autre."))
    check_dates(Window(need.starts_at, need.ends_at), at)
    if len(standing) >= line.count:
        raise Refused(_("Le nombre demandé est déjà proposé\u00a0: annulez un prêt, ou attendez la réponse."))
    found = _able(line, user)
    lending = Lending.objects.create(
        line=line,
        user=user,
        home_id=found.home,
        starts_at=need.starts_at,
        ends_at=need.ends_at,
        way_minutes=found.way,
        mode=found.mode,
        reasons=[why.value for why in found.reasons],
        offered_by=by if by is not None and by.is_authenticated else None,
        offered_at=at,
    )
    _note("sharing.person_offered", lending, by)
    return lending


@transaction.atomic
def agree(*, lending: Lending, by: Any, at: datetime) -> Lending:
    """Her place lets her go: she is taken from when she leaves until she is back. Agreed already, nothing changes."""
    need, lending = _held(lending)
    if not access.can_answer_lending(by, lending):
        raise Refused(_("Seules la responsable de son lieu et la coordination répondent à ce prêt."))
    if lending.state == Lending.State.AGREED:
        return lending
    if lending.state != Lending.State.OFFERED:
        raise Refused(_("Ce prêt n’attend plus de réponse."))
    check_dates(Window(lending.starts_at, lending.ends_at), at)
    team = team_of(need.network, local_day(lending.line))
    with_it = takers.held_with(need.because, need.object_id)
    hold_people({lending.user_id, *team.of_place.get(lending.home_id, ()), *with_it})
    found = _able(lending.line, lending.user)
    before = journal.snapshot(lending, SAID)
    lending.state, lending.way_minutes, lending.mode = Lending.State.AGREED, found.way, found.mode
    _answered(lending, by, at)
    occupy(LENDING, {lending.pk: [(lending.user_id, away(Window(lending.starts_at, lending.ends_at), found.way))]})
    _note("sharing.person_agreed", lending, by, before)
    _settle(need, at)
    takers.joins(need.because, need.object_id, lending.user, by=by, at=at)
    return lending


@transaction.atomic
def refuse_lending(*, lending: Lending, reason: str, by: Any, at: datetime) -> Lending:
    """Her place keeps her, and says why: the one who asks can look for another."""
    _need, lending = _held(lending)
    if not access.can_answer_lending(by, lending):
        raise Refused(_("Seules la responsable de son lieu et la coordination répondent à ce prêt."))
    if lending.state == Lending.State.REFUSED:
        return lending
    if lending.state != Lending.State.OFFERED:
        raise Refused(_("Ce prêt n’attend plus de réponse."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi\u00a0: le lieu qui demande saura qui chercher d’autre."), field="reason")
    before = journal.snapshot(lending, SAID)
    lending.state, lending.answer = Lending.State.REFUSED, reason.strip()[:200]
    _answered(lending, by, at)
    _note("sharing.person_refused", lending, by, before)
    return lending


@transaction.atomic
def cancel_lending(*, lending: Lending, reason: str = "", by: Any, at: datetime) -> Lending:
    """She does not go, whatever was agreed: she is free again, and the need waits for somebody."""
    need, lending = _held(lending)
    if not access.can_cancel_lending(by, lending):
        raise Refused(_("Les deux lieux, la personne et la coordination annulent ce prêt\u00a0: demandez-le-leur."))
    if lending.state in (Lending.State.CANCELLED, Lending.State.REFUSED):
        return lending
    if lending.state == Lending.State.DONE:
        raise Refused(_("Ce prêt a eu lieu\u00a0: il reste noté."))
    _cancel(lending, reason, by, at)
    _settle(need, at)
    return lending


@transaction.atomic
def replace(*, lending: Lending, user: User, reason: str = "", by: Any, at: datetime) -> Lending:
    """Somebody else goes in her place, for the same need; agreed at once when `by` also answers for the new place."""
    need, lending = _held(lending)
    team = team_of(need.network, local_day(lending.line))
    hold_people(
        {*_concerned([need]), user.pk, *(one for home in team.places_of(user.pk) for one in team.of_place[home])}
    )
    cancel_lending(lending=lending, reason=reason, by=by, at=at)
    new = offer(line=lending.line, user=user, by=by, at=at)
    return agree(lending=new, by=by, at=at) if access.can_answer_lending(by, new) else new


@transaction.atomic
def note_done(*, lending: Lending, by: Any, at: datetime) -> LedgerEntry:
    """She came: her place gave, the other received, the time there and the way. Noted once, whatever is replayed."""
    need, lending = _held(lending)
    if not access.can_note_lending(by, lending):
        raise Refused(_("Seuls le lieu qui reçoit et la coordination notent que le prêt a eu lieu."))
    if lending.state != Lending.State.DONE:
        if lending.state != Lending.State.AGREED:
            raise Refused(_("Ce prêt n’a pas été accordé\u00a0: il n’y a rien à noter."))
        if lending.ends_at > at:
            raise Refused(_("Ce prêt n’est pas fini\u00a0: notez-le après."))
        before = journal.snapshot(lending, SAID)
        lending.state = Lending.State.DONE
        lending.save(update_fields=["state"])
        _note("sharing.person_came", lending, by, before)
    gone = away(Window(lending.starts_at, lending.ends_at), lending.way_minutes)
    entry, _is_new = LedgerEntry.objects.get_or_create(
        because=LENDING,
        object_id=lending.pk,
        defaults={
            "network": need.network,
            "kind": LedgerEntry.Kind.PERSON_MINUTES,
            "giver_id": lending.home_id,
            "receiver_id": need.place_id,
            "amount": int(gone.lasts.total_seconds()) // 60,
            "on": local_day(lending.line),
            "noted_at": at,
        },
    )
    return entry


def withdraw_people(need: Need, by: Any, at: datetime) -> None:
    """Nobody is needed any more: those who were to come are free. The caller holds the need, and answers it."""
    hold_people(_concerned([need]))
    for lending in Lending.objects.standing().filter(line__need=need).order_by("pk"):
        _cancel(lending, _("La demande est annulée."), by, at)


def _concerned(needs: Sequence[Need]) -> set[int]:
    """Who is to come for these needs, and whoever is held with what asks: kept together, in one order."""
    coming = Lending.objects.standing().filter(line__need__in=needs).values_list("user", flat=True)
    return set(coming) | {person for need in needs for person in takers.held_with(need.because, need.object_id)}


@transaction.atomic
def withdraw_for(*, because: str, keys: Sequence[int], by: Any, at: datetime) -> None:
    """What had asked for somebody takes place no more: its requests are cancelled, those who were to come are free."""
    rows = Need.objects.filter(because=because, object_id__in=list(keys))
    rows = rows.exclude(state__in=(Need.State.CANCELLED, Need.State.REFUSED)).select_for_update(of=("self",))
    needs = list(rows.order_by("pk"))
    hold_people(_concerned(needs))
    for need in needs:
        withdraw_people(need, by, at)
        before = journal.snapshot(need, ASKED)
        need.state, need.answered_at = Need.State.CANCELLED, at
        need.save(update_fields=["state", "answered_at"])
        after = journal.snapshot(need, ASKED)
        journal.record("sharing.need_answered", need, by=by, before=before, after=after, network_id=need.network_id)


def _held_need(key: int) -> Need:
    Need.objects.select_for_update().get(pk=key)
    return Need.objects.select_related("network", "place").get(pk=key)


def _held(lending: Lending) -> tuple[Need, Lending]:
    """The need, kept until the end of the transaction, then its lending as it stands."""
    need = _held_need(lending.line.need_id)
    return need, Lending.objects.select_related("line__need__network", "line__need__place", "user", "home").get(
        pk=lending.pk
    )


def _able(line: NeedLine, user: User) -> Candidate:
    """How she could come; refused with what keeps her."""
    found = candidates_for(line, only={user.pk})
    if found.can:
        return found.can[0]
    if not found.cannot:
        raise Refused(
            _("%(person)s n’est pas d’un autre lieu du réseau\u00a0: choisissez quelqu’un.") % {"person": user}
        )
    kept = found.cannot[0]
    said = kept_said(kept.why, person=str(user), home=str(found.places[kept.home]))
    if kept.why in (Why.TAKEN, Why.ALONE):
        said += " " + _("Choisissez quelqu’un d’autre, ou une autre heure.")
    raise Refused(said)


def _cancel(lending: Lending, reason: str, by: Any, at: datetime) -> None:
    before, need = journal.snapshot(lending, SAID), lending.line.need
    was_coming = lending.state == Lending.State.AGREED
    hold_people({lending.user_id, *takers.held_with(need.because, need.object_id)})
    lending.state, lending.answer = Lending.State.CANCELLED, reason.strip()[:200]
    _answered(lending, by, at)
    release(LENDING, [lending.pk])
    _note("sharing.person_cancelled", lending, by, before)
    if was_coming:
        takers.leaves(need.because, need.object_id, lending.user, by=by, at=at)


def _answered(lending: Lending, by: Any, at: datetime) -> None:
    lending.answered_by = by if by is not None and by.is_authenticated else None
    lending.answered_at = at
    try:
        with transaction.atomic():
            lending.save()
    except IntegrityError as twice:
        raise Refused(_("Cette personne est déjà proposée pour ce besoin.")) from twice


def _settle(need: Need, at: datetime) -> None:
    """What the need is now that somebody comes, or comes no more."""
    asked = sum(need.lines.filter(skill__isnull=False).values_list("count", flat=True))
    coming = Lending.objects.filter(line__need=need, state=Lending.State.AGREED).count()
    state = Need.State.CONFIRMED if coming >= asked else Need.State.PARTLY if coming else Need.State.ASKED
    if state != need.state:
        need.state, need.answered_at = state, at
        need.save(update_fields=["state", "answered_at"])


def _note(action: str, lending: Lending, by: Any, before: Any = None) -> None:
    journal.record(
        action,
        lending,
        by=by,
        before=before,
        after=journal.snapshot(lending, SAID),
        concerns=lending.user,
        network_id=lending.line.need.network_id,
    )
    at = lending.answered_at or lending.offered_at
    if lending.state != Lending.State.DONE:
        notices.lending_told(lending, by=by, at=at)
