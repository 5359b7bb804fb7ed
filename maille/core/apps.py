from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "maille.core"
    label = "core"

    def ready(self) -> None:
        from . import journal

        journal.register_labels(
            {
                "core.job_started": _("a lancé un travail de fond"),
                "core.job_cancelled": _("a annulé un travail de fond"),
                "core.job_restarted": _("a repris un travail de fond"),
            }
        )
