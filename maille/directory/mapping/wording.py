"""Which national values a file's own words mean: letter for letter, by another known name, by likeness, or none."""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from .old_names import values_of_old
from .text import slug
from .typology_words import TYPOLOGY_WORDS
from .values import CLOSED_LISTS, national_value, value_key

How = Literal["exact", "alias", "close", "none", "chosen"]
"""exact: the national value itself; alias: a known other name; close: alike, to be checked; chosen: by a person."""

LIKENESS = 88
"""Out of 100: "Maitrise des outils numeriques du quotidien" is alike, "Numérique du quotidien" is not."""

LONG_WORD, LONG_WORDS_LIKENESS = 9, 85
"""Letters from which a word may be read in spite of a slip ("Médiathqèue"), and how alike it must be, out of 100."""

_A_COMMUNE = re.compile(r"(?:ville|commune) d")
_STUCK_DIGITS = re.compile(r"\b([a-z]{3,})(\d+)\b")

_KEYWORDS: dict[str, dict[str, str]] = {
    "typologies": TYPOLOGY_WORDS,
    "services": {
        "Utilisation sécurisée du numérique": """securite, securisee, securise, vie privee, mots de passe, mot de passe,
            identite numerique, arnaque, arnaques, donnees personnelles""",
        "Parentalité et éducation avec le numérique": """parentalite, parent, parents, usages des jeunes, scolarite,
            espace numerique de travail, education numerique""",
        "Insertion professionnelle via le numérique": """recherche d emploi, insertion professionnelle, entreprise, cv,
            emploi store""",
        "Aide aux démarches administratives": """demarche, demarches, administratif, administrative, administratives,
            caf, pole emploi, france travail, impots, cpam, ameli, carsat, msa, france connect, prefecture,
            logement social, acces aux droits, aidants connect""",
        "Acquisition de matériel informatique à prix solidaire": """achat, acquisition, equiper, bas cout,
            prix solidaire, reconditionne, reconditionnes, reconditionnement""",
        "Accès internet et matériel informatique": """wifi, wi fi, acces libre, libre acces, connexion, imprimante,
            impression, imprimer, scanner, materiel informatique, acces a du materiel, acces internet,
            acces a internet""",
        "Loisirs et créations numériques": """creatif, creatives, creative, creation, creer avec le numerique, loisir,
            loisirs, recreatives, fablab, jeux video, photo, video, 3d""",
        "Compréhension du monde numérique": """culture numerique, cultures numeriques, citoyennete numerique,
            education aux medias, medias, monde numerique""",
        "Maîtrise des outils numériques du quotidien": """ordinateur, tablette, smartphone, telephone portable,
            peripheriques, adresse mail, messagerie, documents, document, bureautique, naviguer,
            rechercher des informations, competences numeriques, competences de base, prendre en main,
            numerique au quotidien, initiation""",
    },
    "costs": {
        "Gratuit sous condition": """sous condition, sous conditions, adhesion, adherents, pass numerique, solidaire,
            prix libre""",
        "Payant": "payant, payante, payants, paid",
        "Gratuit": "gratuit, gratuite, gratuits, free",
    },
    "roaming": {
        "Itinérant": "itinerant, itinerante, mobile, deplacement, oui, yes, vrai, true",
        "Fixe": "fixe, sur place, non, no, faux, false",
    },
    "programmes": {
        "Conseillers numériques": """conseiller numerique, conseillers numeriques, conseillere numerique, cnfs, cnum,
            conseiller numerique france services, conseillers numeriques france services""",
        "France Services": "france services, france service, maison france services",
        "Aidants Connect": "aidants connect, aidant connect",
        "Emmaüs Connect": "emmaus connect",
        "Certification PIX": "pix",
        "Promeneurs du net": "promeneurs du net, promeneur du net",
        "Point d'accès numérique CAF": "point numerique caf, point d acces numerique caf",
        "Grande école du numérique": "grande ecole du numerique, grandes ecoles du numerique",
        "Bibliothèques numérique de référence": "bibliotheque numerique de reference",
        "La Croix Rouge": "croix rouge",
    },
    "audiences": {
        "Jeunes": "jeunes, jeune, jeunesse, adolescents",
        "Étudiants": "etudiants, etudiant",
        "Familles et/ou enfants": "familles, famille, enfants, enfance, parentalite",
        "Seniors": "seniors, senior, personnes agees, retraites",
        "Femmes": "femmes",
    },
    "special_care": {
        "Surdité": "surdite, sourds, malentendants, langue des signes, lsf",
        "Handicaps moteurs": "handicap moteur, handicaps moteurs, mobilite reduite, pmr, fauteuil",
        "Handicaps mentaux": "handicap mental, handicaps mentaux, handicap psychique, handicaps psychiques",
        "Illettrisme": "illettrisme, illetrisme, analphabetisme",
        "Langues étrangères (anglais)": "anglais, english",
        "Langues étrangères (autres)": "langue etrangere, langues etrangeres, autres langues",
        "Déficience visuelle": "deficience visuelle, deficiences visuelles, cecite, malvoyants, aveugles",
    },
    "access_modes": {
        "Téléphoner": "telephoner, telephone, par telephone, appeler",
        "Contacter par mail": "mail, email, courriel, par mail",
        "Prendre un RDV en ligne": "rdv en ligne, rendez vous en ligne",
        "Se présenter": "se presenter, sur place, sans rendez vous, sans inscription, acces libre",
        "Ce lieu n'accueille pas de public": "n accueille pas de public",
    },
    "support_modes": {
        "Accompagnement individuel": "individuel, individuelle, individuels",
        "Dans un atelier collectif": "collectif, collectifs, atelier, ateliers, en groupe, groupe",
        "En autonomie": "autonomie, acces libre, libre acces, seul",
        "À distance": "a distance, distance, en ligne, visio, visioconference, par telephone",
    },
    "trainings": {
        "Fabriques de Territoire": "fabrique de territoire, fabriques de territoire",
        "Formé à « Mon Espace Santé »": "mon espace sante",
        "Étapes numériques(La Poste)": "etapes numeriques",
        "Mes Papiers (Métropole de Lyon)": "mes papiers",
        "SUD LABS (PACA)": "sud labs",
        "ORDI 3.0": "ordi 3 0",
    },
}
"""Words that point at a value of a closed list, where they stand in a file's own wording; the first value wins."""

