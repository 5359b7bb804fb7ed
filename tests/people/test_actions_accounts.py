"""Accounts and shared desks: what is written, what is refused, what the journal keeps."""

import datetime as dt

import pytest

from maille.core.models import Entry
from maille.people import actions, rules
from maille.people.models import User
from tests.people.factories import DeskFactory, RoleFactory, UserFactory, user_with
from tests.people.steps import DAY, journal, now, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestUpdateAccount:
    def test_changes_name_and_telephone(self):
        user = UserFactory()
        actions.update_account(user=user, name=" Lou   Martin ", phone="+33612345678", by=user)
        user.refresh_from_db()
        assert (user.name, user.phone, user.language) == ("Lou Martin", "+33612345678", "fr")
        assert journal("people.account_changed").get().after["phone"] == "+33612345678"

    def test_refuses_a_missing_name_another_person_and_a_desk(self, place):
        user = UserFactory()
        refused(lambda: actions.update_account(user=user, name=" ", phone="", by=user), field="name")
        refused(lambda: actions.update_account(user=user, name="X", phone="", by=UserFactory()))
        user.desk_place_id = place.pk
        assert "poste partagé" in refused(lambda: actions.update_account(user=user, name="X", phone="", by=user))


class TestSetAccountRights:
    def close(self, user, by):
        return actions.set_account_rights(user=user, is_active=False, is_staff=False, is_superuser=False, by=by)

    def test_closes_an_account(self):
        user = UserFactory()
        self.close(user, UserFactory(is_superuser=True))
        assert not User.objects.get(pk=user.pk).is_active
        assert journal("people.account_rights_set").get().before == {"is_active": True}

    def test_refuses_who_does_not_administer_and_oneself(self, coordinator):
        refused(lambda: self.close(UserFactory(), coordinator))
        admin = UserFactory(is_superuser=True)
        refused(lambda: self.close(admin, admin))

    def test_refuses_to_leave_a_network_without_coordination(self, coordinator):
        assert "seule personne" in refused(lambda: self.close(coordinator, UserFactory(is_superuser=True)))


class TestTheCoordinationReads:
    """A line without its network is read by administrators alone."""

    def test_what_happens_to_accounts(self, network, coordinator):
        user = user_with(rules.MEDIATOR, network=network)
        actions.update_account(user=user, name="Lou", phone="", by=user)
        admin = UserFactory(is_superuser=True)
        actions.set_account_rights(user=user, is_active=False, is_staff=False, is_superuser=False, by=admin)
        for action in ("people.account_changed", "people.account_rights_set"):
            assert journal(action).get().network_id == network.pk

    def test_what_happens_at_desks(self, network, place, coordinator):
        desk, _secret = actions.open_desk(place=place, name="Accueil", by=coordinator, at=now())
        user = user_with(rules.MEDIATOR, network=network, place=place)
        actions.set_desk_code(user=user, code="4816", by=user)
        actions.switch_user_at_desk(desk=desk, user=user, code="4816", at=now())
        for _ in range(5):
            refused(lambda: actions.switch_user_at_desk(desk=desk, user=user, code="0", at=now()), field="code")
        actions.close_desk(desk=desk, by=coordinator, at=now())
        for action in ("desk_opened", "desk_switched", "desk_code_locked", "desk_closed"):
            assert journal(f"people.{action}").get().network_id == network.pk


class TestSetDeskCode:
    def test_keeps_a_hash_and_frees_a_blocked_code(self):
        user = UserFactory(desk_failures=3, desk_locked_until=now() + DAY)
        actions.set_desk_code(user=user, code="4816", by=user)
        user.refresh_from_db()
        assert "4816" not in user.desk_code
        assert (user.desk_failures, user.desk_locked_until) == (0, None)
        assert "4816" not in str(list(Entry.objects.values()))

    @pytest.mark.parametrize(
        ("code", "word"), [("12", "chiffres"), ("4444", "répète"), ("1234", "suivent"), ("1987", "naissance")]
    )
    def test_refuses_what_one_would_guess(self, code, word):
        user = UserFactory()
        assert word in refused(lambda: actions.set_desk_code(user=user, code=code, by=user), field="code")


