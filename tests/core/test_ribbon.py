"""Ribbons tell places apart for every eye, and a network never gives one twice."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.core.ribbon import EDGES, HUES, ORDERS, PLAIN, RHYTHMS, WIDTH, Ribbon, assign, ribbon_for, stripes, svg

Colour = tuple[float, float, float]
Eye = tuple[Colour, Colour, Colour]

# How dichromats see linear RGB: Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
# color vision deficiency" (2009), severity 1.0.
EYES: dict[str, Eye] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Ribbons given once and printed on paper: a change here would repaint every place.
REMEMBERED = {"Coop-numérique_1": Ribbon(9, 5), "zoomacom": Ribbon(10, 0)}
ALL_PLAIN = [Ribbon(rhythm, hues) for rhythm in range(RHYTHMS) for hues in range(len(HUES))]
# In L* (0 black to 100 white): a step one sees between two neighbouring patches is about 2.3.
CLEAR_SOMEWHERE = 6.5
CLEAR_ON_AVERAGE = 1.5


def linear(colour: str) -> Colour:
    """Linear RGB of `#rrggbb` (IEC 61966-2-1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def lightness(colour: str, eye: Eye = EYES["usual"]) -> float:
    """CIELAB L* of a colour in grey, as that eye sees it."""
    rgb = linear(colour)
    seen = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in eye]
    luminance = 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def grey_signal(ribbon: Ribbon, seen: dict[str, float]) -> list[float]:
    signal = [0.0] * WIDTH
    for x, width, colour in stripes(ribbon):
        signal[x : x + width] = [seen[colour]] * width
    return signal


def closest_pair(eye: Eye) -> tuple[float, float]:
    """Smallest greatest difference, and smallest mean difference, over all pairs of the 144."""
    seen = {colour: lightness(colour, eye) for pair in HUES for colour in pair}
    signals = [grey_signal(ribbon, seen) for ribbon in ALL_PLAIN]
    gaps = [[abs(a - b) for a, b in zip(one, two, strict=True)] for one, two in combinations(signals, 2)]
    return min(max(gap) for gap in gaps), min(sum(gap) / WIDTH for gap in gaps)


class TestEveryEye:
    @pytest.mark.parametrize("eye", EYES)
    def test_tells_any_two_plain_ribbons_apart_by_lightness_alone(self, eye: str) -> None:
        somewhere, on_average = closest_pair(EYES[eye])
        assert somewhere >= CLEAR_SOMEWHERE
        assert on_average >= CLEAR_ON_AVERAGE

    @pytest.mark.parametrize("eye", EYES)
    def test_sees_the_two_threads_of_each_pair(self, eye: str) -> None:
        for dark, light in HUES:
            assert lightness(light, EYES[eye]) - lightness(dark, EYES[eye]) >= 25

    def test_measure_knows_black_white_and_middle_grey(self) -> None:
        assert lightness("#000000") == pytest.approx(0)
        assert lightness("#ffffff") == pytest.approx(100)
        assert lightness("#777777") == pytest.approx(50, abs=0.2)


class TestRibbon:
    @pytest.mark.parametrize("wrong", [(12, 0, 0), (0, 12, 0), (0, 0, 4), (-1, 0, 0), (0, 0, -1)])
    def test_refuses_what_does_not_exist(self, wrong: tuple[int, int, int]) -> None:
        with pytest.raises(ValueError, match="no such ribbon"):
            Ribbon(*wrong)

    def test_is_the_same_for_the_same_place_for_ever(self) -> None:
        assert {key: ribbon_for(key) for key in REMEMBERED} == REMEMBERED

    def test_orders_are_symmetrical_and_fill_the_width(self) -> None:
        for order in ORDERS:
            assert order == order[::-1]
            assert sum(order) == WIDTH
            assert order[0] >= 2 * (EDGES - 1), "the outer stripe holds three threads and the spaces between"

    def test_drawings_are_all_different(self) -> None:
        drawn = {
            tuple(stripes(Ribbon(r, h, e))) for r in range(RHYTHMS) for h in range(len(HUES)) for e in range(EDGES)
        }
        assert len(drawn) == PLAIN * EDGES == 576


class TestAssign:
    def test_gives_each_place_its_preferred_ribbon_when_it_is_free(self) -> None:
        assert assign(["a"], {}) == {"a": ribbon_for("a")}

    def test_gives_the_next_free_one_when_it_is_not(self) -> None:
        given_ = assign(["a"], {"other": ribbon_for("a")})["a"]
        assert given_ != ribbon_for("a")
        assert given_.edge == 0

    def test_thirteen_places_wear_twelve_colours_and_twelve_rhythms(self) -> None:
        given_ = assign([f"lieu-{n}" for n in range(13)], {}).values()
        assert len({ribbon.hues for ribbon in given_}) == 12
        assert len({ribbon.rhythm for ribbon in given_}) == 12

    def test_never_moves_a_place_that_has_one(self) -> None:
        worn = Ribbon(3, 3, 2)
        assert assign(["b", "a"], {"a": worn})["a"] == worn

    def test_keeps_bare_selvedges_until_the_144_are_given(self) -> None:
        given_ = assign([f"lieu-{n}" for n in range(PLAIN + 1)], {})
        assert [r.edge for r in given_.values()].count(0) == PLAIN

    def test_gives_576_then_says_what_to_do(self) -> None:
        given_ = assign([f"lieu-{n}" for n in range(PLAIN * EDGES)], {})
        assert len(set(given_.values())) == PLAIN * EDGES
        with pytest.raises(ValueError, match="retirez-en un"):
            assign(["un de trop"], given_)

    @given(st.lists(st.text(), max_size=40), st.dictionaries(st.text(), st.sampled_from(ALL_PLAIN), max_size=20))
    def test_never_gives_one_ribbon_twice(self, keys: list[str], wanted: dict[str, Ribbon]) -> None:
        taken = {key: ribbon for ribbon, key in {ribbon: key for key, ribbon in wanted.items()}.items()}
        after = {**taken, **assign(keys, taken)}
        assert set(keys) <= set(after)
        assert len(set(after.values())) == len(after)
        assert after == {**after, **taken}


class TestSvg:
    @pytest.mark.parametrize("edge", range(EDGES))
    def test_draws_every_stripe_without_style(self, edge: int) -> None:
        ribbon = Ribbon(4, 2, edge)
        drawing, painted = svg(ribbon, width=60, height=20), stripes(ribbon)
        (ground, _), (thread, lines) = re.findall(r'<path fill="(#[0-9a-f]{6})" d="([^"]+)"/>', drawing)
        assert (ground, thread) == (painted[0].colour, painted[1].colour)
        assert re.findall(r"M(\d+) 0h(\d+)v1", lines) == [
            (str(stripe.x), str(stripe.width)) for stripe in painted if stripe.colour == thread
        ]
        assert "style" not in drawing

    def test_lays_no_thread_where_the_ground_shows(self) -> None:
        for ribbon in ALL_PLAIN:
            painted = stripes(ribbon)
            assert painted[0].colour == painted[-1].colour
            assert painted[0].x == 0
            assert painted[-1].x + painted[-1].width == WIDTH

    def test_takes_the_size_asked_for(self) -> None:
        assert ' width="120" height="36" ' in svg(Ribbon(0, 0), width=120, height=36)
