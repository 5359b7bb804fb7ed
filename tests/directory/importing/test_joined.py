"""Records joined, and what their sources say next: each goes on speaking for itself, and nothing is lost."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from maille.core.refusals import Refused
from maille.directory.actions import apply_import, edit_place, merge_places, try_places, undo_import, unmerge
from maille.directory.load import said
from maille.directory.models import Import, Merge
from maille.directory.rules import ABSORBED, BOTH, GROUPS, KEPT, choices_of
from maille.directory.views.lines import shown as shown_line
from maille.territory.models import Organisation, Place
from tests.directory.importing.sources import AT, STANDARD, as_csv, states
from tests.people.factories import RoleFactory
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]

CARE, DAILY, FAMILY = (
    "Aide aux démarches administratives",
    "Maîtrise des outils numériques du quotidien",
    "Parentalité et éducation avec le numérique",
)
ROW = STANDARD[0] | {"courriels": "", "site_web": "", "horaires": "", "pivot": "", "structure_parente": ""}
cells = st.fixed_dictionaries(
    {},
    optional={
        "nom": st.sampled_from(["Le Babet", "Babet numérique"]),
        "telephone": st.sampled_from(["", "+33477332201", "+33477332202", "+33477332203"]),
        "site_web": st.sampled_from(["", "https://babet.example", "https://loire.example"]),
        "services": st.sampled_from([CARE, DAILY, f"{CARE}|{FAMILY}", f"{DAILY}|{CARE}"]),
        "adresse": st.sampled_from(["1 rue Michelet", "2 rue de la Loire"]),
        "horaires": st.sampled_from(["", "Mo 09:00-12:00", "Tu 10:00-11:00"]),
        "structure_parente": st.sampled_from(["", "Ville de Saint-Étienne", "Association du Babet"]),
        "date_maj": st.sampled_from(["2023-01-01", "2024-05-02", "2025-06-03"]),
    },
)
sources = st.sampled_from(["loire", "rhone"])
steps = st.one_of(
    st.tuples(st.just("import"), sources, cells),
    st.tuples(st.just("import"), sources, cells),
    st.tuples(st.just("undo"), sources),
    st.tuples(st.just("merge"), sources, st.sampled_from(Merge.Kind.values)),
    st.tuples(st.just("part")),
)
chosen = st.fixed_dictionaries({}, optional={group: st.sampled_from(choices_of(group)) for group in GROUPS})


def told(source: str, **changes: str) -> Import:
    """What a source says of its one place, imported."""
    row = ROW | {"id": f"{source}-1"} | changes
    tried = try_places(source=source, data=as_csv([row]), file_name=source, network=None, by=None, at=AT)
    return apply_import(of_import=tried, by=None, at=AT)


def told_by(by: Any, network: Any, source: str, **changes: str) -> Import:
    row = ROW | {"id": f"{source}-1"} | changes
    tried = try_places(source=source, data=as_csv([row]), file_name=source, network=network, by=by, at=AT)
    return apply_import(of_import=tried, by=by, at=AT)


def record(source: str) -> Place:
    return Place.objects.get(source=source)


def join(kept: str = "loire", absorbed: str = "rhone", **how: Any) -> Merge:
    return merge_places(
        **{"kept": record(kept), "absorbed": record(absorbed), "choices": {}, "by": None, "at": AT} | how
    )


def part(merged: Merge) -> list[str]:
    return unmerge(merge=merged, by=None, at=AT)


def undo(done: Import) -> Import:
    return undo_import(of_import=done, by=None, at=AT)


class World:
    """Two sources that tell of one place, and what is done with what they say."""

    def __init__(self, choices: Any) -> None:
        self.choices = choices
        self.done: dict[str, list[Import]] = {"loire": [], "rhone": []}
        self.merged: Merge | None = None

    def take(self, step: tuple[Any, ...]) -> None:
        getattr(self, f"_{step[0]}")(*step[1:])
        assert Place.objects.filter(source__in=self.done).values("source").distinct().count() == Place.objects.count()
        if self.merged:
            assert Place.objects.get(is_published=True) == self.merged.kept

    def _import(self, source: str, changes: dict[str, str]) -> None:
        self.done[source].append(told(source, **changes))

    def _undo(self, source: str) -> None:
        if self.done[source]:
            undo(self.done[source].pop())

    def _merge(self, kept: str, kind: str) -> None:
        if self.merged is None and Place.objects.filter(is_published=True).count() == 2:
            other = "rhone" if kept == "loire" else "loire"
            self.merged = join(kept, other, choices=self.choices, kind=kind)

    def _part(self) -> None:
        if self.merged:
            assert part(self.merged) == []
            self.merged = None

    def end(self) -> list[dict[str, Any]]:
        """What is published once all is parted: each record, with who said what."""
        self._part()
        places = Place.objects.filter(is_published=True).order_by("source")
        return [said(place) | {"organisation_id": str(place.organisation), "day": place.updated_on} for place in places]


def walk(done: Sequence[tuple[Any, ...]], choices: Any) -> list[dict[str, Any]]:
    with transaction.atomic():
        world = World(choices)
        for step in [("import", "loire", {}), ("import", "rhone", {"telephone": "+33477332209"}), *done]:
            world.take(step)
        ended = world.end()
        transaction.set_rollback(True)
    return ended


class TestAnySequence:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(done=st.lists(steps, min_size=2, max_size=7), choices=chosen)
    @example(done=[("merge", "loire", "same"), ("undo", "rhone"), ("part",), ("import", "rhone", {})], choices={})
    @example(
        done=[("merge", "loire", "same"), ("undo", "loire"), ("import", "loire", {}), ("undo", "loire")], choices={}
    )
    @example(
        done=[("merge", "loire", "same"), ("undo", "loire"), ("import", "loire", {}), ("part",), ("undo", "loire")],
        choices={},
    )
    @example(
        done=[("undo", "rhone"), ("import", "rhone", {}), ("merge", "rhone", "same"), ("undo", "rhone"), ("part",)],
        choices={},
    )
    def test_parted_each_record_says_what_its_source_says_as_if_they_had_never_met(self, done, choices):
        alone = [step for step in done if step[0] in ("import", "undo")]
        assert walk(done, choices) == walk(alone, choices)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        done=st.lists(steps.filter(lambda step: step[0] in ("import", "undo")), min_size=1, max_size=4),
        choices=chosen,
        kind=st.sampled_from(Merge.Kind.values),
    )
    def test_undone_one_by_one_the_joined_place_is_as_it_was(self, done, choices, kind):
        with transaction.atomic():
            for source in ("loire", "rhone"):
                told(source, telephone="+33477332201" if source == "loire" else "")
            join(choices=choices, kind=kind)
            before = list(Place.objects.order_by("pk").values())
            world = World(choices)
            for step in done:
                world.take(step)
            for each in world.done.values():
                for one in reversed(each):
                    undo(one)
            assert list(Place.objects.order_by("pk").values()) == before
            transaction.set_rollback(True)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(done=st.lists(steps, min_size=1, max_size=5), first=st.booleans(), choices=chosen)
    def test_what_the_place_wrote_itself_is_never_written_over(self, done, first, choices):
        hand = {"phone": "+33477000000", "services": [FAMILY]}
        with transaction.atomic():
            world = World(choices)
            for source in ("loire", "rhone"):
                world.take(("import", source, {}))
            if not first:
                world.take(("merge", "loire", "same"))
            place = record("loire")
            edit_place(place=place, typed=said(place) | hand, shown=said(place), by=None, on=dt.date(2026, 11, 25))
            for step in [step for step in done if step[0] != "merge" or not first]:
                if step[0] == "part" and world.merged:
                    part(world.merged)
                    world.merged = None
                elif step[0] != "part" and step[0] != "merge":
                    world.take(step)
                place.refresh_from_db()
                assert {name: said(place)[name] for name in hand} == hand
            transaction.set_rollback(True)


class TestImportOverAJoining:
    def test_the_same_file_again_changes_nothing(self):
        told("loire", services=CARE)
        told("rhone", services=DAILY, telephone="+33477332209")
        join(choices={"services": BOTH, "phone": ABSORBED, "address": ABSORBED})
        before = list(Place.objects.order_by("pk").values())
        for source, changes in (
            ("loire", {"services": CARE}),
            ("rhone", {"services": DAILY, "telephone": "+33477332209"}),
        ):
            assert states(told(source, **changes))["unchanged"] == 1
        assert list(Place.objects.order_by("pk").values()) == before

    def test_each_source_updates_what_it_said_of_the_place(self):
        told("loire", services=CARE)
        told("rhone", services=DAILY, telephone="+33477332209")
        join(choices={"phone": ABSORBED, "name": KEPT})
        done = told("rhone", services=FAMILY, telephone="+33477332208", nom="Autre nom", date_maj="2025-06-03")
        shown = record("loire")
        assert (shown.phone, shown.services) == ("+33477332208", (CARE, FAMILY))
        assert shown.origins["phone"] == ["rhone", "2025-06-03"]
        assert shown.name == ROW["nom"]
        line = done.lines.get()
        assert (line.state, line.place) == ("changed", record("rhone"))
        assert set(line.passed_on) == {"phone", "services", "updated_on"}
        moves = [move.label for move in shown_line(line).moves]
        assert moves.count("Téléphone") == 1
        assert "Services, sur le lieu montré" in moves
        assert line.remarks_in_words == [
            f"Nom\u00a0: gardé tel que le dit loire ({ROW['nom']})\u00a0; le fichier dit autre chose."
        ]

    def test_the_coordination_of_the_place_shown_imports_all_its_records_and_undoes_it(self):
        network = NetworkFactory()
        by = RoleFactory(kind="coordinator", network=network, place=None).user
        for source in ("loire", "rhone", "isere"):
            told_by(by, network, source)
        first, second = join("rhone", "isere", by=by), join("loire", "rhone", by=by)
        done = told_by(by, network, "isere", site_web="https://babet.example")
        assert record("loire").website == "https://babet.example"
        undo_import(of_import=done, by=by, at=AT)
        assert record("loire").website == ""
        elsewhere = NetworkFactory(slug="ailleurs")
        stranger = RoleFactory(kind="coordinator", network=elsewhere, place=None).user
        line = told_by(stranger, elsewhere, "isere", site_web="https://x.example").lines.get()
        assert "n’est pas dans votre réseau" in line.reason_in_words
        for merge in (second, first):
            unmerge(merge=merge, by=by, at=AT)

    def test_what_nobody_said_is_told_by_the_other_record(self):
        told("loire", site_web="")
        told("rhone", site_web="")
        merged = join()
        told("rhone", site_web="https://babet.example")
        assert record("loire").website == "https://babet.example"
        part(merged)
        assert (record("loire").website, record("rhone").website) == ("", "https://babet.example")

    def test_what_is_shown_from_the_other_record_is_a_conflict_for_the_first_and_kept_for_the_parting(self):
        told("loire")
        told("rhone", telephone="+33477332209")
        merged = join(choices={"phone": ABSORBED})
        line = told("loire", telephone="+33477332207").lines.get()
        assert record("loire").phone == "+33477332209"
        assert "gardé tel que le dit rhone" in line.remarks_in_words[0]
        part(merged)
        assert record("loire").phone == "+33477332207"

    def test_what_somebody_wrote_since_is_said_as_a_conflict(self):
        told("loire")
        told("rhone", telephone="+33477332209")
        join(choices={"phone": ABSORBED})
        place = record("loire")
        edit_place(place=place, typed=said(place) | {"phone": "+33477000000"}, shown=said(place), by=None, on=AT.date())
        line = told("rhone", telephone="+33477332208").lines.get()
        assert record("loire").phone == "+33477000000"
        assert line.remarks_in_words == [
            "Téléphone\u00a0: gardé tel que le lieu l’a écrit (+33477000000)\u00a0; le fichier dit autre chose."
        ]

    def test_a_chain_of_three_records_follows_each_of_them(self):
        for source, phone in (("loire", ""), ("rhone", "+33477332202"), ("isere", "+33477332203")):
            told(source, telephone=phone)
        first = join("rhone", "isere", choices={"phone": ABSORBED})
        second = join("loire", "rhone")
        assert record("loire").phone == "+33477332203"
        told("isere", telephone="+33477332204")
        assert (record("loire").phone, record("rhone").phone) == ("+33477332204", "+33477332204")
        told("rhone", telephone="+33477332205")
        assert record("loire").phone == "+33477332204"
        part(second)
        part(first)
        assert [record(source).phone for source in ("loire", "rhone", "isere")] == [
            "", "+33477332205", "+33477332204",
        ]  # fmt: skip

    def test_two_records_of_one_source_are_told_apart(self):
        rows = [ROW | {"id": "1"}, ROW | {"id": "2", "telephone": "+33477332209"}]
        for rank in range(2):
            tried = try_places(source="loire", data=as_csv(rows), file_name="a", network=None, by=None, at=AT)
            done = apply_import(of_import=tried, by=None, at=AT)
            if not rank:
                kept, absorbed = Place.objects.order_by("source_key")
                merge_places(kept=kept, absorbed=absorbed, choices={"phone": ABSORBED}, by=None, at=AT)
        assert states(done)["unchanged"] == 2
        rows[1]["telephone"] = "+33477332208"
        tried = try_places(source="loire", data=as_csv(rows), file_name="a", network=None, by=None, at=AT)
        apply_import(of_import=tried, by=None, at=AT)
        kept.refresh_from_db()
        assert kept.phone == "+33477332208"

    def test_a_mairie_does_not_take_the_telephone_of_its_ccas(self):
        told("loire", telephone="")
        told("rhone", telephone="+33477332209", nom="CCAS")
        join(kind=Merge.Kind.HOSTED)
        line = told("rhone", telephone="+33477332208", nom="CCAS de la ville").lines.get()
        assert (record("loire").phone, record("loire").name) == ("", ROW["nom"])
        assert line.remarks == []

    def test_a_street_never_stands_in_the_town_of_another_source(self):
        told("loire", adresse="1 rue Michelet")
        told("rhone", adresse="2 rue B", commune="Roanne", code_postal="42300", code_insee="42187")
        join(choices={"address": ABSORBED, "position": ABSORBED})
        told("loire", adresse="3 rue Michelet")
        shown = record("loire")
        assert (shown.address, shown.commune_id, shown.postal_code) == ("2 rue B", "42187", "42300")

    def test_a_corrected_street_keeps_its_town(self):
        told("loire")
        place = record("loire")
        edit_place(place=place, typed=said(place) | {"address": "9 rue C"}, shown=said(place), by=None, on=AT.date())
        told("loire", commune="Roanne", code_postal="42300", code_insee="42187")
        place.refresh_from_db()
        assert (place.address, place.commune_id, place.postal_code) == ("9 rue C", "42218", "42000")

    def test_a_corrected_town_is_not_written_over(self):
        told("loire")
        place = record("loire")
        edit_place(place=place, typed=said(place) | {"commune_id": "42187"}, shown=said(place), by=None, on=AT.date())
        told("loire")
        assert record("loire").commune_id == "42187"

    def test_an_old_file_does_not_make_older_what_somebody_corrected(self):
        told("loire")
        place = record("loire")
        edit_place(place=place, typed=said(place) | {"summary": "Ouvert"}, shown=said(place), by=None, on=AT.date())
        assert states(told("loire"))["unchanged"] == 1
        assert record("loire").updated_on == AT.date()


class TestUndoOverAJoining:
    def test_a_record_whose_import_is_undone_says_nothing_more_until_its_source_tells_again(self):
        told("loire", telephone="")
        done = told("rhone", telephone="+33477332209")
        merged = join()
        undone = undo(done)
        assert (record("loire").phone, record("loire").is_published) == ("", True)
        assert (undone.outcome["left"], undone.outcome["removed"]) == (1, 0)
        told("rhone", telephone="+33477332208")
        assert record("loire").phone == "+33477332208"
        part(merged)
        assert record("rhone").is_published

    def test_parted_the_record_of_an_undone_import_is_not_published(self):
        told("loire")
        done = told("rhone")
        merged = join()
        undo(done)
        part(merged)
        assert (record("loire").is_published, record("rhone").is_published) == (True, False)
        told("rhone")
        assert record("rhone").is_published

    def test_the_place_kept_stays_while_another_record_tells_of_it(self):
        done = told("loire")
        told("rhone")
        merged = join()
        undo(done)
        assert record("loire").is_published
        part(merged)
        assert (record("loire").is_published, record("rhone").is_published) == (False, True)

    def test_a_structure_that_went_with_its_import_does_not_come_back(self):
        done = told("loire", structure_parente="Association du Babet")
        told("rhone", structure_parente="Ville de Saint-Étienne")
        merged = join(choices={"organisation_id": ABSORBED, "parent_name": ABSORBED})
        Organisation.objects.filter(name="Association du Babet").delete()
        assert part(merged) == []
        assert record("loire").organisation is None
        with pytest.raises(Refused):
            part(merged)
        undo(done)
