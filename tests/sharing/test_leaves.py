"""A file of leaves, dropped on a page: shown, then noted once; what was promised meanwhile is listed."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from maille.core.models import Entry
from maille.sharing.actions.leaves import AskedLeave, note_leaves
from maille.sharing.models import Absence, Occupation
from tests.racing import at_once
from tests.sharing.factories import PARIS
from tests.sharing.lent import team

pytestmark = pytest.mark.django_db
PAGE = "sharing:import_leaves"
DAY = dt.timedelta(days=1)


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


def events(*told: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(told) + "END:VCALENDAR\r\n"


def event(uid: str, days: int, *more: str) -> str:
    lines = [f"UID:{uid}", f"DTSTART;VALUE=DATE:{soon(days):%Y%m%d}", "SUMMARY:Congé", *more]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def starts(person) -> list[int]:
    """In how many days each of the absences of somebody begins."""
    begins = Absence.objects.filter(person=person).order_by("starts_at").values_list("starts_at", flat=True)
    return [(timezone.localtime(at).date() - timezone.localdate()).days for at in begins]


class TestACalendarDroppedAgain:
    @pytest.fixture
    def noted(self, client, of):
        client.force_login(of.lent)
        note(client, drop(client, events(event("a", 9), event("b", 12)), "c.ics"), 0, 1)
        assert starts(of.lent) == [9, 12]

    def test_what_was_moved_there_is_moved_here(self, client, of, noted):
        shown = drop(client, events(event("a", 10), event("b", 12)), "c.ics")
        assert ", au lieu de :" in words(shown)
        answer = note(client, shown, 0)
        assert "1 congé est déplacé." in words(answer)
        assert starts(of.lent) == [10, 12]
        held = Occupation.objects.filter(person=of.lent).order_by("starts_at")
        assert [timezone.localtime(one.starts_at).date() for one in held] == [soon(10), soon(12)]
        assert Entry.objects.filter(action="sharing.absence_moved").count() == 1
        assert "Rien de nouveau" in words(drop(client, events(event("a", 10), event("b", 12)), "c.ics"))

    def test_two_that_change_places_do(self, client, of, noted):
        shown = drop(client, events(event("a", 12), event("b", 9)), "c.ics")
        assert "Rien de nouveau" in words(shown), "the same days are taken"
        assert starts(of.lent) == [9, 12]

    def test_what_was_cancelled_there_is_taken_back_here(self, client, of, noted):
        shown = drop(client, events(event("a", 9, "STATUS:CANCELLED"), event("c", 20, "STATUS:CANCELLED")), "c.ics")
        assert "annulé dans le calendrier" in words(shown)
        assert len(shown.context["preview"].new) == 1, "what was never noted is not shown"
        assert "1 congé est enlevé." in words(note(client, shown, 0))
        assert starts(of.lent) == [12]

    def test_what_is_not_kept_stays_where_it_was(self, client, of, noted):
        note(client, drop(client, events(event("a", 10), event("b", 14)), "c.ics"), 1)
        assert starts(of.lent) == [9, 14]

    def test_the_same_event_next_year_is_another_absence(self, client, of, noted):
        Absence.objects.filter(person=of.lent).update(
            starts_at=timezone.now() - dt.timedelta(days=9), ends_at=timezone.now() - dt.timedelta(days=8)
        )
        note(client, drop(client, events(event("a", 30)), "c.ics"), 0)
        assert Absence.objects.filter(person=of.lent).count() == 3
        assert Absence.objects.exclude(calendar_key="").count() == 2

    def test_of_what_repeats_each_time_is_moved_by_itself(self, client, of):
        client.force_login(of.lent)
        every = event("r", 9, "RRULE:FREQ=WEEKLY;COUNT=3")
        note(client, drop(client, events(every), "c.ics"), 0, 1, 2)
        apart = event("r", 17, f"RECURRENCE-ID;VALUE=DATE:{soon(16):%Y%m%d}")
        answer = note(client, drop(client, events(every, apart), "c.ics"), 0, 1, 2)
        assert "1 congé est déplacé." in words(answer)
        assert starts(of.lent) == [9, 17, 23]

    def test_the_calendar_of_somebody_else_moves_nothing_of_hers(self, client, of, noted):
        client.force_login(of.stays)
        note(client, drop(client, events(event("a", 10)), "c.ics"), 0)
        assert (starts(of.lent), starts(of.stays)) == ([9, 12], [10])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_url")
def test_one_file_dropped_by_two_at_once_is_noted_once(of):
    leave = AskedLeave(of.lent, timezone.now() + 3 * DAY, timezone.now() + 4 * DAY, key="a")
    answers = at_once([lambda: note_leaves(leaves=[leave], by=None, at=timezone.now())] * 4)
    assert sorted((len(one.absences), one.known) for one in answers) == [(0, 1), (0, 1), (0, 1), (1, 0)]


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
