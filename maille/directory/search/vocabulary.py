"""The everyday words for what a place offers, so that "CAF", "mail" or "souris" finds the right service."""

from django.utils.translation import override

from maille.territory.models import Place
from maille.territory.vocabulary import Cost, Service, SpecialCare, SupportMode, Typology

EVERYDAY: dict[str, str] = {
    Service.ADMINISTRATIVE_HELP: "démarches papiers CAF impôts Ameli retraite logement dossier compte en ligne",
    Service.EVERYDAY_TOOLS: "ordinateur smartphone téléphone portable tablette mail courriel souris clavier internet",
    Service.WORK: "emploi travail CV chômage France Travail Pôle emploi lettre",
    Service.SAFETY: "sécurité mot de passe arnaque virus vie privée",
    Service.PARENTING: "enfants parents école écrans Pronote ENT",
    Service.LEISURE: "photo vidéo jeux création impression 3D musique fablab",
    Service.UNDERSTANDING: "culture numérique intelligence artificielle réseaux sociaux information",
    Service.ACCESS: "wifi ordinateur imprimante imprimer scanner accès libre internet",
    Service.LOW_COST_COMPUTER: "acheter ordinateur reconditionné prix solidaire pas cher",
    SupportMode.WORKSHOP: "atelier cours groupe formation",
    SupportMode.ONE_TO_ONE: "rendez-vous accompagnement individuel",
    SupportMode.ON_ONE_S_OWN: "libre accès",
    Cost.FREE: "gratuit",
    SpecialCare.ENGLISH: "anglais english",
    SpecialCare.DEAFNESS: "sourd LSF langue des signes",
    SpecialCare.MOTOR_DISABILITY: "fauteuil PMR handicap",
    SpecialCare.LOW_VISION: "aveugle malvoyant",
    SpecialCare.ILLITERACY: "lire écrire illettrisme",
}


def everyday_words(place: Place) -> str:
    """The official values of a place and what people call them, always in French: the index has one language."""
    values = [*place.services, *place.support_modes, *place.audiences, *place.special_care, *place.costs]
    with override("fr"):
        kinds = [str(Typology(code).label) for code in place.typologies if code in Typology.values]
    said = [EVERYDAY.get(value, "") for value in values]
    return " ".join([*values, *said, *place.typologies, *kinds, *place.programmes, *place.other_labels])
