"""Shared desks: a computer of a place where its team pass from one to another with a short code.

A code of a few digits opens less than an account does. It opens no network role, no administration, no management
of people or accounts: coordinators and administrators are refused, and a desk session keeps only the roles held in
the desk's place. Five wrong codes lock the person's code, at every desk, for a quarter of an hour; the person
unlocks it at once by choosing a new one from their own session.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people import access, rules
from maille.people.models import Desk, User
from maille.territory.models import NetworkPlace, Place


@transaction.atomic
def open_desk(*, place: Place, name: str, by: Any, at: datetime) -> tuple[Desk, str]:
    """Trust the computer in front of one as a shared desk of a place; gives the secret that its cookie will hold."""
    if not access.can_manage_desks(by, place):
        raise Refused(
            _("Seule la personne responsable du lieu, ou la coordination, ouvre un poste partagé."), field="place"
        )
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Donnez un nom au poste, par exemple « Accueil »."), field="name")
    secret = rules.new_secret()
    desk = Desk.objects.create(
        place=place, name=name, token_hash=rules.hash_of_secret(secret), opened_by=by, opened_at=at
    )
    journal.record(
        "people.desk_opened",
        desk,
        by=by,
        after={"name": name, "place": place.name},
        network_id=_network_id_of(place.pk),
    )
    return desk, secret


def _network_id_of(place_id: int) -> int | None:
    """The network whose coordination reads what happens at a place: where it is a member, the oldest link first."""
    links = NetworkPlace.objects.filter(place_id=place_id, kind=NetworkPlace.Kind.MEMBER).order_by("pk")
    return links.values_list("network_id", flat=True).first()


@transaction.atomic
def close_desk(*, desk: Desk, by: Any, at: datetime) -> Desk:
    """Stop trusting a shared desk: whoever is signed in there is signed out at the next page."""
    desk = Desk.objects.select_for_update().get(pk=desk.pk)
    if not access.can_manage_desks(by, desk.place):
        raise Refused(_("Seule la personne responsable du lieu, ou la coordination, ferme un poste partagé."))
    if desk.closed_at:
        raise Refused(_("Ce poste est déjà fermé."))
    desk.closed_at = at
    desk.save(update_fields=["closed_at"])
    journal.record("people.desk_closed", desk, by=by, network_id=_network_id_of(desk.place_id))
    return desk


def switch_user_at_desk(*, desk: Desk, user: User, code: str, at: datetime) -> User:
    """Check that someone may sit at a desk with that code; the caller then opens the session.

    The time it takes does not tell an absent code from a wrong one. A wrong code is counted even though it is
    refused, hence the refusal outside the transaction.
    """
    with transaction.atomic():
        refusal = _try_code(desk, user, code, at)
    if refusal:
        raise Refused(refusal, field="code")
    return user


def _try_code(desk: Desk, user: User, code: str, at: datetime) -> str | None:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if desk.closed_at or not access.can_use_desk(user, desk, timezone.localdate(at)):
        return _("%(person)s ne peut pas se servir de ce poste : connectez-vous avec votre propre compte.") % {
            "person": user
        }
    if user.desk_locked_until and at < user.desk_locked_until:
        return _locked_sentence(user.desk_locked_until)
    if _is_right(code, user):
        _write_tries(user, 0, None)
        journal.record("people.desk_switched", desk, by=user, concerns=user, network_id=_network_id_of(desk.place_id))
        return None
    failures, locked_until = rules.after_wrong_code(user.desk_failures, at)
    _write_tries(user, failures, locked_until)
    if locked_until:
        journal.record(
            "people.desk_code_locked", user, by=None, concerns=user, network_id=_network_id_of(desk.place_id)
        )
        return _locked_sentence(locked_until)
    return _("Ce code n’est pas le bon : essayez encore.")


def _is_right(code: str, user: User) -> bool:
    if not user.desk_code:
        make_password(code)  # takes as long as a check: the delay does not tell who has no code
        return False
    return check_password(code, user.desk_code)


def _write_tries(user: User, failures: int, locked_until: datetime | None) -> None:
    user.desk_failures, user.desk_locked_until = failures, locked_until
    user.save(update_fields=["desk_failures", "desk_locked_until"])


def _locked_sentence(until: datetime) -> str:
    return _(
        "Trop de codes faux : ce code est bloqué jusqu’à %(time)s. Connectez-vous avec votre propre compte,"
        " ou choisissez-y un nouveau code."
    ) % {"time": time_format(timezone.localtime(until), "TIME_FORMAT")}
