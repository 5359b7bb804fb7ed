"""The signed sheet and the attestation: printed, read back, and the way from paper to screen followed."""

import datetime as dt
import io

import pikepdf
import pytest
from django.urls import reverse

from maille.activity import actions, saying, sheets
from maille.activity.load import half_days_of
from maille.activity.models import Attestation, Signature
from maille.people import rules as roles
from maille.workshops.showing import give_ribbons
from tests.activity.factories import held
from tests.core.pdf import picture_of, read_qr, text_of
from tests.core.tags import tags_of
from tests.people.factories import RoleFactory
from tests.workshops.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MORNING, AFTERNOON = "2026-12-02-morning", "2026-12-02-afternoon"
NINE, FIVE = (dt.datetime(2026, 12, 2, hour, tzinfo=dt.UTC) for hour in (8, 16))
EVENING = FIVE + dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(EVENING)


@pytest.fixture
def scene(client, settings):
    scene = held("Nadia Benali", "Marie Dupont", starts_at=NINE, ends_at=FIVE)
    settings.DEFAULT_NETWORK = scene.session.network.slug
    client.force_login(scene.desk)
    return scene


def address(scene, name="emargement"):
    return reverse(f"activity:{name}", args=[scene.session.pk])


def words(answer):
    return answer.content.decode().replace("\u00a0", " ")


def in_order(said, expected):
    places = [said.find(word) for word in expected]
    assert -1 not in places, (said, expected, places)
    assert places == sorted(places)


class TestSheetToSign:
    def test_lists_everybody_by_half_days_then_the_trainer(self, client, scene):
        answer = client.get(address(scene, "emargement_pdf"))
        assert "no-store" in answer["Cache-Control"]  # names, on a computer that is shared
        pdf = answer.content
        said = text_of(pdf).replace("\u00a0", " ")
        trainer = str(scene.session.mediators.get())
        title = scene.session.title
        in_order(said, [title, "mercredi 2 décembre", scene.session.place.name, "matin, 9 h – 13 h"])
        in_order(said, ["après-midi, 13 h – 17 h", "Nadia Benali", "Marie Dupont", "Venue sans inscription"])
        assert said.count("Venue sans inscription") == sheets.BLANK_LINES
        assert said.rfind(trainer) > said.find("Venue sans inscription")

    def test_is_tagged(self, client, scene):
        tags = tags_of(client.get(address(scene, "emargement_pdf")).content)
        assert tags.count("/H1") == 1
        assert tags.count("/TH") >= 4
        assert tags.count("/TR") == 1 + 2 + sheets.BLANK_LINES + 1
        assert "/Figure" in tags

    def test_its_square_leads_to_where_it_is_typed(self, client, scene):
        read = read_qr(picture_of(client.get(address(scene, "emargement_pdf")).content))
        assert read == f"http://testserver{address(scene)}"
        assert "Saisir la feuille signée" in words(client.get(read.removeprefix("http://testserver")))

    def test_leaves_out_who_will_not_come_and_takes_in_who_walked_in(self, client, scene):
        note = {"session": scene.session, "by": scene.desk, "at": EVENING}
        actions.note_presence(who=scene.who(0), state="excused", **note)
        actions.note_presence(who=f"w{'a' * 32}", state="present", name="Denise Roux", **note)
        said = text_of(client.get(address(scene, "emargement_pdf")).content)
        assert "Nadia Benali" not in said
        assert "Denise Roux" in said

    def test_sixty_long_names_run_over_pages(self, scene):
        give_ribbons([scene.session])
        pdf = sheets.emargement(
            scene.session,
            people=["Marie-Antoinette de la Rochefoucauld " * 3] * 60,
            parts=half_days_of(scene.session),
            trainers=[],
            url="https://maille.example/x",
            language="fr",
        )
        assert len(pikepdf.open(io.BytesIO(pdf)).pages) > 2
        assert read_qr(picture_of(pdf)) == "https://maille.example/x"


class TestTypingBack:
    def boxes(self, scene, *codes):
        return {"signed": [f"{who}:{code}" for who, code in codes]}

    def test_on_one_screen(self, client, scene):
        boxes = self.boxes(scene, (scene.who(0), MORNING), (scene.who(1), MORNING), ("trainer", MORNING))
        answer = client.post(
            address(scene), {**boxes, "name": ["Denise Roux", ""], "blank-0": [AFTERNOON]}, follow=True
        )
        said = words(answer)
        assert "4 signatures notées. 1 personne ajoutée." in said
        assert "Il manque 4 signatures :" in said
        in_order(said, ["Nadia Benali (après-midi", "Marie Dupont (après-midi", "Denise Roux (matin"])

    def test_twice_it_says_that_nothing_changed(self, client, scene):
        boxes = {**self.boxes(scene, (scene.who(0), MORNING)), "name": ["Denise"], "blank-0": [MORNING]}
        client.post(address(scene), boxes)
        assert "rien n’a changé" in words(client.post(address(scene), boxes, follow=True))
        assert Signature.objects.count() == 2

    def test_a_box_of_nobody_is_refused_in_a_sentence(self, client, scene):
        answer = client.post(address(scene), {"signed": [f"r1\0:{MORNING}"], "shown": []}, follow=True)
        assert "n’est pas sur la liste" in words(answer)
        assert not Signature.objects.exists()

    def test_unticked_it_is_taken_back(self, client, scene):
        boxes = self.boxes(scene, (scene.who(0), MORNING), (scene.who(0), AFTERNOON))
        client.post(address(scene), boxes)
        shown = {"shown": boxes["signed"], "signed": boxes["signed"][:1]}
        assert "1 retirée." in words(client.post(address(scene), shown, follow=True))

    def test_a_refusal_keeps_what_was_typed(self, client, scene):
        boxes = self.boxes(scene, (scene.who(0), MORNING))
        answer = client.post(address(scene), {**boxes, "name": ["", "Denise"], "blank-0": [MORNING]})
        said = words(answer)
        assert answer.status_code == 422
        assert "Écrivez le nom de la personne qui a signé" in said
        assert 'value="Denise"' in said
        assert f'value="{scene.who(0)}:{MORNING}" checked' in said
        assert not Signature.objects.exists()

    def test_before_the_session_there_is_nothing_to_type(self, client, scene, clock):
        clock.move_to(NOW)
        assert "se saisit une fois la séance commencée" in words(client.get(address(scene)))

    def test_is_as_many_queries_for_many(self, client, scene, same_number_of_queries):
        def grow():
            for number in range(6):
                actions.note_presence(
                    session=scene.session, who=f"w{number:032x}", state="present", by=None, at=EVENING, name="A"
                )

        same_number_of_queries(lambda: client.get(address(scene)), grow)


