from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunicationConfig(AppConfig):
    name = "maille.communication"
    label = "communication"

    def ready(self) -> None:
        from maille.core import journal

        journal.register_labels(
            {
                "communication.statement_created": _("a commencé le texte"),
                "communication.statement_changed": _("a changé le brouillon du texte"),
                "communication.published": _("a publié le texte"),
                "communication.quote_added": _("a gardé une citation dans le texte"),
                "communication.quote_state": _("a changé l’état d’une citation du texte"),
                "communication.signed": _("a ajouté une signature au texte"),
                "communication.signature_dropped": _("a retiré une signature du texte"),
                "communication.poster_made": _("a fait l’affiche"),
                "communication.poster_changed": _("a changé l’affiche"),
                "communication.mistake_reported": _("a signalé une erreur dans le texte"),
                "communication.report_taken": _("va corriger ce qui est signalé dans le texte"),
                "communication.report_corrected": _("a corrigé ce qui était signalé dans le texte"),
                "communication.report_rejected": _("a écarté un signalement du texte"),
                "communication.report_address_erased": _("a effacé l’adresse d’un signalement du texte"),
                "communication.read_by": _("a noté une relecture du texte"),
            }
        )
