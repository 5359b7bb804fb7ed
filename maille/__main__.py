"""The `maille` command: Django's management command with this project's settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maille.config.settings")
    if sys.argv[1:2] in (["run"], ["migrate"]):
        from maille.core.serving import home

        home.prepare(os.environ)  # the settings read the secret and the data folder that it makes

    from django.core.management import execute_from_command_line

    execute_from_command_line(["maille", *sys.argv[1:]])


if __name__ == "__main__":
    main()
