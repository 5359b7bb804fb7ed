"""The langue de bois on screen: asked, drawn, linked, changed by one segment, translated, never indexed."""

import pytest
from django.urls import reverse

from maille.language.waffle import permalink
from tests.access_table import WAFFLE

pytestmark = pytest.mark.django_db
TEXT = reverse("communication:text", kwargs={"code": WAFFLE})
ASKED = {"plan": "pipotron", "ton": "start-up", "longueur": "phrase"}


def test_a_text_is_drawn_and_has_its_address(client):
    answer = client.get(reverse("communication:draw"), ASKED)
    code = answer["Location"].rstrip("/").split("/")[-1]
    assert permalink.read(code).choice.tone == "start-up"
    assert "no-store" in answer["Cache-Control"]
    assert permalink.read(code).plain in client.get(answer["Location"]).content.decode()


def test_two_draws_are_two_texts(client):
    assert len({client.get(reverse("communication:draw"), ASKED)["Location"] for _ in range(5)}) == 5


def test_what_cannot_be_drawn_is_refused_and_what_was_chosen_is_kept(client):
    answer = client.get(reverse("communication:draw"), {**ASKED, "longueur": "roman"})
    assert answer.status_code == 422
    assert 'value="start-up" id="id_ton_1" checked' in " ".join(answer.content.decode().split()).replace(
        'required id="id_ton_1"', 'id="id_ton_1"'
    )


def test_the_page_of_a_text_says_that_it_is_a_parody_and_is_not_indexed(client):
    page = client.get(TEXT).content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "Parodie" in page
    assert "(parodie)" in page  # what is copied says it too


def test_every_sentence_is_translated(client):
    text = permalink.read(WAFFLE)
    page = client.get(TEXT).content.decode()
    assert page.count("Traduire en clair") == sum(bool(line.clear) for line in text.lines) > 2


def test_the_text_stays_french_on_the_english_page(client):
    page = client.get("/en" + TEXT).content.decode()
    assert permalink.read(WAFFLE).plain.splitlines()[-1] in page
    assert '<article class="waffle stack" lang="fr">' in page
    assert "Parody" in page


def test_one_segment_is_changed_and_the_others_are_not(client):
    answer = client.get(reverse("communication:change", kwargs={"code": WAFFLE, "position": 0}))
    other = permalink.read(answer["Location"].rstrip("/").split("/")[-1])
    text = permalink.read(WAFFLE)
    assert other.indices[0] != text.indices[0]
    assert other.indices[1:] == text.indices[1:]


def test_there_is_nothing_to_change_beyond_the_text(client):
    assert client.get(reverse("communication:change", kwargs={"code": WAFFLE, "position": 999})).status_code == 404


@pytest.mark.parametrize(
    ("code", "said"), [("9-dit-0000", "lexique inconnu"), (WAFFLE[:-1], "abîmé en route"), ("x", "en entier")]
)
def test_a_damaged_link_says_what_to_do(client, code, said):
    answer = client.get(reverse("communication:text", kwargs={"code": code}))
    assert answer.status_code == 404
    assert said in answer.content.decode()
    assert "Tirer un texte" in answer.content.decode()
