from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "maille.directory"
    label = "directory"

    def ready(self) -> None:
        from maille.core import journal, search
        from maille.territory.models import Offer, Place

        from .search.index import index_offers, index_places

        search.register(Offer, index_offers)
        search.register(Place, index_places)
        journal.register_labels(
            {
                "directory.import_done": _("a importé des lieux"),
                "directory.import_done.new": _("nouveaux lieux"),
                "directory.import_done.changed": _("lieux changés"),
                "directory.import_done.unchanged": _("lieux inchangés"),
                "directory.import_done.kept": _("lignes gardées de côté"),
            }
        )
