"""Who signs up: met before the lock of a session, settled under it, or chosen from those known."""

from maille.people.actions import Met, settle_met, welcome_again, welcome_resident
from maille.people.models import Resident
from maille.workshops.rules import signup
from maille.workshops.rules.signup import Applicant

from .floor import Floor


def as_known(resident: Resident | None, floor: Floor) -> Resident | None:
    """Who was chosen from those known, as they are now."""
    return welcome_again(resident=resident, by=floor.by, at=floor.at) if resident else None


def settled(met: Met | None, floor: Floor, applicant: Applicant) -> Resident:
    """Who was met, or, when it is no longer so, whoever this person is now."""
    by, at = floor.by, floor.at
    same = settle_met(met=met, phone=applicant.phone, email=applicant.email, by=by, at=at) if met else None
    return same or welcome_resident(network=floor.target.network, **person_of(applicant), by=by, at=at)


def person_of(applicant: Applicant) -> dict[str, str]:
    """What is noted of somebody who signs up."""
    kept = {one: getattr(applicant, one) for one in ("phone", "email", "language", "needs")}
    return {"name": signup.readable_name(applicant.name), **kept}
