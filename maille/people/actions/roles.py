"""Giving, moving and ending roles."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people import access, rules
from maille.people.models import Role, RoleQuerySet, User
from maille.territory.models import Commune, Epci, Network, NetworkPlace, Place

FIELDS = ("kind", "place", "territory", "starts_on", "ends_on")


@transaction.atomic
def grant_role(
    *,
    user: User,
    kind: str,
    network: Network,
    starts_on: date,
    by: Any,
    place: Place | None = None,
    territory: str = "",
    ends_on: date | None = None,
) -> Role:
    """Give someone a role from a day (included) to a day (excluded); refused when they hold it on one of these days."""
    check_grant(kind=kind, network=network, place=place, territory=territory, by=by)
    if not user.is_active:
        raise Refused(_("Ce compte est fermé : rouvrez-le avant de lui donner un rôle."))
    check_dates(starts_on, ends_on)
    return _write_role(
        Role(
            user=user,
            kind=kind,
            network=network,
            place=place,
            territory=territory,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by=by,
        ),
        by=by,
    )


def give_invited_role(role: Role, *, by: User) -> Role:
    """Write the role an invitation promised; the right to give it was checked when the invitation left.

    The same role promised for a later day begins on the invitation's day instead.
    """
    User.objects.select_for_update(no_key=True).get(pk=role.user_id)
    held = held_meanwhile(role).order_by("starts_on").first()
    if held is None:
        return _write_role(role, by=by)
    if held.starts_on > role.starts_on:
        before = journal.snapshot(held, FIELDS)
        held.starts_on = role.starts_on
        held.save(update_fields=["starts_on"])
        _record_change("people.role_dates_changed", held, before, by)
    return held


def _write_role(role: Role, *, by: Any) -> Role:
    User.objects.select_for_update(no_key=True).get(pk=role.user_id)
    if held_meanwhile(role).exists():
        raise Refused(
            _("%(person)s a déjà ce rôle à ces dates : changez plutôt les dates du rôle en cours.")
            % {"person": role.user},
            field="user",
        )
    role.save()
    journal.record(
        "people.role_granted",
        role,
        by=by,
        after=journal.snapshot(role, FIELDS),
        concerns=role.user,
        network_id=role.network_id,
    )
    return role


def held_meanwhile(role: Role) -> RoleQuerySet:
    """The same role, held by the same person, on at least one of the same days."""
    before_its_end = Q() if role.ends_on is None else Q(starts_on__lt=role.ends_on)
    return (
        Role.objects.not_over(role.starts_on)
        .filter(
            before_its_end,
            user_id=role.user_id,
            kind=role.kind,
            network_id=role.network_id,
            place_id=role.place_id,
            territory=role.territory,
        )
        .exclude(pk=role.pk)
    )


@transaction.atomic
def end_role(*, role: Role, on: date, by: Any) -> None:
    """End a role: that day it is no longer in force. A role that never began by then is taken back altogether."""
    role = _locked(role)
    if not access.can_end_role(by, role):
        raise Refused(_("Vous ne pouvez pas terminer ce rôle : demandez à la coordination du réseau."))
    if role.ends_on is not None and role.ends_on <= on:
        raise Refused(
            _("Ce rôle se termine déjà le %(day)s.") % {"day": date_format(role.ends_on, "DATE_FORMAT")},
            field="last_day",
        )
    check_still_coordinated(role, on)
    before = journal.snapshot(role, FIELDS)
    if on <= role.starts_on:
        journal.record(
            "people.role_withdrawn", role, by=by, before=before, concerns=role.user, network_id=role.network_id
        )
        role.delete()
        return
    role.ends_on = on
    role.save(update_fields=["ends_on"])
    _record_change("people.role_ended", role, before, by)


@transaction.atomic
def change_role_dates(*, role: Role, starts_on: date, ends_on: date | None, by: Any) -> Role:
    """Correct or extend the days of a role."""
    role = _locked(role)
    if not access.can_grant(by, role.holding):
        raise Refused(_("Vous ne pouvez pas changer ce rôle : demandez à la coordination du réseau."))
    check_dates(starts_on, ends_on)
    # The first day that this role no longer covers: someone else must coordinate from then on.
    covered_from = max(timezone.localdate(), role.starts_on)
    if starts_on > covered_from:
        check_still_coordinated(role, covered_from)
    if ends_on is not None:
        check_still_coordinated(role, ends_on)
    before = journal.snapshot(role, FIELDS)
    role.starts_on, role.ends_on = starts_on, ends_on
    if held_meanwhile(role).exists():
        raise Refused(
            _("%(person)s a déjà ce rôle à ces dates : choisissez d’autres dates.") % {"person": role.user},
            field="starts_on",
        )
    role.save(update_fields=["starts_on", "ends_on"])
    _record_change("people.role_dates_changed", role, before, by)
    return role


def _locked(role: Role) -> Role:
    """Read the role again, its network held: two coordinators cannot both leave at the same instant."""
    Network.objects.select_for_update(no_key=True).get(pk=role.network_id)
    return Role.objects.select_related("user", "network", "place").get(pk=role.pk)


def _record_change(action: str, role: Role, before: dict[str, Any], by: Any) -> None:
    journal.record(
        action,
        role,
        by=by,
        before=before,
        after=journal.snapshot(role, FIELDS),
        concerns=role.user,
        network_id=role.network_id,
    )


def check_still_coordinated(role: Role, on: date) -> None:
    """A network is never left without anybody to coordinate it."""
    if role.kind != rules.COORDINATOR:
        return
    others = Role.objects.filter(network_id=role.network_id, kind=rules.COORDINATOR, user__is_active=True)
    if not rules.is_coordinated([other.holding for other in others.exclude(pk=role.pk)], on):
        raise Refused(
            _("%(person)s est la seule personne à coordonner le réseau : donnez d’abord ce rôle à quelqu’un d’autre.")
            % {"person": role.user}
        )


def check_dates(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on <= starts_on:
        raise Refused(_("Le rôle finit avant de commencer : corrigez l’une des deux dates."), field="last_day")


def check_grant(*, kind: str, network: Network, place: Place | None, territory: str, by: Any) -> None:
    """Check that a role makes sense there, then that this person may give it."""
    _check_where(kind, network, place, territory)
    if not access.can_grant(by, rules.Holding(kind, network.pk, place.pk if place else None)):
        raise Refused(_("Vous ne pouvez pas donner ce rôle : demandez à la coordination du réseau."), field="kind")


def _check_where(kind: str, network: Network, place: Place | None, territory: str) -> None:
    if kind not in rules.PLACE_KINDS:
        if place is not None:
            raise Refused(_("Ce rôle vaut pour tout le réseau : ne choisissez pas de lieu."), field="place")
        _check_territory(kind, territory)
        return
    if place is None:
        raise Refused(_("Ce rôle se donne pour un lieu : choisissez le lieu."), field="place")
    wanted = NetworkPlace.Kind.NEIGHBOUR if kind == rules.NEIGHBOUR else NetworkPlace.Kind.MEMBER
    if not NetworkPlace.objects.filter(network=network, place=place, kind=wanted).exists():
        sentence = (
            _("« %(place)s » n’est pas un voisin du réseau : ce rôle se donne à un lieu voisin.")
            if kind == rules.NEIGHBOUR
            else _("« %(place)s » n’est pas membre du réseau : ce rôle se donne dans un lieu membre.")
        )
        raise Refused(sentence % {"place": place}, field="place")


def _check_territory(kind: str, territory: str) -> None:
    if kind != rules.PARTNER:
        if territory:
            raise Refused(_("Seul un partenaire lit un territoire : laissez cette case vide."), field="territory")
        return
    if not territory:
        raise Refused(_("Un partenaire lit un territoire : dites lequel."), field="territory")
    if territory_name(territory) is None:
        raise Refused(
            _(
                "« %(code)s » n’est ni une commune, ni une intercommunalité, ni un département connus :"
                " vérifiez le code."
            )
            % {"code": territory},
            field="territory",
        )


def territory_name(code: str) -> str | None:
    """Say which territory a code means; None when no commune, intercommunal body or département has it."""
    return territory_names([code]).get(code)


def territory_names(codes: Iterable[str]) -> dict[str, str]:
    """Name territories by code: commune (INSEE), intercommunal body (SIREN), département; unknown ones are left out."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    departements = Commune.objects.filter(departement__in=wanted).values_list("departement", flat=True).distinct()
    return {
        **{number: _("Département %(number)s") % {"number": number} for number in departements},
        **dict(Epci.objects.filter(pk__in=wanted).values_list("siren", "name")),
        **dict(Commune.objects.filter(pk__in=wanted).values_list("code", "name")),
    }
