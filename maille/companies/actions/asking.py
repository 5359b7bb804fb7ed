"""A request received in five lines; a new link; a request for those whom an option could not take."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.companies import notices
from maille.companies.models import Enquiry
from maille.companies.models.enquiries import new_secret
from maille.companies.rules.life import PATH, State
from maille.core.refusals import Refused
from maille.territory.models import Network

from .moving import held, move, record

MOST_PEOPLE = 500


@dataclass(frozen=True)
class Asked:
    """The five lines, and whom to answer. `where` is a value of `Enquiry.Where`; `phone` in E.164."""

    company: str
    topic: str
    people: int
    when: str
    where: str
    contact_name: str
    email: str = ""
    phone: str = ""
    language: str = "fr"


@transaction.atomic
def ask(*, network: Network, asked: Asked, by: Any, at: datetime, rest_of: Enquiry | None = None) -> Enquiry:
    """Keep what a company asks for, and say by when it is answered. The company needs no account."""
    if not 1 <= asked.people <= MOST_PEOPLE:
        raise Refused(
            _("Comptez de 1 à %(most)s personnes\u00a0: au-delà, appelez-nous.") % {"most": MOST_PEOPLE}, field="people"
        )
    if not (asked.email or asked.phone):
        raise Refused(_("Donnez un courriel ou un téléphone\u00a0: c’est là que nous répondons."), field="email")
    enquiry = Enquiry(network=network, asked_at=at, state_since=at, rest_of=rest_of, **vars(asked))
    enquiry.save()
    move(enquiry, State.ASKED, at=at)
    record("asked", enquiry, by=by)
    notices.tell(enquiry, notices.ASKED, at=at, by=by)
    return enquiry


@transaction.atomic
def renew_link(*, enquiry: Enquiry, by: Any, at: datetime) -> Enquiry:
    """Give a request another link, when the old one has gone astray: it opens nothing any more."""
    enquiry = held(enquiry, tuple(State), by=by)
    enquiry.secret = new_secret()
    enquiry.turn += 1
    enquiry.save(update_fields=["secret", "turn"])
    record("link_renewed", enquiry, by=by)
    notices.tell(enquiry, notices.LINK, at=at, by=by)
    return enquiry


@transaction.atomic
def split_rest(*, enquiry: Enquiry, by: Any, at: datetime) -> Enquiry:
    """Open a request for the people whom the accepted option cannot take, with the same five lines."""
    enquiry = held(enquiry, PATH[2:], by=by)
    option = enquiry.options.filter(accepted_at__isnull=False).get()
    left = enquiry.people - option.capacity
    if left < 1 or enquiry.rests.exists():
        raise Refused(_("Il ne reste personne à placer\u00a0: tout le monde a une demande."))
    same = {name: getattr(enquiry, name) for name in Asked.__dataclass_fields__}
    made = ask(network=enquiry.network, asked=Asked(**{**same, "people": left}), by=by, at=at, rest_of=enquiry)
    record("split", enquiry, by=by)
    return made
