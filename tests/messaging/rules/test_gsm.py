"""How an SMS is written and counted: known lengths, and what never changes whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.messaging.rules.gsm import BASIC, EXTENDED, as_sms


@pytest.mark.parametrize(
    ("text", "coding", "segments"),
    [
        ("", "gsm-7", 1),
        ("a" * 160, "gsm-7", 1),
        ("a" * 161, "gsm-7", 2),
        ("a" * 306, "gsm-7", 2),
        ("a" * 307, "gsm-7", 3),
        ("€" * 80, "gsm-7", 1),  # the euro takes two places
        ("€" * 81, "gsm-7", 2),
        ("a" * 152 + "€" * 5, "gsm-7", 2),
        ("и" * 70, "ucs-2", 1),
        ("и" * 71, "ucs-2", 2),
        ("и" * 134, "ucs-2", 2),
        ("и" * 135, "ucs-2", 3),
        ("😀" * 35, "ucs-2", 1),  # each takes two units
        ("😀" * 36, "ucs-2", 2),
        ("😀" * 67, "ucs-2", 3),  # 33 in a part: none is cut in two
    ],
)
def test_counts(text, coding, segments):
    sms = as_sms(text)
    assert (sms.coding, sms.segments) == (coding, segments)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("L’atelier « Smartphone » commence à 14 h…", 'L\'atelier "Smartphone" commence à 14 h...'),
        ("À l’Hôtel, forêt, œuvre, garçon, Noël, aiguë", "A l'Hotel, foret, oeuvre, garcon, Noel, aigue"),
        ("Été, é è ù à ì ò, 10 € [ok]", "Été, é è ù à ì ò, 10 € [ok]"),
    ],
)  # fmt: skip
def test_french_stays_in_the_cheap_alphabet(text, written):
    sms = as_sms(text)
    assert (sms.text, sms.coding) == (written, "gsm-7")


def test_another_alphabet_is_left_as_it_is():
    assert as_sms("Bonjour Надя, l’atelier…").text == "Bonjour Надя, l’atelier…"
    assert as_sms("مرحبا").text == "مرحبا"


@given(st.text(max_size=400))
def test_whatever_the_text(text):
    sms = as_sms(text)
    assert sms.segments >= 1
    if sms.coding == "gsm-7":
        assert set(sms.text) <= BASIC | EXTENDED
        assert as_sms(sms.text).text == sms.text.strip()
    size = len(sms.text) if sms.coding == "gsm-7" else len(sms.text.encode("utf-16-be")) // 2
    assert sms.segments * (160 if sms.coding == "gsm-7" else 70) >= size
