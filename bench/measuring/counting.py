"""How many queries each public page makes: `python -m bench.measuring.counting` prints JSON.

Run by `bench/pages.py` with the environment of the installation being served.
"""

import json

import django

django.setup()

from django.db import connection  # noqa: E402  (after the settings)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.measuring.visits import Visits, visits  # noqa: E402
from maille.territory.models import Place  # noqa: E402


def counted(paths: list[str]) -> list[int]:
    """Queries of each page, in the order of the paths."""
    client = Client(SERVER_NAME="127.0.0.1")
    found = []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        found.append(len(queries))
    return found


def main() -> None:
    slugs = list(Place.objects.published().values_list("slug", flat=True))
    chosen: Visits = visits(slugs)
    kinds = {"home": chosen.homes[:2], "place": chosen.places, "search": chosen.searches}
    print(json.dumps({"slugs": slugs, "queries": {name: counted(paths) for name, paths in kinds.items()}}))


if __name__ == "__main__":
    main()
