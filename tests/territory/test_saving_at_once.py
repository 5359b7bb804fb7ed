"""Two people write the same place: each only what they changed."""

from typing import Any

import pytest

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.directory.models import PlaceWord
from maille.territory.actions import places as saving
from maille.territory.actions import save_places
from maille.territory.models import Place
from tests.racing import at_once, errors, meeting, without_locks
from tests.territory.factories import CommuneFactory, PlaceFactory

__all__ = ["without_locks"]


def saved(**fields: Any) -> Place:
    place = PlaceFactory.build(commune=CommuneFactory(), slug="", **fields)
    save_places([place], by=None)
    return place


def words() -> set[str]:
    return set(PlaceWord.objects.values_list("word__text", flat=True))


@pytest.mark.django_db
class TestOneAfterTheOther:
    def test_each_keeps_what_the_other_wrote(self) -> None:
        saved(name="Babet", phone="+33477000000")
        mine, theirs = Place.objects.get(), Place.objects.get()
        theirs.name = "Colibri"
        save_places([theirs], by=None)
        mine.phone = "+33477000001"
        save_places([mine], by=None)
        now = Place.objects.get()
        assert (now.name, now.phone) == ("Colibri", "+33477000001")
        assert mine.name == "Colibri"
        assert "colibri" in words()
        assert "babet" not in words()

    def test_the_last_one_wins_on_one_and_the_same_field(self) -> None:
        saved(phone="+33477000000")
        mine, theirs = Place.objects.get(), Place.objects.get()
        theirs.phone, mine.phone = "+33477000001", "+33477000002"
        save_places([theirs], by=None)
        save_places([mine], by=None)
        assert Place.objects.get().phone == "+33477000002"
        entry = Entry.objects.order_by("pk").last()
        assert entry is not None
        assert (entry.before, entry.after) == ({"phone": "+33477000001"}, {"phone": "+33477000002"})

    def test_who_said_each_field_is_kept_field_by_field(self) -> None:
        saved(origins={"name": ["a", "2026-01-01"], "phone": ["a", "2026-01-01"]})
        mine, theirs = Place.objects.get(), Place.objects.get()
        theirs.origins["phone"] = ["", "2026-11-24"]
        save_places([theirs], by=None)
        mine.origins["hours"] = ["b", "2026-11-24"]
        del mine.origins["name"]
        save_places([mine], by=None)
        assert Place.objects.get().origins == {"phone": ["", "2026-11-24"], "hours": ["b", "2026-11-24"]}

    def test_what_is_changed_back_and_forth_is_written_each_time(self) -> None:
        place = saved(phone="")
        for phone in ("+33477000001", "", "+33477000001"):
            place.phone = phone
            save_places([place], by=None)
            assert Place.objects.get().phone == phone

    def test_a_place_read_again_is_compared_with_what_was_read_last(self) -> None:
        place = saved(name="Babet", phone="")
        Place.objects.update(phone="+33477000001")
        place.refresh_from_db()
        place.name = "Colibri"
        Place.objects.update(phone="+33477000002")
        save_places([place], by=None)
        assert Place.objects.get().phone == "+33477000002"

    def test_saving_what_did_not_change_leaves_no_line_in_the_journal(self) -> None:
        place = saved(services=["a"])
        place.services = ["a"]  # type: ignore[assignment]  # as a form gives it
        save_places([place], by=None)
        assert [entry.action for entry in Entry.objects.all()] == ["territory.place_created"]

    def test_a_place_that_is_gone_is_refused(self) -> None:
        place = saved(name="Babet")
        Place.objects.all().delete()
        with pytest.raises(Refused, match="Babet"):
            save_places([place], by=None)


def two_people_save(**how: bool) -> None:
    """Each writes another field, when both have read the place."""
    saved(name="Babet", address="1 rue Verte")
    one, other = Place.objects.get(), Place.objects.get()
    one.name, other.address = "Colibri", "2 rue Rouge"
    with meeting(saving, "_hold", among=2, **how):
        assert not errors(at_once([lambda: save_places([one], by=None), lambda: save_places([other], by=None)]))
    now = Place.objects.get()
    assert (now.name, now.address) == ("Colibri", "2 rue Rouge")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestAtTheSameInstant:
    def test_both_are_written_and_found(self) -> None:
        two_people_save()
        assert {"colibri", "rouge"} <= words()

    @pytest.mark.usefixtures("without_locks")
    def test_without_the_lock_the_words_of_one_are_lost(self) -> None:
        two_people_save(surely=True)
        assert not {"colibri", "rouge"} <= words()
