"""Load the demonstration network: `maille load_demo`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from maille.demo.load import PASSWORD, accounts, demo_network, is_loaded, load_demo
from maille.territory.models import Place


class Command(BaseCommand):
    help = "Charge le réseau de démonstration : les lieux réels de la Loire (2022) et des personnes inventées."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="Ne fait rien si le réseau est déjà chargé.")
        parser.add_argument("--accounts", action="store_true", help="Dit les comptes, sans rien charger.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self.say_accounts()
        elif not (options["if_empty"] and is_loaded()):
            load_demo(at=timezone.now())
            self.stdout.write(f"{Place.objects.count()} lieux chargés.")

    def say_accounts(self) -> None:
        network = demo_network()
        if network is None or not settings.LOCAL:
            return
        self.stdout.write(f"Comptes de démonstration, inventés (mot de passe : {PASSWORD}) :")
        for role, email, _password in accounts(network, today=timezone.localdate()):
            self.stdout.write(f"  {email}  {role}")
