"""Every write about people: what it does, what it refuses, what the journal keeps."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.people import actions, rules
from maille.people.models import Invitation, Role, User
from maille.people.tasks import send_invitation
from tests.people.factories import DeskFactory, InvitationFactory, RoleFactory, UserFactory, user_with
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = dt.date(2026, 11, 24)
SITE = "https://maille.example"
DAY = dt.timedelta(days=1)


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def place(network):
    return NetworkPlaceFactory(network=network).place


@pytest.fixture
def coordinator(network):
    return user_with(rules.COORDINATOR, network=network)


def now():
    return timezone.now()


def refused(call, *, field=None):
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.field == field
    return caught.value.sentence


def journal(action):
    return Entry.objects.filter(action=action)


def run_tasks():
    """Do what the worker would; gives how many tasks were waiting."""
    waiting = list(DBTaskResult.objects.filter(status="READY"))
    for result in waiting:
        result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
    DBTaskResult.objects.filter(pk__in=[result.pk for result in waiting]).update(status="SUCCESSFUL")
    return len(waiting)


class TestGrantRole:
    def grant(self, by, place, **changes):
        role = {"user": UserFactory(), "kind": rules.MEDIATOR, "place": place, "starts_on": TODAY, **changes}
        network = changes.pop("network", NetworkFactory())
        return actions.grant_role(**{**role, "network": network, "by": by})

    def test_gives_it_and_says_so_in_the_journal(self, coordinator, place):
        role = self.grant(coordinator, place)
        assert role.granted_by == coordinator
        line = journal("people.role_granted").get()
        assert (line.by, line.concerns, line.network_id) == (coordinator, role.user, role.network_id)
        assert line.after["kind"] == "mediator"

    def test_refuses_who_may_not(self, place, network):
        sentence = refused(lambda: self.grant(user_with(rules.MEDIATOR, network=network), place), field="kind")
        assert "coordination" in sentence
        assert Role.objects.filter(starts_on=TODAY).count() == 0

    def test_refuses_a_role_held_on_one_of_the_same_days(self, coordinator, place):
        user = UserFactory()
        self.grant(coordinator, place, user=user, ends_on=TODAY + 10 * DAY)
        refused(lambda: self.grant(coordinator, place, user=user, starts_on=TODAY + 9 * DAY), field="user")
        self.grant(coordinator, place, user=user, starts_on=TODAY + 10 * DAY)
        assert user.roles.count() == 2

    def test_refuses_an_end_before_the_beginning(self, coordinator, place):
        refused(lambda: self.grant(coordinator, place, ends_on=TODAY), field="last_day")

    def test_refuses_a_closed_account(self, coordinator, place):
        refused(lambda: self.grant(coordinator, place, user=UserFactory(is_active=False)))

    def test_refuses_a_place_of_another_network(self, coordinator):
        elsewhere = NetworkPlaceFactory(network=NetworkFactory(slug="loire")).place
        refused(lambda: self.grant(coordinator, elsewhere), field="place")

    def test_refuses_a_team_role_in_a_neighbour_and_the_other_way_round(self, coordinator, place, network):
        neighbour = NetworkPlaceFactory(network=network, kind="neighbour").place
        refused(lambda: self.grant(coordinator, neighbour), field="place")
        refused(lambda: self.grant(coordinator, place, kind=rules.NEIGHBOUR), field="place")
        assert self.grant(coordinator, neighbour, kind=rules.NEIGHBOUR).pk

    def test_wants_a_place_for_a_team_role_and_none_for_the_network(self, coordinator, place):
        refused(lambda: self.grant(coordinator, None), field="place")
        refused(lambda: self.grant(coordinator, place, kind=rules.COORDINATOR), field="place")

    def test_wants_a_known_territory_for_a_partner(self, coordinator):
        CommuneFactory()

        def grant(code):
            return self.grant(coordinator, None, kind=rules.PARTNER, territory=code)

        refused(lambda: grant(""), field="territory")
        assert "99999" in refused(lambda: grant("99999"), field="territory")
        assert grant("42").territory == "42"
        assert grant("42218").territory == "42218"
        refused(lambda: self.grant(coordinator, None, kind=rules.COORDINATOR, territory="42"), field="territory")


class TestTheDatabaseRefuses:
    def test_the_same_open_role_twice(self, place, network):
        role = RoleFactory(place=place, network=network)
        with pytest.raises(IntegrityError):
            RoleFactory(user=role.user, place=place, network=network)

    def test_the_same_open_network_role_twice(self, coordinator, network):
        with pytest.raises(IntegrityError):
            RoleFactory(user=coordinator, kind=rules.COORDINATOR, network=network)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"ends_on": dt.date(2024, 1, 1)},
            {"place": None},
            {"kind": rules.COORDINATOR, "place": "a place"},
            {"kind": rules.PARTNER, "territory": ""},
            {"territory": "42"},
        ],
    )
    def test_a_role_that_makes_no_sense(self, wrong, place):
        wrong = {**wrong, "place": place} if wrong.get("place") else wrong
        with pytest.raises(IntegrityError):
            RoleFactory(**wrong)

    def test_an_address_with_capitals(self):
        with pytest.raises(IntegrityError):
            UserFactory(email="Camille@essai.example", address=False)

    def test_and_says_why_in_french(self, place):
        role = RoleFactory.build(user=UserFactory(), network=NetworkFactory(), place=place, ends_on=dt.date(2020, 1, 1))
        with pytest.raises(ValidationError, match="finit avant de commencer"):
            role.full_clean(exclude=["granted_by"])


class TestEndRole:
    def test_ends_it_that_day_and_keeps_its_past(self, coordinator, place):
        role = RoleFactory(place=place)
        actions.end_role(role=role, on=TODAY, by=coordinator)
        role.refresh_from_db()
        assert role.ends_on == TODAY
        assert not role.holding.is_active(TODAY)
        line = journal("people.role_ended").get()
        assert (line.before["ends_on"], line.after["ends_on"]) == (None, "2026-11-24")

    def test_takes_back_a_role_that_has_not_begun(self, coordinator, place):
        role = RoleFactory(place=place, starts_on=TODAY)
        actions.end_role(role=role, on=TODAY, by=coordinator)
        assert not Role.objects.filter(pk=role.pk).exists()
        assert journal("people.role_withdrawn").get().before["kind"] == "mediator"

    def test_lets_one_leave(self, place):
        role = RoleFactory(place=place)
        actions.end_role(role=role, on=TODAY, by=role.user)
        assert journal("people.role_ended").get().by == role.user

    def test_refuses_strangers_and_what_is_over(self, coordinator, place, network):
        role = RoleFactory(place=place)
        refused(lambda: actions.end_role(role=role, on=TODAY, by=user_with(rules.PLACE_MANAGER, network=network)))
        over = RoleFactory(place=place, ends_on=TODAY - DAY)
        refused(lambda: actions.end_role(role=over, on=TODAY, by=coordinator), field="last_day")

    def test_refuses_to_leave_a_network_without_coordination(self, coordinator, network):
        role = coordinator.roles.get()
        assert "seule personne" in refused(lambda: actions.end_role(role=role, on=TODAY, by=coordinator))
        temporary = user_with(rules.COORDINATOR, network=network, ends_on=TODAY + 30 * DAY)
        refused(lambda: actions.end_role(role=role, on=TODAY, by=temporary))
        closed = UserFactory(is_active=False)
        RoleFactory(user=closed, kind=rules.COORDINATOR, network=network)
        refused(lambda: actions.end_role(role=role, on=TODAY, by=coordinator))
        user_with(rules.COORDINATOR, network=network)
        actions.end_role(role=role, on=TODAY, by=coordinator)
        assert Role.objects.get(pk=role.pk).ends_on == TODAY


class TestChangeRoleDates:
    def change(self, role, by, starts_on=TODAY, ends_on=None):
        return actions.change_role_dates(role=role, starts_on=starts_on, ends_on=ends_on, by=by)

    def test_moves_them_and_says_so(self, coordinator, place):
        role = RoleFactory(place=place, ends_on=TODAY + DAY)
        self.change(role, coordinator, ends_on=TODAY + 90 * DAY)
        assert Role.objects.get(pk=role.pk).last_day == TODAY + 89 * DAY
        assert journal("people.role_dates_changed").get().after["ends_on"] == "2027-02-22"

    def test_refuses_days_on_which_the_role_is_held_already(self, coordinator, place):
        now_ = RoleFactory(place=place, ends_on=TODAY)
        later = RoleFactory(user=now_.user, place=place, starts_on=TODAY + 5 * DAY)
        refused(lambda: self.change(now_, coordinator, ends_on=TODAY + 6 * DAY), field="starts_on")
        self.change(later, coordinator, starts_on=TODAY)

    def test_refuses_to_leave_a_network_without_coordination(self, coordinator):
        refused(lambda: self.change(coordinator.roles.get(), coordinator, ends_on=TODAY + DAY))

    def test_refuses_the_person_themselves(self, place):
        role = RoleFactory(place=place)
        refused(lambda: self.change(role, role.user))


class TestInvite:
    def invite(self, by, place, **changes):
        offer = {"email": "Lou@Essai.example ", "name": " Lou  Martin ", "kind": rules.MEDIATOR, "place": place}
        return actions.invite(**{**offer, "network": NetworkFactory(), "by": by, "at": now(), "site": SITE, **changes})

    def test_sends_a_mail_whose_link_alone_holds_the_secret(self, coordinator, place):
        invitation = self.invite(coordinator, place)
        assert (invitation.email, invitation.name) == ("lou@essai.example", "Lou Martin")
        assert invitation.state(now()) is rules.InvitationState.SENDING
        assert run_tasks() == 1
        invitation.refresh_from_db()
        assert invitation.state(now()) is rules.InvitationState.PENDING
        (letter,) = mail.outbox
        assert letter.to == ["lou@essai.example"]
        assert letter.reply_to == [coordinator.email]
        secret = re.search(rf"{SITE}/equipe/invitation/([\w-]+)/", letter.body)[1]
        assert secret in letter.alternatives[0].content
        assert rules.hash_of_secret(secret) == invitation.token_hash
        told = " ".join(str(row) for row in [*DBTaskResult.objects.values(), *Entry.objects.values()])
        assert secret not in told

    def test_the_mail_speaks_the_language_of_the_inviter_and_loads_nothing(self, coordinator, place):
        invitation = self.invite(coordinator, place)
        send_invitation.call(invitation.pk, 1, SITE, "en")
        (letter,) = mail.outbox
        assert f"{SITE}/en/equipe/invitation/" in letter.body
        assert "<img" not in letter.alternatives[0].content
        assert "style=" not in letter.alternatives[0].content

    def test_the_task_run_twice_sends_once(self, coordinator, place):
        invitation = self.invite(coordinator, place)
        for _ in range(2):
            send_invitation.call(invitation.pk, 1, SITE, "fr")
        assert len(mail.outbox) == 1

    def test_a_mail_that_failed_leaves_when_the_task_runs_again(self, coordinator, place, mocker_broken_mail):
        invitation = self.invite(coordinator, place)
        with pytest.raises(OSError, match="no server"):
            send_invitation.call(invitation.pk, 1, SITE, "fr")
        mocker_broken_mail.undo()
        assert Invitation.objects.get(pk=invitation.pk).sent_at is None
        send_invitation.call(invitation.pk, 1, SITE, "fr")
        assert len(mail.outbox) == 1

    def test_refuses_a_wrong_address_and_a_missing_name(self, coordinator, place):
        assert "lou@" not in refused(lambda: self.invite(coordinator, place, email="lou@"), field="email")
        refused(lambda: self.invite(coordinator, place, name="  "), field="name")

    def test_refuses_who_may_not_give_the_role(self, network, place):
        refused(lambda: self.invite(user_with(rules.MEDIATOR, network=network), place), field="kind")
        manager = user_with(rules.PLACE_MANAGER, network=network, place=place)
        refused(lambda: self.invite(manager, place, kind=rules.PLACE_MANAGER), field="kind")
        assert self.invite(manager, place).pk

    def test_refuses_to_invite_twice_and_someone_who_has_the_role(self, coordinator, place, network):
        self.invite(coordinator, place)
        assert "renvoyez" in refused(lambda: self.invite(coordinator, place), field="email")
        held = RoleFactory(network=network, place=place)
        refused(lambda: self.invite(coordinator, place, email=held.user.email), field="email")


class TestResendInvitation:
    def test_a_new_link_replaces_the_old_one(self, coordinator, network, clock):
        invitation = InvitationFactory(network=network, expires_at=now() - DAY)
        old = invitation.token_hash
        actions.resend_invitation(invitation=invitation, by=coordinator, at=now(), site=SITE)
        run_tasks()
        invitation.refresh_from_db()
        assert invitation.token_hash != old
        assert invitation.expires_at == now() + dt.timedelta(days=14)
        assert journal("people.invitation_resent").count() == 1

    def test_the_task_of_an_earlier_sending_does_nothing(self, coordinator, network):
        invitation = InvitationFactory(network=network, sent_at=None)
        actions.resend_invitation(invitation=invitation, by=coordinator, at=now(), site=SITE)
        send_invitation.call(invitation.pk, 1, SITE, "fr")
        assert mail.outbox == []
        send_invitation.call(invitation.pk, 2, SITE, "fr")
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize("settled", ["accepted_at", "cancelled_at"])
    def test_refuses_what_is_settled(self, settled, coordinator, network):
        invitation = InvitationFactory(network=network, **{settled: now()})
        for act in (actions.resend_invitation, actions.cancel_invitation):
            more = {"site": SITE} if act is actions.resend_invitation else {}
            refused(lambda act=act, more=more: act(invitation=invitation, by=coordinator, at=now(), **more))

    def test_refuses_strangers(self, network):
        invitation = InvitationFactory(network=network)
        stranger = user_with(rules.PLACE_MANAGER, network=network)
        refused(lambda: actions.cancel_invitation(invitation=invitation, by=stranger, at=now()))


class TestAcceptInvitation:
    def accept(self, secret, **changes):
        return actions.accept_invitation(
            **{"secret": secret, "name": "Lou Martin", "phone": "", "at": now(), **changes}
        )

    def test_opens_an_account_and_gives_the_role_from_today(self, network, place, coordinator):
        InvitationFactory(secret="s", email="lou@essai.example", network=network, place=place, invited_by=coordinator)
        user = self.accept("s", phone="+33612345678").accepted_by
        assert (user.name, user.phone, user.has_usable_password()) == ("Lou Martin", "+33612345678", False)
        role = user.roles.get()
        assert (role.kind, role.place, role.starts_on, role.granted_by) == ("mediator", place, TODAY, coordinator)
        assert EmailAddress.objects.get(user=user).verified
        assert EmailAddress.objects.get(user=user).primary
        assert journal("people.account_opened").get().concerns == user
        assert journal("people.invitation_accepted").get().by == user

    def test_finds_the_account_of_the_address(self):
        known = UserFactory(name="Lou Déjà")
        InvitationFactory(secret="s", email=known.email)
        assert self.accept("s").accepted_by == known
        known.refresh_from_db()
        assert known.name == "Lou Déjà"
        assert User.objects.count() == 1

    def test_proves_an_address_that_was_not(self):
        known = UserFactory(address=False)
        InvitationFactory(secret="s", email=known.email)
        self.accept("s")
        assert EmailAddress.objects.get(user=known).verified

    def test_does_not_give_twice_a_role_received_meanwhile(self, network, place):
        known = UserFactory()
        InvitationFactory(secret="s", email=known.email, network=network, place=place)
        RoleFactory(user=known, network=network, place=place)
        self.accept("s")
        assert known.roles.count() == 1

    def test_serves_once(self):
        InvitationFactory(secret="s")
        self.accept("s")
        assert "déjà servi" in refused(lambda: self.accept("s"))
        assert Role.objects.count() == 1

    def test_refuses_what_is_unknown_cancelled_or_expired(self):
        assert "dernier message" in refused(lambda: self.accept("unknown"))
        InvitationFactory(secret="c", cancelled_at=now())
        assert "annulée" in refused(lambda: self.accept("c"))
        InvitationFactory(secret="e", expires_at=now())
        assert "24 novembre 2026" in refused(lambda: self.accept("e"))
        assert User.objects.count() == 0

    def test_refuses_a_closed_account(self):
        known = UserFactory(is_active=False)
        InvitationFactory(secret="s", email=known.email)
        assert "fermé" in refused(lambda: self.accept("s"))
        assert Invitation.objects.get().accepted_at is None


class TestUpdateAccount:
    def test_changes_name_and_telephone(self):
        user = UserFactory()
        actions.update_account(user=user, name=" Lou   Martin ", phone="+33612345678", by=user)
        user.refresh_from_db()
        assert (user.name, user.phone) == ("Lou Martin", "+33612345678")
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


@pytest.fixture
def mocker_broken_mail(monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    return monkeypatch
