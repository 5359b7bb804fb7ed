"""Values of before that the national standard has since renamed, and the value that says the same today.

Sources: standard "Lieux de médiation numérique" v0.1 and its table of changes to v1.0 (Licence Ouverte 2.0); the kind
of place `PE` (Pôle emploi) became `FT` (France Travail) in 2024.
"""

from .values import value_key

_TOOLS = "Maîtrise des outils numériques du quotidien"
_ADMINISTRATION = "Aide aux démarches administratives"
_ACCESS = "Accès internet et matériel informatique"
_WORLD = "Compréhension du monde numérique"
_WORK = "Insertion professionnelle via le numérique"

_OLD: dict[str, dict[str, tuple[str, ...]]] = {
    "typologies": {"PE": ("FT",), "Pôle emploi": ("FT",)},
    "services": {
        "Prendre en main un smartphone ou une tablette": (_TOOLS,),
        "Prendre en main un ordinateur": (_TOOLS,),
        "Utiliser le numérique au quotidien": (_TOOLS,),
        "Approfondir ma culture numérique": (_WORLD,),
        "Promouvoir la citoyenneté numérique": (_WORLD,),
        "Devenir autonome dans les démarches administratives": (_ADMINISTRATION,),
        "Réaliser des démarches administratives avec un accompagnement": (_ADMINISTRATION,),
        "Accompagner les démarches de santé": (_ADMINISTRATION,),
        "Favoriser mon insertion professionnelle": (_WORK,),
        "Créer et développer mon entreprise": (_WORK,),
        "Accéder à une connexion internet": (_ACCESS,),
        "Accéder à du matériel": (_ACCESS,),
        "Créer avec le numérique": ("Loisirs et créations numériques",),
        "Soutenir la parentalité et l'éducation avec le numérique": ("Parentalité et éducation avec le numérique",),
        "S'équiper en matériel informatique": ("Acquisition de matériel informatique à prix solidaire",),
    },
    "audiences": {
        "Seniors (+ 65 ans)": ("Seniors",),
        "Familles/enfants": ("Familles et/ou enfants",),
        "Jeunes (16-26 ans)": ("Jeunes",),
        "Uniquement femmes": ("Femmes",),
    },
    "special_care": {
        "Personnes en situation d'illettrisme": ("Illettrisme",),
        "Handicaps mentaux : déficiences limitant les activités d'une personne": ("Handicaps mentaux",),
        "Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes comportementales": (
            "Handicaps mentaux",
        ),
    },
    "costs": {
        "Gratuit : Je peux accéder gratuitement au lieu et à ses services": ("Gratuit",),
        "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un "
        "organisme social...)": ("Gratuit sous condition",),
        "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer": ("Gratuit sous condition",),
        "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu": (
            "Gratuit sous condition",
        ),
        "Payant : L'accès au lieu et/ou à ses services est payant": ("Payant",),
    },
    "programmes": {
        "CNFS": ("Conseillers numériques",),
        "Grandes écoles du numérique": ("Grande école du numérique",),
        "Point numérique CAF": ("Point d'accès numérique CAF",),
    },
    "trainings": {"Étapes numériques (La Poste)": ("Étapes numériques(La Poste)",)},
    "support_modes": {
        "Seul : j'ai accès à du matériel et une connexion": ("En autonomie",),
        "Avec de l'aide : je suis accompagné seul dans l'usage du numérique": ("Accompagnement individuel",),
        "Dans un atelier : j'apprends collectivement à utiliser le numérique": ("Dans un atelier collectif",),
    },
}

_BY_KEY = {field: {value_key(old): new for old, new in table.items()} for field, table in _OLD.items()}


def values_of_old(field: str, text: str) -> tuple[str, ...]:
    """The values of today for a value of before, none when the text is not one."""
    return _BY_KEY.get(field, {}).get(value_key(text), ())
