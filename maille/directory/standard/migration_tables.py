"""Each value of the standard v0.1, and where v1 says it.

The services follow the 924 pairs of real lines published in both versions; the other lists follow the standard's own
"descriptif des évolutions". A label that is no longer national stays among the other labels.
"""

from typing import NamedTuple


class Target(NamedTuple):
    """A column and a value of v1; `says_less` when some of the old meaning is gone."""

    column: str
    value: str
    says_less: bool = False


_TOOLS = Target("services", "Maîtrise des outils numériques du quotidien")
_UNDERSTANDING = Target("services", "Compréhension du monde numérique")
_HELP = Target("services", "Aide aux démarches administratives")
_WORK = Target("services", "Insertion professionnelle via le numérique")
_ACCESS = Target("services", "Accès internet et matériel informatique")

SERVICES: dict[str, Target | None] = {
    "Prendre en main un smartphone ou une tablette": _TOOLS,
    "Prendre en main un ordinateur": _TOOLS,
    "Utiliser le numérique au quotidien": _TOOLS,
    "Approfondir ma culture numérique": _UNDERSTANDING,
    "Promouvoir la citoyenneté numérique": _UNDERSTANDING,
    "Devenir autonome dans les démarches administratives": _HELP,
    "Réaliser des démarches administratives avec un accompagnement": _HELP,
    "Accompagner les démarches de santé": _HELP,
    "Favoriser mon insertion professionnelle": _WORK,
    "Créer et développer mon entreprise": _WORK,
    "Accéder à une connexion internet": _ACCESS,
    "Accéder à du matériel": _ACCESS,
    "Créer avec le numérique": Target("services", "Loisirs et créations numériques"),
    "Soutenir la parentalité et l'éducation avec le numérique": Target(
        "services", "Parentalité et éducation avec le numérique"
    ),
    "S'équiper en matériel informatique": Target("services", "Acquisition de matériel informatique à prix solidaire"),
}

_MENTAL = "Handicaps mentaux"

PUBLICS: dict[str, Target | None] = {
    "Seniors (+ 65 ans)": Target("publics_specifiquement_adresses", "Seniors"),
    "Familles/enfants": Target("publics_specifiquement_adresses", "Familles et/ou enfants"),
    # v1 names the publics a place is especially for: "adults" is everybody.
    "Adultes": None,
    "Jeunes (16-26 ans)": Target("publics_specifiquement_adresses", "Jeunes"),
    "Uniquement femmes": Target("publics_specifiquement_adresses", "Femmes", says_less=True),
    "Public langues étrangères": Target("prise_en_charge_specifique", "Langues étrangères (autres)", says_less=True),
    "Déficience visuelle": Target("prise_en_charge_specifique", "Déficience visuelle"),
    "Surdité": Target("prise_en_charge_specifique", "Surdité"),
    "Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes comportementales": Target(
        "prise_en_charge_specifique", _MENTAL, says_less=True
    ),
    "Handicaps mentaux : déficiences limitant les activités d'une personne": Target(
        "prise_en_charge_specifique", _MENTAL
    ),
    "Personnes en situation d'illettrisme": Target("prise_en_charge_specifique", "Illettrisme"),
}

_UNDER_CONDITION = "Gratuit sous condition"

CONDITIONS: dict[str, Target | None] = {
    "Gratuit : Je peux accéder gratuitement au lieu et à ses services": Target("frais_a_charge", "Gratuit"),
    "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un"
    " organisme social...)": Target("frais_a_charge", _UNDER_CONDITION),
    "Payant : L'accès au lieu et/ou à ses services est payant": Target("frais_a_charge", "Payant"),
    "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu": Target(
        "frais_a_charge", _UNDER_CONDITION, says_less=True
    ),
    "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer": Target(
        "frais_a_charge", _UNDER_CONDITION, says_less=True
    ),
}


def _other(label: str) -> Target:
    return Target("autres_formations_labels", label)


LABELS: dict[str, Target | None] = {
    "France Services": Target("dispositif_programmes_nationaux", "France Services"),
    "CNFS": Target("dispositif_programmes_nationaux", "Conseillers numériques"),
    "Aidants Connect": Target("dispositif_programmes_nationaux", "Aidants Connect"),
    "Grandes écoles du numérique": Target("dispositif_programmes_nationaux", "Grande école du numérique"),
    "Point numérique CAF": Target("dispositif_programmes_nationaux", "Point d'accès numérique CAF"),
    "Fabriques de Territoire": Target("formations_labels", "Fabriques de Territoire"),
    "APTIC": _other("APTIC"),
    "Point relais CAF": _other("Point relais CAF"),
    "Relais pôle emploi": _other("Relais pôle emploi"),
    "French Tech": _other("French Tech"),
    "Campus connecté": _other("Campus connecté"),
}

SUPPORT: dict[str, Target | None] = {
    "Seul : j'ai accès à du matériel et une connexion": Target("modalites_accompagnement", "En autonomie"),
    "Avec de l'aide : je suis accompagné seul dans l'usage du numérique": Target(
        "modalites_accompagnement", "Accompagnement individuel"
    ),
    "Dans un atelier : j'apprends collectivement à utiliser le numérique": Target(
        "modalites_accompagnement", "Dans un atelier collectif"
    ),
    "A ma place : une personne habilitée fait les démarches à ma place": Target(
        "modalites_accompagnement", "Accompagnement individuel", says_less=True
    ),
}
