"""ASGI entry point: `maille.config.asgi:application`."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maille.config.settings")

application = get_asgi_application()

# A server without a secret must stop here, not at its first visitor.
settings.SECRET_KEY  # noqa: B018 - Django raises ImproperlyConfigured when it is empty
