"""Residents: welcoming somebody, whom the network may know already."""

from datetime import datetime
from typing import Any

from django.db import transaction

from maille.language.words import fold
from maille.people.models import Resident
from maille.territory.models import Network


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
    folded = fold(name)
    known = _known(network, folded, phone, email)
    if known is None:
        return Resident.objects.create(
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
    known.phone, known.email = known.phone or phone, known.email or email
    known.seen_at = at
    known.save(update_fields=["phone", "email", "seen_at"])
    return known


def _known(network: Network, folded: str, phone: str, email: str) -> Resident | None:
    if not (phone or email):
        return None
    namesakes = Resident.objects.known().filter(network=network, search_name=folded).order_by("pk")
    same = [one for one in namesakes if (phone and one.phone == phone) or (email and one.email == email)]
    return same[0] if same else None
