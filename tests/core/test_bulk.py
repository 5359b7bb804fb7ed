"""Writing many rows at once."""

import datetime as dt
import gc
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from maille.core.bulk import (
    gathering,
    insert_few,
    insert_missing,
    insert_objects,
    insert_rows,
    insert_unless_taken,
    long_write,
    rows_among,
    update_rows,
    update_where,
)
from maille.core.models import Entry
from maille.directory.models import Word
from maille.messaging.models import Message
from maille.people.models import Resident
from maille.territory.models import Commune, Place
from maille.workshops import actions
from maille.workshops.models import Registration, Seat
from tests.territory.factories import CommuneFactory, PlaceFactory
from tests.workshops.factories import NOW, ResidentFactory, SessionFactory, applicant

pytestmark = pytest.mark.django_db


class TestInsertObjects:
    def test_writes_what_bulk_create_writes(self) -> None:
        values = {
            "commune": CommuneFactory(),
            "name": "L’Arlequin — “œuvre” 🧵\t\\ \n fin",
            "slug": "",
            "services": ["b", "a"],
            "origins": {"phone": ["hinaura", "2022-10-04"]},
            "verified_on": dt.date(2026, 11, 24),
            "latitude": None,
            "longitude": None,
        }
        ours, theirs = (PlaceFactory.build(**values | {"slug": slug}) for slug in ("ours", "theirs"))
        insert_objects([ours])
        Place.objects.bulk_create([theirs])
        left_out = {"id", "public_id", "slug"}
        columns = [field.column for field in Place._meta.concrete_fields if field.name not in left_out]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM territory_place ORDER BY id")  # noqa: S608
            one, other = cursor.fetchall()
        assert one == other

    def test_gives_each_object_the_key_of_its_row(self) -> None:
        commune = CommuneFactory()
        before = PlaceFactory(commune=commune)
        places = PlaceFactory.build_batch(3, commune=commune)
        insert_objects(places)
        after = PlaceFactory(commune=commune)
        assert {place.pk: place.name for place in [before, *places, after]} == dict(
            Place.objects.values_list("pk", "name")
        )
        assert not any(place._state.adding for place in places)

    def test_nothing_is_nothing(self) -> None:
        insert_objects([])
        assert not Entry.objects.exists()

    def test_what_the_database_refuses_is_an_error_like_any_other(self) -> None:
        place = PlaceFactory()
        twin = PlaceFactory.build(commune=place.commune, slug=place.slug)
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_objects([twin])


