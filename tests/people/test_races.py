"""Two people at the same instant, on a real server; each lock is shown to matter by taking it away."""

import threading
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from maille.core.refusals import Refused
from maille.people import actions, rules
from maille.people.actions import accounts as closing
from maille.people.actions import invitations as inviting
from maille.people.actions import roles as granting
from maille.people.models import Role, User
from tests.people.factories import DeskFactory, InvitationFactory, RoleFactory, UserFactory, user_with
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """Run each call in its own connection; gives what each answered or raised, in order."""
    answers = [None] * len(calls)

    def run(rank, call):
        try:
            answers[rank] = call()
        except Exception as error:
            answers[rank] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


@pytest.fixture
def meet(monkeypatch):
    """Make two threads wait for each other before or after a step, a second at most: the widest window there can be."""

    def install(owner, name, *, after=False):
        barrier, step = threading.Barrier(2), getattr(owner, name)

        def wait():
            with suppress(threading.BrokenBarrierError):
                barrier.wait(timeout=1)

        def slowed(*args, **kwargs):
            if not after:
                wait()
            answer = step(*args, **kwargs)
            if after:
                wait()
            return answer

        monkeypatch.setattr(owner, name, slowed)

    return install


@pytest.fixture
def without_locks(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)


def accept():
    return actions.accept_invitation(secret="s", name="Lou", phone="", at=timezone.now())


class TestTwoAcceptances:
    def test_give_one_role(self, meet):
        InvitationFactory(secret="s", email=UserFactory().email)
        meet(inviting, "check_acceptable", after=True)
        answers = at_once(accept, accept)
        assert sorted(type(answer).__name__ for answer in answers) == ["Invitation", "Refused"]
        assert Role.objects.count() == 1

    def test_open_one_account(self, meet):
        InvitationFactory(secret="s", email="lou@essai.example")
        meet(inviting, "check_acceptable", after=True)
        at_once(accept, accept)
        assert User.objects.filter(email="lou@essai.example").count() == 1

    def test_without_the_lock_both_believe_they_took_it(self, meet, without_locks):
        InvitationFactory(secret="s", email=UserFactory().email)
        meet(inviting, "check_acceptable", after=True)
        answers = at_once(accept, accept)
        assert [type(answer).__name__ for answer in answers] == ["Invitation", "Invitation"]


def leave_both(network):
    """Two coordinators leave at the same instant."""
    roles = [user_with(rules.COORDINATOR, network=network).roles.get() for _ in range(2)]
    today = timezone.localdate()
    return at_once(*[lambda role=role: actions.end_role(role=role, on=today, by=role.user) for role in roles])


def coordinated(network):
    return Role.objects.filter(network=network, ends_on=None).exists()


class TestTwoCoordinatorsLeaving:
    def test_leave_one(self, meet):
        network = NetworkFactory()
        meet(granting, "check_still_coordinated", after=True)
        answers = leave_both(network)
        assert [type(answer) for answer in answers if answer is not None] == [Refused]
        assert coordinated(network)

    def test_without_the_lock_leave_none(self, meet, without_locks):
        network = NetworkFactory()
        meet(granting, "check_still_coordinated", after=True)
        assert leave_both(network) == [None, None]
        assert not coordinated(network)


def close_both(network):
    """Two coordinators' accounts are closed at the same instant."""
    users = [user_with(rules.COORDINATOR, network=network) for _ in range(2)]
    closed = {"is_active": False, "is_staff": False, "is_superuser": False, "by": None}
    return at_once(*[lambda user=user: actions.set_account_rights(user=user, **closed) for user in users])


class TestTwoAccountsOfCoordinatorsClosed:
    def test_close_one(self, meet):
        meet(closing, "check_still_coordinated", after=True)
        answers = close_both(NetworkFactory())
        assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "User"]

    def test_without_the_lock_close_both(self, meet, without_locks):
        meet(closing, "check_still_coordinated", after=True)
        answers = close_both(NetworkFactory())
        assert [type(answer).__name__ for answer in answers] == ["User", "User"]


class TestWrongCodesAtOnce:
    def test_are_all_counted(self):
        role = RoleFactory()
        actions.set_desk_code(user=role.user, code="4816", by=role.user)
        desk = DeskFactory(place=role.place)

        def wrong():
            return actions.switch_user_at_desk(desk=desk, user=role.user, code="9999", at=timezone.now())

        answers = at_once(wrong, wrong, wrong, wrong)
        assert all(isinstance(answer, Refused) for answer in answers)
        assert User.objects.get(pk=role.user_id).desk_failures == 4
