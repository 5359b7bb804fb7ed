from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "maille.sharing"
    label = "sharing"

    def ready(self) -> None:
        from maille.core import journal
        from maille.people import leaving
        from maille.territory import rooms

        from . import takers
        from .actions.rooms import taken_from
        from .lent import describe_lendings, describe_rounds
        from .models import Occupation
        from .standing_in import ahead_of

        takers.register(Occupation.Because.LENDING, describe_lendings)
        takers.register(Occupation.Because.ROUND, describe_rounds)
        leaving.register(ahead_of)
        rooms.register(taken_from)

        journal.register_labels(
            {
                "sharing.model_added": _("a ajouté le modèle"),
                "sharing.model_changed": _("a changé le modèle"),
                "sharing.consumable_added": _("suit le consommable"),
                "sharing.consumable_dropped": _("ne suit plus le consommable"),
                "sharing.stock_noted": _("a compté le consommable"),
                "sharing.model_shown": _("a mis une photo avec le modèle"),
                "sharing.model_archived": _("ne prête plus le modèle"),
                "sharing.model_restored": _("prête de nouveau le modèle"),
                "sharing.unit_changed": _("a changé l’unité"),
                "sharing.unit_replaced": _("a trouvé une autre unité à la place de"),
                "sharing.unit_added": _("a ajouté l’unité"),
                "sharing.condition_reported": _("a dit l’état de l’unité"),
                "sharing.absence_declared": _("a noté une absence de"),
                "sharing.absence_moved": _("a déplacé une absence de"),
                "sharing.unit_told": _("a dit où est l’unité"),
                "sharing.need_asked": _("a demandé"),
                "sharing.need_answered": _("a répondu à la demande"),
                "sharing.proposed": _("a proposé autre chose"),
                "sharing.proposal_answered": _("a répondu à la proposition"),
                "sharing.room_booked": _("a réservé la salle"),
                "sharing.booking_cancelled": _("a annulé la réservation"),
                "sharing.rule_saved": _("a écrit la règle de partage"),
                "sharing.rule_dropped": _("a retiré la règle de partage"),
                "sharing.van_saved": _("a écrit le véhicule"),
                "sharing.round_saved": _("a prévu la tournée"),
                "sharing.round_cancelled": _("a annulé la tournée"),
                "sharing.round_loaded": _("a dit ce que porte la tournée"),
                "sharing.journey_saved": _("a écrit le temps de trajet"),
                "sharing.journey_dropped": _("a rendu à l’estimation le trajet"),
                "sharing.leg_carried": _("a dit qui porte l’unité"),
                "sharing.person_offered": _("a proposé le prêt de"),
                "sharing.person_agreed": _("a accordé le prêt de"),
                "sharing.person_refused": _("a refusé le prêt de"),
                "sharing.person_cancelled": _("a annulé le prêt de"),
                "sharing.person_came": _("a noté la venue de"),
                "sharing.hours_added": _("a noté des heures de travail de"),
                "sharing.hours_dropped": _("a enlevé des heures de travail de"),
                "sharing.mobility_set": _("a dit comment se déplace"),
                "sharing.absence_ended": _("a enlevé une absence de"),
            }
        )
