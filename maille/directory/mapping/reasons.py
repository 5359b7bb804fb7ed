"""Why a column is proposed for a field, in French and in English."""

from maille.language.phrases import Phrase, Phrasebook

from .clues import Column

PROPOSALS = Phrasebook(
    "proposal",
    {
        "named": (
            "La colonne {column:q} porte le nom de ce champ.",
            "Column {column:q} bears the name of this field.",
        ),
        "named_like": (
            "Le nom de la colonne {column:q} ressemble à celui de ce champ.",
            "The name of column {column:q} is like the name of this field.",
        ),
        "looks": (
            "{share}\u00a0% de ses cellules se lisent comme {kind}.",
            "{share}% of its cells read as {kind}.",
        ),
        "empty": ("Elle est vide dans les lignes lues.", "It is empty in the rows that were read."),
        "unique": ("Chaque ligne y a sa propre valeur.", "Each row has its own value there."),
        "twice": (
            "{count:valeur s’y répète|valeurs s’y répètent}\u00a0: la seconde ligne sera mise de côté.",
            "{count:value is|values are} there twice: the second row will be kept aside.",
        ),
        "words": (
            "Aucune colonne ne numérote les lieux\u00a0: {columns:q} servent ensemble d’identifiant.",
            "No column numbers the places: {columns:q} together serve as an identifier.",
        ),
        "week": ("Une colonne par jour, à partir de lundi.", "One column for each day, from Monday on."),
        "week_halves": (
            "Deux colonnes par jour, matin et après-midi, à partir de lundi.",
            "Two columns for each day, morning and afternoon, from Monday on.",
        ),
        "notes": (
            "{column:q} nuance ces horaires\u00a0: une ligne qui la remplit garde les siens en toutes lettres.",
            "{column:q} qualifies these hours: a row that fills it keeps its own in words.",
        ),
        "known_words": (
            "{known} mots sur {total} y ont un équivalent national.",
            "{known} of its {total} words have a national equivalent.",
        ),
        "condition": (
            "{yes:q} dans la colonne {column:q} vaut {value:q}.",
            "{yes:q} in column {column:q} means {value:q}.",
        ),
        "saved": ("Comme dans la description enregistrée {name:q}.", "As in the saved description {name:q}."),
        "chosen": ("Choisi par vous.", "Chosen by you."),
        "kind_phone": ("des numéros de téléphone", "telephone numbers"),
        "kind_emails": ("des adresses électroniques", "e-mail addresses"),
        "kind_url": ("des adresses web", "web addresses"),
        "kind_postal_code": ("des codes postaux", "postal codes"),
        "kind_insee_code": ("des codes INSEE", "INSEE codes"),
        "kind_commune_name": ("des noms de communes", "names of communes"),
        "kind_latitude": ("des latitudes", "latitudes"),
        "kind_longitude": ("des longitudes", "longitudes"),
        "kind_position": ("des couples de coordonnées", "pairs of coordinates"),
        "kind_pivot": ("des SIRET ou des RNA", "SIRET or RNA numbers"),
        "kind_osm": ("des horaires dans la notation d’OpenStreetMap", "hours in OpenStreetMap’s notation"),
        "kind_french": ("des horaires en français", "hours in French"),
        "kind_street": ("des adresses", "street addresses"),
        "kind_date": ("des dates", "dates"),
    },
)


def header_reason(column: str, likeness: float) -> tuple[Phrase, ...]:
    """Why, from the column's name; nothing when its name says nothing."""
    if not likeness:
        return ()
    return (PROPOSALS("named" if likeness == 1 else "named_like", column=column),)


def content_reason(column: Column, kind: str, share: float) -> tuple[Phrase, ...]:
    """Why, from the column's cells; nothing when they are not what is expected."""
    if column.is_empty:
        return (PROPOSALS("empty"),)
    return (PROPOSALS("looks", share=round(100 * share), kind=PROPOSALS(f"kind_{kind}")),) if share else ()
