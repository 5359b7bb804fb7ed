"""Colours that are read: the contrast of WCAG 2, and which ink to lay on a ground."""

BLACK, WHITE = "#000000", "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", from 0 (black) to 1 (white): WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white); text asks for 4.5."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(ground: str) -> str:
    """Black or white, whichever is read best: never under 4.5."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))
