"""The screens of invitations, inside and for the person invited."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maille.people import rules
from maille.people.models import Invitation, User
from tests.people.factories import InvitationFactory, UserFactory, user_with
from tests.people.steps import address, signed_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestInvitations:
    def test_invites(self, coordinator, place):
        data = {"name": "Lou Martin", "email": "lou@essai.example", "kind": "mediator", "place": place.pk}
        assert signed_in(coordinator).post(address("invite"), data).url == address("invitations")
        assert Invitation.objects.get().invited_by == coordinator

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, coordinator):
        data = {"name": "Lou Martin", "email": "lou@essai.example", "kind": "mediator", "place": ""}
        page = text(signed_in(coordinator).post(address("invite"), data))
        assert "choisissez le lieu" in page
        assert 'value="lou@essai.example"' in page

    def test_lists_each_state_in_words(self, coordinator, network):
        now = timezone.now()
        InvitationFactory(network=network)
        InvitationFactory(network=network, sent_at=None)
        InvitationFactory(network=network, expires_at=now)
        InvitationFactory(network=network, cancelled_at=now)
        InvitationFactory(network=network, accepted_at=now)
        page = text(signed_in(coordinator).get(address("invitations")))
        for word in ("Envoyée", "Envoi en cours", "Expirée", "Annulée", "Acceptée"):
            assert f"<span>{word}</span>" in page

    def test_says_so_when_none_waits(self, coordinator):
        assert "Aucune invitation n’attend" in text(signed_in(coordinator).get(address("invitations")))

    def test_asks_the_same_number_of_queries_for_many(self, coordinator, network, same_number_of_queries):
        client = signed_in(coordinator)
        InvitationFactory.create_batch(2, network=network, invited_by=coordinator)
        same_number_of_queries(
            lambda: text(client.get(address("invitations"))),
            lambda: InvitationFactory.create_batch(12, network=network, invited_by=coordinator),
        )

    def test_sends_again_and_cancels(self, coordinator, network):
        invitation = InvitationFactory(network=network)
        client = signed_in(coordinator)
        client.post(address("resend_invitation", invitation.pk))
        assert Invitation.objects.get().sendings == 2
        client.post(address("cancel_invitation", invitation.pk))
        assert Invitation.objects.get().cancelled_at
        assert "déjà annulée" in text(client.post(address("cancel_invitation", invitation.pk), follow=True))

    def test_hides_them_from_others(self, network, place):
        invitation = InvitationFactory(network=network, place=place)
        client = signed_in(user_with(rules.MEDIATOR, network=network, place=place))
        assert client.get(address("invitations")).status_code == 404
        assert client.get(address("invite")).status_code == 404
        assert client.post(address("cancel_invitation", invitation.pk)).status_code == 404
        assert client.post(address("resend_invitation", invitation.pk)).status_code == 404


class TestAcceptInvitation:
    def test_shows_what_is_offered_and_who_offers_it(self, coordinator, network, place):
        InvitationFactory(secret="s", network=network, place=place, invited_by=coordinator)
        page = text(Client().get(address("accept_invitation", "s")))
        assert coordinator.name in page
        assert place.name in page
        assert 'value="Dominique Invitation"' in page

    def test_opens_the_account_and_signs_in(self, network, place):
        InvitationFactory(secret="s", email="lou@essai.example", network=network, place=place)
        client = Client()
        response = client.post(address("accept_invitation", "s"), {"name": "Lou Martin", "phone": ""})
        assert response.url == address("account")
        page = text(client.get(address("account")))
        assert "Lou Martin" in page
        assert "Bienvenue" in page

    def test_still_asks_for_the_second_code(self, totp):
        user = totp(UserFactory())
        InvitationFactory(secret="s", email=user.email)
        client = Client()
        assert client.post(address("accept_invitation", "s"), {"name": "Lou"}).url == reverse("mfa_authenticate")
        assert client.get(address("account")).status_code == 302

    def test_changes_account_when_the_invitation_is_for_another(self):
        InvitationFactory(secret="s", email="lou@essai.example")
        client = signed_in(UserFactory(name="Sam Dupont"))
        assert "Cette session est celle de Sam Dupont" in text(client.get(address("accept_invitation", "s")))
        client.post(address("accept_invitation", "s"), {"name": "Lou Martin"})
        assert "lou@essai.example" in text(client.get(address("account")))

    def test_keeps_the_session_of_the_invited_person(self):
        user = UserFactory()
        InvitationFactory(secret="s", email=user.email)
        assert signed_in(user).post(address("accept_invitation", "s"), {"name": "Lou"}).url == address("account")

    def test_says_what_to_do_when_it_is_over(self, coordinator):
        coordinator.phone = "+33477332222"
        coordinator.save()
        InvitationFactory(secret="e", expires_at=timezone.now(), invited_by=coordinator)
        page = text(Client().get(address("accept_invitation", "e")), status=410)
        assert "valable jusqu’au 24 novembre 2026" in page
        assert f"Demandez à {coordinator.name}" in page
        assert "04 77 33 22 22" in page
        InvitationFactory(secret="o", expires_at=timezone.now())
        assert "coordination" in text(Client().post(address("accept_invitation", "o"), {"name": "X"}), status=410)
        InvitationFactory(secret="a", accepted_at=timezone.now())
        assert "déjà servi" in text(Client().get(address("accept_invitation", "a")), status=410)

    def test_says_what_to_do_when_it_is_unknown(self):
        assert "Ce lien n’ouvre rien" in text(Client().get(address("accept_invitation", "x" * 300)), status=404)

    def test_keeps_what_was_typed(self):
        InvitationFactory(secret="s")
        page = text(Client().post(address("accept_invitation", "s"), {"name": "", "phone": "12"}))
        assert "Écrivez votre nom." in page
        assert 'value="12"' in page
        assert User.objects.count() == 0


@pytest.fixture
def totp():
    """Give an account the application of codes."""
    from allauth.mfa.models import Authenticator

    def give(user):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
        return user

    return give
