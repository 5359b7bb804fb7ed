from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "maille.activity"
    label = "activity"

    def ready(self) -> None:
        from maille.core import erasure, journal

        from .actions import erase_old_names, forget_presence

        erasure.register(erase_old_names)
        erasure.register_follower(forget_presence)
        journal.register_labels(
            {
                "activity.ticked": _("a noté la présence de"),
                "activity.ticked_too_late": _(
                    "a noté, sur un autre appareil, avant une décision plus récente, la présence de"
                ),
                "activity.appointment_noted": _("a noté qui est venu au rendez-vous de"),
                "activity.heads_counted": _("a compté les personnes de"),
                "activity.sheet_closed": _("a clos la feuille de présence de"),
                "activity.sheet_reopened": _("a rouvert la feuille de présence de"),
                "activity.walk_in_kept": _("a gardé la fiche de"),
                "activity.signed": _("a noté la signature de"),
                "activity.confirmed": _("a dit par écrit, faute de signature, pour"),
                "activity.confirmed.how": _("ce qui est dit"),
                "activity.confirmed.words": _("en ces mots"),
                "activity.signature_taken_back": _("a retiré la signature de"),
                "activity.attestation_issued": _("a donné l’attestation"),
                "activity.attestation_revoked": _("a retiré l’attestation"),
            }
        )
