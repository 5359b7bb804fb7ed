"""One poster for every place of a network, as a zip made while it is sent."""

import zipfile
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from maille.communication.rules.sheets import Drawable, Sheet
from maille.core.documents import DocumentError

from .posters import Kind, draw, faults_on

READ_ME = "LISEZ-MOI.txt"


def zipped(posters: Iterable[tuple[str, Drawable]], sheet: Sheet, *, kind: Kind, language: str) -> Iterator[bytes]:
    """A zip of one file for each place, named by it, and a list that says which could not be made and why."""
    sent, said = _Sent(), []
    with zipfile.ZipFile(sent, "w") as archive:  # type: ignore[call-overload] # only written to, never sought in
        for name, poster in posters:
            said.append(f"{name}\u00a0: {_add(archive, f'{name}.{kind}', poster, sheet, kind, language)}")
            yield sent.taken()
        archive.writestr(READ_ME, "\n".join(said or [_("Aucun lieu n’a d’affiche à imprimer.")]) + "\n")
    yield sent.taken()


class _Sent:
    """What the zip writes, given away as it comes: no place waits for the last one."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _add(archive: zipfile.ZipFile, name: str, poster: Drawable, sheet: Sheet, kind: Kind, language: str) -> str:
    faults = [one for one in faults_on(poster, sheet) if one.is_refusal]
    if faults:
        return " ".join(one.phrase.in_(language) for one in faults)
    try:
        archive.writestr(name, draw(poster, sheet, kind))
    except DocumentError:
        return _("cette affiche n’a pas pu être faite.")
    return _("faite.")
