from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "maille.workshops"
    label = "workshops"

    def ready(self) -> None:
        from maille.core import erasure, journal
        from maille.sharing import takers
        from maille.sharing.models import Occupation

        from .actions import erase_ended_interests, forget_registrations, leading

        takers.register(
            Occupation.Because.SESSION,
            leading.describe_sessions,
            hand_over=leading.hand_over_session,
            joins=leading.join_session,
            leaves=leading.leave_session,
            holds=leading.leaders_of,
            asks=leading.keep_as_it_is,
        )
        erasure.register(erase_ended_interests)
        erasure.register_follower(forget_registrations)

        journal.announce_passing(
            "workshops.registered",
            "workshops.signed_up",
            "workshops.registration_cancelled",
            "workshops.came_back",
            "workshops.seat_offered",
            "workshops.offer_accepted",
            "workshops.offer_lapsed",
            "workshops.seated",
            "workshops.size_changed",
        )
        journal.register_labels(
            {
                "workshops.seats_counted": _("a recompté les places de"),
                "workshops.registered": _("a inscrit"),
                "workshops.signed_up": _("a reçu l’inscription en ligne de"),
                "workshops.registered.extra": _("place en plus"),
                "workshops.signed_up.extra": _("place en plus"),
                "workshops.registration_cancelled": _("a désinscrit"),
                "workshops.came_back": _("a repris l’inscription de"),
                "workshops.seat_offered": _("a proposé une place à"),
                "workshops.offer_accepted": _("a donné la place proposée à"),
                "workshops.offer_lapsed": _("a repris la place proposée à"),
                "workshops.seated": _("a donné une place à"),
                "workshops.size_changed": _("a changé le nombre de personnes de"),
                "workshops.registration_moved": _("a changé de séance l’inscription de"),
                "workshops.extra_seat": _("a ajouté une place en plus pour"),
                "workshops.extra_seat.end_reason": _("raison"),
                "workshops.interest_asked": _("a noté la demande d’être prévenu de"),
                "workshops.interest_ended": _("a mis fin à la demande d’être prévenu de"),
                "workshops.interests_erased": _("a effacé les demandes finies depuis longtemps de"),
                "workshops.interests_erased.interests": _("demandes"),
                "workshops.created": _("a ajouté au catalogue l’atelier"),
                "workshops.changed": _("a changé l’atelier"),
                "workshops.archived": _("a retiré du catalogue l’atelier"),
                "workshops.restored": _("a remis au catalogue l’atelier"),
                "workshops.session_brought_up": _("a passé à la nouvelle version la séance"),
                "workshops.session_created": _("a créé la séance"),
                "workshops.session_published": _("a publié la séance"),
                "workshops.session_unpublished": _("a remis en préparation la séance"),
                "workshops.session_cancelled": _("a annulé la séance"),
                "workshops.session_moved": _("a déplacé la séance"),
                "workshops.session_changed": _("a changé la séance"),
                "workshops.registration_ended": _("a mis fin, en annulant la séance, à l’inscription de"),
            }
        )
