"""The screens of the catalogue, of the sessions and of the computers, from the form to what is written."""

import pytest
from django.urls import reverse

from maille.sharing.actions import add_units
from maille.sharing.models import Unit
from maille.workshops import actions
from maille.workshops.models import Cycle, Session, Workshop
from tests.workshops.factories import NOW, WorkshopFactory, applicant
from tests.workshops.scenes import scene, slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CONTENT = {
    "title": "Mes photos",
    "aim": "Trier et garder ses photos.",
    "level": "debutant",
    "minutes": "90",
    "themes": ["gere_ses_contenus_numeriques"],
    "procedures": ["logement"],
    "digcomp": ["digcomp:3.0:1.3"],
    "ratio": "6",
    "room_kind": "tables",
}


@pytest.fixture
def here(client):
    made = scene()
    client.force_login(made.mediator)
    return made


def address(name, *args, **query):
    return reverse(f"workshops:{name}", args=args, query=query or None)


class TestCatalogue:
    def test_finds_by_words_theme_level_and_audience(self, client, here):
        WorkshopFactory(network=here.workshop.network, content__title="Tableur", content__level="avance")
        assert b"Tableur" not in client.get(address("list", q="smartphone")).content
        assert b"Tableur" in client.get(address("list", niveau="avance")).content
        assert "Aucun atelier ne répond" in client.get(address("list", theme="justice")).content.decode()

    def test_writes_a_workshop_and_keeps_what_was_typed_when_it_cannot(self, client, here):
        answer = client.post(address("create"), CONTENT | {"aim": ""})
        assert answer.status_code == 422
        assert 'value="Mes photos"' in answer.content.decode()
        client.post(address("create"), CONTENT)
        made = Workshop.objects.get(current__title="Mes photos")
        assert made.current.themes == ("gere_ses_contenus_numeriques", "logement")
        assert made.current.skills == ("digcomp:3.0:1.3",)

    def test_a_new_version_reaches_the_sessions_ticked(self, client, here):
        one, other = here.create(slot(12, 2), slot(12, 9))
        answer = client.post(address("edit", here.workshop.pk), CONTENT | {"sessions": [one.pk]})
        assert answer.status_code == 302
        assert [Session.objects.get(pk=key).version.number for key in (one.pk, other.pk)] == [2, 1]
        page = client.get(address("workshop", here.workshop.pk)).content.decode()
        assert "Version 2" in page
        assert "<ins>Mes photos</ins>" in page

    def test_the_table_runs_no_formula(self, client, here):
        WorkshopFactory(network=here.workshop.network, content__title="=1+1")
        lines = client.get(address("csv")).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 3
        assert not any(line.startswith("=") for line in lines)

    def test_the_library_is_added(self, client, here):
        client.post(address("library"), {"keys": ["tablette"]})
        assert Workshop.objects.count() == 2

    def test_asks_as_often_for_many(self, client, here, same_number_of_queries):
        same_number_of_queries(
            lambda: client.get(address("list")),
            lambda: WorkshopFactory.create_batch(5, network=here.workshop.network),
        )


class TestPlan:
    ASKED = {
        "first_on": "2026-12-02",
        "start": "14:00",
        "end": "16:00",
        "every": "week",
        "count": "3",
        "visibility": "public",
        "closes": "0",
    }

    def asked(self, here, **more):
        return self.ASKED | {"room": here.room.pk, "mediators": [here.mediator.pk]} | more

    def test_shows_the_dates_and_writes_nothing(self, client, here):
        page = client.get(address("plan", here.workshop.pk), self.asked(here)).content.decode()
        assert page.count('name="dates"') == 3
        assert not Session.objects.exists()

    def test_creates_the_dates_that_are_ticked(self, client, here):
        dates = {"dates": ["2026-12-02", "2026-12-16"]}
        assert client.post(address("plan", here.workshop.pk), self.asked(here, **dates)).status_code == 302
        assert [session.starts_at.day for session in Session.objects.order_by("starts_at")] == [2, 16]

    def test_leads_to_the_cycle(self, client, here):
        dates = {"dates": ["2026-12-02", "2026-12-09"], "cycle_title": "Premiers pas"}
        answer = client.post(address("plan", here.workshop.pk), self.asked(here, **dates))
        assert answer.url == address("cycle", Cycle.objects.get().pk)

    def test_says_what_is_taken_and_leaves_it_unticked(self, client, here):
        here.create(slot(12, 9))
        page = client.get(address("plan", here.workshop.pk), self.asked(here)).content.decode()
        assert "est prise par" in page
        assert page.count(' checked><label for="date-') == 2
        answer = client.post(address("plan", here.workshop.pk), self.asked(here, dates=["2026-12-09"]))
        assert answer.status_code == 422
        assert Session.objects.count() == 1

    def test_refuses_a_series_without_an_end_in_a_sentence(self, client, here):
        answer = client.get(address("plan", here.workshop.pk), self.asked(here, count=""))
        assert answer.status_code == 422
        assert "Dites jusqu’à quand" in answer.content.decode()

    def test_a_duplicate_begins_as_its_model(self, client, here):
        (session,) = here.create(slot(12, 2, hour=10), cost="2 €")
        page = client.get(address("plan", here.workshop.pk, comme=session.pk)).content.decode()
        assert 'value="10:00"' in page
        assert 'value="2 €"' in page


