"""The same files dropped on the page: a sentence beside the field, and what was chosen is kept."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maille.directory.models import Import
from tests.directory.importing.test_bad_files import WHOLE
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("communes")]

SENTENCES = {case: sentence for case, (_, sentence) in WHOLE.items()} | {
    "empty": "est vide",
    "200 MB": "dépasse 50\u00a0Mo\u00a0: coupez-le en plusieurs",
}


@pytest.fixture
def coordinator(client: Client, settings: Any) -> Client:
    network = NetworkFactory()
    settings.DEFAULT_NETWORK = network.slug
    client.force_login(UserFactory(is_superuser=True))
    return client


def drop(client: Client, case: str) -> Any:
    file = SimpleUploadedFile("lieux.csv", WHOLE[case][0]())
    return client.post(reverse("directory:imports"), {"file": file, "source": "hinaura"})


@pytest.mark.parametrize("case", [case for case in WHOLE if case != "several sheets"])
def test_it_is_refused_with_a_sentence_and_the_source_stays_chosen(coordinator: Client, case: str) -> None:
    answer = drop(coordinator, case)
    assert answer.status_code == 422
    assert re.search(SENTENCES[case], html.unescape(answer.content.decode()))
    assert answer.context["form"]["source"].value() == "hinaura"
    assert not Import.objects.exists()


def test_of_several_sheets_one_is_asked_for(coordinator: Client) -> None:
    answer = drop(coordinator, "several sheets")
    assert answer.headers["Location"] == reverse("directory:import_sheet", args=[Import.objects.get().pk])
