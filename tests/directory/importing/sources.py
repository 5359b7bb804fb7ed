"""A real source in a few lines, and how tests import it."""

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from maille.directory.actions import apply_import, import_places, try_places
from maille.directory.models import Import, ImportLine

AT = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
HINAURA = (files("maille.demo") / "data" / "hinaura-loire-2022-10.json").read_bytes()
NAME = "Nom du lieu ou de la structure *"
PHONE = "Téléphone"
SITE = "Site Web"
SOME = [row for row in json.loads(HINAURA) if row["Ville *"].lower().startswith("saint-etienne")][:8]
SOME.append(next(row for row in json.loads(HINAURA) if row[NAME] == "Le Babet"))


# The same kind of places, as the national standard writes them.
STANDARD = [
    {
        "id": f"loire-{rank}",
        "nom": f"Espace numérique {rank}",
        "commune": "Saint-Étienne",
        "code_postal": "42000",
        "code_insee": "42218",
        "adresse": f"{rank} rue Michelet",
        "latitude": "45.43",
        "longitude": "4.39",
        "telephone": f"+3347733220{rank}",
        "services": "Aide aux démarches administratives|Maîtrise des outils numériques du quotidien",
        "date_maj": "2024-05-02",
    }
    for rank in range(1, 7)
]


def as_csv(rows: Sequence[dict[str, Any]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_file(rows: Sequence[dict[str, Any]]) -> bytes:
    return json.dumps(rows).encode()


def changed(name: str, rows: Sequence[dict[str, Any]] = SOME, **cells: Any) -> list[dict[str, Any]]:
    """The same lines, but for some cells of one place."""
    return [row | (cells if row[NAME] == name else {}) for row in rows]


def take(data: bytes | Sequence[dict[str, Any]] = HINAURA, **changes: Any) -> Import:
    wanted = {"mapping_name": "hinaura", "file_name": "hinaura.json", "network": None, "by": None, "at": AT}
    return import_places(data=data if isinstance(data, bytes) else as_file(data), **(wanted | changes))


def states(done: Import) -> dict[str, int]:
    return {state: done.lines.filter(state=state).count() for state in ImportLine.State.values}


def take_standard(data: bytes, **changes: Any) -> Import:
    wanted = {"source": "loire", "file_name": "loire", "network": None, "by": None, "at": AT}
    return apply_import(of_import=try_places(data=data, **(wanted | changes)), by=wanted["by"], at=AT)
