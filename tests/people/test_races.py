"""Two people at the same instant, on a real server; each lock is shown to matter by taking it away."""

import pytest
from django.utils import timezone

from maille.core.refusals import Refused
from maille.people import actions, rules
from maille.people.actions import accounts as closing
from maille.people.actions import invitations as inviting
from maille.people.actions import roles as granting
from maille.people.models import Role, User
from tests.people.factories import DeskFactory, InvitationFactory, RoleFactory, UserFactory, user_with
from tests.racing import at_once, meeting, without_locks
from tests.territory.factories import NetworkFactory

__all__ = ["without_locks"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def accept_twice(**how):
    """Two people accept one invitation, and both have seen that nobody has."""
    call = lambda: actions.accept_invitation(secret="s", name="Lou", phone="", at=timezone.now())  # noqa: E731
    with meeting(inviting, "check_acceptable", among=2, **how):
        return at_once([call, call])


class TestTwoAcceptances:
    def test_give_one_role(self):
        InvitationFactory(secret="s", email=UserFactory().email)
        answers = accept_twice()
        assert sorted(type(answer).__name__ for answer in answers) == ["Invitation", "Refused"]
        assert Role.objects.count() == 1

    def test_open_one_account(self):
        InvitationFactory(secret="s", email="lou@essai.example")
        accept_twice()
        assert User.objects.filter(email="lou@essai.example").count() == 1

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_both_believe_they_took_it(self):
        InvitationFactory(secret="s", email=UserFactory().email)
        answers = accept_twice(surely=True)
        assert [type(answer).__name__ for answer in answers] == ["Invitation", "Invitation"]


def leave_both(network, **how):
    """Two coordinators leave at the same instant."""
    roles = [user_with(rules.COORDINATOR, network=network).roles.get() for _ in range(2)]
    today = timezone.localdate()
    with meeting(granting, "check_still_coordinated", among=2, **how):
        return at_once([lambda role=role: actions.end_role(role=role, on=today, by=role.user) for role in roles])


def coordinated(network):
    return Role.objects.filter(network=network, ends_on=None).exists()


class TestTwoCoordinatorsLeaving:
    def test_leave_one(self):
        network = NetworkFactory()
        answers = leave_both(network)
        assert [type(answer) for answer in answers if answer is not None] == [Refused]
        assert coordinated(network)

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_leave_none(self):
        network = NetworkFactory()
        assert leave_both(network, surely=True) == [None, None]
        assert not coordinated(network)


def close_both(network, **how):
    """Two coordinators' accounts are closed at the same instant."""
    users = [user_with(rules.COORDINATOR, network=network) for _ in range(2)]
    closed = {"is_active": False, "is_staff": False, "is_superuser": False, "by": None}
    with meeting(closing, "check_still_coordinated", among=2, **how):
        return at_once([lambda user=user: actions.set_account_rights(user=user, **closed) for user in users])


class TestTwoAccountsOfCoordinatorsClosed:
    def test_close_one(self):
        answers = close_both(NetworkFactory())
        assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "User"]

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_close_both(self):
        answers = close_both(NetworkFactory(), surely=True)
        assert [type(answer).__name__ for answer in answers] == ["User", "User"]


class TestWrongCodesAtOnce:
    def test_are_all_counted(self):
        role = RoleFactory()
        actions.set_desk_code(user=role.user, code="4816", by=role.user)
        desk = DeskFactory(place=role.place)

        def wrong():
            return actions.switch_user_at_desk(desk=desk, user=role.user, code="9999", at=timezone.now())

        answers = at_once([wrong] * 4)
        assert all(isinstance(answer, Refused) for answer in answers)
        assert User.objects.get(pk=role.user_id).desk_failures == 4
