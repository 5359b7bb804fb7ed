"""How a request is said: where it stands, what comes next and by whom, when; in the language of the page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maille.companies.models import Enquiry, Option, OptionDate
from maille.companies.rules.life import PATH, State
from maille.core.telephone import say_number
from maille.territory.hours.say import say_date
from maille.territory.models import Network, Place
from maille.workshops import saying

STEPS = {
    State.ASKED: gettext_lazy("La demande"),
    State.PROPOSED: gettext_lazy("La proposition"),
    State.AGREED: gettext_lazy("La convention"),
    State.SIGNED: gettext_lazy("La liste des personnes"),
    State.LISTED: gettext_lazy("Les séances"),
    State.RUNNING: gettext_lazy("La formation"),
    State.DONE: gettext_lazy("Les certificats"),
}
THEIR_NEXT = {
    State.ASKED: gettext_lazy("nous vous proposons des dates"),
    State.PROPOSED: gettext_lazy("vous choisissez une option"),
    State.AGREED: gettext_lazy("vous signez la convention"),
    State.SIGNED: gettext_lazy("vous donnez la liste des personnes"),
    State.LISTED: gettext_lazy("nous ouvrons les séances à vos salariés"),
    State.RUNNING: gettext_lazy("nous vous remettons les certificats"),
}
OUR_NEXT = {
    State.ASKED: gettext_lazy("proposer des dates"),
    State.PROPOSED: gettext_lazy("l’entreprise choisit une option"),
    State.AGREED: gettext_lazy("l’entreprise signe la convention"),
    State.SIGNED: gettext_lazy("l’entreprise donne sa liste"),
    State.LISTED: gettext_lazy("ouvrir les séances"),
    State.RUNNING: gettext_lazy("faire signer, puis remettre les certificats"),
}
ENDS = {
    State.DONE: gettext_lazy("Tout est fait\u00a0: les certificats sont remis."),
    State.WITHDRAWN: gettext_lazy("L’entreprise a renoncé à cette demande."),
    State.DECLINED: gettext_lazy("Le réseau n’a pas pu répondre à cette demande."),
}


@dataclass(frozen=True)
class Step:
    """One step of the path: its words, and whether it is behind, here or ahead."""

    label: str
    is_done: bool
    is_here: bool


def steps(enquiry: Enquiry) -> list[Step]:
    """The whole path; the step one is in is the first that is not done. A request that has ended early stays there."""
    if enquiry.life not in PATH:
        return []
    # The request itself is done as soon as it is received: what one waits for is the next step.
    here = PATH.index(enquiry.life) + (enquiry.life != State.DONE and enquiry.life != State.RUNNING)
    over = enquiry.life == State.DONE
    return [Step(str(STEPS[state]), rank < here or over, rank == here and not over) for rank, state in enumerate(PATH)]


def next_step(enquiry: Enquiry, *, for_us: bool = False) -> str:
    said = (OUR_NEXT if for_us else THEIR_NEXT).get(enquiry.life) or ENDS[enquiry.life]
    return str(said)


def on(day: date) -> str:
    """A day with its weekday, and its year when it is not this one."""
    year = f" {day.year}" if day.year != timezone.localdate().year else ""
    return say_date(day, saying.tongue()) + year


def when(option: Option, one: OptionDate) -> str:
    """When a date is held: its session knows, once there is one."""
    held = one.session or one
    return between(option.place, held.starts_at, held.ends_at)


def when_agreed(option: Option, one: OptionDate) -> str:
    return between(option.place, one.starts_at, one.ends_at)


def between(place: Place, starts_at: datetime, ends_at: datetime) -> str:
    return f"{saying.day_there(place, starts_at)}, {saying.hours_there(place, starts_at, ends_at)}"


def where(option: Option) -> str:
    if option.on_site:
        return _("dans l’entreprise, %(address)s") % {"address": option.on_site}
    place = option.place
    room = f", {option.room}" if option.room else ""
    return f"{place.name}{room}, {place.address}, {place.postal_code} {place.commune.name}"


def price(option: Option) -> str:
    return option.price or _("gratuit")


def whom_to_call(enquiry: Enquiry) -> str:
    """Who answers, with a number: the person in charge, else the network."""
    network: Network = enquiry.network
    handler = enquiry.handler
    name = str(handler) if handler else network.name
    number = (handler.phone if handler else "") or network.phone
    if number:
        return _("%(name)s répond au %(phone)s.") % {"name": name, "phone": say_number(number)}
    address = (handler.email if handler else "") or network.email
    return _("%(name)s répond à %(address)s.") % {"name": name, "address": address} if address else name


def duration(minutes: int) -> str:
    """A length of time: "6 h", "3 h 30", "45 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


def half(part: str) -> str:
    """A half-day in a word."""
    words = {"morning": _("matin"), "afternoon": _("après-midi"), "evening": _("soir")}
    return words[part]
