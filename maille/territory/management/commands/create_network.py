"""Found a network: `maille create_network saint-etienne "EPN de Saint-Étienne" --commune 42218`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from maille.territory.actions import create_network
from maille.territory.models import Commune


class Command(BaseCommand):
    help = "Fonde un réseau. La première personne créée ensuite (createsuperuser) y invite les autres."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Son nom court dans les adresses, par exemple saint-etienne.")
        parser.add_argument("name", help="Son nom, entre guillemets.")
        parser.add_argument("--commune", required=True, help="Le code INSEE de sa commune principale.")

    def handle(self, *args: Any, **options: Any) -> None:
        commune = Commune.objects.filter(pk=options["commune"]).first()
        if commune is None:
            raise CommandError("Cette commune n’est pas dans la base : lancez d’abord « maille load_communes ».")
        try:
            network = create_network(slug=options["slug"], name=options["name"], main_commune=commune, by=None)
        except ValidationError as faults:
            raise CommandError(" ".join(faults.messages)) from faults
        self.stdout.write(f"Le réseau « {network} » est fondé.")
