"""Which national values a file's own words mean: letter for letter, by another known name, by likeness, or none."""

from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import fuzz, process

from .old_names import values_of_old
from .text import slug
from .values import CLOSED_LISTS, national_value, value_key

How = Literal["exact", "alias", "close", "none", "chosen"]
"""exact: the national value itself; alias: a known other name; close: alike, to be checked; chosen: by a person."""

LIKENESS = 88
"""Out of 100: "Maitrise des outils numeriques du quotidien" is alike, "Numérique du quotidien" is not."""

_KEYWORDS: dict[str, dict[str, str]] = {
    "typologies": {
        "EPN": """epn, espace public numerique, espaces publics numeriques, cyber base, cyberbase, cyber centre,
            cybercentre""",
        "RFS": "france services, france service",
        "MSAP": "msap, maison de services au public, maison des services au public",
        "BIB": "mediatheque, bibliotheque, library, ludotheque",
        "CSC": "centre social, centre socio culturel, centre socioculturel, centres sociaux",
        "CCAS": "ccas, centre communal d action sociale",
        "CIAS": "cias, centre intercommunal d action sociale",
        "FABLAB": "fablab, fab lab, hackerspace, makerspace",
        "TIERS_LIEUX": "tiers lieu, tiers lieux, coworking",
        "ML": "mission locale, missions locales",
        "MQ": "maison de quartier",
        "MJC": "mjc, maison des jeunes et de la culture",
        "PIMMS": "pimms",
        "PIJ_BIJ": "pij, bij, crij, information jeunesse, info jeunes",
        "LA_POSTE": "la poste, bureau de poste",
        "FT": "pole emploi, france travail",
        "CAP_EMPLOI": "cap emploi",
        "CAF": "caf, allocations familiales",
        "EVS": "evs, espace de vie sociale",
        "RESSOURCERIE": "ressourcerie, recyclerie",
        "OF": "organisme de formation, centre de formation",
        "PREF": "prefecture, sous prefecture",
        "EPCI": "intercommunalite, communaute de communes, communaute d agglomeration, metropole",
        "MUNI": "mairie, municipalite, collectivite communale, hotel de ville",
        "CD": "conseil departemental, departement",
        "REG": "conseil regional",
        "ASSO": "association, associations, associatif, associative",
        "Autre": "autre, autres, other",
    },
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
        "À distance": "a distance, distance, visio, visioconference, par telephone",
    },
    "trainings": {
        "Fabriques de Territoire": "fabrique de territoire, fabriques de territoire",
        "Formé à « Mon Espace Santé »": "mon espace sante",
        "Étapes numériques(La Poste)": "etapes numeriques",
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
    words = f" {slug(text).replace('-', ' ')} "
    found = []
    for value, keywords in _keywords(field):
        said = [one for one in keywords if one in words]
        if said:
            found.append(value)
        for one in said:
            # Said once: "conseiller numérique France Services" is one programme, not two.
            words = words.replace(one, "  ")
    return tuple(found if field in _SEVERAL else found[:1])


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
