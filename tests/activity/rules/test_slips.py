"""A slip is read however it comes: typed, or as the address of its square."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.activity.rules.slips import code_of, initials, new_attestation_code, read_attestation_code, said
from maille.workshops.rules.codes import ALPHABET


class TestCodeOf:
    @given(st.text(ALPHABET, min_size=6, max_size=6))
    def test_reads_the_address_of_the_square(self, code):
        for prefix in ("https://maille.example", "http://127.0.0.1:8000/en"):
            assert code_of(f"{prefix}/inscription/{code}-Zq3-9_kLm2pQ7rTx/") == code

    @pytest.mark.parametrize("typed", ["kx47pm", "KX4 7PM", " kx4-7pm "])
    def test_reads_what_is_typed(self, typed):
        assert code_of(typed) == "KX47PM"

    @pytest.mark.parametrize("typed", ["", "Marie", "https://ailleurs.example/x", "KX47P", "KX47PMA"])
    def test_is_empty_for_anything_else(self, typed):
        assert code_of(typed) == ""


class TestAttestationCode:
    def test_is_read_as_it_is_said(self):
        code = new_attestation_code()
        assert read_attestation_code(said(code).lower()) == code

    @pytest.mark.parametrize("typed", ["", "KX47PM", "KX47PMA0", "KX47 PMAB C"])
    def test_anything_else_is_no_code(self, typed):
        assert read_attestation_code(typed) == ""


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "shown"), [("Marie Dupont", "M. D."), ("Jean-Paul Le Goff", "J. P. L. G."), ("élodie", "É."), ("", "")]
    )
    def test_say_nobody_s_name(self, name, shown):
        assert initials(name).replace("\u00a0", " ") == shown
