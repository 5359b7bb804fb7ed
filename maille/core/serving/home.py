"""The data folder of an installation, made before the settings are read."""

import os
import secrets
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path


def prepare(environ: MutableMapping[str, str]) -> None:
    """Make the data folder with its secret, and say to the settings whether this is a run on one's own machine.

    The folder is MAILLE_HOME, else `var` where the command is typed. An installation that answers under its own
    name (ALLOWED_HOSTS) or keeps its data in its own database (DATABASE_URL) is not local: HTTPS is expected and no
    demonstration is loaded, unless MAILLE_LOCAL says so.
    """
    home = Path(environ.setdefault("MAILLE_HOME", "var")).absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_served = bool(environ.get("ALLOWED_HOSTS") or environ.get("DATABASE_URL"))
    environ.setdefault("MAILLE_LOCAL", "0" if is_served else "1")
    if not environ.get("SECRET_KEY"):
        keep_secret(home / "secret-key")


def keep_secret(path: Path) -> None:
    """Write a secret key that only its owner reads, once; two commands started together keep the same one."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(60))
    try:
        with suppress(FileExistsError):
            os.link(draft, path)  # whole or not at all, and never over another's
    finally:
        draft.unlink()
