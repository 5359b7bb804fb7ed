"""What a validation finds, one finding a cell, said so that one can correct it."""

from dataclasses import dataclass, field
from typing import Literal

from maille.language.phrases import Phrase, Phrasebook

Severity = Literal["error", "warning"]

STANDARD = Phrasebook(
    "standard",
    {
        # The file
        "not_the_standard": (
            (
                "Ce fichier ne suit pas le standard\u00a0: il lui manque les colonnes {names:q}\u00a0;"
                " importez-le avec une"
                " correspondance, puis exportez-le."
            ),
            (
                "This file does not follow the standard: it lacks the columns {names:q}; import it with a mapping, then"
                " export it."
            ),
        ),
        "older_version": (
            (
                "Ce fichier suit la version {version} du standard, remplacée par la {current}\u00a0; importez-le, puis"
                " exportez-le à la version actuelle."
            ),
            (
                "This file follows version {version} of the standard, replaced by {current}; import it, then"
                " export it in"
                " the current version."
            ),
        ),
        "no_line": (
            "Ce fichier ne contient aucun lieu\u00a0; vérifiez que c’est le bon.",
            "This file contains no place; check that it is the right one.",
        ),
        "file_name": (
            "Le nom {name:q} ne suit pas la règle\u00a0; nommez le fichier {wanted:q}.",
            "The name {name:q} does not follow the rule; name the file {wanted:q}.",
        ),
        "file_kind": (
            (
                "Le standard se publie en CSV, encodé en UTF-8 et séparé par des virgules\u00a0; ce fichier est"
                " {found}\u00a0;"
                " réenregistrez-le ainsi."
            ),
            "The standard is published as CSV, in UTF-8 and separated by commas; this file is {found}; save it so.",
        ),
        "missing_column": (
            "La colonne {column:q} manque\u00a0; ajoutez-la en position {rank}, même vide.",
            "The column {column:q} is missing; add it at position {rank}, even empty.",
        ),
        "extra_column": (
            "La colonne {column:q} n’est pas du standard\u00a0; retirez-la.",
            "The column {column:q} is not of the standard; remove it.",
        ),
        "misplaced_column": (
            "La colonne {column:q} est en position {found}\u00a0; mettez-la en position {rank}.",
            "The column {column:q} is at position {found}; move it to position {rank}.",
        ),
        # Cells the official schema refuses
        "required": (
            "{column:q} est vide\u00a0; écrivez-le, par exemple {example:q}.",
            "{column:q} is empty; write it, for example {example:q}.",
        ),
        "id_twice": (
            (
                "L’identifiant {value:q} est déjà à la ligne {first}\u00a0; gardez l’une des deux lignes ou"
                " distinguez-les."
            ),
            "The identifier {value:q} is already on line {first}; keep one of the two lines or tell them apart.",
        ),
        "number": (
            "{value:q} n’est pas un nombre\u00a0; écrivez des degrés avec un point, par exemple {example:q}.",
            "{value:q} is not a number; write degrees with a point, for example {example:q}.",
        ),
        "date": (
            "{value:q} n’est pas une date\u00a0; écrivez année-mois-jour, par exemple {example:q}.",
            "{value:q} is not a date; write year-month-day, for example {example:q}.",
        ),
        "too_long": (
            (
                "Ce texte compte {count:caractère|caractères} et {most} au plus sont permis\u00a0;"
                " raccourcissez-le, la suite va"
                " dans presentation_detail."
            ),
            (
                "This text has {count:character|characters} and at most {most} are allowed; shorten it, the rest"
                " goes in"
                " presentation_detail."
            ),
        ),
        "phone": (
            "{value:q} n’est pas un seul numéro international\u00a0; écrivez-le sans espace, par exemple {example:q}.",
            "{value:q} is not one international number; write it without spaces, for example {example:q}.",
        ),
        "postal_code": (
            "{value:q} n’est pas un code postal\u00a0; écrivez cinq chiffres, par exemple {example:q}.",
            "{value:q} is not a postal code; write five digits, for example {example:q}.",
        ),
        "insee_code": (
            "{value:q} n’est pas un code INSEE\u00a0; écrivez celui de la commune, par exemple {example:q}.",
            "{value:q} is not an INSEE code; write that of the commune, for example {example:q}.",
        ),
        "pivot": (
            (
                "{value:q} n’est ni un SIRET ni un RNA\u00a0; écrivez 9 à 14 lettres et chiffres sans espace,"
                " par exemple"
                " {example:q}."
            ),
            (
                "{value:q} is neither a SIRET nor an RNA; write 9 to 14 letters and digits without spaces, for example"
                " {example:q}."
            ),
        ),
        "pattern": (
            "{value:q} n’a pas la forme attendue\u00a0; prenez exemple sur {example:q}.",
            "{value:q} does not have the expected form; take {example:q} as an example.",
        ),
        "not_in_list": (
            "{value:q} n’est pas une valeur du standard\u00a0; choisissez parmi {choices:q}.",
            "{value:q} is not a value of the standard; choose among {choices:q}.",
        ),
        "near_list": (
            "{value:q} n’est pas une valeur du standard\u00a0; écrivez {near:q}.",
            "{value:q} is not a value of the standard; write {near:q}.",
        ),
        "wrong_separator": (
            "{value:q} sépare les valeurs par {found:q}\u00a0; séparez-les par {wanted:q}, sans espace.",
            "{value:q} separates the values by {found:q}; separate them by {wanted:q}, without spaces.",
        ),
        "line": ("{why}", "{why}"),
        # What is legal and likely wrong
        "no_pivot": (
            "Aucune structure n’est dite (quatorze zéros)\u00a0; donnez le SIRET ou le RNA si vous le connaissez.",
            "No organisation is given (fourteen zeros); give the SIRET or RNA if you know it.",
        ),
        "siret_lost": (
            "La fin de {value:q} a été perdue, sans doute par un tableur\u00a0; retrouvez le SIRET.",
            "The end of {value:q} was lost, probably by a spreadsheet; find the SIRET again.",
        ),
        "siret_key": (
            "La clé de contrôle du SIRET {value:q} est fausse\u00a0; vérifiez-le.",
            "The check digit of the SIRET {value:q} is wrong; check it.",
        ),
        "siren": (
            "{value:q} est un SIREN, qui désigne une organisation\u00a0; donnez le SIRET du lieu.",
            "{value:q} is a SIREN, which names an organisation; give the SIRET of the place.",
        ),
        "odd_pivot": (
            "{value:q} n’est ni un SIRET de 14 chiffres ni un RNA\u00a0; vérifiez-le.",
            "{value:q} is neither a SIRET of 14 digits nor an RNA; check it.",
        ),
        "typology": (
            "{value:q} n’est pas un type de lieu connu de la carte nationale\u00a0; {remedy}",
            "{value:q} is not a kind of place the national map knows; {remedy}",
        ),
        "typology_now": ("écrivez {now:q}.", "write {now:q}."),
        "typology_check": ("vérifiez son code, par exemple {example:q}.", "check its code, for example {example:q}."),
        "hours": (
            "{value:q} ne suit pas la notation d’OpenStreetMap\u00a0; écrivez par exemple {example:q}.",
            "{value:q} does not follow OpenStreetMap’s notation; write for example {example:q}.",
        ),
        "url": (
            "{value:q} n’est pas une adresse web complète\u00a0; commencez par https://.",
            "{value:q} is not a complete web address; begin with https://.",
        ),
        "email": (
            "{value:q} n’est pas une adresse électronique\u00a0; corrigez-la ou retirez-la.",
            "{value:q} is not an e-mail address; correct or remove it.",
        ),
        "half_position": (
            "La latitude ou la longitude manque\u00a0; donnez les deux ou aucune.",
            "The latitude or the longitude is missing; give both or none.",
        ),
        "null_position": (
            "Ces coordonnées sont 0, 0, au large de l’Afrique\u00a0; laissez-les vides si elles sont inconnues.",
            "These coordinates are 0, 0, off the coast of Africa; leave them empty when they are unknown.",
        ),
        "far_position": (
            (
                "{value:q} n’est pas en degrés sur la Terre\u00a0; vérifiez que latitude et longitude ne sont pas"
                " échangées."
            ),
            "{value:q} is not in degrees on the Earth; check that latitude and longitude are not swapped.",
        ),
        "spaces": (
            "{value:q} commence ou finit par une espace\u00a0; retirez-la.",
            "{value:q} begins or ends with a space; remove it.",
        ),
        "blank": (
            "{column:q} ne contient que des espaces\u00a0; écrivez-le, ou laissez la cellule vide.",
            "{column:q} holds spaces only; write it, or leave the cell empty.",
        ),
        "stray_separator": (
            "{value:q} commence par un séparateur\u00a0; retirez-le.",
            "{value:q} begins with a separator; remove it.",
        ),
        "value_twice": (
            "{value:q} y est deux fois\u00a0; gardez-en une.",
            "{value:q} is there twice; keep one.",
        ),
        "damaged": (
            "{value:q} contient un caractère abîmé\u00a0; corrigez ce mot.",
            "{value:q} contains a damaged character; correct this word.",
        ),
        "future": (
            "La date {value:q} est dans l’avenir\u00a0; écrivez le jour de la dernière mise à jour.",
            "The date {value:q} is in the future; write the day of the last update.",
        ),
        "file_remark": ("{why}", "{why}"),
    },
)


@dataclass(frozen=True)
class Finding:
    """One thing found: where, what stands there, and what to do.

    An error is what the official schema refuses; a warning is legal and likely wrong. Line 0 is the file as a whole.
    """

    severity: Severity
    phrase: Phrase
    line: int = 0
    column: str = ""
    value: str = field(default="", repr=False)

    @property
    def code(self) -> str:
        """The stable name of this kind of finding."""
        return self.phrase.code.partition(".")[2]

    @property
    def is_error(self) -> bool:
        """Whether the official schema refuses it."""
        return self.severity == "error"

    def sentence(self, language: str = "fr") -> str:
        """Where, and what to do."""
        where = ("Ligne {}" if language == "fr" else "Line {}").format(self.line) if self.line else ""
        column = f"{where}, {self.column}" if self.column and where else where or self.column
        said = self.phrase.in_(language)
        colon = "\u00a0: " if language == "fr" else ": "
        return f"{column}{colon}{said}" if column else said
