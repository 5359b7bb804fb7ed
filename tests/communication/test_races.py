"""Two people publish at the same instant: one version each time, and a sentence for who came second."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from maille.communication import actions
from maille.communication.actions import publishing
from maille.communication.models import Statement
from maille.core.refusals import Refused
from tests.racing import at_once, errors, meeting, without_locks
from tests.world import make_world

__all__ = ["without_locks"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
MANY = 8


@pytest.fixture
def draft() -> Statement:
    world = make_world()
    return actions.create_statement(
        network=world.network, title="Notre réponse", body="Nous aidons.", by=None, at=timezone.now()
    )


def publish_at_once(draft: Statement, *, surely: bool = False) -> list[Exception]:
    """So many publish it, when all have seen that nobody has."""
    call = lambda: actions.publish(statement=draft, by=None, at=timezone.now())  # noqa: E731
    with meeting(publishing, "_add", among=MANY, before=True, surely=surely):
        return errors(at_once([call] * MANY))


def test_one_publishes_and_the_others_are_told(draft):
    told = publish_at_once(draft)
    assert [type(error) for error in told] == [Refused] * (MANY - 1)
    assert draft.versions.count() == 1


@pytest.mark.usefixtures("without_locks")
def test_without_the_lock_the_database_still_refuses_but_says_no_sentence(draft):
    told = publish_at_once(draft, surely=True)
    assert any(isinstance(error, IntegrityError) for error in told)
    assert draft.versions.count() == 1


def test_changes_made_at_once_are_numbered_one_after_the_other(draft):
    actions.publish(statement=draft, by=None, at=timezone.now())

    def change() -> object:
        return actions.publish_change(statement=draft, kind="edit", note="Un mot.", by=None, at=timezone.now())

    assert errors(at_once([change] * MANY)) == []
    assert [version.number for version in draft.versions.all()] == list(range(1, MANY + 2))
