"""Who leads a session changes while the rest stays: somebody is ill, somebody of another place comes and helps."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import Skill, User
from maille.sharing.models import Absence, Need, NeedLine, Occupation
from maille.sharing.takers import Taken
from maille.workshops.load import slot_of
from maille.workshops.models import Registration, Session, SessionMediator
from maille.workshops.rules.times import Slot

from .holding import Arrangement, check_arrangement, check_right, hold, hold_means, leading, settle_floors
from .occupying import occupy_mediators

SESSION = Occupation.Because.SESSION


@transaction.atomic
def change_leaders(
    *, session: Session, add: Collection[User] = (), remove: Collection[User] = (), by: Any, at: datetime
) -> Session:
    """Some lead it, some no longer; seats are counted again, and nobody who holds one loses it.

    Who comes must be free then, unless it is for this session that another place lends them.
    """
    people = {person.pk: person for person in [*leading(session), *add, *remove]}
    hold_means(room=None, leading=people.values())
    held = hold([session], at=at, by=by)
    fresh = held.sessions[0]
    if fresh.state == Session.State.CANCELLED:
        raise Refused(_("Cette séance est annulée\u00a0: il n’y a plus personne à trouver."))
    before = [str(person) for person in leading(fresh)]
    rows = SessionMediator.objects.filter(session=fresh)
    rows.filter(mediator__in=[person.pk for person in remove]).delete()
    already = set(rows.values_list("mediator", flat=True))
    SessionMediator.objects.bulk_create(
        SessionMediator(session=fresh, mediator=person) for person in add if person.pk not in already
    )
    after = [str(person) for person in leading(fresh)]
    if before == after:
        return fresh
    fresh.changed_at = at
    fresh.save(update_fields=["changed_at"])
    occupy_mediators(held.sessions)
    settle_floors(held)
    journal.record(
        "workshops.session_changed", fresh, by=by, before={"mediators": before}, after={"mediators": after},
        network_id=fresh.network_id,
    )  # fmt: skip
    return fresh


@transaction.atomic
def hand_over_session(*, key: int, old: User, new: User, by: Any, at: datetime) -> None:
    """Somebody of the network leads it in the place of somebody else."""
    session = Session.objects.select_related("place", "network", "version").get(pk=key)
    check_right(by, session.place, session.network)
    if session.ends_at <= at:
        raise Refused(_("Cette séance est passée\u00a0: il n’y a plus personne à remplacer."))
    check_arrangement(Arrangement(mediators=[new]), session.place, session.network)
    change_leaders(session=session, add=[new], remove=[old], by=by, at=at)


def join_session(*, key: int, user: User, by: Any, at: datetime) -> None:
    """Somebody that another place lends leads it too; a leader who is away all that time leads it no more."""
    session = Session.objects.get(pk=key)
    away = Absence.objects.filter(starts_at__lte=session.starts_at, ends_at__gte=session.ends_at).values("person")
    gone = [one for one in leading(session) if one.pk in set(away.values_list("person", flat=True))]
    change_leaders(session=session, add=[user], remove=gone, by=by, at=at)


def leave_session(*, key: int, user: User, by: Any, at: datetime) -> None:
    """She is no longer lent for it; one that is cancelled stays as it was."""
    session = Session.objects.get(pk=key)
    if session.state != Session.State.CANCELLED:
        change_leaders(session=session, remove=[user], by=by, at=at)


def leaders_of(key: int) -> list[int]:
    return list(SessionMediator.objects.filter(session=key).values_list("mediator", flat=True))


def describe_sessions(keys: Collection[int], user: Any) -> dict[int, Taken]:
    """How sessions are said to who looks for a stand-in, with those who are registered for who may see them."""
    rows = Session.objects.visible_to(user).filter(pk__in=keys).select_related("version__workshop", "place")
    sessions = list(rows)
    calls = _registered(sessions, user)
    skills = {one.version.workshop_id: skill_of(one) for one in sessions}
    return {
        one.pk: Taken(
            SESSION, one.pk, one.title, one.starts_at, one.ends_at, one.place,
            reverse("workshops:team_session", args=[one.pk]), calls.get(one.pk, ()), skills[one.version.workshop_id],
        )
        for one in sessions
    }  # fmt: skip


def skill_of(session: Session) -> int | None:
    """The skill that this workshop needed the last time that somebody was asked for it."""
    same = Session.objects.filter(version__workshop=session.version.workshop_id).values("pk")
    lines = NeedLine.objects.filter(need__because=SESSION, need__object_id__in=same, skill__archived_at__isnull=True)
    known = lines.filter(skill__isnull=False).order_by("-pk").values_list("skill", flat=True).first()
    if known is not None:
        return known
    named = Skill.objects.in_use().filter(network=session.network_id, name__iexact=session.title)
    return named.values_list("pk", flat=True).first()


def keep_as_it_is(key: int, starts_at: datetime, ends_at: datetime) -> None:
    """Keep a session at these hours while somebody is asked for it."""
    session = Session.objects.select_for_update(of=("self",), no_key=True).filter(pk=key).first()
    if session is None or session.state == Session.State.CANCELLED or slot_of(session) != Slot(starts_at, ends_at):
        raise Refused(_("Cette séance vient d’être déplacée ou annulée\u00a0: relisez sa page."))


def asked_for(session: Session) -> Need | None:
    """The request for somebody that stands for this session, if there is one."""
    rows = Need.objects.filter(because=SESSION, object_id=session.pk)
    return rows.exclude(state__in=(Need.State.CANCELLED, Need.State.REFUSED)).order_by("-pk").first()


def refuse_asked(sessions: Iterable[Session]) -> None:
    """A session for which somebody was asked keeps its time until that request is cancelled."""
    for session in sessions:
        if asked_for(session):
            raise Refused(
                _(
                    "Quelqu’un d’un autre lieu est demandé pour cette séance\u00a0: annulez d’abord cette demande,"
                    " puis déplacez la séance."
                )
            )


def _registered(sessions: Collection[Session], user: Any) -> dict[int, list[tuple[str, str]]]:
    calls: dict[int, list[tuple[str, str]]] = {}
    for session in sessions:
        rows = Registration.objects.visible_to(user).of_session(session).filter(state=Registration.State.SEATED)
        people = rows.select_related("resident").order_by("queued_at", "pk")
        calls[session.pk] = [(one.resident.name, one.resident.phone) for one in people]
    return calls
