"""What one changes in one's own account."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people import rules
from maille.people.models import User
from maille.territory.models import Network

from .roles import check_still_coordinated


def _check_own_account(user: User, by: Any) -> None:
    if by is None:
        return
    if by.is_at_desk:
        raise Refused(_("Votre compte se règle depuis votre propre session, pas au poste partagé."))
    if by.pk != user.pk and not by.is_superuser:
        raise Refused(_("Vous ne pouvez régler que votre propre compte."))


@transaction.atomic
def open_account(
    *, email: str, name: str, by: Any, phone: str = "", language: str = "fr",
    password: str | None = None, network_id: int | None = None,
) -> User:  # fmt: skip
    """Open an account; `by=None` when the person does it (by an invitation) or the installation."""
    user = User.objects.create_user(email, password, name=name, phone=phone, language=language)
    journal.record("people.account_opened", user, by=by or user, concerns=user, network_id=network_id)
    return user


def prove_address(user: User, email: str) -> None:
    """Note that an address is the person's own: it may then receive codes."""
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True})
    if not EmailAddress.objects.filter(user=user, primary=True).exists():
        EmailAddress.objects.filter(user=user, email=email).update(primary=True)


OWN_WORDS = ("name", "phone", "language")


@transaction.atomic
def update_account(*, user: User, name: str, phone: str, language: str = "", by: Any) -> User:
    """Change how someone is named, called (telephone in E.164, or empty) and written to; no language keeps theirs."""
    _check_own_account(user, by)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Écrivez votre nom : c’est lui que vos collègues voient."), field="name")
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before = journal.snapshot(user, OWN_WORDS)
    user.name, user.phone, user.language = name, phone, language or user.language
    user.save(update_fields=OWN_WORDS)
    journal.record(
        "people.account_changed",
        user,
        by=by,
        before=before,
        after=journal.snapshot(user, OWN_WORDS),
        concerns=user,
        network_id=_network_id_of(user),
    )
    return user


def _network_id_of(user: User) -> int | None:
    """The network whose coordination reads what happens to an account: that of its roles, the oldest one first."""
    return next((role.network_id for role in user.roles.not_over(timezone.localdate()).order_by("pk")), None)


RIGHTS = ("is_active", "is_staff", "is_superuser")


@transaction.atomic
def set_account_rights(*, user: User, is_active: bool, is_staff: bool, is_superuser: bool, by: Any) -> User:
    """Open or close an account, and say whether it administers the installation; only administrators do."""
    if by is not None and not by.is_superuser:
        raise Refused(_("Seule l’administration de l’installation ouvre ou ferme un compte."))
    # The networks are held first, as when a role ends: two coordinators cannot both leave at the same instant.
    list(
        Network.objects.select_for_update(no_key=True)
        .filter(roles__user=user, roles__kind=rules.COORDINATOR)
        .order_by("pk")
    )
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by is not None and by.pk == user.pk and not (is_active and is_superuser):
        raise Refused(
            _("Vous ne pouvez pas vous retirer l’administration\u00a0: demandez à quelqu’un d’autre de le faire.")
        )
    if user.is_active and not is_active:
        _check_leaves_no_network_alone(user)
    before = journal.snapshot(user, RIGHTS)
    user.is_active, user.is_staff, user.is_superuser = is_active, is_staff, is_superuser
    user.save(update_fields=RIGHTS)
    journal.record(
        "people.account_rights_set",
        user,
        by=by,
        before=before,
        after=journal.snapshot(user, RIGHTS),
        concerns=user,
        network_id=_network_id_of(user),
    )
    return user


def _check_leaves_no_network_alone(user: User) -> None:
    for role in user.roles.filter(kind=rules.COORDINATOR).select_related("user", "network"):
        if role.holding.is_active(today := timezone.localdate()):
            check_still_coordinated(role, today)


@transaction.atomic
def set_desk_code(*, user: User, code: str, by: Any) -> User:
    """Choose the short code that opens one's session at a shared desk; a blocked code is free again."""
    _check_own_account(user, by)
    if problem := rules.code_problem(code):
        raise Refused(code_sentence(problem), field="code")
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.desk_code = make_password(code)
    user.desk_failures, user.desk_locked_until = 0, None
    user.save(update_fields=["desk_code", "desk_failures", "desk_locked_until"])
    journal.record("people.desk_code_set", user, by=by, concerns=user, network_id=_network_id_of(user))
    return user


@transaction.atomic
def note_way_in(
    *, user: User, action: str, by: Any, before: journal.Values | None = None, after: journal.Values | None = None
) -> None:
    """Journal a change that the account's library made by itself: an address, a password, a key. No secret is kept."""
    journal.record(action, user, by=by, before=before, after=after, concerns=user, network_id=_network_id_of(user))


def code_sentence(problem: rules.CodeProblem) -> str:
    """Say what is wrong with a desk code, and what to do."""
    sentences = {
        rules.CodeProblem.SHAPE: _("Le code a de 4 à 6 chiffres, sans lettre ni espace."),
        rules.CodeProblem.REPEATED: _("Ce code se répète, on le devinerait : mélangez davantage les chiffres."),
        rules.CodeProblem.SEQUENCE: _("Ces chiffres se suivent, on les devinerait : mélangez-les."),
        rules.CodeProblem.DATE: _(
            "Ce code ressemble à une date de naissance, on le devinerait : choisissez-en un autre."
        ),
    }
    return sentences[problem]
