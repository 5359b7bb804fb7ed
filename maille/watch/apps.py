from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchConfig(AppConfig):
    name = "maille.watch"
    label = "watch"

    def ready(self) -> None:
        from maille.core import journal

        journal.register_labels(
            {
                "watch.theme_saved": _("a écrit le thème de veille"),
                "watch.watcher_added": _("a confié le thème de veille"),
                "watch.watcher_changed": _("a changé le résumé du thème de veille"),
                "watch.watcher_removed": _("a retiré un veilleur du thème"),
                "watch.source_added": _("a ajouté la source de veille"),
                "watch.source_changed": _("a changé la source de veille"),
                "watch.rule_saved": _("a écrit la règle de veille"),
                "watch.rule_removed": _("a retiré la règle de veille"),
                "watch.story_sorted": _("a décidé du sort de l’histoire"),
                "watch.item_parted": _("a séparé l’article"),
                "watch.item_joined": _("a remis l’article avec les autres"),
                "watch.story_chosen": _("a choisi pour la revue de presse"),
                "watch.story_left": _("a enlevé de la revue de presse"),
                "watch.review_published": _("a publié la revue de presse"),
                "watch.announcement_saved": _("a écrit l’annonce suivie"),
                "watch.fact_added": _("a noté un fait d’une autre ville"),
                "watch.fact_removed": _("a retiré un fait d’une autre ville"),
                "watch.position_added": _("a noté une position publique"),
                "watch.position_removed": _("a retiré une position publique"),
            }
        )
