"""What the directory remembers of its sources: imports and their lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportQuerySet(models.QuerySet["Import"]):
    def with_counts(self) -> "ImportQuerySet":
        """How many lines became what: new_count, changed_count, unchanged_count, kept_count."""
        return self.annotate(
            **{
                f"{state}_count": models.Count("lines", filter=models.Q(lines__state=state))
                for state in ("new", "changed", "unchanged", "kept")
            }
        )


class Import(models.Model):
    """One reading of one source file; its counts are derived from its lines."""

    mapping = models.CharField(_("source"), max_length=60)
    file_name = models.CharField(_("fichier"), max_length=200)
    network = models.ForeignKey("territory.Network", models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(_("commencé le"))
    finished_at = models.DateTimeField(_("fini le"), null=True, blank=True)
    started_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.mapping} ({self.file_name})"


class ImportLine(models.Model):
    """One line of a source file: taken into a place, or kept here with the reason why not."""

    class State(models.TextChoices):
        NEW = "new", _("nouveau lieu")
        CHANGED = "changed", _("lieu mis à jour")
        UNCHANGED = "unchanged", _("inchangé")
        KEPT = "kept", _("gardée de côté")

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="lines", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("ligne"))
    state = models.CharField(_("devenir"), max_length=10, choices=State)
    place = models.ForeignKey("territory.Place", models.SET_NULL, null=True, blank=True, related_name="import_lines")
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    remarks = models.JSONField(_("corrections"), default=list, blank=True)
    row = models.JSONField(_("ligne d’origine"))

    class Meta:
        verbose_name = _("ligne d’import")
        verbose_name_plural = _("lignes d’import")
        constraints = [models.UniqueConstraint(fields=["of_import", "number"], name="import_line_once")]

    def __str__(self) -> str:
        return f"{self.of_import} {self.number}"
