"""Stickers stand on their sheet, none over another, in the order they are peeled off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.sharing.rules.labels import A4, SHEETS, pages_of


@pytest.mark.parametrize("name", SHEETS)
def test_stickers_fill_a_sheet_without_meeting(name):
    sheet = SHEETS[name]
    assert sheet.count == int(name)
    corners = [sheet.corner(rank) for rank in range(sheet.count)]
    for x, y in corners:
        assert x >= 0
        assert y >= 0
        assert x + sheet.width <= A4[0] + 0.01
        assert y + sheet.height <= A4[1] + 0.01
    for one, (x, y) in enumerate(corners):
        for a, b in corners[one + 1 :]:
            assert abs(a - x) >= sheet.width - 0.01 or abs(b - y) >= sheet.height - 0.01
    # The same paper is left on both sides, as the makers of sheets leave it.
    right = A4[0] - (corners[-1][0] + sheet.width)
    assert abs(right - sheet.left) < 0.1


@given(st.integers(0, 200), st.data(), st.sampled_from(sorted(SHEETS)))
def test_every_sticker_is_printed_once_from_the_nth_on(count, data, name):
    sheet = SHEETS[name]
    start = data.draw(st.integers(1, sheet.count))
    pages = list(pages_of(count, start, sheet))
    slots = [slot for page in pages for slot in page]
    assert [slot for slot in slots if slot is not None] == list(range(count))
    assert slots[: start - 1] == [None] * (start - 1)
    assert all(len(page) == sheet.count for page in pages[:-1])


@pytest.mark.parametrize("start", [0, -1, 25])
def test_a_sticker_that_the_sheet_has_not_is_refused(start):
    with pytest.raises(ValueError, match="1 to 24"):
        list(pages_of(1, start, SHEETS["24"]))
