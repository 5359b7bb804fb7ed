"""A half-day that somebody did not sign: to be confirmed, then certified by the written word of who led."""

import re

import pytest
from django.urls import reverse

from maille.activity.actions import note_presence
from maille.activity.load import half_days_of
from maille.activity.models import Signature
from maille.companies import actions, load, presence
from maille.companies.models import Certificate
from maille.core.models import Entry
from maille.core.refusals import Refused
from tests.companies.scenes import AFTER, Scene
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


class TestWhatWasNotSigned:
    """A half-day without a signature is to be confirmed, and certified by the written word of who led the session."""

    @pytest.fixture
    def over(self, scene):
        scene.to_running(names=["Élise Dupont", "Tom Vial"])
        scene.sign_everything(but=[("Tom Vial", 0)])
        session = scene.sessions()[0]
        tom = next(one for one in scene.trainees() if one.name == "Tom Vial")
        note_presence(
            session=session, who=f"r{tom.registration_id}", state="present", by=scene.mediator, at=session.starts_at
        )
        return scene, session, tom

    def say(self, over, was_there=True, words="Il était là, il a oublié de signer.", **more):
        scene, session, tom = over
        said = {"by": scene.mediator, "at": AFTER, "half_days": [one.code for one in half_days_of(session)], **more}
        return actions.confirm_half_days(
            enquiry=scene.enquiry, session=session, trainee=tom, was_there=was_there, words=words, **said
        )

    def hours(self, scene, name):
        return Certificate.objects.get(trainee__name=name).content["followed"]

    def test_is_in_no_certificate_and_refused_by_name(self, over):
        scene, _session, tom = over
        with pytest.raises(Refused, match=r"Il manque des signatures.*Tom Vial"):
            actions.issue_certificates(enquiry=scene.enquiry, by=scene.coordinator, at=AFTER)
        found = load.shown(scene.enquiry, AFTER)
        whole, signed = (presence.followed_by(found)[one.pk].attended for one in (scene.trainees()[0], tom))
        assert signed < whole

    def test_counts_once_it_is_confirmed_and_the_journal_keeps_the_words(self, over):
        scene, _session, _tom = over
        self.say(over)
        assert self.say(over) == []  # again changes nothing
        actions.issue_certificates(enquiry=scene.enquiry, by=scene.coordinator, at=AFTER)
        assert self.hours(scene, "Tom Vial") == self.hours(scene, "Élise Dupont")
        line = Entry.objects.get(action="activity.confirmed")
        assert (line.after["words"], line.by) == ("Il était là, il a oublié de signer.", scene.mediator)

    def test_who_was_away_after_all_has_the_hours_signed_alone(self, over):
        scene, _session, _tom = over
        self.say(over, was_there=False, words="Il est parti avant le début.")
        actions.issue_certificates(enquiry=scene.enquiry, by=scene.coordinator, at=AFTER)
        assert self.hours(scene, "Tom Vial") != self.hours(scene, "Élise Dupont")

    def test_the_typed_sheet_shows_it_unticked_and_takes_nothing_back(self, over, client, clock):
        scene, session, _tom = over
        self.say(over, was_there=False, words="Il est parti avant le début.")
        clock.move_to(AFTER)
        client.force_login(scene.mediator, backend="django.contrib.auth.backends.ModelBackend")
        page = reverse("activity:emargement", args=[session.pk])
        line = next(row for row in client.get(page).text.split("<tr>") if "Tom Vial" in row)
        assert "absence dite par écrit" in line
        assert " checked" not in line
        assert " disabled" in line
        client.post(page, {"shown": re.findall('name="shown" value="([^"]+)"', line)})
        assert Signature.objects.filter(session=session, how=Signature.How.AWAY).exists()

    def test_only_who_led_says_it_in_a_sentence_once_it_is_over(self, over):
        scene, session, _tom = over
        for more, sentence in [
            ({"by": scene.coordinator}, "qui a animé"),
            ({"words": "oui"}, "en une phrase"),
            ({"at": session.starts_at}, "pas finie"),
            ({"half_days": []}, "au moins une"),
            ({"half_days": ["2026\x00"]}, "rechargez"),
        ]:
            with pytest.raises(Refused, match=sentence):
                self.say(over, **more)
        assert not Signature.objects.filter(how__in=("word", "away")).exists()

    def test_employer_and_mediator_read_it_until_it_is_said(self, over, client, clock):
        scene, session, tom = over
        clock.move_to(AFTER)
        assert "À confirmer" in text_of(client.get(scene.enquiry.get_absolute_url()))
        assert "Tom Vial, 15" in text_of(client.get(scene.enquiry.get_absolute_url()))
        client.force_login(scene.mediator, backend="django.contrib.auth.backends.ModelBackend")
        sheet = reverse("companies:sheet", args=[scene.enquiry.pk, session.pk])
        page = reverse("companies:confirm_halves", args=[scene.enquiry.pk, session.pk, tom.pk])
        assert page in client.get(sheet).text
        halves = [one.code for one in half_days_of(session)]
        short = client.post(page, {"halves": halves, "was_there": "oui", "words": "oui"})
        assert short.status_code == 422
        assert ">oui</textarea>" in short.text.replace("\n", "")
        answer = client.post(page, {"halves": halves, "was_there": "oui", "words": "Il était bien là."}, follow=True)
        assert "confirmée par écrit" in text_of(answer)
        assert "À confirmer" not in text_of(client.get(scene.enquiry.get_absolute_url()))
