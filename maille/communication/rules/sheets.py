"""How a poster is printed: its size, its variant, who prints it, and the place where it will hang."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from maille.core.ribbon import Ribbon

from .posters import Words

SIZES: Mapping[str, tuple[float, float]] = {
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "a5x2": (148.5, 210),
    "social": (270, 337.5),
}
"""Width and height of a poster in millimetres; `a5x2` is two of them on one A4, `social` a picture of 1080 × 1350."""
VARIANTS = ("couleur", "eco", "gros")
OFFICE, PRINT_SHOP = "bureau", "imprimeur"
PROFILES = (OFFICE, PRINT_SHOP)
OFFICE_ONLY = ("a5x2", "social")
KINDS = ("pdf", "png", "svg", "txt")
BLEED, SAFE = 3.0, 6.0  # mm: what a print shop cuts off, what an office printer leaves white
# Points: running words, the foot, a tab; nobody reads smaller ones. Large print asks for sixteen.
LEAST: Mapping[str, tuple[float, float, float]] = {
    "couleur": (9.0, 6.0, 6.0), "eco": (9.0, 6.0, 6.0), "gros": (16.0, 9.0, 8.0),
}  # fmt: skip
LEAST_SLOGAN: Mapping[str, float] = {"couleur": 30.0, "eco": 30.0, "gros": 40.0}  # points, on an A4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One way to print: codes of SIZES, VARIANTS and PROFILES."""

    format: str = "a3"
    variant: str = "couleur"
    profile: str = OFFICE

    @property
    def is_possible(self) -> bool:
        """Two on a sheet, or a picture for a screen, have no bleed to cut."""
        return not (self.format in OFFICE_ONLY and self.profile == PRINT_SHOP)

    @property
    def is_framed(self) -> bool:
        """Tell whether the white border of an office printer is left on purpose, the same on all sides."""
        return self.profile == OFFICE and self.format != "social"


@dataclass(frozen=True, slots=True)
class Here:
    """The place where a poster hangs: its name, address, telephone and ribbon."""

    name: str
    address: str
    phone: str = ""
    ribbon: Ribbon | None = None


@dataclass(frozen=True, slots=True)
class Drawable:
    """A poster ready to draw: its words, the whole address its code leads to, its mark in tiny type, its place."""

    words: Words
    url: str = ""
    mark: str = ""
    place: Here | None = None
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def hung(self, place: Here) -> "Drawable":
        """The same, for the wall of a place."""
        return replace(self, place=place)
