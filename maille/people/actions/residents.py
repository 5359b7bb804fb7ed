"""Residents: welcoming somebody, whom the network may know already; correcting what is noted; erasing them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maille.core import erasure, journal
from maille.core.bulk import insert_few
from maille.core.models import Entry
from maille.core.prepared import Prepared
from maille.core.refusals import Refused
from maille.language.words import fold
from maille.people import access, rules
from maille.people.models import Resident
from maille.territory.models import Network

NOTED = ("name", "phone", "email", "language", "needs")
NOTHING = {"name": "Personne effacée", "search_name": "", "phone": "", "email": "", "language": "fr", "needs": ""}
"""What is left of somebody erased."""
BATCH = 200


@transaction.atomic(savepoint=False)  # two queries less inside a sign-up
def welcome_resident(
    *,
    network: Network,
    name: str,
    phone: str = "",
    email: str = "",
    language: str = "fr",
    needs: str = "",
    by: Any,
    at: datetime,
) -> Resident:
    """The resident with this name and this telephone or address, who exists once in the network; else a new one.

    Somebody with neither is always new: a namesake is not the same person. What was not known is added, nothing is
    taken back. No line of the journal of its own: what brings the person (a registration, an activity) has one.
    """
    said = {"name": name, "phone": phone, "email": email, "language": language, "needs": needs}
    if phone or email:
        _look_alone(network, name)
    while True:
        met = meet_resident(network=network, **said, by=by, at=at)
        if met.is_new:
            return met.resident
        if noted := _noted(met.resident, phone, email, at):
            return noted


def _look_alone(network: Network, name: str) -> None:
    """Let one at a time look for a name until the end of the transaction: two who look at once would write two.

    On PostgreSQL; on SQLite whoever writes is alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [fold(name), network.pk])


@dataclass(frozen=True)
class Met:
    """Somebody as they were found, or the new record that was written of them."""

    resident: Resident
    is_new: bool


@transaction.atomic(savepoint=False)
def meet_resident(
    *, network: Network, name: str, phone: str, email: str, language: str, needs: str, by: Any, at: datetime
) -> Met:
    """The resident with this name and number, of whom nothing is held nor written; else a new one.

    The first half of `welcome_resident`, for who then waits for a lock: `settle_met` is the second, under it.
    """
    folded = fold(name)
    known = _KNOWN.first(network.pk, folded, phone, email) if phone or email else None
    if known and known.living.erased_at is None:
        return Met(known.living, is_new=False)
    new = Resident(
        network=network,
        name=name,
        search_name=folded,
        phone=phone,
        email=email,
        language=language,
        needs=needs,
        created_at=at,
        seen_at=at,
    )
    insert_few([new])
    return Met(new, is_new=True)


@transaction.atomic(savepoint=False)
def settle_met(*, met: Met, phone: str, email: str, by: Any, at: datetime) -> Resident | None:
    """Note that somebody met is here; nobody when it is no longer so (written by another, joined, corrected)."""
    if not met.is_new:
        return _noted(met.resident, phone, email, at)
    new = met.resident
    same = _KNOWN.rows(new.network_id, new.search_name, phone, email) if phone or email else [new]
    if [one.pk for one in same] == [new.pk]:
        return new
    new.delete()
    return None


def _noted(known: Resident, phone: str, email: str, at: datetime) -> Resident | None:
    """Add what was not known of somebody; nobody when the record has changed since it was read."""
    unchanged = Resident.objects.known().filter(pk=known.pk, phone=known.phone, email=known.email)
    phone, email = known.phone or phone, known.email or email
    if not unchanged.update(phone=phone, email=email, seen_at=at):
        return None
    known.phone, known.email, known.seen_at = phone, email, at
    return known


def _same_person(network: int, folded: str, phone: str, email: str) -> QuerySet[Resident]:
    reached = Q(phone=phone) & ~Q(phone="") | Q(email=email) & ~Q(email="")
    return Resident.objects.filter(reached, network=network, search_name=folded, erased_at__isnull=True).order_by("pk")


_KNOWN = Prepared(_same_person, int, str, str, str)


@transaction.atomic
def welcome_again(*, resident: Resident, by: Any, at: datetime) -> Resident:
    """Note that somebody known has been seen: how long they are kept is counted from there. `by` has seen them.

    Gives the record that says this person now, kept until the end: joined to another meanwhile, it is that one.
    """
    list(Resident.objects.select_for_update(no_key=True).filter(pk=resident.pk).values_list("pk"))
    known = Resident.objects.get(pk=resident.pk).living
    if known.erased_at:
        raise Refused(_("Cette personne est effacée\u00a0: inscrivez-la comme une nouvelle personne."))
    known.seen_at = max(at, known.seen_at)
    known.save(update_fields=["seen_at"])
    return known


@transaction.atomic
def change_resident(
    *, resident: Resident, name: str, phone: str, email: str, language: str, needs: str, by: Any
) -> Resident:
    """Correct what is noted of somebody: the team of any place of the network may, who has them on the telephone."""
    if not access.can_change_resident(by, resident):
        raise Refused(_("Seules les équipes des lieux et la coordination corrigent cette fiche."))
    resident = Resident.objects.select_for_update().get(pk=resident.pk)
    if resident.erased_at:
        raise Refused(_("Cette personne est effacée\u00a0: inscrivez-la comme une nouvelle personne."))
    before = journal.snapshot(resident, NOTED)
    resident.name, resident.search_name, resident.phone, resident.email = name, fold(name), phone, email
    resident.language, resident.needs = language, needs
    resident.save()
    after = journal.snapshot(resident, NOTED)
    if before != after:
        journal.record(
            "people.resident_changed", resident, by=by, before=before, after=after, network_id=resident.network_id
        )
    return resident


@transaction.atomic
def erase_resident(*, resident: Resident, by: Any, at: datetime) -> Resident:
    """Erase for good whose name it was: what was counted stays, the words go everywhere. Again changes nothing.

    What other capabilities keep of the person goes too (`erasure.followers`); one of them may refuse, and then nothing
    is erased.
    """
    if not access.can_erase_resident(by, resident):
        raise Refused(_("Seules la coordination et les personnes responsables des lieux effacent quelqu’un."))
    resident = Resident.objects.select_for_update().get(pk=resident.pk)
    if resident.erased_at:
        return resident
    for follow in erasure.followers():
        follow(resident, at=at, by=by)
    for one in _records_of(resident):
        _empty(one, at)
    journal.record("people.resident_erased", resident, by=by, network_id=resident.network_id)
    return resident


def _records_of(resident: Resident) -> list[Resident]:
    """The record of somebody, and those that were joined to it, which say the same person."""
    joined = Resident.objects.select_for_update().filter(merged_into=resident).order_by("pk")
    return [resident, *(one for record in joined for one in _records_of(record))]


def _empty(resident: Resident, at: datetime) -> None:
    journal.redact(Entry.objects.about(resident), at=at)
    for field, value in NOTHING.items():
        setattr(resident, field, value)
    resident.erased_at = at
    resident.save()


def erase_forgotten_residents(*, at: datetime, by: Any) -> int:
    """Erase those not seen for two years, at most two hundred; give how many. Each alone."""
    old = Resident.objects.known().filter(seen_at__lt=rules.forgotten_before(at)).order_by("seen_at", "pk")
    done = 0
    for resident in old[:BATCH]:
        try:
            erase_resident(resident=resident, by=by, at=at)
        except Refused:  # still expected somewhere: their turn will come
            continue
        done += 1
    return done