class TestTeamSession:
    def test_says_the_seats_and_what_limits_them(self, client, here):
        (session,) = here.create(slot(12, 2), publish=True)
        actions.register(target=session, applicant=applicant("Anna Petit"), source="public", by=None, at=NOW)
        page = client.get(address("team_session", session.pk)).content.decode()
        assert "c’est le nombre de médiateurs qui limite" in page
        assert "Anna Petit" in page

    def test_hides_the_names_from_the_rest_of_the_network(self, client, here):
        (session,) = here.create(slot(12, 2), publish=True)
        actions.register(target=session, applicant=applicant("Anna Petit"), source="public", by=None, at=NOW)
        client.force_login(scene_elsewhere(here))
        page = client.get(address("team_session", session.pk)).content.decode()
        assert "Anna Petit" not in page

    def test_publishes_moves_changes_and_cancels(self, client, here):
        first, second = here.create(slot(12, 2), slot(12, 9))
        client.post(address("publish", first.pk), {"scope": "following"})
        assert Session.objects.published().count() == 2
        moved = {"day": "2026-12-03", "start": "10:00", "end": "12:00", "scope": "following"}
        assert client.post(address("move_session", first.pk), moved).status_code == 302
        assert [one.starts_at.day for one in Session.objects.order_by("starts_at")] == [3, 10]
        how = {"visibility": "link", "closes": "60", "mediators": [here.mediator.pk], "scope": "one"}
        assert client.post(address("change_session", second.pk), how).status_code == 302
        assert Session.objects.get(pk=second.pk).visibility == "link"
        assert client.post(address("cancel_session", first.pk), {"reason": "", "scope": "one"}).status_code == 422
        client.post(address("cancel_session", first.pk), {"reason": "Grève", "scope": "one"})
        assert Session.objects.get(pk=first.pk).state == "cancelled"

    def test_a_cut_says_how_many_to_call(self, client, here):
        (session,) = here.create(slot(12, 2), publish=True)
        for name in ("Anna", "Béa"):
            actions.register(target=session, applicant=applicant(name), source="public", by=None, at=NOW)
        how = {"visibility": "public", "closes": "0", "mediators": [here.mediator.pk], "chosen_seats": "1"}
        page = client.post(address("change_session", session.pk), how, follow=True).content.decode()
        assert "1 place est au-dessus" in page
        assert "À appeler" in page

    def test_lists_ask_as_often_for_many(self, client, here, same_number_of_queries):
        here.create(slot(12, 2), publish=True)
        same_number_of_queries(
            lambda: client.get(address("sessions", duree="")),
            lambda: here.create(*(slot(12, day) for day in range(3, 9))),
        )


def scene_elsewhere(here):
    """The mediator of another place of the same network."""
    from tests.people.factories import RoleFactory

    return RoleFactory(network=here.workshop.network).user


class TestComputers:
    def test_one_tap_says_what_it_does(self, client):
        made = scene(needs_computers=True)
        client.force_login(made.mediator)
        client.post(address("computers", made.place.slug), {"room": made.room.pk, "count": "2"})
        (session,) = made.create(slot(12, 2), publish=True)
        for name in ("Anna", "Béa"):
            actions.register(target=session, applicant=applicant(name), source="public", by=None, at=NOW)
        unit = Unit.objects.last()
        page = client.post(address("condition", unit.pk), {"etat": "broken"}, follow=True).content.decode()
        assert "1 séance perd des places. 1 personne à appeler." in page
        page = client.post(address("condition", unit.pk), {"etat": "working"}, follow=True).content.decode()
        assert "1 séance gagne des places." in page

    def test_asks_as_often_for_many(self, client, here, same_number_of_queries):
        add_units(room=here.room, count=1, by=None, at=NOW)
        same_number_of_queries(
            lambda: client.get(address("computers", here.place.slug)),
            lambda: add_units(room=here.room, count=6, by=None, at=NOW),
        )
