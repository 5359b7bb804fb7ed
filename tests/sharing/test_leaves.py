"""A file of leaves, dropped on a page: shown, then noted once; what was promised meanwhile is listed."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from maille.sharing.models import Absence
from tests.sharing.factories import PARIS
from tests.sharing.lent import team

pytestmark = pytest.mark.django_db
PAGE = "sharing:import_leaves"


def words(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def drop(client, text: str, name: str = "conges.csv", **said):
    return client.post(reverse(PAGE), {"file": SimpleUploadedFile(name, text.encode()), **said})


def note(client, shown, *keep, **said):
    return client.post(reverse(PAGE), {"rows": shown.context["signed"], "keep": [str(rank) for rank in keep], **said})


@pytest.fixture
def of():
    return team()


def soon(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_a_table_for_several_people_is_shown_then_noted_once(client, of):
    client.force_login(of.coordinator)
    text = (
        "Courriel;Premier jour;Dernier jour\n"
        f"{of.lent.email};{soon(20):%d/%m/%Y};{soon(21):%d/%m/%Y}\n"
        f"sacha EXEMPLE;{soon(30):%Y-%m-%d};{soon(30):%Y-%m-%d}\n"
        f"inconnue@maille.example;{soon(30):%d/%m/%Y};{soon(30):%d/%m/%Y}\n"
        f"{of.lent.email};bientôt;{soon(30):%d/%m/%Y}\n"
    )
    shown = drop(client, text)
    assert "Ligne 4 : « inconnue@maille.example » n’est personne de votre équipe" in words(shown)
    assert "Ligne 5 : « bientôt » n’est pas une date" in words(shown)
    assert not Absence.objects.exists()
    answer = note(client, shown, 0, 1)
    assert "2 congés sont notés" in words(answer)
    assert Absence.objects.get(person=of.lent).ends_at == dt.datetime.combine(soon(22), dt.time(), PARIS)
    assert "Rien de nouveau à noter" in words(drop(client, text))
    assert "2 l’étaient déjà" in words(note(client, shown, 0, 1))
    assert Absence.objects.count() == 2


def test_only_what_is_kept_is_noted(client, of):
    client.force_login(of.lent)
    rows = "".join(f"{soon(days)};{soon(days)}\n" for days in (5, 6, 7))
    note(client, drop(client, "du;au\n" + rows), 1)
    assert Absence.objects.get().starts_at == dt.datetime.combine(soon(6), dt.time(), PARIS)


def test_a_calendar_dropped_on_a_page(client, of):
    client.force_login(of.manager)
    events = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:{soon(9):%Y%m%d}\r\nSUMMARY:Congé\r\nEND:VEVENT\r\n"
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"
    assert "celui d’une personne" in words(drop(client, text, "c.ics"))
    shown = drop(client, text, "c.ics", pour=of.lent.pk)
    note(client, shown, 0, pour=of.lent.pk)
    assert Absence.objects.get().person == of.lent


def test_the_leaves_of_another_place_are_not_written(client, of):
    client.force_login(of.manager)
    shown = drop(client, f"nom;du;au\n{of.mediator.name};{soon(5)};{soon(5)}\n")
    assert "n’est personne de votre équipe" in words(shown)
    assert client.post(reverse(PAGE), {"pour": of.mediator.pk}).status_code == 404


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "vide"), ("nom;autre\na;b\n", "Il manque la colonne « premier jour »"), ("du;au\n1;2\n", "courriel")],
)
def test_a_bad_file_says_the_remedy(client, of, text, why):
    client.force_login(of.manager)
    answer = drop(client, text)
    assert answer.status_code == 422
    assert why in words(answer)


@pytest.mark.parametrize("signed", ["", "faux", "a:b:c"])
def test_rows_that_were_changed_on_the_way_are_refused(client, of, signed):
    client.force_login(of.lent)
    answer = client.post(reverse(PAGE), {"rows": signed, "keep": ["0"]})
    assert answer.status_code == 422
    assert "déposez de nouveau" in words(answer)
