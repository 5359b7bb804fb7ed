from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "maille.people"
    label = "people"
    verbose_name = _("Personnes et rôles")

    def ready(self) -> None:
        from maille.core import journal

        journal.register_labels(
            {
                "people.account_opened": _("a ouvert son compte"),
                "people.account_changed": _("a changé ses coordonnées"),
                "people.account_rights_set": _("a changé les droits d’un compte"),
                "people.desk_code_set": _("a choisi un code pour le poste partagé"),
                "people.desk_code_locked": _("a bloqué un code après cinq essais faux"),
                "people.desk_opened": _("a ouvert un poste partagé"),
                "people.desk_closed": _("a fermé un poste partagé"),
                "people.desk_switched": _("s’est installé à un poste partagé"),
                "people.invited": _("a invité quelqu’un"),
                "people.invitation_resent": _("a renvoyé une invitation"),
                "people.invitation_cancelled": _("a annulé une invitation"),
                "people.invitation_accepted": _("a accepté une invitation"),
                "people.role_granted": _("a donné un rôle"),
                "people.role_ended": _("a mis fin à un rôle"),
                "people.role_withdrawn": _("a retiré un rôle"),
                "people.role_dates_changed": _("a changé les dates d’un rôle"),
            }
        )
