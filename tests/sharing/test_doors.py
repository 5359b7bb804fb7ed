"""The screens of the doors: what is to be given today, and a hand-over in one press, once."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maille.sharing.actions import promise, tell
from maille.sharing.models import CustodyEvent, CustodyPhoto, KitContent, Leg, Unit
from maille.territory.models import Network
from tests.core.pictures import drawn_picture
from tests.people.factories import UserFactory
from tests.sharing.factories import MORNING, NOW, asked, cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DOORS = reverse("sharing:doors")


@pytest.fixture
def network(settings):
    of = cupboard(units=2)
    settings.DEFAULT_NETWORK = Network.objects.get().slug
    promise(need=asked(of), by=None, at=NOW)
    return of


@pytest.fixture
def at_colibri(client, network):
    client.force_login(network.manager, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def at_arlequin(client, network):
    client.force_login(network.mediator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def unit_on_the_way() -> Unit:
    return Leg.objects.order_by("due_at").first().unit


def key_of(html: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', html)[1]


class TestTheDay:
    def test_what_leaves_is_said_where_it_leaves_and_what_arrives_where_it_arrives(self, at_colibri, network):
        day = {"jour": MORNING.starts_at.date().isoformat()}
        shown = page(at_colibri.get(DOORS, day))
        assert "À remettre" in shown
        assert "départ : Le Colibri, arrivée : L’Arlequin" in shown
        at_colibri.force_login(network.mediator, backend="django.contrib.auth.backends.ModelBackend")
        shown = page(at_colibri.get(DOORS, day))
        assert "À recevoir" in shown
        assert "Atelier photo" in page(at_colibri.get(reverse("sharing:door", args=[unit_on_the_way().code])))

    def test_a_quiet_day_says_so(self, at_colibri):
        assert "Rien à remettre ni à recevoir" in page(at_colibri.get(DOORS, {"jour": "2026-11-20"}))

    def test_what_should_be_back_is_late(self, at_colibri, clock):
        unit = unit_on_the_way()
        tell(unit=unit, told="given", place=unit.base, by=None, at=NOW)
        clock.move_to(MORNING.ends_at + dt.timedelta(hours=1))
        assert "En retard" in page(at_colibri.get(DOORS))

    def test_a_day_without_sense_is_today(self, at_colibri):
        assert at_colibri.get(DOORS, {"jour": "2026-02-31"}).status_code == 200

    def test_asks_as_much_for_two_as_for_many(self, at_colibri, network, same_number_of_queries):
        day = {"jour": MORNING.starts_at.date().isoformat()}

        def grow():
            for _ in range(8):
                leg = Leg.objects.order_by("due_at").first()
                leg.pk = None
                leg.save()

        same_number_of_queries(lambda: at_colibri.get(DOORS, day), grow)


class TestACode:
    def test_typed_in_any_case_it_leads_to_its_unit(self, at_colibri, network):
        code = network.units[0].code
        answer = at_colibri.get(DOORS, {"code": f" {code[:3].lower()} {code[3:].lower()} "})
        assert answer["Location"] == reverse("sharing:door", args=[code])

    @pytest.mark.parametrize("typed", ["ZZZZZZ", "12", "\x00", "é" * 50])
    def test_unknown_it_says_what_to_do_and_stays_typed(self, at_colibri, typed):
        answer = at_colibri.get(DOORS, {"code": typed})
        assert answer.status_code == 422
        assert "Aucune unité du réseau ne porte ce code" in page(answer)

    def test_of_another_network_it_is_nothing(self, at_colibri):
        assert at_colibri.get(reverse("sharing:door", args=["zzzzzz"])).status_code == 404


class TestAPress:
    def told(self, client, unit, **answers):
        address = reverse("sharing:door", args=[unit.code])
        shown = page(client.get(address))
        found = {"key": key_of(shown), "place": unit.base.slug, **answers}
        return address, found, client.post(address, found)

    def test_says_what_the_scan_means_and_writes_it_once(self, at_colibri):
        unit = unit_on_the_way()
        address, sent, answer = self.told(at_colibri, unit, told="given")
        assert answer.status_code == 302
        assert at_colibri.post(address, sent).status_code == 302
        assert [one.kind for one in CustodyEvent.objects.all()] == ["given"]
        assert "En route. Départ : Le Colibri, arrivée : L’Arlequin" in page(at_colibri.get(address))

    def test_what_is_expected_is_chosen(self, at_arlequin):
        unit = unit_on_the_way()
        tell(unit=unit, told="given", place=unit.base, by=None, at=NOW)
        shown = page(at_arlequin.get(reverse("sharing:door", args=[unit.code])))
        assert 'value="received"' in re.search(r'<button[^>]*name="told"[^>]*>', shown)[0]

    def test_what_lacks_of_a_case_is_ticked_and_told(self, at_colibri, network):
        KitContent.objects.create(model=network.model, label="chargeur", count=3)
        unit = network.units[0]
        _address, _sent, answer = self.told(at_colibri, unit, told="missing", missing=["chargeur"])
        assert answer.status_code == 302
        assert CustodyEvent.objects.get().missing == ["chargeur"]

    def test_given_to_nowhere_is_refused_and_what_was_typed_stays(self, at_colibri, network):
        unit = next(one for one in network.units if one.pk != unit_on_the_way().pk)
        _address, sent, answer = self.told(at_colibri, unit, told="given", note="Fragile")
        assert answer.status_code == 422
        assert "Dites où elle va" in page(answer)
        assert "Fragile" in page(answer)
        assert sent["key"] in page(answer)


class TestAPhoto:
    def sent(self, client, unit, photo, alt="L’écran est fendu"):
        address = reverse("sharing:door", args=[unit.code])
        key = key_of(page(client.get(address)))
        told = {"key": key, "place": unit.base.slug, "told": "damaged", "note": "Fendu", "alt": alt, "photo": photo}
        return client.post(address, told)

    def test_stays_with_the_line_and_is_seen_in_the_story(self, at_colibri, network):
        unit = network.units[0]
        assert self.sent(at_colibri, unit, photo()).status_code == 302
        kept = CustodyPhoto.objects.get()
        assert (kept.event.kind, kept.alt) == ("damaged", "L’écran est fendu")
        address = reverse("sharing:custody_photo", args=[kept.pk])
        for story in ("sharing:door", "sharing:unit"):
            shown = page(at_colibri.get(reverse(story, args=[unit.code])))
            assert f'<img src="{address}" alt="L’écran est fendu"' in shown
        answer = at_colibri.get(address)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer.content == bytes(kept.jpeg)

    def test_is_for_those_who_see_the_unit(self, at_colibri, network, client):
        self.sent(at_colibri, network.units[0], photo())
        client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
        address = reverse("sharing:custody_photo", args=[CustodyPhoto.objects.get().pk])
        assert client.get(address).status_code == 404

    def test_says_in_words_what_it_shows(self, at_colibri, network):
        answer = self.sent(at_colibri, network.units[0], photo(), alt="")
        assert answer.status_code == 422
        assert "Dites en quelques mots ce que montre la photo" in page(answer)
        assert "Vous aviez répondu : C’est abîmé." in page(answer)
        assert not CustodyEvent.objects.exists()

    def test_that_is_none_is_refused_and_what_was_typed_stays(self, at_colibri, network):
        answer = self.sent(at_colibri, network.units[0], SimpleUploadedFile("photo.jpg", b"rien"))
        assert answer.status_code == 422
        assert "n’est pas une photo" in page(answer)
        assert "Fendu" in page(answer)


def photo():
    return SimpleUploadedFile("photo.jpg", drawn_picture(900, 600), content_type="image/jpeg")
