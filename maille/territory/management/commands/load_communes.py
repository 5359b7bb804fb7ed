"""Load the communes of France: `maille load_communes`."""

from typing import Any

from django.core.management.base import BaseCommand

from maille.territory.actions import load_communes


class Command(BaseCommand):
    help = "Charge ou met à jour les communes, leurs codes postaux et leurs intercommunalités (INSEE, La Poste, DGCL)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_communes()} communes chargées.")
