"""Load the demonstration network: `maille load_demo`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from maille.demo.load import PASSWORD, accounts, demo_network, is_loaded, load_demo, load_month
from maille.demo.workshops import has_programme
from maille.territory.models import Place


class Command(BaseCommand):
    help = "Charge le réseau de démonstration : les lieux réels de la Loire (2022) et des personnes inventées."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Ne recharge pas le réseau : fait les séances du mois qui vient, s’il n’y en a plus.",
        )
        parser.add_argument("--accounts", action="store_true", help="Dit les comptes, sans rien charger.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self.say_accounts()
        elif options["if_empty"] and is_loaded():
            self.go_on()
        else:
            load_demo(at=timezone.now())
            self.stdout.write(f"{Place.objects.count()} lieux chargés.")

    def go_on(self) -> None:
        """A demonstration opened again when its month is over shows the next one."""
        network, now = demo_network(), timezone.now()
        if network and not has_programme(network, now):
            load_month(network, at=now)

    def say_accounts(self) -> None:
        network = demo_network()
        if network is None or not settings.LOCAL:
            return
        self.stdout.write(f"Comptes de démonstration, inventés (mot de passe : {PASSWORD}) :")
        for role, email, _password in accounts(network, today=timezone.localdate()):
            self.stdout.write(f"  {email}  {role}")
