from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "maille.messaging"
    label = "messaging"

    def ready(self) -> None:
        from maille.core import erasure, journal

        from .actions import erase_old_messages

        erasure.register(erase_old_messages)

        journal.register_labels(
            {
                "messaging.changed": _("a changé le message"),
                "messaging.moved": _("a déplacé le message"),
                "messaging.cancelled": _("a annulé le message"),
                "messaging.too_late": _("n’a pas envoyé, trop tard, le message"),
                "messaging.not_sent": _("n’a pas pu envoyer le message"),
                "messaging.told_again": _("a renvoyé le message"),
                "messaging.doubt_settled": _("a dit ce qu’est devenu le message"),
                "messaging.called": _("a appelé pour le message"),
                "messaging.not_reached": _("a appelé sans réponse pour le message"),
                "messaging.bounced": _("a signalé le retour du message"),
                "messaging.missed": _("n’a vu personne appeler à temps pour le message"),
                "messaging.erased": _("a effacé les textes et les adresses des messages partis depuis longtemps de"),
                "messaging.erased.messages": _("messages"),
                "messaging.posted": _("a mis à la poste le message"),
            }
        )
