"""The files that come in: each import, what becomes of each of its lines, and how each kind of file is read."""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maille.language.phrases import Phrase
from maille.territory.models import Place

FIELD_NAMES = {field.name: field.verbose_name for field in Place._meta.concrete_fields}


class SavedMapping(models.Model):
    """How a network reads one kind of file: which column says what, kept for the next time it comes."""

    name = models.SlugField(_("nom court"), max_length=60)
    title = models.CharField(_("source"), max_length=200)
    network = models.ForeignKey(
        "territory.Network", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("réseau")
    )
    document = models.JSONField(_("description"))
    signature = models.CharField(max_length=64, db_index=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    saved_at = models.DateTimeField(_("enregistrée le"))
    saved_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("lecture enregistrée")
        verbose_name_plural = _("lectures enregistrées")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                name="saved_mapping_once_in_network",
                violation_error_message=_("Une source porte déjà ce nom\u00a0: donnez-en un autre."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ImportQuerySet(models.QuerySet["Import"]):
    def with_counts(self) -> "ImportQuerySet":
        """How many lines became what: new_count, changed_count, unchanged_count, refused_count, line_count."""
        states = {
            f"{state}_count": models.Count("lines", filter=models.Q(lines__state=state))
            for state in ImportLine.State.values
        }
        return self.annotate(**states, line_count=models.Count("lines"))


class Import(models.Model):
    """One file on its way into the directory, and back out of it when that was a mistake.

    `document` is the mapping it is read by, as it was that day; empty for a packaged mapping, which `mapping` names.
    `choices` holds what a person chose for a file nobody knew: columns by field, meanings of words by field.
    `table` tells the file apart: format, encoding, delimiter, sheet, columns in their order.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("à préparer")
        CHECKED = "checked", _("essayé, rien n’est écrit")
        APPLIED = "applied", _("fait")
        UNDONE = "undone", _("défait")

    state = models.CharField(_("état"), max_length=10, choices=State, default=State.DRAFT)
    source = models.CharField(_("source"), max_length=100, blank=True)
    mapping = models.CharField(_("lecture livrée"), max_length=60, blank=True)
    document = models.JSONField(_("lecture"), default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True, editable=False)
    file_name = models.CharField(_("fichier"), max_length=200)
    file = models.CharField(max_length=100, blank=True, editable=False)
    file_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    table = models.JSONField(default=dict, blank=True, editable=False)
    network = models.ForeignKey("territory.Network", models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(_("commencé le"))
    started_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(_("fait le"), null=True, blank=True)
    undone_at = models.DateTimeField(_("défait le"), null=True, blank=True)
    outcome = models.JSONField(_("ce que défaire a donné"), default=dict, blank=True, editable=False)
    # The structures it has founded, so that undoing it leaves none of them behind for nothing.
    organisations = models.JSONField(default=list, blank=True, editable=False)
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["source", "state"], name="import_of_source")]

    def __str__(self) -> str:
        return f"{self.source} ({self.file_name})" if self.source else self.file_name


class ImportLine(models.Model):
    """One line of a source file: what it would become, then what it became, or why it was refused.

    `row` is a refused line as the file wrote it (the others are in the file, which is kept: nobody reads them again),
    `values` what was read in it. `changes` tells each field that moved:
    {"phone": {"before": …, "after": …, "origin": …}}, the origin being the one it had before; `passed_on` tells what
    that moves on the place shown, when the record is joined with another.
    """

    class State(models.TextChoices):
        NEW = "new", _("nouveau lieu")
        CHANGED = "changed", _("lieu mis à jour")
        UNCHANGED = "unchanged", _("inchangé")
        REFUSED = "refused", _("refusée")

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="lines", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("ligne"))
    state = models.CharField(_("devenir"), max_length=10, choices=State)
    key = models.CharField(_("identifiant dans la source"), max_length=200, blank=True)
    place = models.ForeignKey("territory.Place", models.SET_NULL, null=True, blank=True, related_name="import_lines")
    reason = models.JSONField(_("raison"), default=dict, blank=True)
    remarks = models.JSONField(_("remarques"), default=list, blank=True)
    values = models.JSONField(_("ce qui a été lu"), default=dict, blank=True)
    changes = models.JSONField(_("ce qui change"), default=dict, blank=True)
    passed_on = models.JSONField(_("ce qui change sur le lieu publié"), default=dict, blank=True)
    row = models.JSONField(_("ligne d’origine"))

    class Meta:
        verbose_name = _("ligne d’import")
        verbose_name_plural = _("lignes d’import")
        constraints = [models.UniqueConstraint(fields=["of_import", "number"], name="import_line_once")]

    def __str__(self) -> str:
        return f"{self.of_import} {self.number}"

    @property
    def reason_in_words(self) -> str:
        """Why it was refused, in the language of the page."""
        return said(self.reason) if self.reason else ""

    @property
    def remarks_in_words(self) -> list[str]:
        return [said(remark) for remark in self.remarks]


def said(kept: dict[str, Any]) -> str:
    """A kept sentence in the language of the page; a field of a place is called as its screens call it."""
    params = dict(kept.get("params", {}))
    if (name := params.get("field")) in FIELD_NAMES:
        params["field"] = capfirst(str(FIELD_NAMES[name]))
    phrase = Phrase.from_json({"code": kept.get("code", ""), "params": params}, text=kept.get("text", ""))
    return phrase.in_(get_language() or "fr")
