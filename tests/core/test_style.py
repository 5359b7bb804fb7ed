"""One sheet, two fonts, one sprite: readable in both themes, for every text, and light."""

import gzip
import re
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from fontTools.ttLib import TTFont

import maille
from maille.core.management.commands import subset_fonts
from maille.core.templatetags.ui import ICONS
from tests.core.screens import Elements, draw

PACKAGE = Path(maille.__file__).parent
CSS = (PACKAGE / "core/static/core/css/maille.css").read_text(encoding="utf-8")
SPRITE = (PACKAGE / "core/static/core/icons.svg").read_text(encoding="utf-8")
FONTS = sorted((PACKAGE / "core/static/core/fonts").glob("*.woff2"))


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): ([^;]+);", block))


def theme_blocks() -> dict[str, dict[str, str]]:
    light = re.search(r':root,\s*\[data-theme="light"\] \{(.*?)\}', CSS, re.S)
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', CSS, re.S)
    asked = re.search(r'@media screen \{\s*\[data-theme="dark"\] \{(.*?)\}', CSS, re.S)
    assert light
    assert system
    assert asked
    return {"light": tokens(light[1]), "dark": tokens(system[1]), "dark, asked for": tokens(asked[1])}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours `#rrggbb` (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


INKS = {"ink", "ink-soft", "brand", "brand-strong", "accent", "ok", "warn", "bad", "info"}
GROUNDS = {"paper", "card", "tint"}
# Laid under the words of their own pair, or under no word at all.
FILLS = {"brand", "brand-strong", "bad", "sun", "selvedge", "info", "white"}
PAIRS = [(ink, ground) for ink in sorted(INKS) for ground in sorted(GROUNDS)] + [
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-bad", "bad"),
    ("on-sun", "sun"),
]


class TestColours:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
    def test_text_is_readable(self, theme: str, pair: tuple[str, str]) -> None:
        values = theme_blocks()[theme]
        assert contrast(values[pair[0]], values[pair[1]]) >= 4.5

    def test_the_sheet_uses_no_other_pair(self) -> None:
        rules = CSS[CSS.index("@layer elements {") : CSS.index("@layer print {")]
        written = set(re.findall(r"(?<![\w-])color: ([^;]+);", rules)) - {"inherit"}
        laid = set(re.findall(r"background: ([^;]+);", rules)) - {"none"}
        allowed_inks = {f"var(--{ink})" for ink in INKS | {"on-brand", "on-bad", "on-sun"}}
        tones = {"var(--tone, var(--info))", "var(--tone, var(--ink-soft))"}
        assert written <= allowed_inks | tones
        assert laid <= {f"var(--{ground})" for ground in GROUNDS | FILLS}
        assert not re.search(r"#[0-9a-f]{3,8}\b", rules), "a colour is a token"

    def test_the_two_dark_lists_are_one(self) -> None:
        blocks = theme_blocks()
        assert blocks["dark"] == blocks["dark, asked for"]
        assert blocks["dark"].keys() == blocks["light"].keys()

    def test_every_token_used_exists(self) -> None:
        declared = set(re.findall(r"(--[\w-]+):", CSS))
        assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= declared


class TestSheet:
    def test_is_light(self) -> None:
        assert len(gzip.compress(CSS.encode())) <= 14_000

    def test_reads_right_to_left_too(self) -> None:
        sided = re.findall(r"(?:margin|padding|border|inset)?-?(?:left|right|top|bottom)\b[^;{]*:", CSS)
        assert not sided
        assert not re.search(r"(?<![\w-])(?:width|height|left|right|top|bottom):", CSS)

    def test_keeps_the_focus_in_sight_and_the_fingers_at_ease(self) -> None:
        assert re.search(r":focus-visible \{\s*outline: 3px solid var\(--brand\)", CSS)
        assert theme_free_token("touch") == "2.75rem", "44 px for a text of 16"
        assert "gradient" not in CSS


def theme_free_token(name: str) -> str:
    found = re.search(rf"--{name}: ([^;]+);", CSS)
    assert found
    return found[1]


class TestIcons:
    def test_sprite_holds_each_icon_once(self) -> None:
        drawn = re.findall(r'<symbol id="([^"]+)"', SPRITE)
        assert sorted(drawn) == sorted(ICONS)

    def test_sprite_is_the_mark_when_shown_as_a_picture(self) -> None:
        assert '<use href="#mark"' in SPRITE
        assert "style" not in SPRITE

    def test_refuses_an_icon_that_does_not_exist(self) -> None:
        with pytest.raises(ValueError, match="no icon called"):
            draw('{% icon "unicorn" %}')

    def test_is_silent_unless_it_has_a_label(self) -> None:
        assert 'aria-hidden="true"' in draw('{% icon "pin" %}')
        (drawing,) = Elements(draw('{% icon "pin" label="Plan" %}')).of("svg")
        assert (drawing["role"], drawing["aria-label"]) == ("img", "Plan")
        assert "aria-hidden" not in drawing


class TestFonts:
    def test_are_two_and_small(self) -> None:
        assert [font.name for font in FONTS] == ["atkinson-bold.woff2", "atkinson-regular.woff2"]
        assert all(font.stat().st_size <= 16_000 for font in FONTS)
        assert (FONTS[0].parent / "LICENSE-OFL.txt").read_text().startswith("Copyright 2020 Braille Institute")

    @pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
    def test_write_every_french_text_of_the_screens(self, font: Path) -> None:
        texts = [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("locale/**/*.po")]
        with TTFont(font) as opened:
            drawn = set(opened.getBestCmap())
        used = set("".join(text.read_text(encoding="utf-8") for text in texts)) - {"\n"}
        alphabet = set("aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz’«»–—…€°²\u00a0\u202f")
        wanted = used | alphabet | {letter.upper() for letter in alphabet}
        assert not {letter for letter in wanted if ord(letter) not in drawn}

    def test_are_what_the_command_makes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subset_fonts, "FONTS", tmp_path)
        call_command("subset_fonts", stdout=StringIO())
        for font in FONTS:
            with TTFont(tmp_path / font.name) as made, TTFont(font) as kept:
                assert made.getBestCmap() == kept.getBestCmap()
                assert made["hmtx"].metrics == kept["hmtx"].metrics

    def test_command_says_what_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "fontTools", None)
        with pytest.raises(CommandError, match="uv sync"):
            call_command("subset_fonts")
