"""ASGI entry point: `maille.config.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maille.config.settings")

application = get_asgi_application()
