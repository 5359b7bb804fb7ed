"""Invitations: what leaves, what comes back, what is refused."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django_tasks_db.models import DBTaskResult

from maille.core.models import Entry
from maille.people import actions, rules
from maille.people.models import Invitation, Role, User
from maille.people.tasks import send_invitation
from tests.people.factories import InvitationFactory, RoleFactory, UserFactory, user_with
from tests.people.steps import DAY, SITE, TODAY, journal, now, refused, run_tasks
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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

    def test_a_mail_that_failed_leaves_when_the_task_runs_again(self, coordinator, place, broken_mail):
        invitation = self.invite(coordinator, place)
        with pytest.raises(OSError, match="no server"):
            send_invitation.call(invitation.pk, 1, SITE, "fr")
        broken_mail.undo()
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

    def test_gives_from_today_a_role_that_was_to_come(self, network, place):
        known = UserFactory()
        InvitationFactory(secret="s", email=known.email, network=network, place=place)
        later = RoleFactory(user=known, network=network, place=place, starts_on=TODAY + 9 * DAY)
        self.accept("s")
        assert known.roles.get().starts_on == TODAY
        line = journal("people.role_dates_changed").get()
        assert (line.object_id, line.by, line.network_id) == (str(later.pk), known, network.pk)

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


@pytest.fixture
def broken_mail(monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    return monkeypatch
