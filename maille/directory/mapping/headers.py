"""Which field a column's name speaks of: French and English words, and the national names of both versions."""

import re
from functools import cache

from rapidfuzz import fuzz

from maille.directory.record import NATIONAL_NAMES

from .text import slug

POSITION = "position"
"""One column that holds latitude and longitude; not a field of the record, which has two."""

_WORDS: dict[str, str] = {
    "key": "id, identifiant, identifier, uid, uuid, ref, reference, numero, code, id lieu, id structure",
    "pivot": "siret, rna, numero siret, n siret, siret ou rna, siret rna",
    "name": """nom du lieu, nom de la structure, nom structure, nom etablissement, name, libelle, libelle 1, lib,
        intitule, denomination, raison sociale, titre, title, lieu, structure, etablissement, enseigne,
        place name, venue""",
    "address": """address, adresse postale, voie, rue, street, adresse 1, adresse ligne 1, numero et voie,
        street address""",
    "address_complement": """complement d adresse, complement, adresse 2, address 2, adresse ligne 2, batiment,
        address complement, localisation""",
    "commune_name": """ville, city, town, lib com, nom commune, nom de la commune, libelle commune, localite,
        municipality""",
    "postal_code": "cp, postal code, zip, zip code, postcode, code post, cp ville",
    "insee_code": """insee, insee com, code commune, code insee commune, code commune insee, citycode, insee code,
        depcom""",
    "latitude": "lat, y, geo lat, coordonnee y, y latitude",
    "longitude": "lon, lng, long, x, geo lon, geo lng, coordonnee x, x longitude",
    POSITION: """coordonnees, coordinates, gps, geo point, geo point 2d, geolocalisation, latlon, lat lon,
        coordonnees gps, coordonnees geographiques, latitude longitude, position, localisation""",
    "typologies": """typologies, type de lieu, type lieu, type de structure, type structure, type, categorie, category,
        place type, nature du lieu, statut""",
    "phone": """tel, phone, numero de telephone, telephone fixe, tel fixe, portable, phone number, n de telephone,
        contact telephone, telephone 1""",
    "emails": """courriel, email, e mail, mail, mel, adresse mail, adresse email, adresse electronique, contact mail,
        email address, emails, mails""",
    "website": "site, site internet, url, website, web, lien, page web, adresse web, web site, lien internet",
    "hours": """horaires d ouverture, horaire, opening hours, hours, ouverture, heures d ouverture, permanences,
        ouvertures""",
    "summary": "resume, summary, presentation courte, description courte, short description",
    "description": """description, presentation, informations diverses, informations, infos, commentaire, commentaires,
        details, remarques, presentation detaillee, comments, notes""",
    "source": "origine, origine des donnees",
    "roaming": "itinerant, itinerante, mobile ou fixe, roaming",
    "parent_name": """structure porteuse, porteur, gestionnaire, organisme gestionnaire, organisme, organisation,
        parent organisation, structure mere""",
    "updated_on": """date de mise a jour, mise a jour, derniere mise a jour, datetime latest, updated at, updated,
        last update, last updated, date modification, modifie le, maj, date de modification""",
    "services": """service, services proposes, activites, activities, formations competences, accompagnements proposes,
        sensibilisations, a disposition, ateliers, ateliers proposes, accompagnement aux demarches, offre,
        offre de service, comprendre et utiliser""",
    "audiences": "publics accueillis, publics, public, public cible, publics cibles, audience, publics accueilli",
    "special_care": """handicap, accueil handicap, publics specifiques, accompagnement de publics specifiques,
        accueil pour les personnes en situation de handicap, accessibilite handicap""",
    "costs": """tarifs, tarif, conditions d acces, conditions acces, conditions access, prix, cout, couts, cost, costs,
        price""",
    "programmes": """labels nationaux, labels, label, dispositifs, dispositif, programmes, programmes nationaux,
        labellisations""",
    "trainings": "formations, labels de formation",
    "other_labels": "labels autres, autres labels, other labels",
    "access_modes": "modalites d acces, modes d acces, mobilisation du service, acces, how to come",
    "support_modes": """modalites d accompagnement, types d accompagnement, types d accompagnement proposes,
        type d accompagnement, accompagnement, mode d accompagnement, modes d accompagnement""",
    "acces_libre_url": "acces libre, acceslibre, accessibilite, fiche accessibilite",
    "booking_url": "prise de rdv, prise de rendez vous, rendez vous, rdv, rdv en ligne, booking, url rdv",
}
_DAYS = (
    ("lundi", "lun", "monday", "mon"),
    ("mardi", "mar", "tuesday", "tue"),
    ("mercredi", "mer", "wednesday", "wed"),
    ("jeudi", "jeu", "thursday", "thu"),
    ("vendredi", "ven", "friday", "fri"),
    ("samedi", "sam", "saturday", "sat"),
    ("dimanche", "dim", "sunday", "sun"),
)
_FEW_LETTERS = 5
"""Shorter names are too easily like another: "nom" and "com"."""


def _phrases(field: str, words: str) -> tuple[str, ...]:
    said = [slug(one).replace("-", " ") for one in words.split(",")]
    national = NATIONAL_NAMES.get(field, "").replace("_", " ")
    return tuple(dict.fromkeys([national, *said] if national else said))


SYNONYMS = {field: _phrases(field, words) for field, words in _WORDS.items()}


@cache
def header_words(column: str) -> str:
    """A column's name as plain words: "Nom du lieu *" is "nom du lieu", "dateMaj (jour)" is "date maj"."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", column.split("(")[0] or column)
    return slug(apart).replace("-", " ")


@cache
def likeness(column: str, field: str) -> float:
    """From 0 to 1, how much a column's name speaks of a field: 1 for its very name or a synonym."""
    words = header_words(column)
    return max((_likeness(words, synonym) for synonym in SYNONYMS.get(field, ())), default=0.0) if words else 0.0


def _likeness(words: str, synonym: str) -> float:
    if words == synonym or words.replace(" ", "") == synonym.replace(" ", ""):
        return 1.0
    part = len(synonym) / max(len(words), len(synonym))
    if f" {words} ".startswith(f" {synonym} "):
        return 0.7 + 0.2 * part
    if f" {synonym} " in f" {words} ":
        return 0.5 + 0.3 * part
    alike = fuzz.ratio(words, synonym) / 100
    return 0.8 * alike if alike >= 0.85 and len(synonym) >= _FEW_LETTERS else 0.0


_REMARKS = {"commentaire", "commentaires", "remarque", "remarques", "precision", "precisions", "observations", "notes"}


def is_for_remarks(column: str) -> bool:
    """Does a column's name announce remarks on what the other columns say?"""
    return bool(_REMARKS & set(header_words(column).split()))


_HALVES = ({"matin", "am", "morning", "matinee"}, {"apres", "aprem", "pm", "afternoon"})


def half_of(column: str) -> int | None:
    """The half of the day that a column's name says: 0 for "lundi matin", 1 for "lundi après-midi"."""
    found = [half for half, names in enumerate(_HALVES) if names & set(header_words(column).split())]
    return found[0] if len(found) == 1 else None


def weekday_of(column: str) -> int | None:
    """The weekday a column's name says, Monday is 0: "h_lundi", "Horaires mardi", "Monday"."""
    words = header_words(column).split()
    found = [day for day, names in enumerate(_DAYS) if set(words) & set(names)]
    return found[0] if len(found) == 1 else None
