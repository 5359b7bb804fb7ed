"""The list of a company: every line kept or said, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from maille.companies.rules.people import Line, person_key, read_table, read_text, sorted_out

NAMES = st.text("aeiouéèblmnrst '-", min_size=1, max_size=12).filter(lambda text: any(c.isalpha() for c in text))


def names(lines):
    return [line.name for line in lines]


def codes(lines):
    return [line.problem.code.removeprefix("people.") for line in lines]


class TestText:
    def test_reads_a_person_a_line_with_an_address_anywhere(self):
        lines = read_text("Élise Dupont\n\nkarim@rubans.example Karim Haddad\nSousa; Ana; ana@rubans.example")
        assert names(lines) == ["Élise Dupont", "Karim Haddad", "Sousa Ana"]
        assert [line.email for line in lines] == ["", "karim@rubans.example", "ana@rubans.example"]
        assert [line.number for line in lines] == [1, 3, 4]

    def test_reads_cells_pasted_from_a_spreadsheet(self):
        assert names(read_text("Dupont\tÉlise\t\nHaddad\tKarim")) == ["Dupont Élise", "Haddad Karim"]

    def test_says_a_line_without_a_name_and_an_address_that_is_none(self):
        lines = read_text("12\nTom Vial tom@rubans")
        assert codes(lines) == ["no_name", "bad_email"]
        assert lines[1].name == "Tom Vial"

    @given(st.text(max_size=300))
    def test_loses_no_line_whatever_is_pasted(self, text):
        lines = read_text(text)
        assert len(lines) == sum(bool(line.strip()) for line in text.splitlines())
        assert all(line.name or line.problem for line in lines)


class TestTable:
    def test_knows_columns_by_their_names(self):
        rows = [(2, {"Nom": "DUPONT", "Prénom": "Élise", "E-mail": "elise@rubans.example", "Poste": "tissage"})]
        (line,) = read_table(("Nom", "Prénom", "Poste", "E-mail"), rows)
        assert (line.name, line.email) == ("Élise DUPONT", "elise@rubans.example")

    def test_a_table_without_titles_has_a_person_in_its_first_line(self):
        lines = read_table(("Élise Dupont", "colonne 2"), [(2, {"Élise Dupont": "Karim Haddad", "colonne 2": None})])
        assert names(lines) == ["Élise Dupont", "Karim Haddad"]

    def test_leaves_empty_lines_out(self):
        assert read_table(("Nom",), [(2, {"Nom": " "}), (3, {"Nom": None})]) == []


class TestSortedOut:
    def test_the_same_person_twice_is_said_with_the_first_line(self):
        kept, refused = sorted_out(read_text("Élise Dupont\nKarim Haddad\nDUPONT Elise"), [], 8)
        assert names(kept) == ["Élise Dupont", "Karim Haddad"]
        assert codes(refused) == ["twice"]
        assert "ligne 1" in str(refused[0].problem)

    def test_two_namesakes_with_an_address_each_are_two_people(self):
        kept, refused = sorted_out(read_text("Ana Sousa a@x.example\nAna Sousa b@x.example"), [], 8)
        assert (len(kept), refused) == (2, [])

    def test_somebody_already_on_the_list_is_said(self):
        _kept, refused = sorted_out(read_text("Petit Jean Marc"), [("Jean-Marc Petit", "")], 8)
        assert codes(refused) == ["known"]

    def test_what_is_right_is_kept_beside_what_is_wrong_until_it_is_full(self):
        kept, refused = sorted_out(read_text("?\nAna\nTom\nZoé"), [("Léo", "")], 3)
        assert names(kept) == ["Ana", "Tom"]
        assert codes(refused) == ["no_name", "full"]

    @given(st.lists(NAMES, max_size=20), st.lists(NAMES, max_size=4), st.integers(0, 12))
    def test_every_line_is_kept_or_refused_and_nobody_twice(self, typed, known, most):
        lines = [Line(number, name) for number, name in enumerate(typed, start=1)]
        kept, refused = sorted_out(lines, [(name, "") for name in known], most)
        assert len(kept) + len(refused) == len(lines)
        assert all(line.problem for line in refused)
        keys = [person_key(line.name) for line in kept]
        assert len(set(keys)) == len(keys)
        assert not set(keys) & {person_key(name) for name in known}
        assert len(kept) <= max(most - len(known), 0) or not kept
