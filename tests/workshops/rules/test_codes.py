"""A code is read however it was typed, and holds nothing that looks like something else."""

from hypothesis import given
from hypothesis import strategies as st

from maille.workshops.rules.codes import ALPHABET, LENGTH, new_code, read_code, said


class TestCodes:
    def test_are_read_as_people_type_them(self):
        assert read_code(" kx4-7pm ") == "KX47PM"

    def test_hold_no_lookalike(self):
        assert not set("ILO01") & set(ALPHABET)

    @given(st.text())
    def test_what_is_read_could_have_been_drawn(self, text):
        code = read_code(text)
        assert code == "" or (len(code) == LENGTH and set(code) <= set(ALPHABET))

    def test_a_new_code_reads_back(self):
        code = new_code()
        assert read_code(said(code).lower()) == code
