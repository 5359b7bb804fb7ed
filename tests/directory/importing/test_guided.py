"""A file that nobody knew: what is proposed, what a person changes, what is kept, and how it is known next time."""

import datetime as dt
from typing import Any

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.directory.actions import (
    apply_import,
    check_import,
    choose_columns,
    choose_words,
    describe_source,
    import_places,
    look_at_file,
    read_otherwise,
    remove_reading,
    rename_reading,
    settle_reading,
    start_import,
)
from maille.directory.actions.importing.proposing import proposal_of, sheet_of
from maille.directory.load import source_title
from maille.directory.models import Import, SavedMapping
from maille.directory.sheets import REASON, refused_file
from maille.directory.standard.values import CLOSED_LISTS
from maille.territory.models import Place
from tests.directory.importing.sources import AT, SOME, as_file, states
from tests.people.factories import RoleFactory
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]

DIRTY = """Structure;Adr.;Ville ;CP;Tel;Type de lieu;Activités;Remarque interne
Cyber-espace des Tilleuls;12 rue des Tilleuls;St-Etienne;42000;04.77.12.34.56;Espace public num.;démarches;ok
Médiathèque du Pont;3 place du Pont;Roanne;42300;0477 98 76 54;bibliothèque;accès wifi;
Association Les Écrans;7, rue Basse;Firminy;42700;;asso;ateliers bureautique;à rappeler
Sans commune;2 rue Perdue;Nulle-Part-du-Tout;;;asso;démarches;
"""
ABOUT = {"title": "Liste de la Métropole", "name": "liste-metropole", "day": "2026-11-01", "licence": ""}
AGAIN = AT + dt.timedelta(days=1)


@pytest.fixture
def network() -> Any:
    return NetworkFactory()


@pytest.fixture
def by(network: Any) -> Any:
    return RoleFactory(kind="coordinator", network=network, place=None).user


def given(network: Any, by: Any, data: bytes = DIRTY.encode("cp1252"), **changes: Any) -> Import:
    wanted = {"file_name": "liste.csv", "network": network, "by": by, "at": AT}
    return look_at_file(of_import=start_import(data=data, **(wanted | changes)), by=by)


def settled(network: Any, by: Any, *, keep: bool = True, **about: str) -> Import:
    described = describe_source(of_import=given(network, by), by=by, about=ABOUT | about)
    return settle_reading(of_import=described, by=by, at=AT, keep=keep)


def done(of_import: Import, by: Any) -> Import:
    check_import(of_import=of_import, by=by)
    return apply_import(of_import=of_import, by=by, at=AGAIN)


class TestTheFileIsLookedAt:
    def test_what_it_is_is_noted(self, network: Any, by: Any) -> None:
        found = given(network, by)
        assert {name: found.table[name] for name in ("format", "encoding", "delimiter")} == {
            "format": "csv",
            "encoding": "cp1252",
            "delimiter": ";",
        }
        assert found.table["columns"][:3] == ["Structure", "Adr.", "Ville"]
        assert (found.mapping, found.source, found.document) == ("", "", {})

    def test_a_source_that_comes_with_maille_is_recognised(self, network: Any, by: Any) -> None:
        found = given(network, by, as_file(SOME), file_name="a.json")
        assert (found.mapping, found.source) == ("hinaura", "hinaura")

    def test_the_national_standard_is_recognised_and_asks_for_a_name(self, network: Any, by: Any) -> None:
        line = "nom,commune,code_postal,adresse,id,date_maj,services\nLe Lieu,Roanne,42300,1 rue Haute,a1,2026-01-02,\n"
        found = given(network, by, line.encode())
        assert (found.mapping, found.source) == ("standard-v1", "")
        with pytest.raises(Refused, match="d’où vient"):
            check_import(of_import=found, by=by)
        named = describe_source(of_import=found, by=by, about=ABOUT)
        assert states(done(named, by))["new"] == 1
        assert Place.objects.get().source == "liste-metropole"

    def test_a_source_that_was_said_lacks_columns(self, network: Any, by: Any) -> None:
        with pytest.raises(Refused, match="Il manque à ce fichier"):
            given(network, by, source="hinaura", mapping="hinaura")

    def test_it_cannot_be_tried_before_it_is_said_how_to_read_it(self, network: Any, by: Any) -> None:
        with pytest.raises(Refused, match="comment lire"):
            check_import(of_import=given(network, by), by=by)


