"""Inviting someone: nobody signs up alone."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.jobs import later
from maille.core.refusals import Refused
from maille.people import access, rules
from maille.people.models import Invitation, Role, User
from maille.territory.models import Network, Place

from .accounts import open_account, prove_address
from .roles import check_grant, give_invited_role, held_meanwhile

FIELDS = ("email", "name", "kind", "place", "territory", "expires_at")


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    kind: str,
    network: Network,
    by: User,
    at: datetime,
    site: str,
    place: Place | None = None,
    territory: str = "",
) -> Invitation:
    """Offer a role to an e-mail address; the mail leaves just after, and its link lives a fortnight.

    `site` is the address people know ("https://maille.example"), without a final slash.
    """
    email, name = _clean_email(email), " ".join(name.split())
    if not name:
        raise Refused(_("Écrivez le nom de la personne : l’invitation s’adresse à elle."), field="name")
    check_grant(kind=kind, network=network, place=place, territory=territory, by=by)
    offer = {"kind": kind, "network": network, "place": place, "territory": territory}
    _check_worth_inviting(email, offer, at)
    invitation = Invitation.objects.create(
        email=email, name=name, invited_by=by, created_at=at, expires_at=at + rules.INVITATION_LIFE, **offer
    )
    journal.record(
        "people.invited", invitation, by=by, after=journal.snapshot(invitation, FIELDS), network_id=network.pk
    )
    _send(invitation, site)
    return invitation


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(
            _("Cette adresse de courriel n’est pas complète : vérifiez-la, par exemple camille@exemple.fr."),
            field="email",
        ) from None
    return email


def _check_worth_inviting(email: str, offer: dict[str, Any], at: datetime) -> None:
    """Refuse to invite twice at once, or someone who already has the role."""
    Network.objects.select_for_update(no_key=True).get(pk=offer["network"].pk)
    waiting = Invitation.objects.waiting().filter(email=email, expires_at__gt=at, **offer).first()
    if waiting:
        raise Refused(
            _("Une invitation attend déjà %(email)s pour ce rôle : renvoyez-la plutôt.") % {"email": email},
            field="email",
        )
    user = User.objects.filter(email=email).first()
    if user and held_meanwhile(Role(user=user, starts_on=timezone.localdate(at), **offer)).exists():
        raise Refused(_("%(person)s a déjà ce rôle.") % {"person": user}, field="email")


def _send(invitation: Invitation, site: str) -> None:
    later("people.tasks.send_invitation", invitation.pk, invitation.sendings, site, get_language() or "fr")


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User, at: datetime, site: str) -> Invitation:
    """Send a new link, good for another fortnight; the one sent before no longer opens anything."""
    invitation = _locked_waiting(invitation, by)
    invitation.sendings += 1
    invitation.sent_at = None
    invitation.expires_at = at + rules.INVITATION_LIFE
    invitation.save(update_fields=["sendings", "sent_at", "expires_at"])
    journal.record("people.invitation_resent", invitation, by=by, network_id=invitation.network_id)
    _send(invitation, site)
    return invitation


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Take an invitation back: its link no longer opens anything."""
    invitation = _locked_waiting(invitation, by)
    invitation.cancelled_at = at
    invitation.save(update_fields=["cancelled_at"])
    journal.record("people.invitation_cancelled", invitation, by=by, network_id=invitation.network_id)
    return invitation


def _locked_waiting(invitation: Invitation, by: User) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not access.can_cancel_invitation(by, invitation):
        raise Refused(_("Cette invitation n’est pas la vôtre : demandez à la coordination du réseau."))
    if invitation.accepted_at:
        raise Refused(_("Cette invitation a déjà été acceptée : terminez plutôt le rôle, dans l’équipe."))
    if invitation.cancelled_at:
        raise Refused(_("Cette invitation est déjà annulée : invitez de nouveau si besoin."))
    return invitation


def deliver_invitation(*, invitation: Invitation, sending: int) -> str | None:
    """Draw the secret of one sending and keep its hash; None when that sending has left, or is no longer wanted.

    The caller mails the secret, then calls `mark_sent`: a crash between the two sends another mail, never none.
    """
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        is_over = invitation.accepted_at or invitation.cancelled_at or invitation.sent_at
        if is_over or invitation.sendings != sending:
            return None
        secret = rules.new_secret()
        invitation.token_hash = rules.hash_of_secret(secret)
        invitation.save(update_fields=["token_hash"])
    return secret


def mark_sent(*, invitation: Invitation, sending: int, at: datetime) -> None:
    Invitation.objects.filter(pk=invitation.pk, sendings=sending, sent_at=None).update(sent_at=at)


@transaction.atomic
def accept_invitation(*, secret: str, name: str, phone: str, at: datetime) -> Invitation:
    """Take the role that a link offers, from today; holding the link proves the address and opens an account if needed.

    Of two acceptances at the same instant one finds the invitation already taken. The account is in `accepted_by`.
    """
    invitation = Invitation.objects.with_secret(secret).select_for_update().first()
    if invitation is None:
        raise Refused(_("Ce lien n’est pas complet, ou un autre l’a remplacé : ouvrez celui du dernier message reçu."))
    check_acceptable(invitation, at)
    user = _account_of(invitation, name=name, phone=phone)
    role = give_invited_role(
        Role(
            user=user,
            kind=invitation.kind,
            network=invitation.network,
            place=invitation.place,
            territory=invitation.territory,
            starts_on=timezone.localdate(at),
            granted_by=invitation.invited_by,
        ),
        by=user,
    )
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    journal.record(
        "people.invitation_accepted",
        invitation,
        by=user,
        after={"kind": role.kind},
        concerns=user,
        network_id=invitation.network_id,
    )
    return invitation


def check_acceptable(invitation: Invitation, at: datetime) -> None:
    """Refuse what can no longer be accepted, saying why."""
    state = invitation.state(at)
    if state is rules.InvitationState.ACCEPTED:
        raise Refused(_("Cette invitation a déjà servi : il ne reste qu’à vous connecter avec votre adresse."))
    if state is rules.InvitationState.CANCELLED:
        raise Refused(_("Cette invitation a été annulée."))
    if state is rules.InvitationState.EXPIRED:
        raise Refused(
            _("Cette invitation était valable jusqu’au %(day)s.")
            % {"day": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT")}
        )


def _account_of(invitation: Invitation, *, name: str, phone: str) -> User:
    """Find the account of the invited address, or open it; the address is proven either way."""
    known = EmailAddress.objects.filter(email=invitation.email, verified=True).select_related("user").first()
    user = known.user if known else User.objects.filter(email=invitation.email).first()
    if user is None:
        user = open_account(
            email=invitation.email,
            name=" ".join(name.split()) or invitation.name,
            phone=phone,
            language=get_language() or "fr",
            by=None,
            network_id=invitation.network_id,
        )
    if not user.is_active:
        raise Refused(_("Votre compte est fermé : la personne qui vous invite peut demander sa réouverture."))
    prove_address(user, invitation.email)
    return user
