"""Which static files are served: those of our dependencies that no page uses stay where they are."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Leaves out what Leaflet's and htmx's packages carry besides the one file of each that pages load."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "Control.*",
        "draw",
        "ext",
        "htmax-*",
        "htmx-4*",
        "leaflet-src*",
        "leaflet.extras*",
        "leaflet.forms*",
        "leaflet_django*",
        "proj4*",
    ]
