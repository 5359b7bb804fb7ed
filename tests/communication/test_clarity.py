"""The plain-language reading on screen: pasted, kept on error, findings left and taken up, never kept."""

import re

import pytest
from django.urls import reverse

from tests.world import make_world

pytestmark = pytest.mark.django_db
URL = reverse("communication:clarity")
SENT = {"texte": "Afin de venir, appelez.", "genre": "text", "pour": "plain"}


def page(client, **sent) -> str:
    answer = client.post(URL, {**SENT, **sent})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_finding_shows_its_passage_and_what_to_write(client):
    shown = page(client)
    assert "1 remarque" in shown
    assert "«\u00a0Afin de\u00a0»</span>\u00a0: <strong>pour</strong>" in shown
    assert "Afin de venir, appelez.</textarea>" in shown


def test_what_is_left_stays_left_and_is_taken_up_again(client):
    key = re.search(r'name="laisser" value="([^"]+)"', page(client)).group(1)
    left = page(client, laisser=key)
    assert "Aucune remarque" in left
    assert f'<input type="hidden" name="laisse" value="{key}">' in left
    assert "1 remarque laissée" in page(client, laisse=key)
    assert "1 remarque</h2>" in page(client, laisse=key, reprendre=key)


def test_a_notice_is_asked_the_visitors_questions(client):
    shown = page(client, genre="notice")
    assert "Qui appeler" in shown
    assert "6 remarques" in shown


def test_no_finding_is_not_said_to_be_easy_to_read(client):
    shown = page(client, texte="Bonjour.")
    assert "Cela ne dit pas que le texte est facile à lire" in shown


@pytest.mark.parametrize(("text", "said"), [("  ", "Collez un texte"), ("a " * 30_000, "par morceaux de")])
def test_a_text_that_cannot_be_read_is_refused_and_kept(client, text, said):
    answer = client.post(URL, {**SENT, "texte": text})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text.strip()[:100] in answer.content.decode()


def test_people_say_that_they_have_read_it(client):
    shown = page(client, mention="1", relu_par="Amina et Bruno", relu_le="2026-03-01")
    assert "Relu par Amina et Bruno, le 1 mars 2026." in shown


def test_a_reading_that_is_still_to_come_is_refused_and_everything_kept(client):
    answer = client.post(URL, {**SENT, "mention": "1", "relu_par": "Amina", "relu_le": "2999-01-01"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "pas encore venu" in shown
    assert 'value="Amina"' in shown
    assert SENT["texte"] in shown


def test_a_short_text_is_not_measured_and_a_long_one_is(client):
    assert "trop court pour mesurer" in page(client)
    assert "Kandel-Moles" in page(client, texte="Le chat dort. " * 40)


def test_another_form_sends_its_field_and_gets_a_fragment_back(client):
    sent = {"champ": "reason", "reason": "Suite à une panne.", "csrfmiddlewaretoken": "x"}
    assert "Suite à" in client.post(URL, sent).content.decode()
    fragment = client.post(URL, sent, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Vous pouvez enregistrer sans la suivre" in fragment


def test_the_enter_key_still_saves_where_a_field_can_be_read(client):
    """A browser presses the first button of a form: it must not be the one that reads."""
    world = make_world()
    client.force_login(world.people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse("workshops:create")).content.decode()
    buttons = re.findall(r"<button[^>]*>", shown.split("<main")[1])
    assert any("formaction" in button for button in buttons)
    assert "formaction" not in buttons[0]


def test_another_site_may_not_send_it(client):
    assert client.post(URL, SENT, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_page_needs_no_cookie_and_is_kept_by_nobody(client):
    answer = client.post(URL, SENT)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_findings_are_said_in_english_on_the_english_page_and_the_text_stays_french(client):
    shown = client.post(f"/en{URL}", SENT).content.decode()
    assert "A plainer word exists." in shown
    assert '<p lang="fr"><span class="finding__passage">' in shown
