"""Names of places inside a French sentence: "au Centre social Le Colibri", "à la Médiathèque", "à Arlequin"."""

from .words import fold

# The first word of a place's name, folded, when it is a common noun: what stands before it. Proper names have nothing.
_MASCULINE = frozenset(
    """
    bibliobus bureau bus cafe ccas centre club college comptoir cyberespace depot fablab fab foyer garage guichet jardin
    kiosque labo laboratoire lieu local lycee musee palais pavillon point pole relais reseau service tiers tiers-lieu
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_FEMININE = frozenset(
    """
    bibliotheque boutique cite communaute commune ferme gare halle ligue ludotheque mairie maison mediatheque
    mediatheque-ludotheque mission mjc permanence poste prefecture salle sous-prefecture ville
    """.split()  # noqa: SIM905
)
_ELIDED = frozenset(
    """
    accueil agence amicale antenne association atelier ecole epicerie epn escale espace hopital hotel institut office
    universite
    """.split()  # noqa: SIM905
)
_ARTICLES = {"le": "au ", "les": "aux ", "la": "à la "}


def at_place(name: str) -> str:
    """A name after the right form of "à", as it is said: the article it bears, or the one its first word asks for."""
    first, space, rest = name.strip().partition(" ")
    word = fold(first)
    if rest and word in _ARTICLES:
        return f"{_ARTICLES[word]}{rest}"
    if word.startswith(("l'", "l’", "l ")):
        return f"à l’{first[2:]}{space}{rest}"
    if word in _MASCULINE:
        return f"au {name.strip()}"
    if word in _FEMININE:
        return f"à la {name.strip()}"
    if word in _ELIDED:
        return f"à l’{name.strip()}"
    return f"à {name.strip()}"
