"""The commands of the territory."""

import pytest
from django.core.management import CommandError, call_command

from maille.people.models import User
from maille.territory.models import Network
from tests.territory.factories import CommuneFactory

pytestmark = pytest.mark.django_db


def test_an_empty_base_becomes_a_network_that_can_invite(client) -> None:
    CommuneFactory()
    call_command("create_network", "loire", "Réseau de la Loire", commune="42218")
    client.force_login(User.objects.create_superuser("first@example.org", name="Première"))
    network = Network.objects.get(slug="loire")
    page = client.get("/equipe/inviter/")
    assert page.status_code == 200
    assert network.name in page.content.decode()


@pytest.mark.parametrize(
    ("slug", "commune", "said"), [("loire", "99999", "load_communes"), ("pas un slug", "42218", "slug|lettres")]
)
def test_what_cannot_be_founded_says_why(slug: str, commune: str, said: str) -> None:
    CommuneFactory()
    with pytest.raises(CommandError, match=said):
        call_command("create_network", slug, "Réseau", commune=commune)
