"""The page of an import in each state it can be in: what it says, what it offers, and what it does not."""

import datetime as dt
import html
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maille.core.models import Job
from maille.directory.models import Import, ImportLine
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkFactory

pytestmark = pytest.mark.django_db
State = Import.State
READ = {"mapping": "hinaura", "source": "hinaura"}
UNDONE = {"removed": 1, "given_back": 0}
OFFERS = {
    "read": "Dire comment lire ce fichier",
    "try": "Essayer, sans rien écrire",
    "again": "Essayer à nouveau",
    "apply": "Faire cet import",
    "refused": "Lignes refusées, à corriger",
    "undo": "Défaire cet import",
    "drop": "Abandonner",
}


@pytest.fixture
def coordinator(client: Client, settings: Any) -> Client:
    network = NetworkFactory()
    settings.DEFAULT_NETWORK = network.slug
    client.force_login(UserFactory(is_superuser=True))
    client.network = network  # type: ignore[attr-defined]
    return client


def job(state: str, **fields: Any) -> Job:
    return Job.objects.create(
        label="Essai", state=state, task="essai", language="fr", created_at=timezone.now(), **fields
    )


def made(coordinator: Client, lines: str = "", **fields: Any) -> Import:
    """An import with lines of these states: N new, C changed, U unchanged, R refused."""
    fields = {"state": State.DRAFT, "file_name": "lieux.csv", "started_at": timezone.now()} | fields
    of_import = Import.objects.create(network=coordinator.network, **fields)  # type: ignore[attr-defined]
    states = dict(zip("NCUR", ImportLine.State, strict=True))
    ImportLine.objects.bulk_create(
        ImportLine(of_import=of_import, number=number, state=states[letter], row={"Nom": f"Lieu {number}"})
        for number, letter in enumerate(lines, start=2)
    )
    return of_import


def seen(coordinator: Client, of_import: Import, query: str = "") -> str:
    answer = coordinator.get(reverse("directory:import", args=[of_import.pk]) + query)
    assert answer.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def offered(said: str) -> set[str]:
    return {name for name, words in OFFERS.items() if words in said}


@pytest.mark.parametrize(
    ("lines", "fields", "words", "offers"),
    [
        ("", {}, "à préparer", {"read", "drop"}),
        ("", READ, "à préparer", {"try", "drop"}),
        ("NCU", READ | {"state": State.CHECKED}, "Rien n’est encore écrit", {"apply", "again", "drop"}),
        ("NR", READ | {"state": State.CHECKED}, "Refusée (1)", {"apply", "again", "refused", "drop"}),
        ("RR", READ | {"state": State.CHECKED}, "Aucune ligne ne peut être prise", {"again", "refused", "drop"}),
        ("NR", READ | {"state": State.APPLIED}, "fait", {"refused", "undo"}),
        ("N", READ | {"state": State.UNDONE, "outcome": UNDONE}, "défait", set()),
    ],
    ids=["unread", "read", "tried", "partly refused", "all refused", "done", "undone"],
)
def test_each_state_says_where_it_stands_and_offers_what_may_be_done(
    coordinator: Client, lines: str, fields: dict[str, Any], words: str, offers: set[str]
) -> None:
    said = seen(coordinator, made(coordinator, lines, **fields))
    assert words in said
    assert offered(said) == offers


def test_while_it_is_worked_on_nothing_is_offered_but_to_watch(coordinator: Client) -> None:
    running = job(Job.State.RUNNING, started_at=timezone.now(), heartbeat_at=timezone.now())
    said = seen(coordinator, made(coordinator, **READ, job=running))
    assert "Un travail est en cours sur ce fichier" in said
    assert offered(said) & {"try", "apply", "undo"} == set()


@pytest.mark.parametrize("silence", [None, dt.timedelta(hours=1)], ids=["failed", "its worker is dead"])
def test_what_stopped_is_told_and_can_be_tried_again(coordinator: Client, silence: dt.timedelta | None) -> None:
    if silence is None:
        stopped = job(Job.State.FAILED, error="Le disque est plein.")
    else:
        long_ago = timezone.now() - silence
        stopped = job(Job.State.RUNNING, started_at=long_ago, heartbeat_at=long_ago)
    said = seen(coordinator, made(coordinator, **READ, job=stopped))
    assert ("Le disque est plein." if silence is None else "Le travail s’est arrêté avant la fin.") in said
    assert "try" in offered(said)


def test_lines_are_shown_by_what_becomes_of_them(coordinator: Client) -> None:
    of_import = made(coordinator, "NNR", **READ, state=State.CHECKED)
    assert "Lieu 4" not in seen(coordinator, of_import, "?devenir=new")
    assert "Aucune ligne" in seen(coordinator, of_import, "?devenir=changed")
    assert "Toutes (3)" in seen(coordinator, of_import, "?devenir=nonsense&page=99")


def test_a_file_of_any_name_is_shown_whole(coordinator: Client) -> None:
    name = "x" * 190 + "<b>.csv"
    assert name in seen(coordinator, made(coordinator, file_name=name))


def test_another_network_s_import_is_not_there(coordinator: Client) -> None:
    other = Import.objects.create(
        network=NetworkFactory(slug=uuid.uuid4().hex[:8]), file_name="x.csv", started_at=timezone.now()
    )
    assert coordinator.get(reverse("directory:import", args=[other.pk])).status_code == 404