class TestTheReading:
    def test_as_proposed_it_gives_places(self, network: Any, by: Any) -> None:
        imported = done(settled(network, by), by)
        assert states(imported) == {"new": 3, "changed": 0, "unchanged": 0, "refused": 1}
        place = Place.objects.get(name="Médiathèque du Pont")
        assert (place.phone, place.typologies, place.source) == ("+33477987654", ("BIB",), "liste-metropole")
        assert place.updated_on == dt.date(2026, 11, 1)

    def test_columns_that_a_person_chose_win_and_stay(self, network: Any, by: Any) -> None:
        first = given(network, by)
        chosen = choose_columns(of_import=first, by=by, columns={"description": ["Remarque interne"], "phone": []})
        proposal = proposal_of(chosen, sheet_of(chosen))
        assert proposal.choice("description").columns == ("Remarque interne",)
        assert proposal.choice("phone") is None
        choose_columns(of_import=chosen, by=by, columns={"name": ["Structure"]})
        chosen.refresh_from_db()
        assert set(chosen.choices["columns"]) == {"description", "phone", "name"}

    def test_words_that_a_person_explained(self, network: Any, by: Any) -> None:
        words = {"typologies": {"Espace public num.": ["EPN", "ASSO"], "asso": []}}
        chosen = choose_words(of_import=given(network, by), by=by, words=words)
        described = describe_source(of_import=chosen, by=by, about=ABOUT)
        done(settle_reading(of_import=described, by=by, at=AT, keep=False), by)
        assert Place.objects.get(name__startswith="Cyber").typologies == ("ASSO", "EPN")

    def test_without_a_name_it_is_not_settled(self, network: Any, by: Any) -> None:
        chosen = choose_columns(of_import=given(network, by), by=by, columns={"name": []})
        described = describe_source(of_import=chosen, by=by, about=ABOUT)
        with pytest.raises(Refused, match="le nom du lieu"):
            settle_reading(of_import=described, by=by, at=AT, keep=True)

    def test_read_otherwise_what_was_tried_is_forgotten(self, network: Any, by: Any) -> None:
        tried = check_import(of_import=settled(network, by), by=by)
        assert tried.lines.count() == 4
        chosen = choose_columns(of_import=tried, by=by, columns={"phone": []})
        assert (chosen.state, chosen.lines.count(), chosen.document) == (Import.State.DRAFT, 0, {})

    def test_of_an_import_that_is_done_it_is_refused(self, network: Any, by: Any) -> None:
        imported = done(settled(network, by), by)
        with pytest.raises(Refused, match="déjà fait"):
            choose_columns(of_import=imported, by=by, columns={"phone": []})

    def test_only_the_coordination_reads(self, network: Any, by: Any) -> None:
        other = RoleFactory(kind="coordinator", network=NetworkFactory(slug="ailleurs"), place=None).user
        found = given(network, by)
        for attempt in (
            lambda: choose_columns(of_import=found, by=other, columns={}),
            lambda: choose_words(of_import=found, by=other, words={}),
            lambda: describe_source(of_import=found, by=other, about=ABOUT),
            lambda: settle_reading(of_import=found, by=other, at=AT, keep=True),
            lambda: look_at_file(of_import=found, by=other),
            lambda: read_otherwise(of_import=found, by=other),
        ):
            with pytest.raises(Refused, match="coordination"):
                attempt()


class TestTheNameOfASource:
    def test_one_of_maille_is_taken(self, network: Any, by: Any) -> None:
        for name in ("hinaura", "standard-v1"):
            with pytest.raises(Refused, match="porte déjà ce nom"):
                describe_source(of_import=given(network, by), by=by, about=ABOUT | {"name": name})

    def test_one_of_another_network_is_taken(self, network: Any, by: Any) -> None:
        settled(network, by)
        elsewhere = NetworkFactory(slug="ailleurs")
        other = RoleFactory(kind="coordinator", network=elsewhere, place=None).user
        with pytest.raises(Refused, match="porte déjà ce nom"):
            describe_source(of_import=given(elsewhere, other), by=other, about=ABOUT)


