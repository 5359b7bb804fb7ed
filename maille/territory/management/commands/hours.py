"""Read French opening hours: `maille hours "du lundi au vendredi 9h-12h"`, or one text a line on standard input."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from maille.territory.hours.french import read_french


class Command(BaseCommand):
    help = (
        "Traduit des horaires écrits en français vers la notation d’OpenStreetMap. Sans texte, lit l’entrée standard :"
        " une ligne, une réponse. Ce qui ne peut se dire sans perdre de sens donne une ligne vide, et sa raison sur"
        " la sortie d’erreur."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="*", help="Les horaires, par exemple « du lundi au vendredi 9h-12h ».")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = [" ".join(options["text"])] if options["text"] else (line.rstrip("\n") for line in sys.stdin)
        for text in texts:
            reading = read_french(text)
            self.stdout.write(reading.osm or "")
            if not reading.osm:
                self.stderr.write(f"{text} : {reading.reason}" if text else str(reading.reason))
