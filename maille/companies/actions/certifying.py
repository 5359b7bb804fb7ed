"""Certificates: given once everything is signed, withdrawn by a word when one was wrong."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.companies import load, notices, presence, saying, sheets
from maille.companies.models import Certificate, Enquiry, Trainee
from maille.companies.rules.life import State
from maille.companies.rules.papers import MissingSignature, blocks
from maille.core.bulk import insert_unless_taken
from maille.core.refusals import Refused
from maille.workshops.rules.codes import new_code

from .moving import held, move, record

MOST_NAMED = 6


@transaction.atomic
def issue_certificates(*, enquiry: Enquiry, by: Any, at: datetime) -> list[Certificate]:
    """Give each person who came a certificate of the hours they followed. Refused while a signature is missing.

    Who never came gets none. Asked again after one was withdrawn, it gives that one anew, under another code.
    """
    enquiry = held(enquiry, (State.RUNNING, State.DONE), by=by)
    found = load.shown(enquiry, at)
    _refuse_early(found)
    followed = presence.followed_by(found)
    there = [one for one in found.trainees if one.pk in followed and followed[one.pk].attended]
    if not there:
        raise Refused(_("Personne n’est venu\u00a0: il n’y a pas de certificat à remettre."))
    known = Certificate.objects.filter(trainee__in=there, withdrawn_at=None).values_list("trainee", flat=True)
    have = set(known)
    made = [_issued(found, one, followed[one.pk], by, at) for one in there if one.pk not in have]
    if enquiry.life == State.RUNNING:
        move(enquiry, State.DONE, at=at)
        notices.tell(enquiry, notices.DONE, at=at, by=by)
    if made:
        record("certified", enquiry, by=by, people=len(made))
    return made


def _refuse_early(found: load.Shown) -> None:
    missing = presence.missing(found)
    followed = presence.followed_by(found)
    everybody = next(iter(followed.values()), None)
    if everybody is None or blocks(everybody, missing, is_over=found.is_over) == "not_over":
        raise Refused(
            _("Toutes les séances ne sont pas passées\u00a0: les certificats se remettent après la dernière.")
        )
    if unsaid := presence.unsaid(found):
        names = ", ".join(sorted({name for _session, name in unsaid})[:MOST_NAMED])
        raise Refused(_("On ne sait pas si ces personnes sont venues\u00a0: %(names)s. Notez-le, puis recommencez.")
                      % {"names": names})  # fmt: skip
    if missing:
        raise Refused(
            _("Il manque des signatures\u00a0: %(who)s. Faites signer, puis recommencez.") % {"who": said(missing)}
        )


def said(missing: list[MissingSignature]) -> str:
    """Who has not signed which half-day, in words."""
    lines = [_line(one) for one in missing[:MOST_NAMED]]
    if len(missing) > MOST_NAMED:
        lines.append(_("%(count)s autres") % {"count": len(missing) - MOST_NAMED})
    return "\u00a0; ".join(lines)


def _line(one: MissingSignature) -> str:
    who = one.name or _("la personne qui anime")
    return _("%(who)s, %(day)s, %(half)s") % {"who": who, "day": saying.on(one.day), "half": saying.half(one.half)}


def _issued(found: load.Shown, trainee: Trainee, followed: Any, by: Any, at: datetime) -> Certificate:
    content = sheets.certificate_data(found, trainee.name, followed, at=at)
    author = by if by is not None and by.is_authenticated else None
    made = Certificate(trainee=trainee, content=content, issued_at=at, issued_by=author)
    while not insert_unless_taken(made, "code"):
        made.code = new_code()
    return made


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, reason: str, by: Any, at: datetime) -> Certificate:
    """Withdraw a certificate that was wrong: its public page says so, and why. Again changes nothing."""
    enquiry = held(certificate.trainee.enquiry, (State.DONE,), by=by)
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.withdrawn_at:
        return certificate
    if not reason.strip():
        raise Refused(_("Dites pourquoi\u00a0: la page de vérification le dira."), field="reason")
    certificate.withdrawn_at, certificate.withdraw_reason = timezone.localtime(at), reason.strip()[:200]
    certificate.save(update_fields=["withdrawn_at", "withdraw_reason"])
    record("certificate_withdrawn", enquiry, by=by)
    return certificate
