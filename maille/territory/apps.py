from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    name = "maille.territory"
    label = "territory"

    def ready(self) -> None:
        from maille.core import journal

        journal.register_labels(
            {
                "territory.network_created": _("a fondé le réseau"),
                "territory.network_changed": _("a modifié le réseau"),
                "territory.place_created": _("a ajouté le lieu"),
                "territory.place_changed": _("a modifié le lieu"),
                "territory.place_imported": _("a mis à jour le lieu d’après sa source"),
                "territory.place_import_undone": _("a rendu au lieu ce qu’un import avait changé"),
                "territory.place_removed": _("a effacé le lieu"),
                "territory.place_withdrawn": _("a retiré le lieu de l’annuaire"),
                "territory.organisation_founded": _("a ajouté la structure"),
                "territory.organisation_removed": _("a effacé la structure"),
                "territory.place_joined": _("a fait entrer le lieu dans le réseau"),
                "territory.kind_changed": _("a changé le lien du lieu avec le réseau"),
                "territory.place_left": _("a retiré le lieu du réseau"),
                "territory.ribbon_swapped": _("a échangé le ruban du lieu"),
                "territory.organisation_added": _("a ajouté une structure"),
                "territory.organisation_changed": _("a modifié une structure"),
                "territory.room_added": _("a ajouté une salle"),
                "territory.room_removed": _("a retiré une salle"),
                "territory.hours_exception_added": _("a noté une exception aux horaires"),
                "territory.hours_exception_removed": _("a retiré une exception aux horaires"),
            }
        )
