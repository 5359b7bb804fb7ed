from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "maille.people"
    label = "people"
    verbose_name = _("Personnes et rôles")

    def ready(self) -> None:
        from maille.core import erasure, frame, journal

        from . import ways_in
        from .actions import erase_forgotten_residents

        ways_in.listen()
        erasure.register(erase_forgotten_residents)
        frame.register_bar("people/_desk_bar.html")
        journal.register_labels(
            {
                "people.resident_changed": _("a corrigé la fiche de"),
                "people.residents_merged": _("a réuni une autre fiche à celle de"),
                "people.residents_merged.joined": _("fiche réunie"),
                "people.residents_parted": _("a séparé une autre fiche de celle de"),
                "people.residents_parted.joined": _("fiche réunie"),
                "people.resident_erased": _("a effacé une personne :"),
                "people.account_opened": _("a ouvert son compte"),
                "people.account_changed": _("a changé ses coordonnées"),
                "people.account_rights_set": _("a changé les droits d’un compte"),
                "people.address_changed": _("a changé son adresse de courriel"),
                "people.password_set": _("a choisi un mot de passe"),
                "people.password_changed": _("a changé son mot de passe"),
                "people.password_reset": _("a remplacé son mot de passe oublié"),
                "people.passkey_added": _("a ajouté une clé d’accès"),
                "people.passkey_removed": _("a retiré une clé d’accès"),
                "people.totp_added": _("a ajouté une application de codes"),
                "people.totp_removed": _("a retiré son application de codes"),
                "people.recovery_codes_renewed": _("a renouvelé ses codes de secours"),
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
                "people.skill_saved": _("a écrit la compétence"),
                "people.skill_archived": _("a retiré de la liste la compétence"),
                "people.skill_claimed": _("a annoncé une compétence de"),
                "people.claim_declined": _("n’a pas retenu une compétence annoncée par"),
                "people.skill_confirmed": _("a confirmé une compétence de"),
                "people.habilitation_ended": _("a retiré une compétence à"),
                "people.role_dates_changed": _("a changé les dates d’un rôle"),
            }
        )
