"""Something else offered in place of what was asked; who asked takes it, or says no."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.load import free_for
from maille.sharing.models import EquipmentModel, Need, NeedLine, Proposal
from maille.sharing.rules import Window

from .agreed import check_dates
from .asking import promise

SAID = ("model", "count", "starts_at", "ends_at", "state")


@transaction.atomic
def propose(
    *, line: NeedLine, model: EquipmentModel, count: int, window: Window, reason: str = "", by: Any, at: datetime
) -> Proposal:
    """Offer another time, another model or fewer in place of a line; what was offered for it before is taken back."""
    need = Need.objects.select_for_update(of=("self",)).select_related("place").get(pk=line.need_id)
    if not access.can_promise(by, need):
        raise Refused(_("La coordination et les lieux qui prêtent répondent aux demandes."))
    if need.state != Need.State.ASKED:
        raise Refused(_("Cette demande a déjà sa réponse."))
    check_dates(window, at)
    if model.network_id != need.network_id or model.archived_at is not None:
        raise Refused(_("Choisissez un modèle de la liste."), field="model")
    if not 1 <= count <= line.count:
        raise Refused(_("Proposez-en de 1 à %(count)s.") % {"count": line.count}, field="count")
    if (model.pk, count, window) == (line.model_id, line.count, Window(need.starts_at, need.ends_at)):
        raise Refused(_("C’est ce qui est demandé\u00a0: promettez-le."), field="model")
    _check_free(need, model, count, window, at)
    _close(line.proposals.filter(state=Proposal.State.OPEN), Proposal.State.WITHDRAWN, by)
    made = Proposal.objects.create(
        line=line,
        model=model,
        count=count,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        reason=reason.strip()[:200],
        by=by if by is not None and by.is_authenticated else None,
        at=at,
    )
    journal.record("sharing.proposed", made, by=by, after=journal.snapshot(made, SAID), network_id=need.network_id)
    return made


def _check_free(need: Need, model: EquipmentModel, count: int, window: Window, at: datetime) -> None:
    (there,) = free_for(need.network_id, need.place, window, at=at, count=count, of=[model])
    if there.free < count:
        raise Refused(
            _("Il n’y a que %(free)s «\u00a0%(model)s\u00a0» à ce moment-là\u00a0: proposez autre chose.")
            % {"free": there.free, "model": model},
            field="count",
        )


@transaction.atomic
def accept(*, proposal: Proposal, by: Any, at: datetime) -> Need:
    """Take what is offered: it is promised at once. Said again, it changes nothing; gives the need that holds it."""
    proposal, need = _held(proposal)
    if not access.can_cancel_need(by, need):
        raise Refused(_("Le lieu qui demande répond à cette proposition."))
    if proposal.state == Proposal.State.ACCEPTED:
        return need
    _check_open(proposal, need)
    line, window = proposal.line, Window(proposal.starts_at, proposal.ends_at)
    need = _apart(line, need, window, at)
    line.need, line.model = need, proposal.model
    line.save(update_fields=["need", "model"])
    _close(Proposal.objects.filter(pk=proposal.pk), Proposal.State.ACCEPTED, by)
    promise(need=need, by=None, at=at, counts={line.pk: proposal.count})
    return need


def _apart(line: NeedLine, need: Need, window: Window, at: datetime) -> Need:
    """The need of a line alone, at the time that was offered: what else was asked with it stays asked as it was."""
    if need.lines.exclude(pk=line.pk).exists():
        alone = Need.objects.get(pk=need.pk)
        alone.pk, alone._state.adding, alone.asked_at = None, True, at
    else:
        alone = need
    alone.starts_at, alone.ends_at = window.starts_at, window.ends_at
    alone.save()
    return alone


@transaction.atomic
def decline(*, proposal: Proposal, by: Any) -> None:
    """Say no to what is offered: the request waits for another answer."""
    proposal, need = _held(proposal)
    if not access.can_cancel_need(by, need):
        raise Refused(_("Le lieu qui demande répond à cette proposition."))
    if proposal.state != Proposal.State.DECLINED:
        _check_open(proposal, need)
        _close(Proposal.objects.filter(pk=proposal.pk), Proposal.State.DECLINED, by)


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Any) -> None:
    """Take back what one offered."""
    proposal, need = _held(proposal)
    if not access.can_promise(by, need):
        raise Refused(_("La coordination et les lieux qui prêtent répondent aux demandes."))
    if proposal.state != Proposal.State.WITHDRAWN:
        _check_open(proposal, need)
        _close(Proposal.objects.filter(pk=proposal.pk), Proposal.State.WITHDRAWN, by)


def _held(proposal: Proposal) -> tuple[Proposal, Need]:
    """The proposal and the request as they are now, nobody else answering them."""
    need = Need.objects.select_for_update(of=("self",)).get(lines__proposals=proposal.pk)
    fresh = Proposal.objects.select_related("line", "model").get(pk=proposal.pk)
    return fresh, Need.objects.select_related("place", "network").get(pk=need.pk)


def _check_open(proposal: Proposal, need: Need) -> None:
    if proposal.state != Proposal.State.OPEN or need.state != Need.State.ASKED:
        raise Refused(_("Cette proposition a déjà sa réponse, ou n’est plus d’actualité."))


def _close(proposals: Any, state: str, by: Any) -> None:
    for one in proposals:
        before = journal.snapshot(one, ["state"])
        one.state = state
        one.save(update_fields=["state"])
        journal.record(
            "sharing.proposal_answered",
            one,
            by=by,
            before=before,
            after=journal.snapshot(one, ["state"]),
            network_id=one.line.need.network_id,
        )
