"""Read a text for what makes it hard to read: `maille clair annonce.txt`, or `… | maille clair`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maille.language import clarity

FOUND, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = "Relit un texte : ce qui le rend difficile à lire, et quoi écrire. Sort avec 1 quand il y a une remarque."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fichier", nargs="?", default="-", help="Le fichier ; rien ou « - » : l’entrée standard.")
        parser.add_argument("--annonce", action="store_true", help="Vérifie aussi quand, où, prix, téléphone, accès.")
        parser.add_argument("--simple", action="store_true", help="Pour des personnes qui lisent peu.")
        parser.add_argument("--ignorer", action="append", default=[], metavar="CLÉ", help="Laisse une remarque.")
        parser.add_argument("--json", action="store_true", help="Écrit tout en JSON, avec les clés des remarques.")

    def handle(self, *args: Any, **options: Any) -> None:
        sheet = clarity.check(
            read(options["fichier"]),
            kind=clarity.NOTICE if options["annonce"] else clarity.TEXT,
            limits=clarity.SIMPLE if options["simple"] else clarity.PLAIN,
            on=timezone.localdate(),
            ignored=options["ignorer"],
        )
        self.stdout.write(as_json(sheet) if options["json"] else said(sheet, options["fichier"]))
        if sheet.findings:
            sys.exit(FOUND)


def read(name: str) -> str:
    """The text of a file, or of the standard input, in UTF-8 or as Windows wrote it."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"Impossible de lire {name}\u00a0: {error.strerror}.", returncode=UNREADABLE) from error
    if b"\0" in content:
        raise CommandError(f"{name} n’est pas un texte\u00a0: donnez un fichier .txt ou .md.", returncode=UNREADABLE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def said(sheet: clarity.Sheet, name: str) -> str:
    """One line for each finding, then the measures."""
    lines = [line for finding in sheet.findings for line in _line(finding, sheet.text, name)]
    measures = sheet.measures
    return "\n".join(
        [
            *lines,
            f"{len(sheet.findings)} remarque{'s' if len(sheet.findings) > 1 else ''}, {measures.words} mots. "
            f"LIX {measures.lix:.0f}, Kandel-Moles {measures.kandel_moles:.0f}"
            + ("." if measures.is_enough else "\u00a0: trop peu de mots pour s’y fier."),
        ]
    )


def _line(finding: clarity.Finding, text: str, name: str) -> list[str]:
    if not finding.passage:
        return [f"{name}: {finding.said}"]
    row = text.count("\n", 0, finding.start) + 1
    column = finding.start - text.rfind("\n", 0, finding.start)
    instead = f" → {finding.proposal}" if finding.proposal else ""
    passage = " ".join(finding.passage.split())
    return [
        f"{name}:{row}:{column}: {passage if len(passage) <= 60 else passage[:59] + '…'}{instead}",
        f"    {finding.said}",
    ]


def as_json(sheet: clarity.Sheet) -> str:
    """Everything, for another program."""
    measures = sheet.measures
    return json.dumps(
        {
            "findings": [finding.to_json() for finding in sheet.findings],
            "ignored": [finding.to_json() for finding in sheet.ignored],
            "answers": {answer.question: answer.passage for answer in sheet.answers},
            "measures": {
                "words": measures.words,
                "sentences": measures.sentences,
                "longest_sentence": measures.longest,
                "lix": round(measures.lix, 1),
                "kandel_moles": round(measures.kandel_moles, 1),
                "enough_words": measures.is_enough,
            },
        },
        ensure_ascii=False,
        indent=2,
    )
