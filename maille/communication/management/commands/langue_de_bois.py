"""Draw langue de bois: `maille langue_de_bois --plan pipotron --ton start-up --longueur phrase`."""

import random
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maille.language.waffle import drawing, permalink
from maille.language.waffle.plans import LENGTHS, PLANS, TONE_NAMES, Choice


class Command(BaseCommand):
    help = "Tire un texte en langue de bois, ou redit celui d’un permalien, que la dernière ligne donne."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", choices=PLANS, default="declaration")
        parser.add_argument("--ton", choices=TONE_NAMES, default="institutionnel")
        parser.add_argument("--longueur", choices=LENGTHS, default="texte")
        parser.add_argument("--permalien", help="Le code d’un texte déjà tiré.")

    def handle(self, *args: Any, **options: Any) -> None:
        code, choice = options["permalien"], Choice(options["plan"], options["ton"], options["longueur"])
        try:
            text = permalink.read(code) if code else drawing.draw(choice, random.SystemRandom())
        except permalink.BadLink as bad:
            raise CommandError(str(bad.phrase)) from bad
        self.stdout.write(text.plain)
        self.stdout.write(permalink.written(text))
