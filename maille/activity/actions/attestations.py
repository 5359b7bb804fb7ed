"""Attestations: given to a resident who wants one, with what they followed on that day; taken back with a reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.activity.load import followed_by
from maille.activity.models import Attestation
from maille.activity.rules.slips import initials
from maille.core import journal
from maille.core.refusals import Refused
from maille.people.access import can_change_resident
from maille.people.models import Resident
from maille.territory.opening import local_time

LONGEST_REASON = 200


@transaction.atomic
def issue_attestation(
    *, resident: Resident, sessions: Sequence[int], agreed: bool, by: Any, at: datetime, shows_name: bool = False
) -> Attestation:
    """Give somebody, who asks for it, the paper of what they followed: the sessions whose keys are chosen."""
    if not can_change_resident(by, resident):
        raise Refused(_("Seules les équipes des lieux donnent une attestation."))
    if not agreed:
        raise Refused(
            _("Demandez son accord à la personne\u00a0: une page publique dira ce papier vrai."), field="agreed"
        )
    lines = _lines(resident, set(sessions))
    if not lines:
        raise Refused(_("Choisissez au moins une séance que la personne a suivie."), field="sessions")
    made = Attestation.objects.create(
        network=resident.network,
        resident=resident,
        name=resident.name,
        initials=initials(resident.name)[:40],
        shows_name=shows_name,
        lines=lines,
        issued_at=at,
        by=by,
    )
    journal.record("activity.attestation_issued", made, by=by, network_id=resident.network_id)
    return made


def _lines(resident: Resident, chosen: set[int]) -> list[dict[str, Any]]:
    return [
        {
            "title": session.title,
            "day": local_time(session.place, session.starts_at).date().isoformat(),
            "minutes": round(length.total_seconds() / 60),
            "place": session.place.name,
            "themes": list(session.version.themes),
        }
        for session, length in followed_by(resident)
        if session.pk in chosen
    ]


@transaction.atomic
def revoke_attestation(*, attestation: Attestation, reason: str, by: Any, at: datetime) -> Attestation:
    """Say of an attestation that it is worth nothing any more, and why. Again changes nothing."""
    if not can_change_resident(by, attestation.resident):
        raise Refused(_("Seules les équipes des lieux retirent une attestation."))
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise Refused(_("Dites pourquoi en quelques mots\u00a0: la personne peut le demander."), field="reason")
    attestation = Attestation.objects.select_for_update().get(pk=attestation.pk)
    if attestation.revoked_at:
        return attestation
    attestation.revoked_at, attestation.revoke_reason = at, said
    attestation.save(update_fields=["revoked_at", "revoke_reason"])
    journal.record(
        "activity.attestation_revoked",
        attestation,
        by=by,
        after={"revoke_reason": said},
        network_id=attestation.network_id,
    )
    return attestation
