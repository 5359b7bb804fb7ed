"""Make a poster: `maille affiche --gabarit campagne --titre … --slogan … --sortie affiche.pdf`, or `--code k3f7w`."""

from argparse import ArgumentParser
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from maille.communication import actions, load
from maille.communication.models import Poster, PosterVersion
from maille.communication.rules import posters as rules
from maille.communication.rules import sheets
from maille.communication.sheets.batch import zipped
from maille.communication.sheets.posters import as_text, draw, faults_on
from maille.core.refusals import Refused

WORDS = {
    "titre": "title", "slogan": "slogan", "faits": "facts", "source": "source", "quand": "when", "ou": "where",
    "prix": "price", "telephone": "phone", "programme": "lines", "signature": "signature", "couleur": "colour",
}  # fmt: skip


class Command(BaseCommand):
    help = (
        "Fait une affiche de mots donnés ici, ou d’une affiche du réseau par son code. Sort avec 1, et dit quoi "
        "corriger, quand elle ne peut pas s’imprimer ainsi."
    )

    requires_system_checks: list[str] = []  # words given here ask nothing of the database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", help="Le code d’une affiche du réseau ; les mots d’ici font sa version suivante.")
        parser.add_argument("--gabarit", choices=list(rules.ASKED), default=rules.CAMPAIGN)
        for name, field in WORDS.items():
            parser.add_argument(
                f"--{name}", dest=field, help="Un « | » passe à la ligne." if name == "slogan" else None
            )
        parser.add_argument("--jusqu-au", dest="until", type=date.fromisoformat, help="Dernier jour, 2026-12-24.")
        parser.add_argument("--adresse", default="", help="Où mène le code ; rien : pas de code.")
        parser.add_argument("--format", choices=list(sheets.SIZES), default="a3")
        parser.add_argument("--variante", choices=sheets.VARIANTS, default="couleur")
        parser.add_argument("--profil", choices=sheets.PROFILES, default=sheets.OFFICE)
        parser.add_argument(
            "--sortie", required=True, type=Path,
            help="Le fichier : .pdf, .png, .svg, .txt ; .zip fait un PDF pour chaque lieu du réseau (avec --code).",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        out, sheet = options["sortie"], sheets.Sheet(options["format"], options["variante"], options["profil"])
        version = _version(options["code"]) if options["code"] else None
        words = _words(options, version)
        kind = out.suffix.removeprefix(".").lower()
        if kind != "zip" and kind not in sheets.KINDS:
            raise CommandError("Donnez à --sortie un nom en .pdf, .png, .svg, .txt ou .zip.")
        until, today = options["until"] or (version.until if version else None), timezone.localdate()
        why = load.still_outdated(version, words, on=today) if version else None
        self._check([rules.Fault("", why)] if why else [])
        self._check(rules.faults(words, until=until, on=today))
        # What cannot be printed or written is not a version of the poster either.
        with transaction.atomic():
            version = _kept(version, words, until) if version else None
            poster = load.drawable(version) if version else sheets.Drawable(words, options["adresse"])
            self._check(faults_on(poster, sheet))
            self._write(out, _zip(version, sheet) if kind == "zip" else _made(poster, sheet, kind))

    def _check(self, faults: list[rules.Fault]) -> None:
        for one in faults:
            self.stderr.write(str(one.phrase))
        if any(one.is_refusal for one in faults):
            raise CommandError("L’affiche n’est pas faite\u00a0: corrigez ce qui précède.")

    def _write(self, out: Path, made: bytes) -> None:
        try:
            out.write_bytes(made)
        except OSError as error:
            raise CommandError(f"Impossible d’écrire {out}\u00a0: {error.strerror}.") from error
        self.stdout.write(str(out))


def _version(code: str) -> PosterVersion:
    found = Poster.objects.for_display().filter(code=code.lower()).first()
    if found is None:
        raise CommandError(f"Aucune affiche n’a le code {code}\u00a0: relisez-le en bas de l’affiche.")
    return found.latest


def _kept(version: PosterVersion, words: rules.Words, until: date | None) -> PosterVersion:
    """The version to print: the next one when words or the last day are new, so that its code leads to what it says."""
    if (words, until) == (version.words, version.until):
        return version
    poster, now = version.poster, timezone.now()
    subject = load.again(version, poster.network, None, at=now)
    try:
        return actions.change_poster(poster=poster, subject=subject, words=words, until=until, by=None, at=now)
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal


def _words(options: dict[str, Any], version: PosterVersion | None) -> rules.Words:
    said = {name: options[name].replace("\\n", "\n") for name in WORDS.values() if options[name] is not None}
    if "slogan" in said:
        said["slogan"] = said["slogan"].replace("|", "\n")
    return replace(version.words if version else rules.Words(options["gabarit"]), **said)


def _made(poster: sheets.Drawable, sheet: sheets.Sheet, kind: Any) -> bytes:
    return as_text(poster).encode() if kind == "txt" else draw(poster, sheet, kind)


def _zip(version: PosterVersion | None, sheet: sheets.Sheet) -> bytes:
    if version is None:
        raise CommandError("Un lot part d’une affiche du réseau\u00a0: donnez son --code.")
    hung = load.hung_everywhere(version, version.poster.network, today=timezone.localdate())
    return b"".join(zipped(hung, sheet, kind="pdf", language="fr"))
