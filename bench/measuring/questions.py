"""What 300 people look for: a thing to do, somewhere, now. The same 300 each time."""

import random
from collections.abc import Sequence
from typing import Any

SEED = 42_000
RADII = (2, 5, 10, 10, 10, 20, 50, 0)
# As people write: one word or several, plurals, capitals, missing accents, typos, names of places, half words.
WHAT = (
    "ordinateur", "téléphone", "CAF", "impôts", "imprimer", "emploi", "démarches en ligne", "internet gratuit",
    "médiathèque", "mediateque", "bibliothèque", "Bibliotheques municipales", "biblio", "france services",
    "maison france services", "centre social", "centre socail", "mission locale", "mairie", "mot de passe",
    "aide aux démarches administratives", "apprendre à se servir d’un ordinateur", "papiers", "retraite", "wifi",
    "imprimante scanner", "culture numérique", "réseaux sociaux", "tablette", "courriel", "ccas", "association",
    "maison de quartier", "espace public numérique", "ordinateurs reconditionnés", "logement CAF", "saint",
    "rue de la république", "place de l’église", "conseiller numérique", "point d’accès", "ateliers numériques",
    "internet", "chômage", "pole emploi", "ameli", "dossier retraite en ligne", "souris clavier", "téléfone",
    "ordinatuer", "bibliotek", "média", "info", "num",
)  # fmt: skip


def questions(rows: Sequence[dict[str, Any]], count: int) -> list[dict[str, str]]:
    """Searches in words, with a place and "open now", asked from where the places are; as fields of the address."""
    chance = random.Random(SEED)
    located = [row for row in rows if row.get("latitude") is not None]
    return [_question(chance, located) for _ in range(count)]


def _question(chance: random.Random, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    asked = {"quoi": chance.choice(WHAT), "ouvert": "on", "rayon": str(chance.choice(RADII))}
    near = chance.choice(rows)
    match chance.randrange(4):
        case 0:
            return asked | {"ou": near["commune"]}
        case 1:
            return asked | {"ou": near["code_postal"]}
        case 2:
            return asked | {"ou": f"{near['code_postal']} {near['commune']}"}
        case _:
            return asked | {"lat": f"{near['latitude']:.4f}", "lon": f"{near['longitude']:.4f}"}
