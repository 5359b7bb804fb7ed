"""Somebody is ill: she is away until the evening, and what she had goes to others, one press each, nothing dropped."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing import access, notices, takers
from maille.sharing.models import Absence, Lending, Need, Occupation
from maille.sharing.rules import Window
from maille.sharing.standing_in import ToGive
from maille.territory.models import Network

from .absences import declare_absence
from .lending import agree, ask_for_somebody, offer, replace


@transaction.atomic
def note_ill(*, person: User, starts_at: datetime, ends_at: datetime, by: Any, at: datetime) -> Absence:
    """Note the absence, once: pressed twice, it is the same one."""
    known = Absence.objects.filter(person=person, starts_at__lte=starts_at, ends_at__gte=ends_at).first()
    if known is not None and access.can_plan_for(by, person):
        return known
    return declare_absence(person=person, starts_at=starts_at, ends_at=ends_at, by=by, at=at)[0]


@transaction.atomic
def give_to(*, what: ToGive, old: User, new: User, network: Network, by: Any, at: datetime) -> Lending | None:
    """Give one thing to a stand-in. A colleague takes it at once; another place agrees first, unless `by` does for it.

    Gives the lending when somebody comes from another place: a session then keeps its leader until that place agrees.
    """
    if not access.can_plan_for(by, old):
        raise Refused(_("Seules la personne, sa responsable de lieu et la coordination la remplacent."))
    chosen = next((one for one in what.stand_ins if one.user.pk == new.pk), None)
    if chosen is None:
        raise Refused(_("%(person)s n’est plus libre\u00a0: choisissez quelqu’un d’autre.") % {"person": new})
    if what.lending is not None:
        return replace(lending=what.lending, user=new, reason=_("Remplacement"), by=by, at=at)
    if chosen.is_near:
        takers.hand_over(what.taken, old=old, new=new, by=by, at=at)
        notices.handed_over(what.taken, old=old, new=new, network=network, by=by, at=at)
        return None
    return _ask_another_place(what, new, network, by, at)


def _ask_another_place(what: ToGive, new: User, network: Network, by: Any, at: datetime) -> Lending:
    taken = what.taken
    if what.skill is None or taken.place is None or taken.because != Occupation.Because.SESSION:
        raise Refused(_("Cela ne se confie qu’à quelqu’un du même lieu\u00a0: sinon, déplacez-le."))
    asked = Need.objects.filter(because=taken.because, object_id=taken.key)
    need = asked.exclude(state__in=(Need.State.CANCELLED, Need.State.REFUSED)).order_by("-pk").first()
    need = need or ask_for_somebody(
        network=network, place=taken.place, window=Window(taken.starts_at, taken.ends_at), purpose=taken.what,
        skill=what.skill, because=taken.because, object_id=taken.key, by=by, at=at,
    )  # fmt: skip
    line = need.lines.select_related("need__network", "need__place", "skill").get()
    lending = offer(line=line, user=new, by=by, at=at)
    return agree(lending=lending, by=by, at=at) if access.can_answer_lending(by, lending) else lending
