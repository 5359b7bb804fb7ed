"""A request taken in hand by one action at a time, and moved from one step to the next."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from maille.companies import access, load
from maille.companies.models import Enquiry
from maille.companies.rules.life import ENDED, State
from maille.core import journal
from maille.core.refusals import Refused

MOVED = ("state", "state_since", "due_on", "turn", "closed_at", "close_reason", "handler")


def held(enquiry: Enquiry, states: Collection[State], *, by: Any) -> Enquiry:
    """The request as it is once nobody else may change it; refused to who may not, or when it stands elsewhere."""
    locked = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if not access.can_handle(by, locked.network):
        raise Refused(_("Seules la coordination, les personnes responsables et les médiateurs répondent ici."))
    if locked.life not in states:
        raise Refused(_elsewhere(locked))
    return locked


def _elsewhere(enquiry: Enquiry) -> str:
    if enquiry.life in ENDED:
        return _("Cette demande est finie\u00a0: faites-en une nouvelle.")
    return _("Cette demande vient de changer d’étape\u00a0: rechargez la page pour voir où elle en est.")


def move(enquiry: Enquiry, state: State, *, at: datetime, reason: str = "") -> Enquiry:
    """Bring a request to a step: since when, and by when the next thing is wanted."""
    enquiry.state, enquiry.state_since = state, at
    enquiry.turn += 1
    enquiry.closed_at = at if state in ENDED else None
    if reason:
        enquiry.close_reason = reason[:300]
    enquiry.due_on = load.due_on(enquiry, at)
    enquiry.save()
    return enquiry


def record(action: str, enquiry: Enquiry, *, by: Any, **after: Any) -> None:
    journal.record(f"companies.{action}", enquiry, by=by, after=after or None, network_id=enquiry.network_id)
