"""What a place is, whatever it calls itself: "CCAS" and "centre communal d'action sociale" are one trade.

A trade is hard when two different ones are two institutions (a mairie is not its library), soft when it only says how
a place works (an EPN is often inside something else): soft trades agree, and never contradict.
"""

from .words import plain, words_of

HARD = {
    "library": (
        "bibliothèque", "médiathèque", "BM", "point lecture", "relais lecture", "dépôt lecture", "bibliothèque relais",
        "dépôt de livres", "salle de lecture",
    ),
    "departmental_library": (
        "bibliothèque départementale", "médiathèque départementale", "bibliothèque départementale de prêt",
    ),
    "reading_service": ("lecture publique", "service lecture", "réseau des médiathèques", "réseau des bibliothèques"),
    "school_library": ("bibliothèque scolaire", "bibliothèque universitaire", "BU", "CDI"),
    "toy_library": ("ludothèque",),
    "mairie": ("mairie", "hôtel de ville"),
    "mairie_annexe": (
        "mairie annexe", "mairie déléguée", "mairie de quartier", "mairie de secteur", "annexe de la mairie",
        "mairie de proximité",
    ),
    "ccas": (
        "CCAS", "centre communal d'action sociale", "centre com action sociale", "centre communal action social",
        "C C A S",
    ),
    "cias": ("CIAS", "centre intercommunal d'action sociale", "C I A S"),
    "france_services": (
        "France services", "maison France services", "espace France services", "France service", "MFS", "EFS", "MSAP",
        "maison de services au public", "maison des services publics", "maison de service public",
        "maison des services", "espace de services au public", "relais de services publics", "RSP",
        "point France services",
    ),
    "mjc": ("MJC", "maison des jeunes et de la culture", "maison des jeunes"),
    "social_centre": (
        "centre social", "centre socioculturel", "centre socio culturel", "centre social et culturel", "CSC",
        "centre social et socioculturel", "espace socioculturel", "centre d'animation sociale",
    ),
    "medico_social": (
        "centre médico social", "CMS", "MDS", "maison des solidarités", "maison départementale des solidarités",
        "maison du département", "maison départementale de la solidarité", "maison landaise de la solidarité", "MDSI",
        "centre départemental d'action sociale", "MSD", "unité territoriale d'action sociale", "UTAS",
    ),
    "intercommunality": (
        "communauté de communes", "communauté d'agglomération", "communauté urbaine", "agglo", "CC du", "CA du",
    ),
    "departement": ("conseil départemental", "conseil général", "hôtel du département"),
    "prefecture": ("préfecture",),
    "sub_prefecture": ("sous-préfecture",),
    "post": ("la poste", "bureau de poste", "agence postale", "agence postale communale", "poste"),
    "jobs": ("Pôle emploi", "France travail", "agence Pôle emploi"),
    "mission_locale": ("mission locale", "mission locale jeunes"),
    "cap_emploi": ("Cap emploi",),
    "maison_emploi": ("maison de l'emploi", "espace emploi", "point emploi"),
    "caf": ("CAF", "caisse d'allocations familiales", "caisse allocation familiale"),
    "cpam": ("CPAM", "caisse primaire d'assurance maladie", "assurance maladie"),
    "msa": ("MSA", "mutualité sociale agricole"),
    "carsat": ("CARSAT",),
    "youth": (
        "PIJ", "BIJ", "CRIJ", "CIJ", "point information jeunesse", "bureau information jeunesse", "espace info jeunes",
        "information jeunesse", "info jeunes", "structure information jeunesse",
    ),
    "school": ("école", "groupe scolaire", "école primaire", "école élémentaire", "école maternelle"),
    "college": ("collège",),
    "lycee": ("lycée",),
    "university": ("université", "IUT", "campus"),
    "mfr": ("MFR", "maison familiale rurale"),
    "afpa": ("AFPA",),
    "greta": ("GRETA",),
    "tourism": ("office de tourisme", "maison du tourisme"),
    "cci": ("CCI", "chambre de commerce et d'industrie", "chambre de commerce"),
    "cma": ("CMA", "chambre de métiers", "chambre des métiers et de l'artisanat"),
    "farming": ("chambre d'agriculture", "chambre départementale d'agriculture"),
    "care_home": ("EHPAD", "maison de retraite", "résidence autonomie", "résidence senior"),
    "young_workers": ("FJT", "foyer de jeunes travailleurs", "résidence habitat jeunes"),
    "shelter": ("CHRS", "CHU", "CADA", "HUDA"),
    "museum": ("musée",),
    "cinema": ("cinéma",),
    "mobile_library": ("bibliobus", "médiabus", "ludobus"),
    "cidff": ("CIDFF",),
    "udaf": ("UDAF",),
}  # fmt: skip

