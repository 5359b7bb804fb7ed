"""Writing organisations: who runs places, or is to be found in them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.territory import access
from maille.territory.models import Organisation

SAID = ("name", "siret", "phone", "email", "website")


@transaction.atomic
def save_organisation(*, organisation: Organisation, by: Any, network_id: int | None = None) -> Organisation:
    """Write a new or changed organisation, as the given object holds it."""
    if not access.can_edit_organisation(by, organisation):
        raise Refused(_("Seule la coordination d’un réseau où cette structure est présente peut la modifier."))
    known = Organisation.objects.select_for_update().filter(pk=organisation.pk).first() if organisation.pk else None
    before = journal.snapshot(known, SAID) if known else None
    try:
        organisation.full_clean()
    except ValidationError as faults:
        raise Refused(" ".join(faults.messages)) from faults
    organisation.save()
    action = "territory.organisation_changed" if known else "territory.organisation_added"
    after = journal.snapshot(organisation, SAID)
    journal.record(action, organisation, by=by, before=before, after=after, network_id=network_id)
    return organisation
