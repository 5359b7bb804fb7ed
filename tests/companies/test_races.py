"""Several people of a company who choose at the same instant; and the same race with its guard taken away."""

import datetime as dt

import pytest
from django.db import IntegrityError

from maille.companies import actions
from maille.companies.actions import agreeing
from maille.companies.models import Enquiry, Option
from maille.core.refusals import Refused
from maille.workshops.models import Session
from tests.companies.scenes import FIRST, Scene
from tests.racing import at_once, errors, meeting, without_locks
from tests.workshops.factories import NOW

__all__ = ["without_locks"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url")]
OPTIONS = 4


@pytest.fixture
def scene(clock):
    clock.move_to(NOW)
    scene = Scene()
    for rank in range(1, OPTIONS):
        scene.add_option(FIRST + dt.timedelta(days=rank))
    scene.to_proposed(FIRST + dt.timedelta(days=OPTIONS))
    return scene


def everybody_chooses(scene, *, surely=False):
    """Each of the options accepted by somebody, when all have seen that none was."""
    options = list(Option.objects.filter(enquiry=scene.enquiry).order_by("pk"))

    def choosing(option):
        enquiry = Enquiry.objects.get(pk=scene.enquiry.pk)
        return lambda: actions.accept_option(enquiry=enquiry, option=option, by=None, at=NOW)

    with meeting(agreeing, "_refuse_second", among=OPTIONS, surely=surely):
        return at_once([choosing(option) for option in options])


def test_the_first_is_heard_and_the_others_are_told(scene):
    refused = errors(everybody_chooses(scene))
    assert [type(error) for error in refused] == [Refused] * (OPTIONS - 1)
    assert all("déjà acceptée" in error.sentence for error in refused)
    assert Option.objects.filter(accepted_at__isnull=False).count() == 1
    assert Session.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_only_the_database_is_left_to_refuse(scene):
    """The control: who comes second meets an error, or a request that has moved, instead of what was chosen."""
    refused = errors(everybody_chooses(scene, surely=True))
    unheard = [one for one in refused if isinstance(one, IntegrityError) or "déjà acceptée" not in str(one)]
    assert unheard
    assert Option.objects.filter(accepted_at__isnull=False).count() == 1
