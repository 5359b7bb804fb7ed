"""`maille run`: everything needed to use Maille on this machine, until Ctrl-C."""

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from maille.core.serving import ready, server


class Command(BaseCommand):
    help = "Prépare ce qui doit l’être, sert Maille sur cette machine et fait le travail de fond, jusqu’à Ctrl-C."
    requires_system_checks = []  # `make check` runs them; a start should be quick

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute (127.0.0.1)")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="port (PORT, 8000)")

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        check_port(host, port)
        try:
            self.prepare()
            died = server.serve(
                host,
                port,
                grace=1 if settings.LOCAL else 30,
                on_ready=lambda: self.welcome(host, port),
            )
        except KeyboardInterrupt:
            raise CommandError(_("Arrêté avant d’être prêt."), returncode=130) from None
        if died:
            part = {"web": _("le serveur de pages"), "worker": _("le travail de fond")}[died]
            raise CommandError(
                _("Tout est arrêté, parce que %(part)s s’est arrêté sans qu’on le demande.") % {"part": part}
            )
        self.say(_("Arrêté."))

    def prepare(self) -> None:
        if not ready.schema_is_current():
            self.say(_("Préparation de la base de données…"))
            ready.migrate()
        if not ready.static_is_current():
            self.say(_("Préparation des feuilles de style et des images…"))
            ready.collect_static()
        if settings.LOCAL:
            call_command("load_demo", "--if-empty", stdout=self.stdout)

    def welcome(self, host: str, port: int) -> None:
        self.say(_("Maille est prête\u00a0: http://%(address)s/") % {"address": f"{host}:{port}"})
        self.say(_("Les données sont dans %(folder)s.") % {"folder": settings.DATA_DIR})
        if settings.LOCAL:
            call_command("load_demo", "--accounts", stdout=self.stdout)
        self.say(_("Ctrl-C arrête tout."))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def check_port(host: str, port: int) -> None:
    """Refuse at once a port that cannot be had, and say which one to try."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                _("Le port %(port)s n’est pas libre (%(reason)s). Prenez-en un autre\u00a0: PORT=%(next)s")
                % {"port": port, "reason": error.strerror, "next": port + 1}
            ) from None