class TestInsertFew:
    def test_writes_what_saving_writes(self) -> None:
        values = {
            "channel": "email", "recipient": "é@example.org", "body": "« Œuvre » 🧵\t\\ \n %s {} fin",
            "attachments": [{"name": "a", "text": "é\r\n"}], "send_at": NOW, "try_at": NOW,
            "planned_at": NOW, "offset": -5,
        }  # fmt: skip
        ours, theirs = (Message(**values | {"key": key}) for key in ("ours", "theirs"))
        insert_few([ours])
        theirs.save()
        columns = [f'"{field.column}"' for field in Message._meta.concrete_fields if field.name not in {"id", "key"}]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM messaging_message ORDER BY id")  # noqa: S608
            one, other = cursor.fetchall()
        assert one == other

    def test_gives_each_object_the_key_of_its_row(self) -> None:
        entries = [
            Entry(at=NOW, action="core.tested", object_type="core.thing", object_id=str(number), after={"is": number})
            for number in range(5)
        ]
        insert_few(entries)
        assert {entry.pk: entry.object_id for entry in entries} == dict(Entry.objects.values_list("pk", "object_id"))
        assert not any(entry._state.adding for entry in entries)
        assert Entry.objects.get(pk=entries[3].pk).after == {"is": 3}

    def test_nothing_is_nothing(self) -> None:
        insert_few([])
        assert not Entry.objects.exists()

    def test_what_the_database_refuses_is_an_error_like_any_other(self) -> None:
        session = SessionFactory()
        registration = actions.register(target=session, applicant=applicant(), source="public", by=None, at=NOW)
        twin = Seat(session=session, registration=registration, number=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_few([twin])


class TestGathering:
    def entries(self, *numbers: int) -> list[Entry]:
        return [
            Entry(at=NOW, action="core.tested", object_type="core.thing", object_id=str(number)) for number in numbers
        ]

    def messages(self, *keys: str) -> list[Message]:
        fields = {"channel": "email", "recipient": "a@example.org", "body": "%s {} %", "language": "fr"}
        return [Message(**fields, key=key, send_at=NOW, try_at=NOW, planned_at=NOW) for key in keys]

    def test_what_is_given_meanwhile_is_there_at_its_end_each_with_its_key(self) -> None:
        first, messages, last = self.entries(1, 2, 3), self.messages("a", "b"), self.entries(4)
        with CaptureQueriesContext(connection) as asked, gathering():
            for objects in (first, messages, last):
                insert_few(objects)
            insert_few([])
        assert len(asked) == (1 if connection.vendor == "postgresql" else 3)
        rows = dict(Entry.objects.values_list("pk", "object_id"))
        assert {entry.pk: entry.object_id for entry in [*first, *last]} == rows
        assert {one.pk: one.key for one in messages} == dict(Message.objects.values_list("pk", "key"))
        assert not any(one._state.adding for one in [*first, *messages, *last])
        assert Message.objects.get(key="b").body == "%s {} %"

    def test_nothing_is_nothing(self) -> None:
        with CaptureQueriesContext(connection) as asked, gathering():
            pass
        assert len(asked) == 0

    def test_one_within_another_ends_with_it(self) -> None:
        with gathering():
            with gathering():
                insert_few(self.entries(1))
            insert_few(self.entries(2))
        assert sorted(Entry.objects.values_list("object_id", flat=True)) == ["1", "2"]

    def test_of_what_went_wrong_nothing_is_added_then_nor_later(self) -> None:
        with suppress(LookupError), transaction.atomic(), gathering():
            insert_few(self.entries(1))
            raise LookupError
        insert_few(self.entries(2))
        assert list(Entry.objects.values_list("object_id", flat=True)) == ["2"]

    def test_what_the_database_refuses_is_an_error_like_any_other_and_nothing_is_added(self) -> None:
        insert_few(self.messages("a"))

        @transaction.atomic
        def add() -> None:
            with gathering():
                insert_few(self.entries(1))
                insert_few(self.messages("b", "a"))

        with pytest.raises(IntegrityError):
            add()
        assert (Entry.objects.count(), Message.objects.count()) == (0, 1)


class TestInsertUnlessTaken:
    def test_adds_it_or_says_that_it_is_taken_and_breaks_nothing(self) -> None:
        session = SessionFactory()
        first = actions.register(target=session, applicant=applicant(), source="public", by=None, at=NOW)
        fields = {"session": session, "resident": first.resident, "state": "cancelled", "person_key": "x"}
        fields |= {"created_at": NOW, "queued_at": NOW, "source": "public"}
        with transaction.atomic():
            assert not insert_unless_taken(Registration(code=first.code, **fields), "code")
            other = Registration(code="KX47PM", **fields)
            assert insert_unless_taken(other, "code")
        assert set(Registration.objects.values_list("pk", "code")) == {(first.pk, first.code), (other.pk, "KX47PM")}

    def test_another_refusal_is_an_error(self) -> None:
        session = SessionFactory()
        first = actions.register(target=session, applicant=applicant(), source="public", by=None, at=NOW)
        twin = Registration(session=session, resident=first.resident, state="seated", person_key=first.person_key,
                            created_at=NOW, queued_at=NOW, source="public")  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_unless_taken(twin, "code")
        assert not insert_unless_taken(twin), "without a column, any constraint"
        assert Registration.objects.count() == 1


def test_plain_rows_are_read_as_they_were_given() -> None:
    insert_rows(Commune, ["code", "name", "search_name", "departement", "population", "is_current"],
                [("01001", "L’Abergement", "abergement", "01", 1, True)])  # fmt: skip
    assert str(Commune.objects.get(pk="01001")) == "L’Abergement"


def test_an_update_writes_the_fields_named_and_no_other() -> None:
    place = PlaceFactory(phone="+33477000000", services=["a"])
    place.phone, place.services, place.name = "+33477000001", ["b"], "Autre"
    update_rows(Place, ["services", "phone"], [place])
    now = Place.objects.get()
    assert (now.phone, now.services) == ("+33477000001", ("b",))
    assert now.name != "Autre"


def test_rows_that_hold_these_values_are_written_and_counted() -> None:
    one, other, third = (ResidentFactory(name=name, needs="Une rampe") for name in ("Anna", "Bill", "Carl"))
    later = NOW + dt.timedelta(microseconds=1)
    where = {"id": (one.pk, other.pk), "created_at": one.created_at, "name": ("Anna", "x' OR '1'='1")}
    assert update_where(Resident, {"needs": "Rien", "seen_at": later}, where) == 1
    assert update_where(Resident, {"needs": "Rien"}, {"id": third.pk, "seen_at": later}) == 0
    held = Resident.objects.order_by("pk").values_list("needs", "seen_at")
    assert list(held) == [("Rien", later), ("Une rampe", other.seen_at), ("Une rampe", third.seen_at)]


def test_rows_are_found_among_texts_however_many() -> None:
    places = [PlaceFactory(slug=f"l-{rank}", name=f"«\u00a0{rank}\u00a0»") for rank in range(3)]
    found = rows_among(
        Place, "slug", ["l-0", "l-2", "'); --", *(f"no-{rank}" for rank in range(3_000))], ["slug", "name"]
    )
    assert sorted(found) == [("l-0", places[0].name), ("l-2", places[2].name)]
    assert rows_among(Place, "slug", [], ["slug"]) == []


def test_only_texts_that_are_missing_are_added() -> None:
    Word.objects.create(text="atelier")
    made = insert_missing(Word, "text", ["atelier", "œuvre", "l'éclat"])
    assert made == dict(Word.objects.exclude(text="atelier").values_list("text", "pk"))
    assert insert_missing(Word, "text", []) == {}
    assert sorted(Word.objects.values_list("text", flat=True)) == ["atelier", "l'éclat", "œuvre"]


def test_a_long_write_gives_the_collector_its_habits_back() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="halfway"):
        _stopped_halfway()
    assert gc.get_threshold() == usual


@long_write()
def _stopped_halfway() -> None:
    assert gc.get_threshold()[0] == 50_000
    raise ValueError("halfway")
