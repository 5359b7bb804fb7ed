"""How sharing is said to people: instants, a rule, what is free, why somebody could be lent and what keeps her."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maille.core.telephone import say_number
from maille.sharing.models import Promise, SharingRule
from maille.sharing.rules.alternatives import Why as Other
from maille.sharing.rules.journeys import Mode
from maille.sharing.rules.lending import Why
from maille.territory.hours.say import NBSP, say_date, say_hour
from maille.territory.models import Place
from maille.territory.opening import local_time
from maille.territory.showing import tongue


def day_said(day: date) -> str:
    """A day with its weekday: "jeudi 26 novembre"."""
    return say_date(day, tongue())


def instant(at: datetime) -> str:
    """An instant on the clock of the network: "jeudi 26 novembre, 9 h"."""
    here = timezone.localtime(at)
    return f"{day_said(here.date())}, {say_hour(here.time(), tongue())}"


def hour(at: datetime) -> str:
    """The hour of an instant on the clock of the network: "14 h 05"."""
    return say_hour(timezone.localtime(at).time().replace(second=0, microsecond=0), tongue())


def span(thing: Any) -> str:
    """When something of one day is, on the clock of the network: "jeudi 26 novembre, de 9 h à 12 h"."""
    first, last = timezone.localtime(thing.starts_at), timezone.localtime(thing.ends_at)
    if first.date() != last.date():
        return _("du %(first)s au %(last)s") % {"first": instant(first), "last": instant(last)}
    hours = {"first": say_hour(first.time(), tongue()), "last": say_hour(last.time(), tongue())}
    return _("%(day)s, de %(first)s à %(last)s") % {"day": day_said(first.date()), **hours}


def leave_said(leave: Any) -> str:
    """A leave, its last day included: "lundi 21 décembre", "du lundi 21 décembre au dimanche 3 janvier"."""
    first, last = timezone.localtime(leave.starts_at), timezone.localtime(leave.ends_at)
    if first.time() != time() or last.time() != time():
        return span(leave)
    days = {"first": day_said(first.date()), "last": day_said(last.date() - timedelta(days=1))}
    return days["first"] if days["first"] == days["last"] else _("du %(first)s au %(last)s") % days


def from_to(starts: time, ends: time) -> str:
    """From a time of the day to another: "de 9 h à 12 h"."""
    hours = {"first": say_hour(starts, tongue()), "last": say_hour(ends, tongue())}
    return _("de %(first)s à %(last)s") % hours


def rule_said(rule: SharingRule) -> str:
    """A rule of the network as one sentence, with what it is narrowed to."""
    words = _whole(rule)
    if rule.model and rule.kind != SharingRule.Kind.SET_ASIDE:
        words = _("%(model)s\u00a0: %(rule)s") % {"model": rule.model, "rule": words}
    return words


def _whole(rule: SharingRule) -> str:
    number = {"number": rule.number, "model": rule.model, "place": rule.place}
    if rule.kind == SharingRule.Kind.AHEAD:
        return (
            ngettext(
                "on demande au plus %(number)s jour à l’avance.",
                "on demande au plus %(number)s jours à l’avance.",
                rule.number,
            )
            % number
        )
    if rule.kind == SharingRule.Kind.LONGEST:
        return (
            ngettext(
                "on emprunte au plus %(number)s jour de suite.",
                "on emprunte au plus %(number)s jours de suite.",
                rule.number,
            )
            % number
        )
    if rule.kind == SharingRule.Kind.PER_MONTH:
        return (
            ngettext(
                "un lieu emprunte au plus %(number)s fois par mois.",
                "un lieu emprunte au plus %(number)s fois par mois.",
                rule.number,
            )
            % number
        )
    if rule.kind == SharingRule.Kind.SET_ASIDE:
        return _("%(number)s «\u00a0%(model)s\u00a0» restent pour «\u00a0%(place)s\u00a0».") % number
    return _("les voisins invités peuvent emprunter.")


def hours_said(minutes: int) -> str:
    """Minutes as hours: "0 h", "4 h 05"; a minus sign before what was taken back."""
    hours, rest = divmod(abs(minutes), 60)
    return ("−" if minutes < 0 else "") + f"{hours}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")


def mode_said(mode: str) -> str:
    """How one goes, after "le trajet": "à pied", "à vélo"."""
    said = {
        Mode.FOOT: _("à pied"),
        Mode.CYCLE: _("à vélo"),
        Mode.TRANSIT: _("en transports en commun"),
        Mode.VAN: _("en voiture"),
    }
    return said.get(Mode(mode), "") if mode else ""


def way_said(minutes: int, mode: str) -> str:
    """How long the way is, as an estimate."""
    if not minutes:
        return _("sur place ou tout près")
    words = ngettext("environ %(minutes)s minute %(mode)s", "environ %(minutes)s minutes %(mode)s", minutes)
    return words % {"minutes": minutes, "mode": mode_said(mode)}


def reasons_said(reasons: Sequence[str], *, way: int, mode: str, home: str) -> list[str]:
    """What speaks for somebody, one short phrase each; a code of another time is left out."""
    said = {
        Why.KNOWS: _("sait faire ce jour-là"),
        Why.WORKS: _("travaille à cette heure-là"),
        Why.HOURS_UNKNOWN: _("ses heures ne sont pas écrites\u00a0: à vérifier avec elle ou lui"),
        Why.WAY: way_said(way, mode),
        Why.HOME_CLOSED: _("%(home)s est fermé pendant ce temps") % {"home": home},
        Why.COVERED: _("quelqu’un d’autre reste à %(home)s") % {"home": home},
        Why.GAVE_LITTLE: _("%(home)s a plus reçu que donné cette année") % {"home": home},
        Why.GAVE_MUCH: _("%(home)s a plus donné que reçu cette année") % {"home": home},
    }
    return [said[Why(code)] for code in reasons if code in said]


def kept_said(why: str, *, person: str, home: str) -> str:
    """What keeps somebody from going, as a sentence."""
    names = {"person": person, "home": home}
    said = {
        Why.NOT_LENDABLE: _("%(person)s ne va pas dans les autres lieux."),
        Why.UNSKILLED: _("%(person)s n’a pas cette compétence ce jour-là."),
        Why.NOT_AT_WORK: _("%(person)s ne travaille pas pendant tout ce temps, trajet compris."),
        Why.FAR: _("C’est plus loin que ce que %(person)s accepte de faire."),
        Why.TAKEN: _("%(person)s n’est pas libre pendant ce temps, trajet compris."),
        Why.ALONE: _("Personne d’autre ne resterait à %(home)s pendant qu’il est ouvert."),
    }
    return said[Why(why)] % names


def when(place: Place, starts_at: datetime, ends_at: datetime) -> str:
    """From a moment to another, on the clock of a place: "jeudi 26 novembre, 9 h – 12 h"; days when they differ."""
    starts, ends = local_time(place, starts_at), local_time(place, ends_at)
    first = f"{say_date(starts.date(), tongue())}, {say_hour(starts.time(), tongue())}"
    last = say_hour(ends.time(), tongue())
    if starts.date() != ends.date():
        return f"{first} – {say_date(ends.date(), tongue())}, {last}"
    return f"{first}{NBSP}– {last}"


def free_said(free: int, units: int, has: int) -> str:
    """How many can be had, and how many are there already: "12 libres sur 14 · 3 sont déjà ici"."""
    number = {"free": free, "units": units}
    words = ngettext("%(free)s libre sur %(units)s", "%(free)s libres sur %(units)s", free) % number
    if not has:
        return words
    here = ngettext("%(number)s est déjà ici", "%(number)s sont déjà ici", has) % {"number": has}
    return f"{words} · {here}"


MOST_SAID = 3


def promises_said(promises: Any) -> str:
    """To whom units are promised, when, and whom to call before changing it; empty when they are not."""
    rows = promises.select_related("unit", "place", "line__need__asked_by").order_by("starts_at", "pk")
    found = list(rows[: MOST_SAID + 1])
    said = [promise_said(one) for one in found[:MOST_SAID]]
    if len(found) > MOST_SAID:
        more = promises.count() - MOST_SAID
        said.append(ngettext("et %(more)s autre", "et %(more)s autres", more) % {"more": more})
    if not said:
        return ""
    return _("%(promises)s. Prévenez, puis annulez la demande.") % {"promises": "\u00a0; ".join(said)}


def promise_said(promise: Promise) -> str:
    """One promise, with whom to call: "TAB 3, L’Arlequin, jeudi 26 novembre, 9 h – 12 h, Atelier photo (Lou, 04…)"."""
    need = promise.line.need
    who = [str(need.asked_by)] if need.asked_by else []
    who += [say_number(promise.place.phone)] if promise.place.phone else []
    times = when(promise.place, promise.starts_at, promise.ends_at)
    words = f"{promise.unit}, {promise.place}, {times}, {need.purpose}"
    return f"{words} ({', '.join(who)})" if who else words


def changes_said(changes: Sequence[str]) -> str:
    """What a line of a table changes of a unit: "Change : l’étiquette, le lieu"."""
    said = {
        "serial": _("le numéro de série"),
        "label": _("l’étiquette"),
        "place": _("le lieu"),
        "owner": _("le propriétaire"),
        "since": _("la date d’arrivée au réseau"),
        "notes": _("ce qu’il faut savoir"),
    }
    return _("Change\u00a0: %(what)s") % {"what": ", ".join(said[one] for one in changes)} if changes else ""


def lack_said(skill: Any, place: Any, elsewhere: Sequence[tuple[Any, str]]) -> str:
    """That nobody of a place has the skill that something asks for, and who could come or teach."""
    names = {"place": place, "skill": skill}
    words = _("Personne de «\u00a0%(place)s\u00a0» n’a l’habilitation «\u00a0%(skill)s\u00a0» à cette date.") % names
    who = ", ".join(f"{person} ({where})" if where else str(person) for person, where in elsewhere)
    if who:
        return words + " " + _("Peuvent venir ou former\u00a0: %(who)s.") % {"who": who}
    return words + " " + _("Personne du réseau ne l’a\u00a0: demandez une formation à la coordination.")


def alternative_said(one: Any, line: Any) -> str:
    """Something else than what a line asks for: "12 « Tablette Lyre », à la même heure"."""
    said = {"count": one.count, "asked": line.count, "model": one.model}
    if one.why == Other.OTHER_MODEL:
        return _("%(count)s «\u00a0%(model)s\u00a0», au moment demandé") % said
    if one.why == Other.FEWER:
        return _("%(count)s sur %(asked)s, au moment demandé") % said
    return _("%(count)s, %(when)s") % {**said, "when": when(line.need.place, one.window.starts_at, one.window.ends_at)}


def room_said(room: Any) -> str:
    """A room with its place, its seats and what it is a part of: "Le Colibri : Grande salle, 30 places assises"."""
    number = {"place": room.place.name, "room": room.name, "seats": room.seats}
    words = ngettext(
        "%(place)s\u00a0: %(room)s, %(seats)s place assise",
        "%(place)s\u00a0: %(room)s, %(seats)s places assises",
        room.seats,
    )
    said = words % number
    if room.part_of is not None:
        said = _("%(room)s (dans %(whole)s)") % {"room": said, "whole": room.part_of.name}
    return f"{said}, {_('sans marche')}" if room.is_step_free else said
