"""One answer to be reached by: what is read in it, and what a slip of the finger meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.workshops.rules.contact import MAILBOXES, Contact, Unread, meant, read_contact


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("06 12 34 56 78", Contact("+33612345678")),
        ("0612345678", Contact("+33612345678")),
        ("+41 79 123 45 67", Contact("+41791234567")),
        ("0041 79 123 45 67", Contact("+41791234567")),
        ("  Marie.Dupont@Orange.FR ", Contact("", "marie.dupont@orange.fr")),
        ("06 12 34 56 78, marie@orange.fr", Contact("+33612345678", "marie@orange.fr")),
        ("marie@orange.fr / 06.12.34.56.78", Contact("+33612345678", "marie@orange.fr")),
        ("marie42@orange.fr", Contact("", "marie42@orange.fr")),
    ],
)
def test_reads(typed, read):
    assert read_contact(typed) == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("06 12 34", "phone"),
        ("12345678901234567890", "phone"),
        ("marie", "neither"),
        ("🎉", "neither"),
        ("marie@", "email"),
        ("marie@maison", "email"),
        ("@orange.fr", "email"),
    ],
)
def test_refuses(typed, code):
    with pytest.raises(Unread) as refused:
        read_contact(typed)
    assert refused.value.code == code


@given(st.text(max_size=60))
def test_any_answer_is_read_or_refused(typed):
    try:
        contact = read_contact(typed)
    except Unread:
        return
    assert contact.phone or contact.email


class TestMeant:
    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("marie@gmial.com", "marie@gmail.com"),
            ("marie@gmail.con", "marie@gmail.com"),
            ("marie@gmail.fr", "marie@gmail.com"),
            ("marie@gmail", "marie@gmail.com"),
            ("marie@orage.fr", "marie@orange.fr"),
            ("marie@wanado.fr", "marie@wanadoo.fr"),
            ("marie@hotmal.fr", "marie@hotmail.fr"),
            ("marie@laposte.ner", "marie@laposte.net"),
            ("marie@fre.fr", "marie@free.fr"),
            ("marie@outlok.com", "marie@outlook.com"),
        ],
    )
    def test_a_slip(self, typed, wanted):
        assert meant(typed) == wanted

    @pytest.mark.parametrize(
        "domain", [*MAILBOXES, "gmx.net", "hotmail.be", "saint-etienne.fr", "mairie.fr", "maille.example"]
    )
    def test_a_true_address_is_never_put_in_doubt(self, domain):
        assert meant(f"marie@{domain}") == ""

    def test_what_is_meant_is_itself_beyond_doubt(self):
        assert meant(meant("marie@gmial.com")) == ""
