from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "maille.api"
    label = "api"

    def ready(self) -> None:
        from maille.core import journal

        journal.register_labels(
            {
                "api.feed_opened": _("a créé un lien vers son agenda"),
                "api.feed_revoked": _("a arrêté le lien vers son agenda"),
            }
        )
