"""Rooms within rooms: a hall, its two halves, a booth in one of them, a kitchen beside."""

import pytest

from maille.core.refusals import Refused
from maille.territory.actions import add_room
from maille.territory.rooms import meeting, parts_of, rooms_of, smallest_parts
from tests.territory.factories import PlaceFactory

HALL, LEFT, RIGHT, BOOTH, KITCHEN = range(1, 6)
PART_OF = {HALL: None, LEFT: HALL, RIGHT: HALL, BOOTH: RIGHT, KITCHEN: None}


@pytest.mark.parametrize(
    ("room", "parts", "smallest", "met"),
    [
        (HALL, {HALL, LEFT, RIGHT, BOOTH}, {LEFT, BOOTH}, {HALL, LEFT, RIGHT, BOOTH}),
        (LEFT, {LEFT}, {LEFT}, {LEFT, HALL}),
        (RIGHT, {RIGHT, BOOTH}, {BOOTH}, {HALL, RIGHT, BOOTH}),
        (BOOTH, {BOOTH}, {BOOTH}, {BOOTH, RIGHT, HALL}),
        (KITCHEN, {KITCHEN}, {KITCHEN}, {KITCHEN}),
    ],
)
def test_what_taking_one_takes(room, parts, smallest, met):
    assert parts_of(room, PART_OF) == parts
    assert smallest_parts(room, PART_OF) == smallest
    assert meeting(room, PART_OF) == met


def test_two_rooms_meet_when_they_share_a_smallest_part_and_only_then():
    for one in PART_OF:
        for other in PART_OF:
            shared = smallest_parts(one, PART_OF) & smallest_parts(other, PART_OF)
            assert (other in meeting(one, PART_OF)) == bool(shared)


@pytest.mark.django_db
def test_a_part_is_of_a_room_of_the_same_place():
    place = PlaceFactory()
    hall = add_room(place=place, name="Grande salle", seats=60, by=None)
    half = add_room(place=place, name="Moitié côté cour", seats=30, part_of=hall, by=None)
    assert rooms_of(place.pk) == {hall.pk: None, half.pk: hall.pk}
    with pytest.raises(Refused, match="de ce lieu"):
        add_room(place=PlaceFactory(), name="Moitié", seats=10, part_of=hall, by=None)
