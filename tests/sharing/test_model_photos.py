"""What a model looks like, and what is free for programs."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from maille.sharing.models import ModelPhoto
from tests.core.pictures import drawn_picture
from tests.sharing.factories import cupboard

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return cupboard()


class TestPhoto:
    def put(self, client, network, data, alt="Une tablette posée à plat"):
        address = reverse("sharing:show_model", args=[network.model.pk])
        return client.post(address, {"photo": SimpleUploadedFile("p.jpg", data), "alt": alt})

    def test_is_small_and_stands_on_the_page_with_its_words(self, client, network):
        client.force_login(network.coordinator)
        for alt in ("Une tablette", "Une tablette posée à plat"):
            assert self.put(client, network, drawn_picture(3000, 200), alt).status_code == 302
        client.force_login(network.mediator)
        page = client.get(reverse("sharing:model", args=[network.model.pk]))
        assert 'alt="Une tablette posée à plat"' in page.text
        sent = client.get(reverse("sharing:model_photo", args=[network.model.pk]))
        with Image.open(io.BytesIO(sent.content)) as photo:
            assert (photo.format, photo.width) == ("JPEG", 1280)
        assert ModelPhoto.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "alt", "words"),
        [(b"not a photo", "Une tablette", "photo que nous savons lire"), (None, " ", "Ce champ est obligatoire")],
    )
    def test_says_what_is_wrong(self, client, network, data, alt, words):
        client.force_login(network.coordinator)
        answer = self.put(client, network, data or drawn_picture(8, 8), alt)
        assert answer.status_code == 422
        assert words in answer.text
        assert not ModelPhoto.objects.exists()


class TestFreeForPrograms:
    def test_says_what_the_page_says(self, client, network):
        client.force_login(network.mediator)
        day = timezone.localdate() + dt.timedelta(days=7)
        asked = {"lieu": network.places[1].slug, "jour": day.isoformat(), "de": "09:00", "a": "12:00"}
        told = client.get(reverse("sharing:free_file"), asked).json()
        assert told["place"] == network.places[1].slug
        assert [(one["name"], one["free"], one["units"], one["here"]) for one in told["models"]] == [
            ("Tablette Galet 10", 3, 3, 0)
        ]
        assert told["times"][0]["starts_at"].startswith(day.isoformat())

    def test_says_which_question_is_wrong(self, client, network):
        client.force_login(network.mediator)
        answer = client.get(reverse("sharing:free_file"), {"de": "12:00", "a": "09:00"})
        assert answer.status_code == 422
        assert "a" in answer.json()["errors"]
