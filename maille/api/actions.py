"""A personal address opened, renewed, stopped."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import User
from maille.people.rules import hash_of_secret, new_secret

from .access import can_follow
from .models import CalendarFeed


@transaction.atomic
def open_feed(*, by: Any, at: datetime) -> str:
    """Give somebody the secret of a new address of their agenda; the one before answers no more."""
    if by.is_at_desk:
        raise Refused(_("Ce poste est partagé\u00a0: créez votre lien depuis votre propre appareil."))
    if not can_follow(by):
        raise Refused(
            _("Vous n’avez plus de rôle dans le réseau\u00a0: demandez à la coordination de vous en donner un.")
        )
    _stop(by, at)
    secret = new_secret()
    made = CalendarFeed.objects.create(user=by, secret_hash=hash_of_secret(secret), created_at=at)
    journal.record("api.feed_opened", made, by=by)
    return secret


@transaction.atomic
def revoke_feed(*, by: Any, at: datetime) -> bool:
    """Stop the address of one's agenda; tell whether there was one."""
    return _stop(by, at)


def _stop(user: Any, at: datetime) -> bool:
    list(User.objects.select_for_update(no_key=True).filter(pk=user.pk).values_list("pk"))  # one at a time
    live = CalendarFeed.objects.live().filter(user=user).first()
    if live is None:
        return False
    live.revoked_at = at
    live.save(update_fields=["revoked_at"])
    journal.record("api.feed_revoked", live, by=user)
    return True
