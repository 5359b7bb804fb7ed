"""Who is reached how; the list of French mobiles is compared with libphonenumber's."""

from dataclasses import dataclass

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.messaging.rules.keys import KEY_LENGTH, first_key, kind_of, message_id, said_again
from maille.messaging.rules.reach import best_channel, is_french_mobile

PREFIXES = ["336", "337", "33", "262692", "262693", "262639", "262", "590690", "590", "594694", "596696", "44"]
FRENCH_COUNTRIES = {33, 262, 590, 594, 596}


@dataclass
class Person:
    email: str = ""
    phone: str = ""


@pytest.mark.parametrize(
    ("person", "way"),
    [
        (Person("nadia@example.org", "+33612345678"), ("email", "nadia@example.org")),
        (Person("", "+33612345678"), ("sms", "+33612345678")),
        (Person("", "+33756789012"), ("sms", "+33756789012")),
        (Person("", "+262692123456"), ("sms", "+262692123456")),
        (Person("", "+33477332222"), ("call", "+33477332222")),  # a landline cannot be written to
        (Person("", "+447911123456"), ("call", "+447911123456")),  # a British mobile
        (Person(), ("call", "")),  # said at the desk
    ],
)
def test_best_channel(person, way):
    assert best_channel(person) == way


@given(st.sampled_from(PREFIXES), st.text("0123456789", min_size=6, max_size=9))
def test_a_french_mobile_is_one_for_libphonenumber_too(prefix, rest):
    number = f"+{prefix}{rest}"
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return
    is_mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    if is_mobile and parsed.country_code in FRENCH_COUNTRIES:
        assert is_french_mobile(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    if is_french_mobile(number):
        assert parsed.country_code in FRENCH_COUNTRIES
        assert phonenumbers.is_possible_number(parsed)


def test_what_is_told_again_has_a_key_of_its_own_and_the_same_kind():
    again = said_again("registration:12:seated", 2)
    assert again == "registration:12:seated~2"
    assert said_again(again, 3) == "registration:12:seated~3"
    assert (first_key(again), kind_of(again), kind_of("registration:12:seated")) == (
        "registration:12:seated",
        "seated",
        "seated",
    )
    assert len(said_again("x" * KEY_LENGTH, 2)) == KEY_LENGTH


def test_a_message_id_is_always_the_same_and_says_nothing_of_the_key():
    one = message_id("registration:12:seated", "maille.example")
    assert one == message_id("registration:12:seated", "maille.example")
    assert one != message_id("registration:12:seated~2", "maille.example")
    assert "registration" not in one
    assert one.endswith("@maille.example>")
