"""WSGI entry point: `maille.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maille.config.settings")

application = get_wsgi_application()
