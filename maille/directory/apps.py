from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "maille.directory"
    label = "directory"

    def ready(self) -> None:
        from maille.core import journal, search
        from maille.territory.models import Offer, Place

        from .search.index import index_offers, index_places

        search.register(Offer, index_offers)
        search.register(Place, index_places)
        journal.register_labels(
            {
                "directory.import_done": _("a importé des lieux"),
                "directory.import_done.new": _("nouveaux lieux"),
                "directory.import_done.changed": _("lieux changés"),
                "directory.import_done.unchanged": _("lieux inchangés"),
                "directory.import_done.refused": _("lignes refusées"),
                # As it was called before the lines could be undone.
                "directory.import_done.kept": _("lignes gardées de côté"),
                "directory.error_reported": _("a signalé une erreur dans la fiche"),
                "directory.changes_proposed": _("a proposé des changements à la fiche"),
                "directory.correction_accepted": _("a pris en compte un signalement"),
                "directory.correction_rejected": _("a écarté un signalement"),
                "directory.contact_erased": _("a effacé le contact d’un signalement"),
                "directory.place_verified": _("a vérifié la fiche"),
                "directory.organisation_hosted": _("a noté une autre structure dans le lieu"),
                "directory.organisation_left": _("a noté qu’une structure n’est plus dans le lieu"),
                "directory.pairs_found": _("a cherché les doublons"),
                "directory.pairs_found.new": _("paires nouvelles"),
                "directory.pairs_found.asked_again": _("paires à revoir"),
                "directory.pairs_found.waiting": _("paires à trancher"),
                "directory.places_told_apart": _("a dit que ce sont deux lieux"),
                "directory.places_told_apart.other": _("autre lieu"),
                "directory.places_merged": _("a réuni deux fiches"),
                "directory.places_merged.absorbed": _("fiche réunie"),
                "directory.place_absorbed": _("a réuni la fiche avec une autre"),
                "directory.place_completed": _("a complété la fiche avec une autre"),
                "directory.places_parted": _("a séparé deux fiches"),
                "directory.places_parted.absorbed": _("fiche séparée"),
                "directory.place_parted": _("a rendu ses renseignements à la fiche"),
                "directory.import_dropped": _("a abandonné un import"),
                "directory.reading_saved": _("a enregistré une lecture de fichier"),
                "directory.reading_renamed": _("a renommé une lecture de fichier"),
                "directory.reading_removed": _("a retiré une lecture de fichier"),
                "directory.import_undone": _("a défait un import"),
                "directory.import_undone.removed": _("lieux effacés"),
                "directory.import_undone.withdrawn": _("lieux retirés de l’annuaire"),
                "directory.import_undone.left": _("lieux laissés, réunis avec d’autres depuis"),
                "directory.import_undone.given_back": _("champs rendus"),
                "directory.import_undone.not_given_back": _("champs gardés, changés depuis"),
            }
        )
