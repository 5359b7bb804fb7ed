"""What is said of a file that cannot be read, and of what was noticed while reading it."""

from typing import Any

from maille.language.phrases import Phrase, Phrasebook

FILES = Phrasebook(
    "files",
    {
        # The file as a whole
        "too_large": (
            "Ce fichier pèse {size}\u00a0Mo et Maille en lit {most} au plus\u00a0; coupez-le en plusieurs.",
            "This file weighs {size} MB and Maille reads at most {most}; cut it into several.",
        ),
        "absent": (
            "Le fichier {name:q} est introuvable\u00a0; vérifiez son nom et son dossier.",
            "The file {name:q} cannot be found; check its name and folder.",
        ),
        "empty": (
            "Ce fichier est vide\u00a0; vérifiez que c’est le bon et qu’il a été enregistré.",
            "This file is empty; check that it is the right one and that it was saved.",
        ),
        "no_place": (
            "Ce fichier ne contient aucun lieu\u00a0; vérifiez que c’est le bon.",
            "This file contains no place; check that it is the right one.",
        ),
        "unknown_kind": (
            "Ce fichier n’est pas un tableau ({kind})\u00a0; donnez un fichier CSV, JSON, GeoJSON, XLSX, XLS ou ODS.",
            "This file is not a table ({kind}); give a CSV, JSON, GeoJSON, XLSX, XLS or ODS file.",
        ),
        "column_twice": (
            "La colonne {name:q} y est deux fois\u00a0; renommez ou retirez l’une des deux.",
            "The column {name:q} is there twice; rename or remove one of them.",
        ),
        "too_many_columns": (
            "Ce fichier a {count:colonne|colonnes} et Maille en lit {most} au plus\u00a0; retirez les vides.",
            "This file has {count:column|columns} and Maille reads at most {most}; remove the empty ones.",
        ),
        "missing_columns": (
            "Il manque à ce fichier\u00a0: {names:q}\u00a0; corrigez {mapping} ou choisissez une autre source.",
            "This file lacks: {names:q}; correct {mapping} or choose another source.",
        ),
        # Encodings
        "unknown_encoding": (
            "{encoding:q} n’est pas un encodage connu\u00a0; essayez utf-8, cp1252 ou mac-roman.",
            "{encoding:q} is not a known encoding; try utf-8, cp1252 or mac-roman.",
        ),
        "not_in_encoding": (
            "La ligne {line} n’est pas écrite en {encoding}\u00a0; donnez le bon encodage, ou aucun.",
            "Line {line} is not written in {encoding}; give the right encoding, or none.",
        ),
        "damaged": (
            (
                "{count:caractère abîmé|caractères abîmés} à la ligne {lines}\u00a0; retrouvez le fichier d’origine ou"
                " corrigez ces mots."
            ),
            (
                "{count:damaged character|damaged characters} on line {lines}; find the original file or correct these"
                " words."
            ),
        ),
        # JSON
        "bad_json": (
            "Ce fichier n’est pas du JSON lisible (ligne {line})\u00a0; téléchargez-le à nouveau.",
            "This file is not readable JSON (line {line}); download it again.",
        ),
        "json_not_a_list": (
            "Ce fichier JSON n’est pas une liste de lieux\u00a0; indiquez le fichier qui en contient une.",
            "This JSON file is not a list of places; give the file that contains one.",
        ),
        "item_too_long": (
            (
                "Un lieu de ce fichier, à la ligne {line}, est trop long pour être lu\u00a0; vérifiez que c’est le bon"
                " fichier."
            ),
            "A place of this file, on line {line}, is too long to be read; check that it is the right file.",
        ),
        "bad_geojson": (
            "Ce fichier GeoJSON n’a pas de liste «\u00a0features\u00a0»\u00a0; exportez-le à nouveau.",
            "This GeoJSON file has no “features” list; export it again.",
        ),
        # Workbooks
        "bad_workbook": (
            "Ce classeur ne s’ouvre pas\u00a0; ouvrez-le dans un tableur et enregistrez-le en XLSX, ODS ou CSV.",
            "This workbook does not open; open it in a spreadsheet and save it as XLSX, ODS or CSV.",
        ),
        "locked_workbook": (
            "Ce classeur est protégé par un mot de passe\u00a0; enregistrez-le sans mot de passe.",
            "This workbook is protected by a password; save it without one.",
        ),
        "bomb": (
            "Ce classeur devient démesuré quand on l’ouvre\u00a0; enregistrez la feuille utile en CSV.",
            "This workbook becomes enormous when opened; save the useful sheet as CSV.",
        ),
        "sheet_too_large": (
            (
                "La feuille s’étend sur {count:cellule|cellules} et Maille en lit {most:cellule|cellules}"
                " au plus\u00a0; effacez ce qui est loin du tableau, ou enregistrez-le en CSV."
            ),
            (
                "The sheet spreads over {count:cell|cells} and Maille reads at most {most:cell|cells}; erase what is"
                " far from the table, or save it as CSV."
            ),
        ),
        "no_table": (
            (
                "Aucune feuille de ce classeur ne contient un tableau (une ligne de titres, puis des lignes)\u00a0;"
                " feuilles lues\u00a0: {sheets:q}."
            ),
            "No sheet of this workbook contains a table (a line of titles, then lines); sheets read: {sheets:q}.",
        ),
        "several_sheets": (
            "Plusieurs feuilles de ce classeur contiennent un tableau\u00a0: {sheets:q}\u00a0; dites laquelle lire.",
            "Several sheets of this workbook contain a table: {sheets:q}; say which one to read.",
        ),
        "unknown_sheet": (
            "Ce classeur n’a pas de feuille {sheet:q}\u00a0; il a\u00a0: {sheets:q}.",
            "This workbook has no sheet {sheet:q}; it has: {sheets:q}.",
        ),
        "empty_sheet": (
            "La feuille {sheet:q} ne contient pas de tableau\u00a0; les feuilles sont\u00a0: {sheets:q}.",
            "The sheet {sheet:q} contains no table; the sheets are: {sheets:q}.",
        ),
        "header_below": (
            "Les titres des colonnes ont été lus à la ligne {line}\u00a0; ce qui est au-dessus est laissé.",
            "The titles of the columns were read on line {line}; what stands above is left aside.",
        ),
        "numbers_in_codes": (
            (
                "Dans la colonne {column:q}, {count:cellule est un nombre|cellules sont des nombres}\u00a0: un zéro en"
                " tête a pu y être perdu\u00a0; mettez la colonne au format texte."
            ),
            (
                "In the column {column:q}, {count:cell is a number|cells are numbers}: a leading zero may be lost;"
                " set the column as text."
            ),
        ),
        # Lines
        "ragged": (
            "La ligne compte {found} colonnes et l’en-tête {wanted}\u00a0; vérifiez guillemets et séparateurs.",
            "The line has {found} columns and the header {wanted}; check quotes and separators.",
        ),
        "open_quote": (
            "Un guillemet ouvert à cette ligne n’est jamais refermé\u00a0; retirez-le ou refermez-le.",
            "A quotation mark opened on this line is never closed; remove it or close it.",
        ),
        "cell_too_long": (
            "La cellule {column:q} est trop longue ({count:caractère|caractères})\u00a0; raccourcissez-la.",
            "The cell {column:q} is too long ({count:character|characters}); shorten it.",
        ),
        "twice_in_item": (
            "La colonne {name:q} y est deux fois\u00a0; gardez la bonne.",
            "The column {name:q} is there twice; keep the right one.",
        ),
        "not_a_place": (
            "{value:q} n’est pas la description d’un lieu.",
            "{value:q} is not the description of a place.",
        ),
    },
)


class UnreadableFile(ValueError):
    """A file that cannot be read at all; the phrase says what to do, in French unless asked otherwise."""

    def __init__(self, phrase: Phrase) -> None:
        """Keep the phrase; `str` says it in French."""
        super().__init__(str(phrase))
        self.phrase = phrase

    def sentence(self, language: str = "fr") -> str:
        """What to tell the person who gave the file."""
        return self.phrase.in_(language)


class SheetNotChosen(UnreadableFile):
    """A workbook with several tables: one of `sheets` is to be chosen."""

    def __init__(self, sheets: tuple[str, ...]) -> None:
        """Name the sheets that hold a table."""
        super().__init__(FILES("several_sheets", sheets=sheets))
        self.sheets = sheets


def unreadable(code: str, **values: Any) -> UnreadableFile:
    """The refusal of a whole file."""
    return UnreadableFile(FILES(code, **values))
