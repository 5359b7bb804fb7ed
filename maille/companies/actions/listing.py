"""The list of the people a company sends: what is right is kept, what is not is said line by line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.companies import load, notices
from maille.companies.models import Enquiry, Trainee
from maille.companies.rules.life import HELD, State
from maille.companies.rules.people import Line, person_key, sorted_out
from maille.core.refusals import Refused
from maille.workshops.actions import cancel_registration
from maille.workshops.models import Registration

from .moving import held, move, record


@transaction.atomic
def add_people(*, enquiry: Enquiry, lines: Sequence[Line], by: Any, at: datetime) -> tuple[list[Trainee], list[Line]]:
    """Put people on the list; gives those who were, and the lines refused with their reason. Nothing else is lost."""
    enquiry = held(enquiry, HELD, by=by)
    found = load.shown(enquiry, at)
    if found.is_over:
        raise Refused(_("Les séances sont passées\u00a0: faites une nouvelle demande."))
    known = [(one.name, one.email) for one in found.trainees]
    most = found.accepted.capacity if found.accepted else 0
    kept, refused = sorted_out(lines, known, most)
    made = [_written(enquiry, line, at) for line in kept]
    if made:
        record("people_added", enquiry, by=by, people=len(made))
        if enquiry.life != State.SIGNED:  # the list was complete: the team has somebody more to seat
            enquiry.turn += 1
            enquiry.save(update_fields=["turn"])
            notices.tell(enquiry, notices.LISTED, at=at, by=by, count=len(known) + len(made))
    return made, refused


def _written(enquiry: Enquiry, line: Line, at: datetime) -> Trainee:
    key = f"{person_key(line.name)}|{line.email}"
    return Trainee.objects.create(enquiry=enquiry, name=line.name, email=line.email, key=key, added_at=at)


@transaction.atomic
def remove_person(*, trainee: Trainee, by: Any, at: datetime) -> Trainee:
    """Take somebody off the list; their seat is free at once. Again changes nothing."""
    enquiry = held(trainee.enquiry, HELD, by=by)
    trainee = Trainee.objects.select_related("registration").get(pk=trainee.pk)
    if trainee.left_at:
        return trainee
    if load.shown(enquiry, at).is_over:
        raise Refused(_("Les séances sont passées\u00a0: la liste ne change plus."))
    if trainee.registration and trainee.registration.state in Registration.ACTIVE:
        cancel_registration(registration=trainee.registration, by=None, at=at)
    trainee.left_at = at
    trainee.save(update_fields=["left_at"])
    record("person_removed", enquiry, by=by)
    return trainee


@transaction.atomic
def confirm_list(*, enquiry: Enquiry, by: Any, at: datetime) -> Enquiry:
    """Say that the list is complete: the network opens the sessions."""
    enquiry = held(enquiry, (State.SIGNED,), by=by)
    count = Trainee.objects.on_list().filter(enquiry=enquiry).count()
    if not count:
        raise Refused(_("La liste est vide\u00a0: écrivez au moins une personne."))
    move(enquiry, State.LISTED, at=at)
    record("listed", enquiry, by=by)
    notices.tell(enquiry, notices.LISTED, at=at, by=by, count=count)
    return enquiry