class TestTheReadingIsKept:
    def test_with_its_columns_its_version_and_a_line_of_the_journal(self, network: Any, by: Any) -> None:
        settled(network, by)
        settled(network, by, title="Liste, bis")
        saved = SavedMapping.objects.get()
        assert (saved.network, saved.name, saved.title, saved.version) == (network, "liste-metropole", "Liste, bis", 2)
        assert Entry.objects.filter(action="directory.reading_saved", by=by).count() == 2
        assert source_title("liste-metropole") == "Liste, bis"

    def test_unless_it_is_not_wanted(self, network: Any, by: Any) -> None:
        imported = done(settled(network, by, keep=False), by)
        assert not SavedMapping.objects.exists()
        assert states(imported)["new"] == 3

    def test_the_next_file_is_known_by_its_columns_in_any_order(self, network: Any, by: Any) -> None:
        done(settled(network, by), by)
        turned = "\n".join(";".join(reversed(line.split(";"))) for line in DIRTY.splitlines())
        found = given(network, by, turned.encode())
        assert (found.mapping, found.source) == ("liste-metropole", "liste-metropole")
        assert states(done(found, by)) == {"new": 0, "changed": 0, "unchanged": 3, "refused": 1}

    def test_another_network_does_not_know_it(self, network: Any, by: Any) -> None:
        settled(network, by)
        elsewhere = NetworkFactory(slug="ailleurs")
        other = RoleFactory(kind="coordinator", network=elsewhere, place=None).user
        assert given(elsewhere, other).mapping == ""

    def test_the_refused_lines_come_back_by_the_same_reading(self, network: Any, by: Any) -> None:
        imported = done(settled(network, by), by)
        text = b"".join(refused_file(imported)).decode("utf-8-sig")
        assert REASON in text.splitlines()[0]
        found = given(network, by, text.replace("Nulle-Part-du-Tout", "Firminy").encode())
        assert (found.mapping, REASON in found.table["columns"]) == ("liste-metropole", False)
        assert states(done(found, by)) == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}

    def test_it_imports_later_by_its_name(self, network: Any, by: Any) -> None:
        settled(network, by)
        imported = import_places(
            mapping_name="liste-metropole",
            data=DIRTY.encode("cp1252"),
            file_name="plus-tard.csv",
            network=network,
            by=by,
            at=AGAIN,
        )
        assert states(imported)["new"] == 3

    def test_an_unknown_name_is_refused_in_a_sentence(self, network: Any, by: Any) -> None:
        with pytest.raises(Refused, match="comment lire"):
            import_places(
                mapping_name="inconnue", data=DIRTY.encode(), file_name="a.csv", network=network, by=by, at=AT
            )
        assert not Import.objects.exists()

    def test_changed_later_it_starts_from_what_it_said(self, network: Any, by: Any) -> None:
        described = describe_source(of_import=given(network, by), by=by, about=ABOUT)
        explained = choose_words(of_import=described, by=by, words={"typologies": {"Espace public num.": ["EPN"]}})
        settle_reading(of_import=explained, by=by, at=AT, keep=True)
        again = read_otherwise(of_import=given(network, by), by=by)
        assert again.choices["about"]["title"] == ABOUT["title"]
        proposal = proposal_of(again, sheet_of(again))
        words = {one.word: one.values for one in proposal.choice("typologies").values}
        assert words["Espace public num."] == ("EPN",)
        assert all(set(values) <= set(CLOSED_LISTS["typologies"]) for values in words.values())

    def test_an_import_keeps_the_reading_of_its_day(self, network: Any, by: Any) -> None:
        settled(network, by)
        later = given(network, by)
        remove_reading(reading=SavedMapping.objects.get(), by=by)
        assert states(done(later, by))["new"] == 3


class TestTheKeptReadings:
    def test_are_renamed_and_removed_in_the_journal(self, network: Any, by: Any) -> None:
        settled(network, by)
        saved = rename_reading(reading=SavedMapping.objects.get(), title="Autre titre", by=by)
        assert (saved.title, saved.name) == ("Autre titre", "liste-metropole")
        remove_reading(reading=saved, by=by)
        assert not SavedMapping.objects.exists()
        written = Entry.objects.filter(action__startswith="directory.reading_").values_list("action", flat=True)
        assert set(written) == {f"directory.reading_{done}" for done in ("saved", "renamed", "removed")}

    def test_by_the_coordination_alone(self, network: Any, by: Any) -> None:
        settled(network, by)
        other = RoleFactory(kind="coordinator", network=NetworkFactory(slug="ailleurs"), place=None).user
        saved = SavedMapping.objects.get()
        with pytest.raises(Refused):
            rename_reading(reading=saved, title="À moi", by=other)
        with pytest.raises(Refused):
            remove_reading(reading=saved, by=other)
