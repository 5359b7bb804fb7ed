"""The everyday words for what a place offers, so that "CAF", "souris" or "phone" finds the right service."""

from django.utils.translation import override

from maille.territory.models import Offer
from maille.territory.vocabulary import Cost, Service, SpecialCare, SupportMode, Typology

EVERYDAY: dict[str, str] = {
    Service.ADMINISTRATIVE_HELP: (
        "démarches papiers CAF impôts Ameli retraite logement dossier compte en ligne forms tax benefits"
    ),
    Service.EVERYDAY_TOOLS: (
        "ordinateur smartphone téléphone portable tablette mail courriel souris clavier internet"
        " computer phone tablet email mouse"
    ),
    Service.WORK: "emploi travail CV chômage France Travail Pôle emploi lettre job work",
    Service.SAFETY: "sécurité mot de passe arnaque virus vie privée safety password scam",
    Service.PARENTING: "enfants parents école écrans Pronote ENT children parents school",
    Service.LEISURE: "photo vidéo jeux création impression 3D musique fablab photos games making",
    Service.UNDERSTANDING: "culture numérique intelligence artificielle réseaux sociaux information",
    Service.ACCESS: "wifi ordinateur imprimante imprimer scanner accès libre internet print scan free access",
    Service.LOW_COST_COMPUTER: "acheter ordinateur reconditionné prix solidaire pas cher cheap computer",
    SupportMode.WORKSHOP: "atelier cours groupe formation workshop class group",
    SupportMode.ONE_TO_ONE: "rendez-vous accompagnement individuel appointment one to one",
    SupportMode.ON_ONE_S_OWN: "libre accès",
    Cost.FREE: "gratuit free",
    SpecialCare.ENGLISH: "anglais english",
    SpecialCare.DEAFNESS: "sourd LSF langue des signes",
    SpecialCare.MOTOR_DISABILITY: "fauteuil PMR handicap wheelchair",
    SpecialCare.LOW_VISION: "aveugle malvoyant",
    SpecialCare.ILLITERACY: "lire écrire illettrisme",
}


def everyday_words(offer: Offer) -> str:
    """The official values of an offer and what people call them, always in French: the index has one language."""
    values = [*offer.services, *offer.support_modes, *offer.audiences, *offer.special_care, *offer.costs]
    with override("fr"):
        kinds = [str(Typology(code).label) for code in offer.typologies if code in Typology.values]
    said = [EVERYDAY.get(value, "") for value in values]
    return " ".join([*values, *said, *offer.typologies, *kinds, *offer.programmes])
