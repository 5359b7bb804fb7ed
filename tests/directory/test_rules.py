"""Which value stays when two records become one, and what two people wrote at once."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from maille.directory.rules import ABSORBED, BOTH, KEPT, Side, chosen, first_choice, united, weave

OLD, NEW = date(2021, 1, 1), date(2022, 1, 1)
words = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 3), min_size=5, max_size=5)


class TestFirstChoice:
    def test_what_is_said_comes_before_nothing(self):
        assert first_choice("phone", Side(("",), "a", NEW), Side(("+33477000000",), "b", OLD)) == ABSORBED
        assert first_choice("phone", Side(("+33477000000",), "a", OLD), Side(("",), "b", NEW)) == KEPT

    def test_the_last_word_stays(self):
        assert first_choice("phone", Side(("1",), "a", OLD), Side(("2",), "b", NEW)) == ABSORBED
        assert first_choice("phone", Side(("1",), "a", NEW), Side(("2",), "b", OLD)) == KEPT

    def test_on_the_same_day_the_place_itself_is_believed_then_the_kept_record(self):
        assert first_choice("phone", Side(("1",), "a", NEW), Side(("2",), "", NEW)) == ABSORBED
        assert first_choice("phone", Side(("1",), "a", NEW), Side(("2",), "b", NEW)) == KEPT

    def test_lists_are_united_each_value_once_and_in_order(self):
        one, other = Side((["x", "y"],), "a", OLD), Side((["y", "z"],), "b", NEW)
        assert first_choice("services", one, other) == BOTH
        assert chosen("services", BOTH, one, other) == (["x", "y", "z"],)
        assert united(["b", "a"], ["a"]) == ["b", "a"]

    def test_an_address_is_taken_whole(self):
        one, other = (
            Side(("1 rue A", "", "42000", "42218"), "a", OLD),
            Side(("2 rue B", "", "42100", "42218"), "b", NEW),
        )
        assert chosen("address", ABSORBED, one, other) == other.values


class TestWeave:
    def test_two_people_who_write_different_fields_do_not_meet(self):
        edit = weave({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
        assert (edit.written, edit.clashes, edit.overtaken) == ({"a": 2}, (), ("b",))

    def test_the_same_field_written_twice_is_a_clash(self):
        assert weave({"a": 1}, {"a": 2}, {"a": 3}).clashes == ("a",)

    def test_the_same_answer_given_twice_is_none(self):
        edit = weave({"a": 1}, {"a": 2}, {"a": 2})
        assert (edit.written, edit.clashes) == ({}, ())

    @settings(deadline=None)
    @given(shown=words, typed=words, now=words)
    def test_nothing_is_lost(self, shown, typed, now):
        """What is written is mine, what I did not touch is never written, and only what both wrote clashes."""
        edit = weave(shown, typed, now)
        for name in shown:
            assert (name in edit.written) == (typed[name] != shown[name] and typed[name] != now[name])
            assert (name in edit.clashes) == (name in edit.written and now[name] != shown[name])
            assert (name in edit.overtaken) == (now[name] != shown[name] and typed[name] == shown[name])
