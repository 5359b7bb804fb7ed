"""A poster made: PDF/UA-1 (with its bleed for a print shop), SVG, PNG, plain text; and what does not fit its sheet."""

from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.communication.rules import colours
from maille.communication.rules import posters as rules
from maille.communication.rules.poster_phrases import SAYS
from maille.communication.rules.sheets import BLEED, LEAST, LEAST_SLOGAN, PRINT_SHOP, SAFE, SIZES, Drawable, Here, Sheet
from maille.core import documents
from maille.core.documents.boxes import with_bleed_box
from maille.core.documents.reading import read_codes
from maille.core.ribbon import stripes

Kind = Literal["pdf", "png", "svg"]

SCREEN, PRINT = 1080 / 270 * 25.4, 300.0  # dots an inch: a picture of 1080 points across, a print
READ_DPI = {"a3": 72.0, "social": 72.0}  # enough for a code of 26 mm or more; smaller sheets are drawn finer
LAYOUTS = {rules.CAMPAIGN: "campagne", rules.WEEK: "semaine", rules.TABS: "languettes"}
SHORT = 40  # what a tab to tear off holds of the slogan


def draw(poster: Drawable, sheet: Sheet, kind: Kind = "pdf", *, ppi: float | None = None) -> bytes:
    """Make the poster on that sheet; DocumentError when it cannot be made at all."""
    dots = ppi or (SCREEN if sheet.format == "social" else PRINT)
    made = documents.compile(_layout(poster), _data(poster, sheet), format=kind, ppi=dots, at=poster.at)
    return with_bleed_box(made) if kind == "pdf" and sheet.profile == PRINT_SHOP else made


def faults_on(poster: Drawable, sheet: Sheet) -> list[rules.Fault]:
    """What does not fit on that sheet, field by field; then whether its code is read back from the drawing."""
    if not sheet.is_possible:
        return [rules.Fault("profil", SAYS("office_only"))]
    found: dict[str, rules.Fault] = {}
    for one in documents.noted(_layout(poster), _data(poster, sheet), "too-long"):
        found.setdefault(one["field"], rules.too_long(one["field"], one["times"], one["line"]))
    if poster.url and poster.url not in read_codes(draw(poster, sheet, "png", ppi=READ_DPI.get(sheet.format, 120.0))):
        found["code"] = rules.Fault("code", SAYS("no_code"))
    if sheet.variant == "eco":
        found["law"] = rules.Fault("variante", SAYS("law"), is_refusal=False)
    return list(found.values())


def as_text(poster: Drawable) -> str:
    """The same words without any layout, one text a line."""
    words, here = poster.words, poster.place
    said = [row for name in rules.ASKED[words.template] for row in _rows(words, name)]
    local = [here.name, here.address, here.phone] if here else []
    closing = [*local, _parody(words), *words.rows("signature"), poster.url, poster.mark]
    return "\n".join([*said, *filter(None, closing)]) + "\n"


def _rows(words: rules.Words, name: str) -> list[str]:
    if name == "source":
        with override("fr"):
            return [f"{_('Source\u00a0:')} {row}" for row in words.rows(name)]
    return [row.replace("|", "\u00a0:", 1) if name == "lines" else row for row in words.rows(name)]


def _layout(poster: Drawable) -> str:
    return f"communication/{LAYOUTS.get(poster.words.template, 'annonce')}"


def _data(poster: Drawable, sheet: Sheet) -> dict[str, Any]:
    words, here = poster.words, poster.place
    address = poster.url.removeprefix("https://").removeprefix("http://").rstrip("/")
    slogan = words.rows("slogan")
    return {
        "title": words.name or words.said("title") or "Affiche",
        "words": {name: _laid_out(words, name) for name in rules.LONGEST},
        "sheet": _sheet(sheet),
        "palette": _palette(words, sheet),
        "place": here and {"name": here.name, "address": here.address, "phone": here.phone, "ribbon": _ribbon(here)},
        "qr": documents.qr_matrix(poster.url) if poster.url else [],
        "address": address,
        "short": " ".join(slogan) if len(" ".join(slogan)) <= SHORT else " ".join(slogan)[:SHORT].rstrip() + "…",
        "mark": poster.mark,
        "parody": _parody(words),
        "labels": _labels(poster),
    }


def _laid_out(words: rules.Words, name: str) -> str | list[Any]:
    if name == "slogan":
        return words.rows(name)
    if name == "lines":
        return [_pair(row) for row in words.rows(name)]
    return "\n".join(words.rows(name))


def _pair(row: str) -> list[str]:
    moment, bar, what = row.partition("|")
    return [moment.strip(), what.strip()] if bar else ["", row]


def _sheet(sheet: Sheet) -> dict[str, Any]:
    width, height = SIZES[sheet.format]
    least, tiny, tab = LEAST[sheet.variant]
    return {
        "width": width,
        "height": height,
        "copies": 2 if sheet.format == "a5x2" else 1,
        "bleed": BLEED if sheet.profile == PRINT_SHOP else 0,
        "inset": SAFE if sheet.is_framed else 0,
        "is_eco": sheet.variant == "eco",
        "least": least,
        "tiny": tiny,
        "tab": tab,
        "loud": LEAST_SLOGAN[sheet.variant] * width / 210,
        "code": 30,
    }


def _palette(words: rules.Words, sheet: Sheet) -> dict[str, str]:
    """Grounds and inks; black on white to save ink, a black frame around a coloured ground for a campaign."""
    white, black, colour = colours.WHITE, colours.BLACK, words.colour
    if sheet.variant == "eco":
        return {"band": white, "on_band": black, "ground": white, "on_ground": black, "head": black}
    if words.template == rules.CAMPAIGN:
        ink = colours.ink_on(colour)
        return {"band": black, "on_band": white, "ground": colour, "on_ground": ink, "head": colour}
    return {"band": colour, "on_band": colours.ink_on(colour), "ground": white, "on_ground": black, "head": colour}


def _ribbon(here: Here) -> list[list[Any]]:
    return [list(stripe) for stripe in stripes(here.ribbon)] if here.ribbon else []


def _parody(words: rules.Words) -> str:
    with override("fr"):
        return _("Parodie\u00a0: ce texte est tiré au sort.") if words.is_parody else ""


def _labels(poster: Drawable) -> dict[str, str]:
    with override("fr"):
        return {
            "source": _("Source\u00a0:") + " ",
            "qr": _("Photographiez ce carré\u00a0: vous saurez si cette affiche est à jour."),
            "qr_alt": _("Code QR qui mène à la page de cette affiche\u00a0: %(url)s") % {"url": poster.url},
            "when": _("Quand"),
            "what": _("Quoi"),
        }
