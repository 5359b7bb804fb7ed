"""The list of the people a company sends: read from a text or a table, each line kept or said with its remedy."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from maille.language.phrases import Phrase, Phrasebook
from maille.language.words import fold

LONGEST_NAME = 120
MOST_LINES = 500
"""Lines that are read of a list: no company sends more people at once."""
_ADDRESS = re.compile(r"[^@\s,;<>()\"']+@(?:[^@\s.,;<>()\"']+\.)+[^@\s.,;<>()\"']{2,}")
_PIECE_OF_ADDRESS = re.compile(r"\S*@\S*")
_NAMELESS = re.compile(r"colonne \d+")
"""What a column without a name is called by who reads files."""
_SEPARATORS = re.compile(r"\t|;|,")

LIST = Phrasebook(
    "people",
    {
        "no_name": (
            "Cette ligne n’a pas de nom\u00a0; écrivez le prénom et le nom.",
            "This line has no name; write the first name and the surname.",
        ),
        "twice": (
            "{name:q} y est déjà, ligne {line}\u00a0; si ce sont deux personnes, donnez un courriel à chacune.",
            "{name:q} is there already, line {line}; if they are two people, give each an e-mail address.",
        ),
        "known": (
            "{name:q} est déjà dans votre liste\u00a0; si ce sont deux personnes, donnez un courriel à chacune.",
            "{name:q} is already on your list; if they are two people, give each an e-mail address.",
        ),
        "bad_email": (
            "{email:q} n’est pas un courriel\u00a0; corrigez-le ou retirez-le.",
            "{email:q} is not an e-mail address; correct it or remove it.",
        ),
        "full": (
            "La liste est pleine\u00a0: {most:place|places} prévues\u00a0; retirez quelqu’un, ou appelez-nous.",
            "The list is full: {most:seat|seats} planned; remove somebody, or call us.",
        ),
        "long": (
            "Ce nom est trop long\u00a0; gardez le prénom et le nom d’usage.",
            "This name is too long; keep the first name and the usual surname.",
        ),
        "too_many_lines": (
            "Cette liste a plus de {most:ligne|lignes}\u00a0; gardez les personnes qui viennent.",
            "This list has more than {most:line|lines}; keep the people who come.",
        ),
        "no_line": (
            "Ce fichier n’a aucun nom\u00a0; écrivez une personne par ligne, dans une colonne «\u00a0Nom\u00a0».",
            "This file has no name; write one person a line, in a column “Name”.",
        ),
    },
)

_FIRST = {"prenom", "prenoms", "first name", "firstname", "given name"}
_LAST = {"nom", "nom de famille", "nom d usage", "name", "surname", "last name", "lastname"}
_WHOLE = {"nom et prenom", "prenom et nom", "nom prenom", "prenom nom", "personne", "salarie", "salariee", "full name",
          "stagiaire", "participant", "participante"}  # fmt: skip
_MAIL = {"courriel", "email", "e mail", "mail", "adresse mail", "adresse email", "adresse e mail"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its number, who it names, and what is wrong with it, if anything is."""

    number: int
    name: str
    email: str = ""
    problem: Phrase | None = None
    typed: str = ""


def tidy_name(text: str) -> str:
    """A name as it is printed: one line, without invisible characters; empty when no letter is left."""
    kept = (letter if unicodedata.category(letter)[0] in "LMNPZ" else " " for letter in text)
    name = " ".join("".join(kept).split()).strip(" ;,-_.*•")
    return name if any(letter.isalpha() for letter in name) else ""


def person_key(name: str) -> str:
    """The words of a name in any order, accents and case aside: "DUPONT Élise" is "Élise Dupont"."""
    return " ".join(sorted(fold(name).replace("-", " ").split()))[:LONGEST_NAME]


def read_text(text: str) -> list[Line]:
    """One person a line, an address anywhere in it; a line of a spreadsheet that was pasted is read too."""
    lines = []
    for number, typed in enumerate(text.splitlines(), start=1):
        if typed.strip():
            lines.append(_line(number, _words(typed), _mail(typed), typed))
    return lines


def read_table(columns: Sequence[str], rows: Iterable[tuple[int, Mapping[str, Any]]]) -> list[Line]:
    """The people of a table. Columns are known by their names; a table without any has people in its first line too."""
    known = {name: fold(name).replace("_", " ").replace("-", " ").replace("’", " ").strip() for name in columns}
    names = [name for name, folded in known.items() if folded in _FIRST]
    names += [name for name, folded in known.items() if folded in _LAST | _WHOLE]
    mails = [name for name, folded in known.items() if folded in _MAIL]
    lines = []
    if not names:
        said = [name for name in columns if not _NAMELESS.fullmatch(name)]
        lines += _said(1, said, said)
    for number, cells in rows:
        said = [str(cells.get(name) or "") for name in columns]
        if any(text.strip() for text in said):
            chosen = [str(cells.get(name) or "") for name in names] if names else said
            mail = [str(cells.get(name) or "") for name in mails] if names else said
            lines += _said(number, chosen, mail, " ".join(said))
    return lines


def _said(number: int, names: Sequence[str], mails: Sequence[str], typed: str = "") -> list[Line]:
    name = _words(" ".join(names))
    return [_line(number, name, _mail(" ".join(mails)), typed or " ".join(names))]


def _line(number: int, name: str, email: str, typed: str) -> Line:
    line = Line(number, name, email, typed=" ".join(typed.split())[:200])
    if not name:
        return replace(line, problem=LIST("no_name"))
    if len(name) > LONGEST_NAME:
        return replace(line, name=name[:LONGEST_NAME], problem=LIST("long"))
    if "@" in email and not _ADDRESS.fullmatch(email):
        return replace(line, email="", problem=LIST("bad_email", email=email))
    return line


def _words(text: str) -> str:
    return tidy_name(" ".join(_SEPARATORS.split(_PIECE_OF_ADDRESS.sub(" ", text))))


def _mail(text: str) -> str:
    """The address of a line, or the piece that wanted to be one."""
    if found := _ADDRESS.search(text):
        return found.group().lower()
    return next((part for part in re.split(r"[\s;,\t]+", text) if "@" in part), "")


def sorted_out(lines: Sequence[Line], known: Iterable[tuple[str, str]], most: int) -> tuple[list[Line], list[Line]]:
    """What is kept and what is refused, each refused line with its reason; `known` are (name, address) already there.

    What is right is kept whatever is wrong beside it. The order of the list decides who fits when it is too long.
    """
    seen: dict[str, list[tuple[str, int]]] = {}
    for name, email in known:
        seen.setdefault(person_key(name), []).append((email, 0))
    room = most - sum(len(people) for people in seen.values())
    kept: list[Line] = []
    refused: list[Line] = []
    for line in lines:
        problem = line.problem or _same(line, seen) or (LIST("full", most=most) if len(kept) >= room else None)
        if problem:
            refused.append(replace(line, problem=problem))
            continue
        seen.setdefault(person_key(line.name), []).append((line.email, line.number))
        kept.append(line)
    return kept, refused


def _same(line: Line, seen: Mapping[str, Sequence[tuple[str, int]]]) -> Phrase | None:
    """Whether somebody before is the same person: the same name, unless two addresses tell them apart."""
    for email, number in seen.get(person_key(line.name), ()):
        if not (email and line.email) or email == line.email:
            return LIST("twice", name=line.name, line=number) if number else LIST("known", name=line.name)
    return None
