"""What a company and the network are told of a request, by mail: what happened, what comes next, by whom, until when.

Each telling is planned in the transaction of what it tells; its key holds the turn of the request, which grows with
each step, so that a request that comes back to a step is told again. The network hears of what waits for it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from maille.companies import saying
from maille.companies.models import Enquiry, OptionDate
from maille.messaging.actions import plan
from maille.messaging.rules.reach import EMAIL
from maille.messaging.saying import spoken

ASKED, PROPOSED, RECALLED, DECLINED, AGREED = "asked", "proposed", "recalled", "declined", "agreed"
SIGNED, LISTED, OPENED, CHANGED, DONE, WITHDRAWN, LINK = (
    "signed", "listed", "opened", "changed", "done", "withdrawn", "link"
)  # fmt: skip
TURNED_DOWN = "turned_down"
TO_NETWORK = (ASKED, TURNED_DOWN, AGREED, SIGNED, LISTED, WITHDRAWN)
"""News that comes from the company: the network must know of it."""

Words = Callable[[Enquiry, dict[str, Any]], tuple[str, str]]


def tell(enquiry: Enquiry, what: str, *, at: datetime, by: Any, **values: Any) -> None:
    """Plan what is told of one event to the company, and to the network when it comes from the company.

    A request without an address came by telephone: somebody of the network wrote it down, and calls.
    """
    if not enquiry.email:
        return
    with override(spoken(enquiry.language)):
        subject, sentence = _WORDS[what](enquiry, values)
        body = "\n".join(_mail(enquiry, sentence, values.get("lines", ())))
    _plan(enquiry, what, enquiry.email, enquiry.contact_name, subject, body, at, by)
    if what in TO_NETWORK and enquiry.network.email:
        with override(settings.LANGUAGE_CODE):
            _plan(enquiry, f"{what}-network", enquiry.network.email, enquiry.network.name, *_for_us(enquiry), at, by)


def _plan(enquiry: Enquiry, kind: str, to: str, name: str, subject: str, body: str, at: datetime, by: Any) -> None:
    plan(
        key=f"enquiry:{enquiry.pk}.{enquiry.turn}:{kind}",
        channel=EMAIL,
        to=to,
        name=name,
        subject=subject,
        body=body,
        send_at=at,
        language=spoken(enquiry.language),
        about=enquiry,
        network=enquiry.network,
        at=at,
        by=by,
    )


def _mail(enquiry: Enquiry, sentence: str, lines: Sequence[str]) -> list[str]:
    told = [_("Bonjour %(name)s,") % {"name": enquiry.contact_name}, "", sentence, ""]
    if lines:
        told += [*lines, ""]
    if said := next_line(enquiry):
        told += [said, ""]
    told += [_("Votre demande, à tout moment\u00a0:"), link(enquiry), ""]
    return [*told, _("Une question\u00a0?"), saying.whom_to_call(enquiry)]


def next_line(enquiry: Enquiry) -> str:
    """ "Prochaine étape : vous choisissez une option, au plus tard le jeudi 10 décembre."; nothing once it is over."""
    if enquiry.closed_at:
        return ""
    values = {"step": saying.next_step(enquiry), "day": saying.on(enquiry.due_on) if enquiry.due_on else ""}
    if enquiry.due_on:
        return _("Prochaine étape\u00a0: %(step)s, au plus tard le %(day)s.") % values
    return _("Prochaine étape\u00a0: %(step)s.") % values


def link(enquiry: Enquiry) -> str:
    with override(spoken(enquiry.language)):
        return settings.SITE_URL + enquiry.get_absolute_url()


def _for_us(enquiry: Enquiry) -> tuple[str, str]:
    subject = _("Entreprise %(company)s\u00a0: %(state)s") % {
        "company": enquiry.company, "state": enquiry.get_state_display()
    }  # fmt: skip
    lines = [subject, ""]
    if not enquiry.closed_at:
        lines.append(_("Ensuite\u00a0: %(step)s.") % {"step": saying.next_step(enquiry, for_us=True)})
    return subject, "\n".join([*lines, settings.SITE_URL + reverse("companies:enquiry", args=[enquiry.pk])])


def changes(dates: Sequence[OptionDate], before: dict[int, tuple[datetime, datetime]]) -> list[str]:
    """What changed of the dates, old and new: one line each."""
    lines = []
    for one in dates:
        old = saying.between(one.option.place, *before[one.pk])
        if one.is_cancelled:
            reason = one.session.cancel_reason if one.session else ""
            lines.append(_("Annulée\u00a0: %(old)s. %(reason)s") % {"old": old, "reason": reason})
        else:
            lines.append(_("Avant\u00a0: %(old)s. Maintenant\u00a0: %(new)s.") % {
                "old": old, "new": saying.when(one.option, one)
            })  # fmt: skip
    return lines


def _said(subject: str, sentence: str) -> tuple[str, str]:
    return subject, sentence


def _people(enquiry: Enquiry, count: int) -> str:
    return ngettext("%(count)s personne", "%(count)s personnes", count) % {"count": count}


_WORDS: dict[str, Words] = {
    ASKED: lambda enquiry, values: _said(
        _("Votre demande est reçue"),
        _("Nous avons reçu votre demande\u00a0: %(topic)s, pour %(people)s.")
        % {"topic": enquiry.topic, "people": _people(enquiry, enquiry.people)},
    ),
    PROPOSED: lambda enquiry, values: _said(
        _("Voici notre proposition"),
        _("Nous vous proposons ce qui suit. Choisissez une option sur la page de votre demande."),
    ),
    RECALLED: lambda enquiry, values: _said(
        _("Notre proposition change"),
        _("Nous reprenons notre proposition pour la corriger\u00a0: elle ne peut plus être acceptée. %(reason)s")
        % {"reason": values.get("reason", "")},
    ),
    DECLINED: lambda enquiry, values: _said(
        _("Nous ne pouvons pas répondre à votre demande"),
        _("Nous ne pouvons pas tenir cette formation. %(reason)s") % {"reason": enquiry.close_reason},
    ),
    TURNED_DOWN: lambda enquiry, values: _said(
        _("C’est noté\u00a0: nous cherchons autre chose"),
        _("Aucune option ne vous convient\u00a0: nous en cherchons d’autres."),
    ),
    AGREED: lambda enquiry, values: _said(
        _("Votre choix est noté"),
        _("L’option que vous avez choisie est gardée pour vous. La convention est sur la page de votre demande."),
    ),
    SIGNED: lambda enquiry, values: _said(
        _("La convention est signée"),
        _("La convention est signée par %(name)s, %(role)s, le %(day)s.")
        % {
            "name": enquiry.signer_name,
            "role": enquiry.signer_role,
            "day": saying.on(timezone.localdate(enquiry.signed_at)) if enquiry.signed_at else "",
        },
    ),
    LISTED: lambda enquiry, values: _said(
        _("Votre liste est reçue"),
        _("Nous avons votre liste\u00a0: %(people)s.") % {"people": _people(enquiry, values.get("count", 0))},
    ),
    OPENED: lambda enquiry, values: _said(
        _("Les séances sont ouvertes"),
        _("Vos salariés ont leur place. Voici les dates."),
    ),
    CHANGED: lambda enquiry, values: _said(
        _("Une date change"),
        _("Le réseau a changé ce qui était convenu. Si cela ne vous va pas, appelez-nous."),
    ),
    DONE: lambda enquiry, values: _said(
        _("Vos certificats sont prêts"),
        _("Les certificats de réalisation sont sur la page de votre demande, un par personne ou tous ensemble."),
    ),
    WITHDRAWN: lambda enquiry, values: _said(
        _("Votre demande est retirée"),
        _("Vous avez renoncé à votre demande\u00a0: rien n’est plus gardé pour vous."),
    ),
    LINK: lambda enquiry, values: _said(
        _("Votre nouveau lien"),
        _("Voici un nouveau lien pour suivre votre demande\u00a0: l’ancien ne sert plus."),
    ),
}
