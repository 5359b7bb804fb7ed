from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    name = "maille.companies"
    label = "companies"

    def ready(self) -> None:
        from maille.core import erasure, journal

        from .actions import erase_old_enquiries, forget_trainees

        erasure.register(erase_old_enquiries)
        erasure.register_follower(forget_trainees)
        journal.register_labels(
            {
                "companies.asked": _("a reçu la demande de"),
                "companies.option_added": _("a préparé une option pour"),
                "companies.option_dropped": _("a retiré une option de la demande de"),
                "companies.proposed": _("a envoyé une proposition à"),
                "companies.recalled": _("a repris la proposition faite à"),
                "companies.declined": _("a dit non à la demande de"),
                "companies.accepted": _("a reçu l’accord de"),
                "companies.turned_down": _("a vu écarter toutes les options par"),
                "companies.signed": _("a reçu la convention signée de"),
                "companies.people_added": _("a ajouté à la liste des personnes de"),
                "companies.people_added.people": _("personnes"),
                "companies.person_removed": _("a retiré quelqu’un de la liste de"),
                "companies.listed": _("a reçu la liste complète de"),
                "companies.opened": _("a ouvert les séances de"),
                "companies.certified": _("a remis les certificats de"),
                "companies.certified.people": _("certificats"),
                "companies.certificate_withdrawn": _("a retiré un certificat de"),
                "companies.withdrawn": _("a noté le désistement de"),
                "companies.split": _("a ouvert une demande pour les autres personnes de"),
                "companies.link_renewed": _("a changé le lien de suivi de"),
                "companies.erased": _("a effacé la demande de"),
            }
        )
