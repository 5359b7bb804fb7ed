"""Why two records may be one place, or may not, in a sentence."""

from collections.abc import Iterable

from maille.language.phrases import Phrase, Phrasebook

from .evidence import Evidence, Pair

SAID = Phrasebook(
    "matching",
    {
        "number:same": ("même numéro", "same number"),
        "number:near": ("numéros voisins", "numbers next door"),
        "number:differs": ("numéros différents", "different numbers"),
        "way:same": ("même rue", "same street"),
        "way:near": ("rue proche", "similar street"),
        "way:differs": ("rues différentes", "different streets"),
        "name:same": ("même nom", "same name"),
        "name:near": ("nom proche", "similar name"),
        "name:differs": ("noms différents", "different names"),
        "trade:same": ("même type de lieu", "same kind of place"),
        "trade:near": ("types de lieu en partie communs", "partly the same kind of place"),
        "trade:differs": ("types de lieu différents", "different kinds of place"),
        "organisations:differs": ("deux structures à une même adresse", "two organisations at one address"),
        "only:same": ("un seul lieu de ce type dans la commune", "only one such place in the commune"),
        "marks:differs": ("l’un est une annexe ou itinérant", "one is an annexe or travels"),
        "distance:same": ("au même point à {metres} m près", "at the same point within {metres} m"),
        "distance:near": ("à {metres} m", "{metres} m apart"),
        "distance:differs": ("à {metres} m l’un de l’autre", "as far as {metres} m apart"),
        "commune:differs": ("communes différentes", "different communes"),
        "phone:same": ("même téléphone", "same telephone"),
        "phone:near": ("téléphone partagé par plusieurs lieux", "telephone shared by several places"),
        "phone:differs": ("téléphones différents", "different telephones"),
        "mail:same": ("même adresse électronique", "same e-mail address"),
        "mail:near": ("adresse électronique partagée par plusieurs lieux", "e-mail address shared by several places"),
        "mail:differs": ("adresses électroniques différentes", "different e-mail addresses"),
        "pivot:same": ("même SIRET", "same SIRET"),
        "pivot:near": ("SIRET partagé par plusieurs lieux", "SIRET shared by several places"),
        "pivot:differs": ("SIRET différents", "different SIRET"),
        "website:same": ("même site", "same website"),
        "website:near": ("site partagé par plusieurs lieux", "website shared by several places"),
        "parent:same": ("même structure parente", "same parent organisation"),
        "nothing": ("rien ne les rapproche", "nothing in common"),
    },
)
"""What each evidence says, by its code; what is missing, or goes without saying (one commune), is not said."""

BETWEEN_SIDES = {"fr": "\u00a0; ", "en": "; "}


def explain(pair: Pair, language: str = "fr") -> str:
    """What brings two records together, then what sets them apart.

    "même numéro, même rue, nom proche\u00a0; téléphones différents"
    """
    together = [phrase_of(each) for each in pair.evidence if each.says in ("same", "near") and _is_said(each)]
    apart = [phrase_of(each) for each in pair.evidence if each.says == "differs" and _is_said(each)]
    sides = [_listed(side, language) for side in (together or [SAID("nothing")], apart) if side]
    return BETWEEN_SIDES["en" if language[:2] == "en" else "fr"].join(sides)


def phrase_of(evidence: Evidence) -> Phrase:
    """One evidence as a phrase: KeyError for one that is not said."""
    metres = {"metres": _rounded(int(evidence.details[0]))} if evidence.kind == "distance" else {}
    return SAID(evidence.code, **metres)


def _is_said(evidence: Evidence) -> bool:
    return evidence.code in SAID.templates


def _rounded(metres: int) -> int:
    """Metres as one says them: to the metre below 10, then to ten, then to a hundred."""
    step = 1 if metres < 10 else 10 if metres < 1000 else 100
    return round(metres / step) * step


def _listed(phrases: Iterable[Phrase], language: str) -> str:
    return ", ".join(phrase.in_(language) for phrase in phrases)
