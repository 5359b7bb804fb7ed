"""WSGI entry point: `maille.config.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maille.config.settings")

application = get_wsgi_application()

# A server without a secret must stop here, not at its first visitor.
settings.SECRET_KEY  # noqa: B018 - Django raises ImproperlyConfigured when it is empty