# Fields where one word of a file may well say several values.
_SEVERAL = {"special_care", "support_modes", "programmes"}


@dataclass(frozen=True)
class Meaning:
    """The national values a word of a file means, none when it means none, and how that is known."""

    values: tuple[str, ...]
    how: How


def meaning(field: str, word: str, known: Table[str, tuple[str, ...]]) -> Meaning:
    """What a word means in a closed list; `known` are the words of earlier mappings, under their `value_key`."""
    if value := national_value(field, word):
        return Meaning((value,), "exact")
    if (key := value_key(word)) in known:
        return Meaning(known[key], "alias")
    if values := values_of_old(field, word):
        return Meaning(values, "alias")
    if close := process.extractOne(key, _spellings(field), scorer=fuzz.ratio, score_cutoff=LIKENESS):
        return Meaning((close[2],), "close")
    values = pointed_at(field, word)
    return Meaning(values, "close" if values else "none")


def pointed_at(field: str, text: str) -> tuple[str, ...]:
    """The national values that the words of a text point at: "Espace public numérique de Terrenoire" at EPN."""
    if field == "typologies" and " / " in text:
        # Two houses under one roof: "CPAM / CAF du Gers".
        return tuple(dict.fromkeys(value for one in text.split(" / ") for value in pointed_at(field, one)))
    words = f" {_corrected(text) if field == 'typologies' else slug(text).replace('-', ' ')} "
    found = []
    for value, keywords in _keywords(field):
        said = [one for one in keywords if one in words]
        if said:
            found.append(value)
        for one in said:
            # Said once: "conseiller numérique France Services" is one programme, not two.
            words = words.replace(one, "  ")
    if not found and field == "typologies" and _A_COMMUNE.match(words.strip()):
        return ("MUNI",)
    return tuple(found if field in _SEVERAL else found[:1])


def _corrected(text: str) -> str:
    """The words of a text, a sign for an "a" read both ways, long words with a slip of the pen put right."""
    both = f"{text.replace('@', 'a')} {text.replace('@', ' ')}" if "@" in text else text
    words = _STUCK_DIGITS.sub(r"\1 \2", slug(both).replace("-", " ")).split()
    return " ".join(_long_words_alike(word) if len(word) >= LONG_WORD else word for word in words)


@lru_cache(maxsize=10_000)
def _long_words_alike(word: str) -> str:
    close = process.extractOne(word, _long_words(), scorer=fuzz.ratio, score_cutoff=LONG_WORDS_LIKENESS)
    return close[0] if close else word


@cache
def _long_words() -> tuple[str, ...]:
    words = {word for _, names in _keywords("typologies") for name in names for word in name.split()}
    return tuple(sorted(word for word in words if len(word) >= LONG_WORD))


def said_in_words(field: str, text: str) -> tuple[str, ...]:
    """The kind of place a whole text names, "Espace Public Numérique" or "Médiathèques"; none for a text about one."""
    value = _names(field).get(slug(text).replace("-", " ")) if field == "typologies" else None
    return (value,) if value else ()


@cache
def _names(field: str) -> dict[str, str]:
    return {one.strip(): value for value, words in _keywords(field) for one in words}


@cache
def _keywords(field: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = _KEYWORDS.get(field, {})
    return tuple((value, _longest_first(words)) for value, words in table.items())


def _longest_first(words: str) -> tuple[str, ...]:
    each = (f" {' '.join(one.split())} " for one in words.split(","))
    return tuple(sorted(each, key=len, reverse=True))


@cache
def _spellings(field: str) -> dict[str, str]:
    return {value: value_key(value) for value in CLOSED_LISTS.get(field, ())}
