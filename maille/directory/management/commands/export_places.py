"""Write the places as a file: `maille export_places --format csv --out lieux.csv`."""

import contextlib
import json
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maille.directory.export import CONTENT_TYPES, export_places, records
from maille.directory.standard.codec import left_out
from maille.territory.context import default_network
from maille.territory.models import Network, Place

TELL_SECONDS = 1


class Command(BaseCommand):
    help = "Écrit les lieux publiés au standard national (CSV, GeoJSON, JSON, XLSX) ou en data·inclusion v1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=list(CONTENT_TYPES), help="Le format du fichier.")
        parser.add_argument("--out", required=True, help="Le fichier à écrire ; « - » pour la sortie standard.")
        parser.add_argument("--network", default="", help="Les lieux d’un réseau, par son nom court.")
        parser.add_argument("--members", action="store_true", help="Les lieux membres du réseau seulement.")
        parser.add_argument("--json", action="store_true", help="Finir par un résumé en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        network = self._network(options)
        places = Place.objects.published()
        if network:
            places = places.in_network(network, kind="member" if options["members"] else None).distinct()
        source = f"maille-{network.slug}" if network else "maille"
        pieces = export_places(places, kind=options["format"], source=source)
        if options["out"] == "-":
            out = getattr(self.stdout, "buffer", sys.stdout.buffer)
            out.writelines(pieces)
            out.flush()
            return
        self._write(Path(options["out"]), self._watched(pieces, Path(options["out"]).name))
        self._say(options, places)

    def _watched(self, pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
        """The pieces of the file; how much is written goes where results do not."""
        written, told_at = 0, time.monotonic()
        for piece in pieces:
            yield piece
            written += len(piece)
            if time.monotonic() - told_at >= TELL_SECONDS:
                told_at = time.monotonic()
                self.stderr.write(f"Écriture de {name}\u00a0: {written // 1_000} ko")

    def _network(self, options: dict[str, Any]) -> Network | None:
        if options["network"]:
            network = Network.objects.filter(slug=options["network"]).first()
            if network is None:
                raise CommandError(f"Aucun réseau ne s’appelle « {options['network']} » ; vérifiez son nom court.")
            return network
        if options["members"] and (network := default_network()) is None:
            raise CommandError("Dites de quel réseau avec --network.")
        return default_network() if options["members"] else None

    def _write(self, path: Path, pieces: Any) -> None:
        """Whole or absent: the file takes its name once it is finished."""
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with unfinished.open("wb") as file:
                file.writelines(pieces)
            unfinished.replace(path)
        except OSError as error:
            why = f"Ce fichier ne peut pas être écrit ({error.strerror}) ; choisissez un autre endroit."
            raise CommandError(why) from error
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def _say(self, options: dict[str, Any], places: Any) -> None:
        """How many places are in the file, and what the national standard cannot hold of them."""
        count, missing = 0, []
        for record in records(places):
            count += 1
            missing += [(record, column, text) for column, text in left_out(record).items()]
        if options["json"]:
            told = [{"id": record.key, "column": column, "text": text} for record, column, text in missing]
            summary = {"out": options["out"], "format": options["format"], "places": count, "left_out": told}
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
            return
        for record, column, text in missing:
            self.stderr.write(f"{record.name} : le standard n’a pas de place pour {column} « {text[:80]} ».")
        self.stdout.write(f"{options['out']} : {count} lieu{'x' if count > 1 else ''}.")