class TestAttestation:
    @pytest.fixture
    def given(self, client, scene):
        actions.note_presence(session=scene.session, who=scene.who(0), state="present", by=None, at=NINE)
        page = reverse("activity:give", args=[scene.people[0].resident_id])
        assert f"{scene.session.title}, mercredi 2 décembre" in words(client.get(page))
        client.post(page, {"sessions": [scene.session.pk], "agreed": "on"})
        return Attestation.objects.get()

    def test_asks_for_the_person_s_agreement(self, client, scene):
        actions.note_presence(session=scene.session, who=scene.who(0), state="present", by=None, at=NINE)
        page = reverse("activity:give", args=[scene.people[0].resident_id])
        answer = client.post(page, {"sessions": [scene.session.pk]})
        assert answer.status_code == 422
        assert "Demandez son accord" in words(answer)

    def test_of_who_followed_nothing_says_where_hours_come_from(self, client, scene):
        page = reverse("activity:give", args=[scene.people[1].resident_id])
        assert "Les heures viennent des présences" in words(client.get(page))

    def test_is_printed_in_order_and_tagged(self, client, scene, given):
        pdf = client.get(reverse("activity:attestation_pdf", args=[given.pk])).content
        said = text_of(pdf).replace("\u00a0", " ")
        in_order(said, ["Attestation de suivi", "Nadia Benali", "a suivi", "2 décembre 2026", scene.session.title])
        in_order(said, ["8 h", "Prendre en main du matériel", "ni un diplôme", given.spoken_code])
        assert {"/H1", "/Table", "/TH", "/Figure"} <= set(tags_of(pdf))

    def test_its_square_leads_to_the_page_that_says_it_is_true(self, client, given):
        read = read_qr(picture_of(client.get(reverse("activity:attestation_pdf", args=[given.pk])).content))
        assert read == f"http://testserver{given.get_absolute_url()}"
        client.logout()
        said = words(client.get(read.removeprefix("http://testserver")))
        assert "Cette attestation est vraie" in said
        assert "N. B." in said
        assert "8 h" in said
        assert "Benali" not in said

    def test_shows_the_name_to_all_only_when_asked(self, client, given):
        Attestation.objects.update(shows_name=True)
        client.logout()
        assert "Nadia Benali" in words(client.get(given.get_absolute_url()))

    def test_taken_back_it_says_so_and_is_not_printed(self, client, scene, given):
        page = reverse("activity:attestation", args=[given.pk])
        assert client.post(page, {"reason": ""}).status_code == 422
        client.post(page, {"reason": "Erreur de personne"})
        assert client.get(reverse("activity:attestation_pdf", args=[given.pk])).status_code == 302
        client.logout()
        said = words(client.get(given.get_absolute_url()))
        assert "Cette attestation ne vaut plus" in said
        assert "Erreur de personne" not in said
        assert scene.session.title not in said

    def test_a_code_is_found_however_typed(self, client, given):
        client.logout()
        answer = client.get(reverse("activity:find_attestation"), {"code": given.spoken_code.lower()})
        assert answer["Location"] == given.get_absolute_url()
        answer = client.get(reverse("activity:find_attestation"), {"code": "nimporte"})
        assert "n’est pas un code d’attestation" in words(answer)
        answer = client.get(reverse("activity:check", args=["ABCDEFGH"]))
        assert answer.status_code == 404
        assert "n’existe pas" in words(answer)

    def test_who_tries_codes_is_stopped_and_told(self, client):
        client.logout()
        tries = [client.get(reverse("activity:check", args=["ABCDEFGH"])) for _ in range(61)]
        assert [one.status_code for one in tries] == [404] * 60 + [429]
        assert "Réessayez dans une heure" in words(tries[-1])

    def test_is_for_those_who_see_the_person(self, client, scene, given):
        client.force_login(RoleFactory(kind=roles.NEIGHBOUR, network=scene.session.network).user)
        for name, key in [("give", given.resident_id), ("attestation", given.pk), ("attestation_pdf", given.pk)]:
            assert client.get(reverse(f"activity:{name}", args=[key])).status_code == 404

    def test_is_one_page_of_many_lines(self, given):
        given.lines = given.lines * 60
        pdf = sheets.attestation(given, url="https://maille.example/x", language="en")
        assert len(pikepdf.open(io.BytesIO(pdf)).pages) > 1


@pytest.mark.parametrize(
    ("minutes", "said"), [(45, "45 min"), (120, "2 h"), (90, "1 h 30"), (65, "1 h 05"), (0, "0 min")]
)
def test_how_long_is_said(minutes, said):
    assert saying.duration(dt.timedelta(minutes=minutes)).replace("\u00a0", " ") == said
