"""Bring a file into the directory: `maille import_places lieux.csv --source mon-reseau`."""

import gzip
import json
import time
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maille.core.refusals import Refused
from maille.directory.actions import apply_import, forget, try_places
from maille.directory.files import UnreadableFile
from maille.directory.files.content import content_of
from maille.directory.files.limits import LARGEST_FILE
from maille.directory.files.write import write_csv, write_json
from maille.directory.mapping import packaged_mappings
from maille.directory.models import Import, ImportLine, SavedMapping
from maille.territory.models import Network

LONGEST_NAME = 100
TELL_SECONDS = 2.0
REPORT_COLUMNS = ("ligne", "devenir", "identifiant", "nom", "raison", "remarques")
_GZIP = b"\x1f\x8b"


class Command(BaseCommand):
    help = (
        "Importe un fichier de lieux (CSV, JSON, GeoJSON, XLSX, XLS, ODS)\u00a0: chaque ligne devient un lieu, en met"
        " un à jour, ne change rien, ou est refusée avec sa raison. Importer deux fois le même fichier ne change rien."
    )

    # A file does not wait for the checks of every page and setting: they are those of `maille check`.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Le fichier, tel que la source le donne (.gz accepté).")
        parser.add_argument(
            "--source",
            required=True,
            metavar="NOM",
            help=f"D’où vient le fichier. Noms connus\u00a0: {', '.join(packaged_mappings())}, et les lectures"
            " enregistrées\u00a0; un nom nouveau convient à un fichier au standard national.",
        )
        parser.add_argument("--mapping", type=Path, metavar="FICHIER.toml", help="Comment lire le fichier.")
        parser.add_argument("--network", default="", metavar="RESEAU", help="Le réseau où entrent les lieux.")
        parser.add_argument("--sheet", default="", help="La feuille du classeur, s’il y en a plusieurs.")
        parser.add_argument("--dry-run", action="store_true", help="Essayer\u00a0: rien n’est écrit.")
        parser.add_argument(
            "--report", type=Path, metavar="FICHIER", help="Ce que devient chaque ligne, en CSV ou en JSON (.json)."
        )
        parser.add_argument("--json", action="store_true", help="Finir par un résumé en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.told_at = float("-inf")
        try:
            done = self._import(**options)
        except (Refused, UnreadableFile) as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            if options["report"]:
                self._report(done, options["report"])
            self._conclude(done, options)
        finally:
            if options["dry_run"]:
                forget(done)

    def _import(self, *, file: Path, source: str, sheet: str, dry_run: bool, **options: Any) -> Import:
        network = network_of(options["network"])
        at = timezone.now()
        tried = try_places(
            source=checked_name(source),
            data=bytes_of(file),
            file_name=file.name.removesuffix(".gz"),
            network=network,
            by=None,
            at=at,
            sheet=sheet,
            progress=self._progress,
            **reading(source, options["mapping"], network),
        )
        return tried if dry_run else apply_import(of_import=tried, by=None, at=at, progress=self._progress)

    def _progress(self, done: int, total: int, message: str) -> None:
        """Progress goes where results do not."""
        if time.monotonic() - self.told_at >= TELL_SECONDS:
            self.told_at = time.monotonic()
            self.stderr.write(f"{message}\u00a0: {done}" + (f" sur {total}" if total > done else ""))

    def _report(self, of_import: Import, path: Path) -> None:
        try:
            with path.open("wb") as out:
                out.writelines(report(of_import, as_json=path.suffix.lower() == ".json"))
        except OSError as error:
            why = f"{path} ne peut pas être écrit ({error.strerror})\u00a0: choisissez un autre endroit."
            raise CommandError(why) from error

    def _conclude(self, of_import: Import, options: dict[str, Any]) -> None:
        counted = Import.objects.with_counts().get(pk=of_import.pk)
        counts = {state: getattr(counted, f"{state}_count") for state in ImportLine.State.values}
        if options["json"]:
            told = {
                "file": options["file"].name,
                "source": of_import.source,
                "dry_run": options["dry_run"],
                "lines": counted.line_count,
            }
            self.stdout.write(json.dumps(told | counts, ensure_ascii=False))
            return
        said = (
            f"{counts['new']} nouveaux, {counts['changed']} mis à jour, {counts['unchanged']} inchangés,"
            f" {counts['refused']} refusés."
        )
        tried = " Essai\u00a0: rien n’est écrit." if options["dry_run"] else ""
        self.stdout.write(f"{of_import.file_name}\u00a0: {counted.line_count} lignes. {said}{tried}")
        if counts["refused"] and not options["report"]:
            self.stdout.write("Avec --report FICHIER, chaque ligne refusée dit sa raison.")


def checked_name(source: str) -> str:
    """The name of a source, as places remember it."""
    if not source.strip() or len(source) > LONGEST_NAME:
        raise CommandError(f"Donnez à --source un nom de 1 à {LONGEST_NAME} caractères.")
    return source.strip()


def network_of(slug: str) -> Network | None:
    """The network that is named."""
    if not slug:
        return None
    if network := Network.objects.filter(slug=slug).first():
        return network
    raise CommandError(f"Aucun réseau ne s’appelle «\u00a0{slug}\u00a0»\u00a0: vérifiez son nom court.")


def reading(source: str, mapping: Path | None, network: Network | None) -> dict[str, Any]:
    """How the file is read: by a mapping file, one that comes with Maille, one that was saved; else the standard."""
    if mapping:
        return {"document": document_of(mapping)}
    if source.strip() in packaged_mappings():
        return {"mapping_name": source.strip()}
    saved = SavedMapping.objects.filter(name=source.strip(), network=network).first()
    return {"document": saved.document} if saved else {}


def document_of(path: Path) -> dict[str, Any]:
    """The plain document of a mapping file; what it says is checked when it is used."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path} ne peut pas être lu ({error.strerror})\u00a0: vérifiez son nom.") from error
    except ValueError as error:
        raise CommandError(f"{path} n’est pas du TOML en UTF-8 ({error})\u00a0: corrigez-le.") from error


def bytes_of(path: Path) -> bytes:
    """The file, unpacked when it is; refused before it is read when it is absent, empty or too large."""
    content = content_of(path)
    if content.head(2) != _GZIP:
        return content.whole()
    try:
        with gzip.open(path) as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, EOFError) as error:
        raise CommandError(f"{path.name} est abîmé\u00a0: compressez-le à nouveau.") from error
    return content_of(data).whole()


def report(of_import: Import, *, as_json: bool) -> Iterator[bytes]:
    """What each line became, with its reason and remarks, in the order of the file."""
    lines = of_import.lines.defer("row").order_by("number").iterator(chunk_size=500)
    if as_json:
        return write_json(map(told, lines))
    rows = (
        [line.number, line.get_state_display(), line.key, line.values.get("name", ""), line.reason_in_words,
         " / ".join(line.remarks_in_words)]
        for line in lines
    )  # fmt: skip
    return write_csv(REPORT_COLUMNS, rows, with_mark=True)


def told(line: ImportLine) -> dict[str, Any]:
    """A line as the JSON report tells it."""
    return {
        "line": line.number,
        "state": line.state,
        "key": line.key,
        "name": line.values.get("name", ""),
        "reason": line.reason_in_words,
        "remarks": line.remarks_in_words,
        "changes": line.changes,
    }
