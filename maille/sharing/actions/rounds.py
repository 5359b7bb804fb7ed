"""Every write of the vans, of their rounds, and of who carries what. A driver is taken while she drives."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import User
from maille.sharing import access
from maille.sharing.models import Carrier, Leg, Mobility, Occupation, Round, Size, Van
from maille.sharing.rounds import aboard, could_ride, itinerary, people_of
from maille.sharing.rules import Window
from maille.sharing.rules.journeys import Mode
from maille.sharing.rules.rounds import LARGE, ROOM_OF
from maille.sharing.saying import span
from maille.territory.models import Network, Place

from .keeping import hold_round
from .occupying import hold_people, occupy, release, taken_from

ROUND = Occupation.Because.ROUND
VAN_SAID = ("name", "holds", "base", "is_retired")
ROUND_SAID = ("van", "driver", "starts_at", "ends_at", "notes")
LEG_SAID = ("carried_by", "carrier", "round")


@transaction.atomic
def save_van(
    *,
    network: Network,
    name: str,
    holds: int,
    base: Place | None = None,
    is_retired: bool = False,
    van: Van | None = None,
    by: Any,
    at: datetime,
) -> Van:
    """Write a vehicle of the network, or change it; one that serves no more has no round to come."""
    _check_coordination(by, network)
    van = Van.objects.select_for_update(of=("self",), no_key=True).get(pk=van.pk) if van else Van(network=network)
    before = journal.snapshot(van, VAN_SAID) if van.pk else None
    van.name, van.holds, van.base, van.is_retired = name.strip()[:80], holds, base, is_retired
    if not van.name:
        raise Refused(_("Donnez un nom au véhicule, pour le reconnaître."), field="name")
    if Van.objects.filter(network=network, name=van.name).exclude(pk=van.pk).exists():
        raise Refused(_("Un véhicule porte déjà ce nom\u00a0: changez l’un des deux."), field="name")
    if not 1 <= holds <= 60:
        raise Refused(_("Dites combien de gros objets il prend, de 1 à 60."), field="holds")
    _check_retired(van, at)
    van.save()
    journal.record(
        "sharing.van_saved", van, by=by, before=before, after=journal.snapshot(van, VAN_SAID), network_id=network.pk
    )
    return van


@transaction.atomic
def save_round(
    *,
    van: Van,
    driver: User | None,
    window: Window,
    notes: str = "",
    tour: Round | None = None,
    by: Any,
    at: datetime,
) -> Round:
    """Plan a round, or change its van, its driver, its hours; who drives is taken for that time."""
    _check_coordination(by, van.network)
    _check_time(window, at)
    van = Van.objects.select_for_update(of=("self",), no_key=True).get(pk=van.pk)
    tour = hold_round(tour) if tour else Round(network_id=van.network_id)
    before = journal.snapshot(tour, ROUND_SAID) if tour.pk else None
    held = {person for person in (tour.driver_id, driver.pk if driver else None) if person}
    hold_people(held)
    _check_van(van, tour, window)
    _check_driver(driver, tour, window)
    tour.van, tour.driver, tour.notes = van, driver, notes.strip()[:300]
    tour.starts_at, tour.ends_at = window.starts_at, window.ends_at
    tour.save()
    occupy(ROUND, {tour.pk: [(driver.pk, window)] if driver else []})
    tour.legs.ahead().update(carrier=driver)
    journal.record(
        "sharing.round_saved",
        tour,
        by=by,
        before=before,
        after=journal.snapshot(tour, ROUND_SAID),
        network_id=van.network_id,
    )
    return tour


@transaction.atomic
def cancel_round(*, tour: Round, by: Any) -> None:
    """There is no round any more: who was to drive is free, what was to ride waits for somebody else."""
    _check_coordination(by, tour.network)
    tour = hold_round(tour)
    if tour.legs.filter(left_at__isnull=False).exists():
        raise Refused(_("Cette tournée a déjà pris quelque chose\u00a0: changez ses heures plutôt que de l’annuler."))
    if tour.driver_id:
        hold_people([tour.driver_id])
    release(ROUND, [tour.pk])
    _put_down(tour.legs.ahead())
    journal.record(
        "sharing.round_cancelled",
        tour,
        by=by,
        before=journal.snapshot(tour, ROUND_SAID),
        network_id=tour.network_id,
    )
    tour.delete()


@transaction.atomic
def load_round(*, tour: Round, legs: Collection[int], by: Any) -> Round:
    """Say what rides with a round: these ways and no other. Refused when one cannot, with why."""
    _check_coordination(by, tour.network)
    tour = hold_round(tour)
    # Held before they are read: two rounds that are filled at once do not both take the same thing.
    list(Leg.objects.select_for_update(of=("self",)).filter(pk__in=legs).order_by("pk").values_list("pk"))
    now = {one.leg.pk: one for one in aboard(tour)}
    waiting = {one.leg.pk: one for one in could_ride(tour)}
    known = now | waiting
    if set(legs) - set(known):
        raise Refused(
            _("Un de ces trajets n’attend plus\u00a0: relisez la liste, elle vient de changer."), field="legs"
        )
    wanted = [one for key, one in known.items() if key in set(legs) or one.leg.left_at]
    for one in wanted:
        check_fits(one.leg, tour.van)
    _check_carried(tour, wanted)
    _put_down(Leg.objects.filter(pk__in=[key for key, one in now.items() if one not in wanted]))
    _take(tour, [one.leg.pk for one in wanted if not one.leg.left_at])
    journal.record(
        "sharing.round_loaded",
        tour,
        by=by,
        after={"sharing.round.legs": ", ".join(str(one.leg.unit) for one in wanted)[:500]},
        network_id=tour.network_id,
    )
    return tour


@transaction.atomic
def carry(*, leg: Leg, how: str, person: User | None = None, tour: Round | None = None, by: Any) -> Leg:
    """Say who carries a unit: a round, somebody, somebody who goes there anyway, or the place that receives it."""
    tour = hold_round(tour) if tour and how == Carrier.VAN else None
    leg = Leg.objects.select_for_update(of=("self",)).get(pk=leg.pk)
    leg = Leg.objects.select_related("unit__model", "origin", "destination", "network").get(pk=leg.pk)
    if not access.can_say_who_carries(by, leg):
        raise Refused(_("Les deux lieux et la coordination disent qui porte\u00a0: demandez-le-leur."))
    if leg.left_at or leg.arrived_at or leg.cancelled_at:
        raise Refused(_("Ce trajet est déjà parti ou annulé\u00a0: il n’y a plus rien à prévoir."))
    before = journal.snapshot(leg, LEG_SAID)
    if how == Carrier.VAN:
        leg = _ride(leg, tour)
    else:
        leg.carried_by, leg.round = how, None
        leg.carrier = _carrier(leg, how, person)
        leg.save(update_fields=["carried_by", "carrier", "round"])
    journal.record(
        "sharing.leg_carried",
        leg.unit,
        by=by,
        before=before,
        after=journal.snapshot(leg, LEG_SAID),
        network_id=leg.network_id,
    )
    return leg


def check_fits(leg: Leg, van: Van) -> None:
    """Refuse what is larger than all that a van holds."""
    if leg.unit.model and ROOM_OF[leg.unit.model.size] > van.holds * LARGE:
        raise Refused(
            _("«\u00a0%(unit)s\u00a0» est trop grand pour «\u00a0%(van)s\u00a0»\u00a0: choisissez un autre véhicule.")
            % {"unit": leg.unit, "van": van},
            field="legs",
        )


def _ride(leg: Leg, tour: Round | None) -> Leg:
    """Put one way more on a round."""
    if tour is None:
        raise Refused(_("Choisissez une tournée, ou quelqu’un d’autre pour le porter."), field="tour")
    if leg.round_id == tour.pk:
        return leg
    check_fits(leg, tour.van)
    riders = aboard(tour)
    mine = [one for one in could_ride(tour) if one.leg.pk == leg.pk]
    if not mine:
        raise Refused(
            _("Cette tournée passe trop tôt ou trop tard pour «\u00a0%(unit)s\u00a0»\u00a0: choisissez-en une autre.")
            % {"unit": leg.unit},
            field="tour",
        )
    _check_carried(tour, [*riders, *mine])
    _take(tour, [leg.pk])
    leg.refresh_from_db()
    return leg


def _carrier(leg: Leg, how: str, person: User | None) -> User | None:
    size = leg.unit.model.size if leg.unit.model else Size.BAG
    if how not in Carrier.values:
        raise Refused(_("Dites qui porte\u00a0: quelqu’un, une tournée, ou le lieu qui reçoit."), field="how")
    if size == Size.VAN:
        raise Refused(
            _("«\u00a0%(unit)s\u00a0» ne tient que dans une camionnette\u00a0: choisissez une tournée.")
            % {"unit": leg.unit},
            field="how",
        )
    if how == Carrier.FETCH:
        return None
    if person is None or not people_of(leg.network).filter(pk=person.pk).exists():
        raise Refused(_("Choisissez quelqu’un du réseau pour le porter."), field="person")
    if size == Size.CAR and not _drives(person):
        raise Refused(
            _(
                "«\u00a0%(unit)s\u00a0» se porte en voiture, et %(person)s n’en a pas\u00a0: "
                "choisissez quelqu’un d’autre, ou une tournée."
            )
            % {"unit": leg.unit, "person": person},
            field="person",
        )
    return person


def _drives(person: User) -> bool:
    """Whether somebody goes by car; who never said is asked, not refused."""
    mobility = Mobility.objects.filter(user=person).first()
    return mobility is None or Mode.VAN in mobility.modes


def _check_coordination(by: Any, network: Network) -> None:
    if not access.can_coordinate(by, network):
        raise Refused(_("Seule la coordination prévoit les véhicules et les tournées."))


def _check_retired(van: Van, at: datetime) -> None:
    coming = van.rounds.filter(ends_at__gt=at).order_by("starts_at") if van.pk and van.is_retired else None
    if coming and (first := coming.first()):
        raise Refused(
            _("Il roule encore %(when)s\u00a0: donnez cette tournée à un autre véhicule, ou annulez-la.")
            % {"when": span(first)},
            field="is_retired",
        )


def _check_time(window: Window, at: datetime) -> None:
    if window.ends_at <= window.starts_at:
        raise Refused(_("La tournée finit avant de commencer\u00a0: corrigez l’une des deux heures."), field="end")
    if window.ends_at <= at:
        raise Refused(_("Ce moment est passé\u00a0: choisissez un jour à venir."), field="day")


def _check_van(van: Van, tour: Round, window: Window) -> None:
    if van.is_retired:
        raise Refused(
            _("«\u00a0%(van)s\u00a0» ne sert plus\u00a0: choisissez un autre véhicule.") % {"van": van}, field="van"
        )
    others = van.rounds.filter(starts_at__lt=window.ends_at, ends_at__gt=window.starts_at).exclude(pk=tour.pk)
    if met := others.order_by("starts_at").first():
        raise Refused(
            _("«\u00a0%(van)s\u00a0» roule déjà %(when)s\u00a0: choisissez une autre heure ou un autre véhicule.")
            % {"van": van, "when": span(met)},
            field="van",
        )


def _check_driver(driver: User | None, tour: Round, window: Window) -> None:
    if driver is None:
        return
    if not people_of(tour.network).filter(pk=driver.pk).exists():
        raise Refused(_("Choisissez quelqu’un du réseau pour conduire."), field="driver")
    taken = taken_from([driver.pk], window, because=ROUND, ignoring=[tour.pk] if tour.pk else [])
    if taken:
        raise Refused(
            _("%(person)s n’est pas libre\u00a0: %(what)s, %(when)s. Choisissez quelqu’un d’autre, ou une autre heure.")
            % {"person": driver, "what": taken[0].get_because_display(), "when": span(taken[0])},
            field="driver",
        )


def _check_carried(tour: Round, riders: Collection[Any]) -> None:
    """Refuse what the round would leave behind, with the reason that can be acted upon."""
    plan = itinerary(tour, list(riders))
    if not plan.left:
        return
    leg = plan.left[0]
    names = {"unit": leg.unit, "van": tour.van}
    for place in (leg.origin, leg.destination):
        if place.pk in plan.closed:
            raise Refused(
                _(
                    "«\u00a0%(place)s\u00a0» est fermé pendant cette tournée\u00a0: "
                    "laissez «\u00a0%(unit)s\u00a0», ou changez de jour."
                )
                % {**names, "place": place},
                field="legs",
            )
    raise Refused(
        _(
            "«\u00a0%(van)s\u00a0» ne peut pas tout porter ce jour-là\u00a0: "
            "laissez «\u00a0%(unit)s\u00a0», ou partez plus tôt."
        )
        % names,
        field="legs",
    )


def _take(tour: Round, legs: Collection[int]) -> None:
    Leg.objects.filter(pk__in=legs).update(carried_by=Carrier.VAN, round=tour, carrier=tour.driver_id)


def _put_down(legs: Any) -> None:
    legs.filter(left_at__isnull=True).update(carried_by=Carrier.PERSON, round=None, carrier=None)
