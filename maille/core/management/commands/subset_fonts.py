"""`maille subset_fonts`: make the two web fonts again from the package that carries Atkinson Hyperlegible."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
from django.core.management.base import BaseCommand, CommandError

ORIGINALS = Path(fontpkg_atkinson_hyperlegible.__file__).parent
FONTS = Path(__file__).resolve().parents[2] / "static" / "core" / "fonts"
WEIGHTS = ("Regular", "Bold")
NARROW_NO_BREAK_SPACE = 0x202F
# Latin, the accents of our neighbours' names, and the signs of French typography.
CHARACTERS = frozenset(
    [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "ŒœŸȘșȚț‘’‚“”„–—…•€−™"), NARROW_NO_BREAK_SPACE]
)


class Command(BaseCommand):
    help = "Make the subset web fonts again (needs the development packages)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from fontTools import subset  # noqa: F401 - a development package, absent in production
        except ImportError as error:
            raise CommandError(
                "fonttools manque\u00a0: installez les outils de développement (uv sync), puis recommencez."
            ) from error
        FONTS.mkdir(exist_ok=True)
        shutil.copyfile(ORIGINALS / "LICENSE", FONTS / "LICENSE-OFL.txt")
        for weight in WEIGHTS:
            target = FONTS / f"atkinson-{weight.lower()}.woff2"
            target.write_bytes(subset_font(ORIGINALS / "files" / f"AtkinsonHyperlegible-{weight}.ttf"))
            self.stdout.write(f"{target.name}\u00a0: {target.stat().st_size} octets")


def subset_font(original: Path) -> bytes:
    """Return the font as WOFF2 with our characters and its kerning, without hints (screens smooth type themselves)."""
    from fontTools import subset

    options = subset.Options(hinting=False, layout_features=["kern", "ccmp", "locl", "mark"], notdef_outline=True)
    options.drop_tables += ["DSIG"]
    out = BytesIO()
    with subset.load_font(str(original), options) as font:
        add_narrow_space(font)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.recalcTimestamp = False  # the same input gives the same bytes
        font.save(out)
    return out.getvalue()


def add_narrow_space(font: Any) -> None:
    """Give the font the narrow no-break space of French before ; : ! ?, which it lacks: half a space wide."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    name = "uni202F"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = Glyph()
    advance, _bearing = font["hmtx"]["space"]
    font["hmtx"][name] = (advance // 2, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[NARROW_NO_BREAK_SPACE] = name