class TestDesks:
    def test_a_place_manager_opens_and_closes_one(self, network, place):
        manager = user_with(rules.PLACE_MANAGER, network=network, place=place)
        desk, secret = actions.open_desk(place=place, name=" Accueil ", by=manager, at=now())
        assert desk.name == "Accueil"
        assert desk.token_hash == rules.hash_of_secret(secret)
        actions.close_desk(desk=desk, by=manager, at=now())
        refused(lambda: actions.close_desk(desk=desk, by=manager, at=now()))
        assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
            "people.desk_opened",
            "people.desk_closed",
        ]

    def test_refuses_strangers_and_a_missing_name(self, network, place, coordinator):
        mediator = user_with(rules.MEDIATOR, network=network, place=place)
        refused(lambda: actions.open_desk(place=place, name="Accueil", by=mediator, at=now()), field="place")
        refused(lambda: actions.open_desk(place=place, name=" ", by=coordinator, at=now()), field="name")
        refused(lambda: actions.close_desk(desk=DeskFactory(place=place), by=mediator, at=now()))


class TestSwitchUserAtDesk:
    @pytest.fixture
    def desk(self, place):
        return DeskFactory(place=place)

    @pytest.fixture
    def mediator(self, place, network):
        user = user_with(rules.MEDIATOR, place=place, network=network)
        actions.set_desk_code(user=user, code="4816", by=user)
        return user

    def switch(self, desk, user, code="4816"):
        return actions.switch_user_at_desk(desk=desk, user=user, code=code, at=now())

    def test_lets_in_with_the_right_code(self, desk, mediator):
        assert self.switch(desk, mediator) == mediator
        line = journal("people.desk_switched").get()
        assert (line.by, line.object_label) == (mediator, str(desk))

    def test_counts_wrong_codes_even_though_it_refuses(self, desk, mediator):
        assert "essayez encore" in refused(lambda: self.switch(desk, mediator, "4817"), field="code")
        assert User.objects.get(pk=mediator.pk).desk_failures == 1
        self.switch(desk, mediator)
        assert User.objects.get(pk=mediator.pk).desk_failures == 0

    def test_locks_after_five_even_for_the_right_code_until_a_quarter_of_an_hour_has_passed(
        self, desk, mediator, clock
    ):
        for _ in range(4):
            refused(lambda: self.switch(desk, mediator, "0000"), field="code")
        assert "14 h 45" in refused(lambda: self.switch(desk, mediator, "0000"), field="code")
        assert "bloqué" in refused(lambda: self.switch(desk, mediator), field="code")
        assert journal("people.desk_code_locked").get().concerns == mediator
        clock.move_to(now() + dt.timedelta(minutes=15))
        assert self.switch(desk, mediator) == mediator

    def test_refuses_someone_without_a_code(self, desk, place, network):
        user = user_with(rules.DESK, place=place, network=network)
        refused(lambda: self.switch(desk, user, ""), field="code")
        refused(lambda: self.switch(desk, user, "4816"), field="code")

    def test_refuses_those_a_short_code_must_not_open(self, desk, mediator, network, place):
        RoleFactory(user=mediator, kind=rules.COORDINATOR, network=network)
        assert "propre compte" in refused(lambda: self.switch(desk, mediator), field="code")
        elsewhere = user_with(rules.MEDIATOR, network=network)
        actions.set_desk_code(user=elsewhere, code="4816", by=elsewhere)
        refused(lambda: self.switch(desk, elsewhere), field="code")
        for rights in ({"is_superuser": True}, {"is_staff": True}, {"is_active": False}):
            user = UserFactory(**rights)
            RoleFactory(user=user, place=place, network=network)
            refused(lambda user=user: self.switch(desk, user), field="code")

    def test_refuses_at_a_closed_desk(self, place, mediator):
        refused(lambda: self.switch(DeskFactory(place=place, closed_at=now()), mediator), field="code")
