"""The wording of the papers. French law asks for it, so it is printed in French whatever the language of the page.

Convention: code du travail, articles L. 6353-1 and D. 6353-1. Certificat de réalisation: model of the ministère du
Travail (article R. 6332-26), with its engagement to keep the papers.
"""

NATURE = "action de formation"
"""The one, of the four of article L. 6313-1, that a network of digital mediation holds for companies."""

FREE = "La formation est gratuite pour l’entreprise et pour ses salariés."
PAID = "Prix convenu\u00a0: {price}."

ARTICLES = (
    (
        "Objet et nature",
        (
            "La présente convention a pour objet «\u00a0{title}\u00a0». Il s’agit d’une {nature}, au sens de l’article"
            " L.\u00a06313-1 du code du travail. Objectif\u00a0: {aim}"
        ),
    ),
    (
        "Programme et moyens",
        (
            "Niveau\u00a0: {level}.{prerequisites} Matériel\u00a0: {kit}. La formation est animée par {mediator}, qui"
            " suit chaque personne et vérifie ce qui est acquis."
        ),
    ),
    ("Dates, durée et lieu", "La formation dure {hours} en tout. Elle a lieu\u00a0: {where}."),
    (
        "Effectif",
        (
            "La formation accueille au plus {capacity} salariés de l’entreprise. Leur liste est remise avant la"
            " première séance et peut changer jusque-là."
        ),
    ),
    ("Prix", "{price}"),
    (
        "Présence et certificat",
        (
            "Chaque demi-journée est signée par chaque personne présente et par la personne qui anime. À la fin,"
            " l’organisme remet pour chaque personne un certificat de réalisation qui dit les heures suivies."
        ),
    ),
    (
        "Changement et renoncement",
        (
            "Si l’organisme déplace ou annule une séance, l’entreprise en est prévenue aussitôt et peut renoncer sans"
            " frais. L’entreprise peut renoncer sans frais avant la première séance."
        ),
    ),
    (
        "Données personnelles",
        (
            "Les noms des salariés ne servent qu’à leur inscription, à leur présence et à leur certificat. Ils ne"
            " sont donnés à personne d’autre. Les pièces sont gardées six ans, puis effacées. Chacun peut demander à"
            " lire et à corriger ce qui le concerne."
        ),
    ),
    (
        "Différends",
        "En cas de différend, les parties cherchent d’abord un accord\u00a0; à défaut, le tribunal est saisi.",
    ),
)

CERTIFIED = (
    "Je soussigné(e) {signer}, pour l’organisme dispensateur de l’action {body}, atteste que\u00a0:",
    "salarié(e) de l’entreprise {company}",
    "a suivi l’action",
)
KEPT = (
    "Sans préjudice des délais imposés par les règles fiscales, comptables ou commerciales, je m’engage à conserver"
    " l’ensemble des pièces justificatives qui ont permis d’établir le présent certificat pendant une durée de 3 ans à"
    " compter de la fin de l’année du dernier paiement. En cas de cofinancement des fonds européens, la durée de"
    " conservation est étendue conformément aux obligations conventionnelles spécifiques."
)
LABELS = {
    "between": "Entre",
    "and": "et",
    "body": "l’organisme",
    "company": "l’entreprise",
    "represented": "représentée par",
    "dates": "Séances",
    "day": "Date",
    "hours": "Heures",
    "length": "Durée",
    "total": "Durée totale",
    "for_body": "Pour l’organisme",
    "for_company": "Pour l’entreprise",
    "name": "Nom et qualité",
    "date": "Date et signature",
    "nature": "Nature de l’action",
    "held": "qui s’est déroulée",
    "planned": "Durée prévue",
    "followed": "Durée suivie",
    "where": "Lieu",
    "made": "Fait à",
    "on": "le",
    "stamp": "Cachet et signature",
    "code": "Code de vérification",
    "qr": "Photographiez ce carré pour vérifier ce certificat.",
    "qr_alt": "Code QR qui mène à la page de vérification de ce certificat",
}
CONVENTION, CERTIFICATE = "Convention de formation professionnelle", "Certificat de réalisation"
DRAFT = "Projet, à signer"
ON_SCREEN = "Acceptée à l’écran le {instant}"
ON_PAPER = "Signée sur papier le {instant}"
