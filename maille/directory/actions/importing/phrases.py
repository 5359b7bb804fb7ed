"""What an import says of a line, in both languages, and how the database keeps it."""

from typing import Any

from django.utils.translation import override

from maille.directory.models.imports import said
from maille.language.phrases import Phrase, Phrasebook

IMPORTS = Phrasebook(
    "imports",
    {
        "unknown_commune": (
            "La commune {code} n’est pas dans la base\u00a0: chargez les communes.",
            "The commune {code} is not in the database: load the communes.",
        ),
        "not_yours": (
            "Ce lieu n’est pas dans votre réseau\u00a0: demandez à la coordination du sien.",
            "This place is not in your network: ask the coordination of its own.",
        ),
        "left_as_written": (
            "{field}\u00a0: gardé tel que le lieu l’a écrit ({kept})\u00a0; le fichier dit autre chose.",
            "{field}: kept as the place wrote it ({kept}); the file says otherwise.",
        ),
        "left_to_other": (
            "{field}\u00a0: gardé tel que le dit {source} ({kept})\u00a0; le fichier dit autre chose.",
            "{field}: kept as {source} says it ({kept}); the file says otherwise.",
        ),
        "withdrawn": (
            "Ce lieu sert déjà ailleurs dans Maille\u00a0: il n’est pas effacé, il n’est plus publié.",
            "This place is already used elsewhere in Maille: it is not erased, it is no longer published.",
        ),
        "not_given_back": (
            "{field}\u00a0: changé depuis l’import, gardé tel quel ({kept}).",
            "{field}: changed since the import, left as it is ({kept}).",
        ),
        "joined_since": (
            "Cette fiche a été réunie avec une autre depuis\u00a0: séparée, elle ne sera plus publiée.",
            "This record was joined with another since: once parted, it will no longer be published.",
        ),
    },
)
NOTHING = Phrasebook("nothing", {"said": ("rien", "nothing")})


def keep(phrase: Phrase) -> dict[str, Any]:
    """What the database keeps of a sentence: its code and its values, and the French for tables that know no page."""
    kept = phrase.to_json()
    with override("fr"):
        return kept | {"text": said(kept)}


def about(code: str, field: str, kept: Any, **values: str) -> dict[str, Any]:
    """A sentence about one field of a place, with what the place keeps in it."""
    shown = ", ".join(map(str, kept)) if isinstance(kept, tuple | list) else str("" if kept is None else kept)
    phrase = IMPORTS(code, field=field, kept=shown or NOTHING("said"), **values)
    return {"field": field} | keep(phrase)
