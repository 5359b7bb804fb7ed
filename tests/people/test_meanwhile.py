"""Roles and accounts, changed by two people of the coordination who also act on each other; nobody waits for ever."""

from functools import partial

import pytest

from maille.people import actions as people
from maille.people import rules as roles
from maille.people.actions import roles as acts
from tests.people.factories import RoleFactory
from tests.racing import meanwhile, wrong
from tests.territory.factories import NetworkFactory
from tests.workshops.factories import NOW

__all__ = ["meanwhile"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_url", "clock")]


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


def test_role_given_while_another_ends(meanwhile):
    network = NetworkFactory()
    boss = RoleFactory(kind=roles.COORDINATOR, network=network, place=None).user
    role = RoleFactory(kind=roles.MEDIATOR, network=network)
    grant = partial(
        people.grant_role,
        user=role.user,
        kind=roles.PLACE_MANAGER,
        network=network,
        place=role.place,
        starts_on=NOW.date(),
        by=boss,
    )
    end = partial(people.end_role, role=role, on=NOW.date(), by=boss)
    answers = meanwhile(acts, "held_meanwhile", grant, end)
    assert wrong(answers) == []
    answers = meanwhile(acts, "_locked", end, grant)
    assert wrong(answers) == []


def test_account_closed_while_she_is_given_a_role(meanwhile):
    role = RoleFactory(kind=roles.COORDINATOR, place=None)
    other = RoleFactory(kind=roles.COORDINATOR, network=role.network, place=None)
    near = RoleFactory(kind=roles.MEDIATOR, network=role.network)
    close = partial(
        people.set_account_rights, user=role.user, is_active=False, is_staff=False, is_superuser=False, by=None
    )
    grant = partial(
        people.grant_role,
        user=role.user,
        kind=roles.MEDIATOR,
        network=role.network,
        place=near.place,
        starts_on=NOW.date(),
        by=other.user,
    )
    answers = meanwhile(acts, "held_meanwhile", grant, close)
    assert wrong(answers) == []


def test_invited_by_who_is_given_a_role(meanwhile):
    from maille.people.actions import roles as acts

    boss = RoleFactory(kind=roles.COORDINATOR, place=None)
    other = RoleFactory(kind=roles.COORDINATOR, network=boss.network, place=None)
    near = RoleFactory(kind=roles.MEDIATOR, network=boss.network)
    grant = partial(
        people.grant_role,
        user=other.user,
        kind=roles.MEDIATOR,
        network=boss.network,
        place=near.place,
        starts_on=NOW.date(),
        by=boss.user,
    )
    invite = partial(
        people.invite,
        email="a@example.org",
        name="A",
        kind=roles.MEDIATOR,
        network=boss.network,
        place=near.place,
        by=other.user,
        at=NOW,
        site="https://x",
    )
    answers = meanwhile(acts, "held_meanwhile", grant, invite)
    assert wrong(answers) == []


def test_two_coordinators_give_each_other_a_role(meanwhile):
    boss = RoleFactory(kind=roles.COORDINATOR, place=None)
    other = RoleFactory(kind=roles.COORDINATOR, network=boss.network, place=None)
    near = RoleFactory(kind=roles.MEDIATOR, network=boss.network)

    def give(to, by):
        place = {"network": boss.network, "place": near.place}
        return partial(people.grant_role, user=to, kind=roles.MEDIATOR, **place, starts_on=NOW.date(), by=by)

    answers = meanwhile(acts, "held_meanwhile", give(boss.user, other.user), give(other.user, boss.user))
    assert wrong(answers) == []


def test_a_name_changed_while_her_role_ends(meanwhile):
    """Somebody writes her own telephone while the coordination ends her role: two rows, two orders?"""
    boss = RoleFactory(kind=roles.COORDINATOR, place=None)
    near = RoleFactory(kind=roles.MEDIATOR, network=boss.network)
    answers = meanwhile(
        acts,
        "_locked",
        partial(people.end_role, role=near, on=NOW.date(), by=boss.user),
        partial(people.update_account, user=near.user, name="Lou", phone="", by=near.user),
    )
    assert wrong(answers) == []
