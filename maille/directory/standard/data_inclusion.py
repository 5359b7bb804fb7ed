"""Places as data·inclusion v1 structures and services.

The correspondences are those data·inclusion itself applies to the national file of places
(gip-inclusion/data-inclusion, pipeline, mediation_numerique): one structure and one service for each place. Those of
the kinds of places are what it applies to the same codes elsewhere (dora), but where its schema names the network
itself. Every field of both schemas is written; what a place cannot say of it (LEFT_EMPTY) is None.
"""

import re
from typing import Any

from maille.directory.record import PlaceRecord

THEMES = {
    "Accès internet et matériel informatique": (
        "numerique--acceder-a-une-connexion-internet",
        "numerique--acquerir-un-equipement",
    ),
    "Acquisition de matériel informatique à prix solidaire": ("numerique--acquerir-un-equipement",),
    "Aide aux démarches administratives": (
        "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
        "numerique--acceder-a-des-services-en-ligne",
    ),
    "Compréhension du monde numérique": ("numerique--maitriser-les-fondamentaux-du-numerique",),
    "Insertion professionnelle via le numérique": (
        "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "Loisirs et créations numériques": (
        "remobilisation--activites-sportives-et-culturelles",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "Maîtrise des outils numériques du quotidien": (
        "numerique--maitriser-les-fondamentaux-du-numerique",
        "numerique--acceder-a-des-services-en-ligne",
    ),
    "Parentalité et éducation avec le numérique": (
        "famille--soutien-a-la-parentalite-et-a-leducation",
        "numerique--maitriser-les-fondamentaux-du-numerique",
    ),
    "Utilisation sécurisée du numérique": ("numerique--maitriser-les-fondamentaux-du-numerique",),
}
AUDIENCES = {
    "Étudiants": "etudiants",
    "Familles et/ou enfants": "familles",
    "Femmes": "femmes",
    "Jeunes": "jeunes",
    "Seniors": "seniors",
    "Déficience visuelle": "personnes-en-situation-de-handicap",
    "Handicaps mentaux": "personnes-en-situation-de-handicap",
    "Handicaps moteurs": "personnes-en-situation-de-handicap",
    "Surdité": "personnes-en-situation-de-handicap",
    "Langues étrangères (anglais)": "personnes-exilees",
    "Langues étrangères (autres)": "personnes-exilees",
}
MOBILISATION = {
    "Contacter par mail": "envoyer-un-courriel",
    "Envoyer un mail avec une fiche de prescription": "envoyer-un-courriel",
    "Prendre un RDV en ligne": "utiliser-lien-mobilisation",
    "Se présenter": "se-presenter",
    "Téléphoner": "telephoner",
}
NETWORKS = {
    "Aidants Connect": "aidants-connect",
    "Conseillers numériques": "conseillers-numeriques",
    "France Services": "france-service",
    "Grande école du numérique": "grandes-ecoles-du-numerique",
    "La Croix Rouge": "croix-rouge",
}
NETWORKS_OF_KINDS = {
    "ACI": "aci",
    "ACIPHC": "aci",
    "AFPA": "afpa",
    "AI": "ai",
    "ASE": "ase",
    "AVIP": "creches-avip",
    "CAARUD": "caarud",
    "CADA": "cada",
    "CAF": "caf",
    "CAP_EMPLOI": "cap-emploi-reseau-cheops",
    "CAVA": "cava",
    "CC": "communes",
    "CCAS": "ccas-cias",
    "CCONS": "chambres-consulaires",
    "CD": "departements",
    "CDAS": "departements",
    "CHRS": "chrs",
    "CHU": "chu",
    "CIAS": "ccas-cias",
    "CIDFF": "cidff",
    "CMP": "cmp",
    "CMS": "cms",
    "CPAM": "cpam",
    "CPH": "cph",
    "CS": "fcsf",
    "CSAPA": "csapa",
    "CSC": "fcsf",
    "DEETS": "regions",
    "DEPT": "departements",
    "E2C": "ecoles-de-la-deuxieme-chance",
    "EA": "ea",
    "EATT": "eatt",
    "EI": "ei",
    "EITI": "eiti",
    "ENM": "espaces-publics-numeriques",
    "EPCI": "communes",
    "EPI": "espaces-publics-numeriques",
    "EPIDE": "epide",
    "EPN": "espaces-publics-numeriques",
    "ESAT": "esat",
    "ETTI": "etti",
    "EVS": "caf",
    "FABRIQUE": "fabrique-de-territoire",
    "FAIS": "federation-des-acteurs-de-la-solidarite",
    "FT": "france-travail",
    "GEIQ": "geiq",
    "HUDA": "huda",
    "LA_POSTE": "la-poste",
    "MDE": "maisons-de-l-emploi",
    "MDEF": "maisons-de-l-emploi",
    "MDPH": "mdph",
    "MDS": "maisons-des-solidarites",
    "MJC": "mjc",
    "ML": "mission-locale",
    "MQ": "communes",
    "MSA": "mutualite-sociale-agricole",
    "MSAP": "msap",
    "MUNI": "communes",
    "PIJ_BIJ": "reseau-information-jeunesse",
    "PIMMS": "pimms-mediation",
    "PJJ": "pjj",
    "PLIE": "plie",
    "PREF": "regions",
    "REG": "regions",
    "RESSOURCERIE": "ressourceries",
    "RFS": "france-service",
    "RS_FJT": "residences-fjt",
    "SPIP": "spip",
    "UDAF": "unaf",
}
# In this order: the first that a place offers says what kind of service it is.
TYPES = {
    "En autonomie": "aide-materielle",
    "Dans un atelier collectif": "atelier",
    "Accompagnement individuel": "accompagnement",
}
LEFT_EMPTY = ("conditions_acces", "contact_nom_prenom", "volume_horaire_hebdomadaire", "nombre_semaines")
"""What no place says: what one must bring, a person's name (which never leaves), how many hours and weeks it lasts."""
SERVICE_NAME = "Service d’accompagnement au numérique"
LONGEST_NAME = 150
LONGEST_DESCRIPTION = 10_000
SHORTEST_DESCRIPTION = 5

_SIRET = re.compile(r"\d{14}")


def structure(record: PlaceRecord, *, source: str, link: str | None = None) -> dict[str, Any]:
    """The structure of a place; what is unknown is None. `link` is the address of its page."""
    return {
        "source": source,
        "id": f"{source}--{record.key}",
        "nom": _name(record),
        "date_maj": record.updated_on.isoformat(),
        "description": _described(record.description, record.summary),
        "lien_source": link,
        "siret": record.pivot if _SIRET.fullmatch(record.pivot) else None,
        **_whereabouts(record),
        "telephone": record.phone or None,
        "courriel": next(iter(record.emails), None),
        "site_web": record.website or None,
        "horaires_accueil": record.hours or None,
        "accessibilite_lieu": record.acces_libre_url or None,
        "reseaux_porteurs": _meant(NETWORKS | NETWORKS_OF_KINDS, (*record.programmes, *record.typologies)) or None,
    }


def service(record: PlaceRecord, *, source: str, link: str | None = None) -> dict[str, Any]:
    """The service a place offers, which the schema wants described: by its services when it says nothing else."""
    kinds = [kind for mode, kind in TYPES.items() if mode in record.support_modes]
    said = ", ".join((*record.audiences, *record.special_care))
    return {
        "source": source,
        "structure_id": f"{source}--{record.key}",
        "id": f"{source}--{record.key}",
        "nom": SERVICE_NAME,
        "description": _described(record.description, record.summary, ", ".join(record.services), SERVICE_NAME),
        "lien_source": link,
        "date_maj": record.updated_on.isoformat(),
        "type": next(iter(kinds), None),
        "thematiques": sorted({theme for name in record.services for theme in THEMES.get(name, ())}) or None,
        "frais": _cost(record),
        "frais_precisions": _cost_in_words(record),
        "publics": _meant(AUDIENCES, (*record.audiences, *record.special_care)) or ["tous-publics"],
        "publics_precisions": said or None,
        **dict.fromkeys(LEFT_EMPTY),
        **_whereabouts(record),
        "telephone": record.phone or None,
        "courriel": next(iter(record.emails), None),
        "modes_accueil": ["a-distance", "en-presentiel"] if "À distance" in record.support_modes else ["en-presentiel"],
        "zone_eligibilite": [_department(record.insee_code)] if record.insee_code else None,
        "lien_mobilisation": record.booking_url or None,
        "modes_mobilisation": _meant(MOBILISATION, record.access_modes) or None,
        "mobilisable_par": ["usagers", "professionnels"],
        "mobilisation_precisions": _access_in_words(record),
        "horaires_accueil": record.hours or None,
    }


def _name(record: PlaceRecord) -> str:
    """At most 150 characters, at least 3: a shorter name is followed by its commune."""
    name = record.name if len(record.name) >= 3 else f"{record.name} {record.commune_name}"
    return name[:LONGEST_NAME].rstrip(". ") or name


def _described(*texts: str) -> str | None:
    """The first text long enough to describe something."""
    return next((text[:LONGEST_DESCRIPTION] for text in texts if len(text) >= SHORTEST_DESCRIPTION), None)


def _whereabouts(record: PlaceRecord) -> dict[str, Any]:
    return {
        "commune": record.commune_name,
        "code_postal": record.postal_code,
        "code_insee": record.insee_code or None,
        "adresse": record.address or None,
        "complement_adresse": record.address_complement or None,
        "longitude": record.longitude,
        "latitude": record.latitude,
    }


def _meant(table: dict[str, str], values: tuple[str, ...]) -> list[str]:
    return sorted({table[value] for value in values if value in table})


def _cost(record: PlaceRecord) -> str | None:
    if not record.costs:
        return None
    return "payant" if set(record.costs) == {"Payant"} else "gratuit"


def _cost_in_words(record: PlaceRecord) -> str | None:
    """What "gratuit" or "payant" alone does not say: under a condition, or for a part of it."""
    return ", ".join(record.costs) if set(record.costs) - {"Gratuit"} and set(record.costs) != {"Payant"} else None


def _access_in_words(record: PlaceRecord) -> str | None:
    """How one comes in, where no code says it: with a prescription, or not at all."""
    plain = {"Contacter par mail", "Prendre un RDV en ligne", "Se présenter", "Téléphoner"}
    return ", ".join(mode for mode in record.access_modes if mode not in plain) or None


def _department(insee_code: str) -> str:
    return insee_code[:3] if insee_code.startswith("97") else insee_code[:2]