SOFT = {
    "epn": (
        "EPN", "espace public numérique", "espace de pratiques numériques", "cyber-base", "cyberbase", "cybercentre",
        "cyber-centre", "espace numérique", "point numérique", "espace multimédia", "salle multimédia", "cyberespace",
        "point de médiation numérique", "médiation numérique", "espace public internet", "point cyb",
        "atelier numérique", "lieu d'accès multimédia", "cyber espace", "point d'accès public internet",
    ),
    "third_place": ("tiers-lieu", "espace de coworking", "coworking", "fablab", "fab lab", "1/3 lieu"),
    "pimms": ("PIMMS", "PIMMS médiation"),
    "neighbourhood": ("maison de quartier", "espace de vie sociale", "EVS", "maison pour tous", "MPT", "foyer rural",
        "maison des habitants", "maison des associations", "maison citoyenne", "point info", "salle des fêtes"),
    "cultural": ("centre culturel", "espace culturel", "pôle culturel"),
    "old_mairie": ("ancienne mairie", "place de la mairie", "rue de la mairie", "salle de la mairie"),
}  # fmt: skip

TRADE_OF_TYPOLOGY = {
    "BIB": "library", "RFS": "france_services", "CCAS": "ccas", "CIAS": "cias", "MUNI": "mairie", "MJC": "mjc",
    "CS": "social_centre", "ML": "mission_locale", "PE": "jobs", "FT": "jobs", "CAF": "caf", "CPAM": "cpam",
    "CAP_EMPLOI": "cap_emploi", "CC": "intercommunality", "EPCI": "intercommunality", "CD": "departement",
    "PREF": "prefecture", "S_PREF": "sub_prefecture", "PIJ_BIJ": "youth", "CIDFF": "cidff", "UDAF": "udaf",
    "MQ": "neighbourhood", "EVS": "neighbourhood", "TIERS_LIEUX": "third_place", "PIMMS": "pimms", "MSA": "msa",
    "AFPA": "afpa", "CMS": "medico_social", "MDS": "medico_social", "CHRS": "shelter", "CHU": "shelter",
    "CADA": "shelter", "HUDA": "shelter", "RS_FJT": "young_workers", "MFR": "mfr", "CCONS": "cma", "EPN": "epn",
}  # fmt: skip

GENERIC = frozenset(
    words_of("""
        municipal communal intercommunal communautaire public association associatif maison espace centre point antenne
        relais site service reseau numerique mediation accueil local departemental ville village pays quartier agence
        salle pole lieu groupe commune communaute bureau place permanence structure mixte social culturel rural
        itinerant itinerante territoire agglomeration agglo metropole multimedia informatique federation comite
        departement hotel info information acces guichet territorial annexe bus camion mobile
    """)
)
"""Words that many names bear: they make no name."""

MARKS = {
    "annexe": "annexe", "antenne": "annexe", "bus": "mobile", "itinerant": "mobile", "itinerante": "mobile",
    "camion": "mobile", "mobile": "mobile", "itinerance": "mobile",
}  # fmt: skip
"""What sets a place apart from the one whose name it bears: an annexe, a bus."""

SOFT_TRADES = frozenset(SOFT)
GUESTS = frozenset(("epn", "third_place", "pimms"))
"""Trades that live in another house, and so never make a second one."""

Steps = dict[str, "Steps | str"]
_END = ""


def _steps() -> Steps:
    """Every way of saying a trade, word after word."""
    first: Steps = {}
    for trade, ways in (HARD | SOFT).items():
        for way in ways:
            step = first
            for word in words_of(plain(way)):
                following = step.setdefault(word, {})
                assert not isinstance(following, str)  # noqa: S101 - only the end of a way is a text
                step = following
            step[_END] = trade
    return first


_FIRST = _steps()


def trades_in(words: list[str]) -> tuple[set[str], list[str]]:
    """The trades a name says, the longest way first, and the words that are left."""
    trades: set[str] = set()
    left: list[str] = []
    position = 0
    while position < len(words):
        found, after = _longest(words, position)
        if found:
            trades.add(found)
        else:
            left.append(words[position])
        position = after
    return trades, left


def _longest(words: list[str], start: int) -> tuple[str, int]:
    step, found, after, position = _FIRST, "", start + 1, start
    while position < len(words) and isinstance(following := step.get(words[position]), dict):
        step, position = following, position + 1
        if isinstance(trade := step.get(_END), str):
            found, after = trade, position
    return found, after
