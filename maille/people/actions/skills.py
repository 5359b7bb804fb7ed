"""What the network knows how to do, and who: a person announces it, somebody else confirms it, it lasts or it ends."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people import access
from maille.people.models import Habilitation, Role, Skill, SkillClaim, User
from maille.people.rules import lasts_until
from maille.territory.models import Network

WRITTEN = ("name", "description", "lasts_months")
KNOWN = ("user", "skill", "since", "ends_on", "evidence")
LONGEST = 120
"""Months that a skill may last: beyond, it is for ever."""


@transaction.atomic
def save_skill(
    *, network: Network, name: str, description: str = "", lasts_months: int = 0, skill: Skill | None = None, by: Any
) -> Skill:
    """Add a skill to the list of a network, or write it again; who has it keeps the dates it has."""
    _check_writes(by, network)
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Donnez un nom à la compétence."), field="name")
    if not 0 <= lasts_months <= LONGEST:
        raise Refused(_("Une compétence vaut dix ans au plus\u00a0; 0\u00a0: sans fin."), field="lasts_months")
    others = Skill.objects.in_use().filter(network=network, name__iexact=name)
    if others.exclude(pk=skill.pk if skill else None).exists():
        raise Refused(_("Cette compétence existe déjà\u00a0: changez son nom."), field="name")
    kept = skill or Skill(network=network)
    before = journal.snapshot(kept, WRITTEN) if skill else None
    kept.name, kept.description, kept.lasts_months = name[:80], description.strip()[:200], lasts_months
    kept.save()
    after = journal.snapshot(kept, WRITTEN)
    journal.record("people.skill_saved", kept, by=by, before=before, after=after, network_id=network.pk)
    return kept


@transaction.atomic
def archive_skill(*, skill: Skill, by: Any, at: datetime) -> Skill:
    """Ask for it no more; who has it, and what was asked with it, stay written."""
    _check_writes(by, skill.network)
    skill = Skill.objects.select_for_update().get(pk=skill.pk)
    if skill.archived_at is None:
        skill.archived_at = at
        skill.save(update_fields=["archived_at"])
        journal.record("people.skill_archived", skill, by=by, network_id=skill.network_id)
    return skill


@transaction.atomic
def claim_skill(*, person: User, skill: Skill, evidence: str, by: Any, at: datetime) -> SkillClaim:
    """Announce that one knows how, and what shows it; nothing counts before somebody else confirms it."""
    if by is not None and by.pk != person.pk:
        raise Refused(_("Chacun annonce ce qu’il sait faire\u00a0; vous pouvez le confirmer."))
    _check_of_network(person, skill)
    evidence = _shown(evidence)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    valid = Habilitation.objects.valid(at.date()).filter(user=person, skill=skill, ends_on__isnull=True)
    if valid.exists():
        raise Refused(_("Cette compétence est déjà confirmée, sans fin."), field="skill")
    claim, _is_new = SkillClaim.objects.update_or_create(
        user=person, skill=skill, defaults={"evidence": evidence, "claimed_at": at}
    )
    _note("people.skill_claimed", claim, by, after=journal.snapshot(claim, ("skill", "evidence")))
    return claim


@transaction.atomic
def decline_claim(*, claim: SkillClaim, by: Any) -> None:
    """Take an announced skill back, or not retain it; announced again later, it is looked at again."""
    if by is not None and by.pk != claim.user_id:
        _check_confirms(by, claim.user, claim.skill.network)
    _note("people.claim_declined", claim, by, before=journal.snapshot(claim, ("skill", "evidence")))
    claim.delete()


@transaction.atomic
def confirm_skill(
    *, person: User, skill: Skill, evidence: str, since: date, ends_on: date | None = None, by: Any
) -> Habilitation:
    """Write that somebody knows how, from a day on, until another when the skill is for a time (excluded).

    Confirmed again, the dates are those of the last time. What she had announced of it is answered.
    """
    _check_confirms(by, person, skill.network)
    _check_of_network(person, skill)
    evidence = _shown(evidence)
    ends_on = ends_on or lasts_until(since, skill.lasts_months)
    if ends_on is not None and ends_on <= since:
        raise Refused(_("La fin vient avant le début\u00a0: corrigez l’une des deux dates."), field="ends_on")
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = Habilitation.objects.filter(user=person, skill=skill).first()
    before = journal.snapshot(known, KNOWN) if known else None
    held, _is_new = Habilitation.objects.update_or_create(
        user=person,
        skill=skill,
        defaults={"since": since, "ends_on": ends_on, "evidence": evidence, "given_by": by},
    )
    SkillClaim.objects.filter(user=person, skill=skill).delete()
    _note("people.skill_confirmed", held, by, before=before, after=journal.snapshot(held, KNOWN))
    return held


@transaction.atomic
def end_habilitation(*, habilitation: Habilitation, on: date, by: Any) -> None:
    """It no longer counts from that day on; one that had not begun is taken off."""
    _check_confirms(by, habilitation.user, habilitation.skill.network)
    held = Habilitation.objects.select_for_update().get(pk=habilitation.pk)
    if held.ends_on is not None and held.ends_on <= on:
        return
    before = journal.snapshot(held, KNOWN)
    if on <= held.since:
        _note("people.habilitation_ended", held, by, before=before)
        held.delete()
        return
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    _note("people.habilitation_ended", held, by, before=before, after=journal.snapshot(held, KNOWN))


def _check_writes(by: Any, network: Network) -> None:
    if not access.can_write_skills(by, network):
        raise Refused(_("Seule la coordination du réseau écrit la liste des compétences."))


def _check_confirms(by: Any, person: User, network: Network) -> None:
    if by is not None and by.pk == person.pk:
        raise Refused(_("Personne ne confirme ses propres compétences\u00a0: demandez à quelqu’un d’autre."))
    if not access.can_confirm_skill(by, person, network):
        raise Refused(_("La coordination ou la responsable de son lieu confirme une compétence."))


def _check_of_network(person: User, skill: Skill) -> None:
    if skill.archived_at is not None:
        raise Refused(_("Cette compétence n’est plus dans la liste\u00a0: choisissez-en une autre."), field="skill")
    if not Role.objects.filter(user=person, network=skill.network_id).exists():
        raise Refused(_("%(person)s n’est pas de ce réseau.") % {"person": person})


def _shown(evidence: str) -> str:
    said = " ".join(evidence.split())
    if not said:
        raise Refused(
            _("Dites ce qui le montre\u00a0: une formation, un atelier animé, quelqu’un qui l’a vu."), field="evidence"
        )
    return said[:200]


def _note(action: str, of: Habilitation | SkillClaim, by: Any, **values: Any) -> None:
    journal.record(action, of, by=by, concerns=of.user, network_id=of.skill.network_id, **values)
