"""The screens of companies: what stays when something is wrong, links that are forged or over, files in every form."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from maille.activity.models import Signature
from maille.companies import actions
from maille.companies.models import Certificate, Enquiry
from maille.messaging.models import Message
from maille.workshops.actions import move_session
from maille.workshops.rules.times import Slot
from tests.companies.scenes import AFTER, FIRST, FIVE_LINES, Scene
from tests.workshops.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def today(clock):
    clock.move_to(NOW)


@pytest.fixture
def scene():
    return Scene()


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def url(name, enquiry, *more):
    return reverse(f"companies:{name}", args=[enquiry.ticket, *more])


class TestAsk:
    def ask(self, client, **changes):
        return client.post(reverse("companies:ask"), {**FIVE_LINES, "site": "", **changes})

    def test_leads_to_the_page_of_the_request(self, scene, client):
        answer = self.ask(client, company="Boulangerie Roux")
        made = Enquiry.objects.get(company="Boulangerie Roux")
        assert answer["Location"] == made.get_absolute_url()
        page = client.get(made.get_absolute_url())
        assert "nous vous proposons des dates, au plus tard le mardi 1er décembre" in text_of(page)
        assert page["Referrer-Policy"] == "same-origin"
        assert "no-store" in page["Cache-Control"]

    def test_keeps_what_was_typed(self, scene, client):
        answer = self.ask(client, email="odile@")
        assert answer.status_code == 422
        assert "Remplir un planning partagé" in text_of(answer)

    def test_a_machine_leaves_nothing(self, scene, client):
        self.ask(client, company="Robot", site="http://spam.example")
        assert not Enquiry.objects.filter(company="Robot").exists()

    def test_a_flood_is_stopped_and_said(self, scene, client):
        answers = [self.ask(client, company=f"Entreprise {rank}").status_code for rank in range(7)]
        assert answers == [302] * 5 + [429] * 2
        assert not Enquiry.objects.filter(company="Entreprise 6").exists()

    def test_more_people_than_any_room_is_taken_and_said(self, scene, client):
        answer = client.get(self.ask(client, company="Grande", people=60)["Location"])
        assert "Notre plus grande salle accueille 12 personnes" in text_of(answer)


class TestLink:
    def test_a_forged_one_opens_nothing(self, scene, client):
        for ticket in (f"{scene.enquiry.code}-{'x' * 22}", f"ABCDEF-{scene.enquiry.secret}"):
            assert client.get(reverse("companies:follow", args=[ticket])).status_code == 404

    def test_a_replaced_one_opens_nothing_any_more(self, scene, client):
        old = scene.enquiry.get_absolute_url()
        actions.renew_link(enquiry=scene.enquiry, by=scene.coordinator, at=NOW)
        assert client.get(old).status_code == 404
        new = scene.fresh().get_absolute_url()
        assert client.get(new).status_code == 200
        assert new in Message.objects.about(scene.enquiry).order_by("pk").last().body

    def test_one_whose_time_is_over_says_whom_to_call_and_nothing_else(self, scene, client, clock):
        actions.decline(enquiry=scene.enquiry, reason="Non.", by=scene.coordinator, at=NOW)
        clock.move_to(NOW + dt.timedelta(days=366))
        answer = client.get(scene.enquiry.get_absolute_url())
        assert answer.status_code == 410
        assert "répond au 04 77 00 00 09" in text_of(answer)
        assert "Remplir un planning" not in text_of(answer)
        assert client.get(url("convention", scene.enquiry)).status_code == 410

    def test_of_one_company_opens_nothing_of_another(self, scene, client):
        other = Scene()
        other.to_proposed()
        assert client.post(url("accept", scene.enquiry, other.option.pk)).status_code == 404


class TestFollow:
    def test_a_session_moved_shows_old_and_new(self, scene, client):
        scene.to_running()
        later = Slot(FIRST + dt.timedelta(days=3), FIRST + dt.timedelta(days=3, hours=3))
        move_session(session=scene.sessions()[0], slot=later, by=scene.coordinator, at=NOW)
        page = text_of(client.get(scene.enquiry.get_absolute_url()))
        assert "Avant : mardi 15 décembre, 9 h – 12 h. Maintenant : vendredi 18 décembre, 9 h – 12 h." in page

    def test_the_second_of_two_choices_is_told(self, scene, client):
        other = scene.add_option(FIRST + dt.timedelta(days=7))
        scene.to_proposed()
        client.post(url("accept", scene.enquiry, scene.option.pk))
        answer = client.post(url("accept", scene.enquiry, other.pk), follow=True)
        assert "Une option est déjà acceptée" in text_of(answer)

    def test_a_convention_is_not_signed_without_the_box(self, scene, client):
        scene.to_agreed()
        said = {"name": "Odile Faure", "role": "gérante", "address": "3 rue d’ici", "siret": "123"}
        answer = client.post(url("sign", scene.enquiry), said)
        assert answer.status_code == 422
        assert "Cochez pour accepter" in text_of(answer)
        assert "quatorze chiffres" in text_of(answer)
        assert 'value="gérante"' in text_of(answer)
        assert scene.fresh().state == "agreed"


def workbook(*rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


class TestPeople:
    def give(self, client, scene, content=b"", name="liste.csv", names=""):
        data = {"names": names}
        if content:
            data["file"] = SimpleUploadedFile(name, content)
        return client.post(url("people", scene.enquiry), data)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("liste.csv", "Nom;Prénom\nDupont;Élise\nHaddad;Karim\n".encode("cp1252")),
            ("liste.xlsx", workbook(["Nom", "Prénom"], ["Dupont", "Élise"], ["Haddad", "Karim"])),
            ("sans-titre.csv", "Élise Dupont\nKarim Haddad\n".encode()),
        ],
    )
    def test_reads_a_file(self, scene, client, name, content):
        scene.to_signed()
        assert self.give(client, scene, content, name).status_code == 302
        assert [one.name for one in scene.trainees()] == ["Élise Dupont", "Karim Haddad"]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"%PDF-1.7 \x00", "n’est pas un tableau"),
            (b"PK\x03\x04 broken", "fichier"),
            (b"\x00" * 50, "fichier"),
            (b"Nom;Prenom\n", "n’a aucun nom"),
        ],
    )
    def test_a_bad_file_is_said_and_the_names_stay(self, scene, client, content, said):
        scene.to_signed()
        answer = self.give(client, scene, content, names="Élise Dupont")
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert "Élise Dupont</textarea>" in text_of(answer)
        assert scene.trainees() == []

    def test_lines_to_correct_stay_in_the_box_each_with_its_reason(self, scene, client):
        scene.to_signed()
        answer = self.give(client, scene, names="Élise Dupont\nKarim Haddad\nDUPONT élise")
        page = text_of(answer)
        assert answer.status_code == 422
        assert "2 personnes sont ajoutées" in page
        assert "« DUPONT élise » y est déjà, ligne 1" in page
        assert "DUPONT élise</textarea>" in page
        assert len(scene.trainees()) == 2

    def test_says_it_in_english(self, scene, client):
        scene.to_signed()
        answer = client.post("/en" + url("people", scene.enquiry), {"names": "12"})
        assert "This line has no name; write the first name and the surname." in text_of(answer)


class TestTeam:
    def test_the_list_asks_as_often_for_many(self, scene, client, same_number_of_queries):
        client.force_login(scene.coordinator, backend="django.contrib.auth.backends.ModelBackend")

        def grow():
            for rank in range(8):
                other = actions.Asked(**{**FIVE_LINES, "company": f"Entreprise {rank}"})
                actions.ask(network=scene.network, asked=other, by=None, at=NOW)

        same_number_of_queries(lambda: client.get(reverse("companies:list")), grow)

    @pytest.mark.parametrize("name", ["list", "enquiry", "team_convention"])
    def test_what_the_team_reads_is_kept_by_no_browser(self, scene, client, name):
        scene.to_agreed()
        client.force_login(scene.coordinator, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(reverse(f"companies:{name}", args=[] if name == "list" else [scene.enquiry.pk]))
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)

    def test_signs_on_the_telephone_that_goes_round(self, scene, client, clock):
        scene.to_running(names=["Élise Dupont"])
        session, (trainee,) = scene.sessions()[0], scene.trainees()
        page = reverse("companies:sheet", args=[scene.enquiry.pk, session.pk])
        clock.move_to(FIRST + dt.timedelta(minutes=10))
        client.force_login(scene.mediator, backend="django.contrib.auth.backends.ModelBackend")
        for who in (trainee.pk, "trainer", trainee.pk):
            client.post(page, {"who": who, "half": "2026-12-15-morning"})
        assert "Tout est signé" in text_of(client.get(page))
        assert session.signatures.count() == 2

    def test_a_half_day_that_is_none_is_refused(self, scene, client, clock):
        scene.to_running(names=["Élise Dupont"])
        page = reverse("companies:sheet", args=[scene.enquiry.pk, scene.sessions()[0].pk])
        clock.move_to(AFTER)
        client.force_login(scene.mediator, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(page, {"who": "trainer", "half": "2026-12-15-evening"}, follow=True)
        assert "rechargez la page" in text_of(answer)

    @pytest.mark.parametrize("said", [{"half": "2026\x00"}, {"who": "1\x00"}, {"who": "9" * 40}, {"who": "٣"}])
    def test_what_no_page_sends_is_said_or_not_found(self, scene, client, clock, said):
        scene.to_running(names=["Élise Dupont"])
        page = reverse("companies:sheet", args=[scene.enquiry.pk, scene.sessions()[0].pk])
        clock.move_to(AFTER)
        client.force_login(scene.mediator, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(page, {"who": "trainer", "half": "2026-12-15-morning", **said}).status_code in (302, 404)
        assert not Signature.objects.exists()


class TestCheck:
    def test_says_initials_hours_and_body_and_no_name(self, scene, client):
        scene.to_done()
        given = Certificate.objects.get(trainee__name="Jean-Marc Petit")
        page = text_of(client.get(given.get_absolute_url()))
        assert "Ce certificat est vrai" in page
        assert "J. M. P." in page
        assert "6 h" in page
        assert "Petit" not in page
        assert "Rubans Faure" not in page

    def test_who_tries_codes_is_stopped_and_told(self, client):
        tries = [client.get(reverse("companies:check", args=["ABCDEF"])) for _ in range(61)]
        assert [one.status_code for one in tries] == [404] * 60 + [429]
        assert "Réessayez dans une heure" in text_of(tries[-1])

    def test_an_unknown_code_and_one_that_is_none(self, scene, client):
        assert client.get(reverse("companies:check", args=["ABCDEF"])).status_code == 404
        assert client.get(reverse("companies:check", args=["<b>"])).status_code == 404
        found = client.get(reverse("companies:find_certificate"), {"code": "abc def"})
        assert found["Location"] == reverse("companies:check", args=["ABCDEF"])
        assert "n’est pas un code" in text_of(client.get(reverse("companies:find_certificate"), {"code": "1"}))

    def test_a_withdrawn_one_says_why(self, scene, client):
        scene.to_done()
        given = Certificate.objects.first()
        actions.withdraw_certificate(certificate=given, reason="Nom mal écrit.", by=scene.coordinator, at=AFTER)
        page = text_of(client.get(given.get_absolute_url()))
        assert "Ce certificat a été retiré" in page
        assert "Nom mal écrit." in page

    def test_a_withdrawn_one_still_says_why_once_another_is_given(self, scene, client):
        scene.to_done()
        given = Certificate.objects.get(trainee__name="Tom Vial")
        actions.withdraw_certificate(certificate=given, reason="Nom mal écrit.", by=scene.coordinator, at=AFTER)
        (new,) = actions.issue_certificates(enquiry=scene.enquiry, by=scene.coordinator, at=AFTER)
        assert "Nom mal écrit." in text_of(client.get(given.get_absolute_url()))
        assert "Ce certificat est vrai" in text_of(client.get(new.get_absolute_url()))
        client.force_login(scene.coordinator)
        team = client.get(reverse("companies:enquiry", args=[scene.enquiry.pk]))
        assert new.spoken_code in text_of(team)
        assert "certificat retiré" not in text_of(team)
