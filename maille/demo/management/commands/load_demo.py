"""Load the demonstration network: `maille load_demo`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maille.demo.load import is_loaded, load_demo
from maille.territory.models import Place


class Command(BaseCommand):
    help = "Charge le réseau de démonstration : les lieux réels de la Loire (2022) et des personnes inventées."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Ne fait rien si le réseau est déjà chargé.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and is_loaded():
            return
        accounts = load_demo(at=timezone.now())
        self.stdout.write(f"{Place.objects.count()} lieux chargés.")
        for role, email, password in accounts:
            self.stdout.write(f"{role} : {email} {password}".rstrip())
