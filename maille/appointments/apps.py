from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "maille.appointments"
    label = "appointments"

    def ready(self) -> None:
        from maille.core import erasure, journal
        from maille.sharing import takers
        from maille.sharing.models import Occupation

        from .actions import forget_appointments, hand_over_appointment
        from .load import describe_appointments

        erasure.register_follower(forget_appointments)
        takers.register(Occupation.Because.APPOINTMENT, describe_appointments, hand_over=hand_over_appointment)
        journal.register_labels(
            {
                "appointments.booked": _("a pris un rendez-vous pour"),
                "appointments.asked": _("a reçu en ligne le rendez-vous de"),
                "appointments.moved": _("a déplacé le rendez-vous de"),
                "appointments.cancelled": _("a annulé le rendez-vous de"),
                "appointments.earlier_wanted": _("a noté qu’un créneau plus tôt arrangerait"),
                "appointments.earlier_dropped": _("ne cherche plus de créneau plus tôt pour"),
                "appointments.earlier_offered": _("a proposé un créneau plus tôt à"),
                "appointments.offer_ended": _("a repris le créneau proposé à"),
                "appointments.reason_created": _("a créé le motif de rendez-vous"),
                "appointments.reason_changed": _("a changé le motif de rendez-vous"),
                "appointments.opening_added": _("a ouvert des rendez-vous avec"),
                "appointments.opening_ended": _("a fermé des rendez-vous avec"),
            }
        )
