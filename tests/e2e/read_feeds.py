"""Read the feeds of a data folder in two hours' time, from a server of this machine: run by its own process.

The guard that lets it is given here, as an argument; the product that runs beside it has none but its own.
"""

import datetime as dt
import sys

import django


def main(port: int) -> None:
    from django.utils import timezone

    from maille.watch.actions import read_due
    from maille.watch.fetching.guard import Guard

    guard = Guard(resolve=lambda host, asked: [("127.0.0.1", port)], allows=lambda address: True)
    read_due(at=timezone.now() + dt.timedelta(hours=2), guard=guard)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
