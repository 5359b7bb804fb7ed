"""Judge a file against the national standard: `maille validate lieux.csv`."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maille.directory.files import Table, UnreadableFile, read_table
from maille.directory.standard import Finding, detect_version, validate

FIRST = 5


class Command(BaseCommand):
    help = (
        "Juge un fichier de lieux (CSV, JSON, GeoJSON, XLSX, XLS, ODS) d’après le standard national, cellule par"
        " cellule. Répond 0 si le validateur officiel l’accepterait, 1 sinon."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Le fichier à juger.")
        parser.add_argument("--sheet", default="", help="La feuille du classeur, s’il y en a plusieurs.")
        parser.add_argument("--all", action="store_true", help="Montrer toutes les lignes.")
        parser.add_argument("--json", action="store_true", help="Répondre en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = read_table(options["file"], sheet=options["sheet"])
            found = list(validate(table, today=timezone.localdate()))
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self._say_json(table, found)
        else:
            self._say(table, found, most=None if options["all"] else FIRST)
        if any(each.is_error for each in found):
            sys.exit(1)

    def _say_json(self, table: Table, found: list[Finding]) -> None:
        answer = {
            "format": table.format,
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "version": detect_version(table.columns),
            "is_valid": not any(each.is_error for each in found),
            "findings": [
                {
                    "severity": each.severity,
                    "line": each.line,
                    "column": each.column,
                    "value": each.value,
                    "sentence": each.sentence(),
                    **each.phrase.to_json(),
                }
                for each in found
            ],
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _say(self, table: Table, found: list[Finding], *, most: int | None) -> None:
        version = detect_version(table.columns)
        about = [table.format.upper(), table.encoding, table.delimiter and f"séparateur « {table.delimiter} »"]
        about += [table.sheet and f"feuille « {table.sheet} »", version and f"standard v{version}"]
        self.stdout.write(f"{table.name} : {', '.join(filter(None, about))}.")
        for severity, title in (("error", "À corriger"), ("warning", "À vérifier")):
            self._say_group(title, [each for each in found if each.severity == severity], most)
        errors = sum(each.is_error for each in found)
        self.stdout.write("")
        self.stdout.write(
            f"Ce fichier n’est pas valide : {_count(errors, 'correction', 'corrections')} à faire."
            if errors
            else "Ce fichier est valide."
        )

    def _say_group(self, title: str, found: list[Finding], most: int | None) -> None:
        if not found:
            return
        self.stdout.write(f"\n{title} ({len(found)})")
        by_kind = Counter((each.column, each.code) for each in found)
        ordered = sorted(found, key=lambda each: (-by_kind[each.column, each.code], each.column, each.code, each.line))
        for (column, _code), group in groupby(ordered, key=lambda each: (each.column, each.code)):
            lines = list(group)
            self.stdout.write(f"  {column or 'fichier'} : {len(lines)}")
            for each in lines[:most]:
                self.stdout.write(f"    {each.sentence()}")
            if most is not None and len(lines) > most:
                self.stdout.write(f"    … et {len(lines) - most} de plus (--all les montre).")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number < 2 else many}"
