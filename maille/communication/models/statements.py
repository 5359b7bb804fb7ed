"""Statements, their versions that nothing can change, who signs them, who has read them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.communication.rules import statements as rules
from maille.people.access import coordinated_ids


class StatementQuerySet(models.QuerySet["Statement"]):
    def published(self) -> Self:
        return self.filter(current__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What is published, for everybody; drafts for the coordination of the network."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(Q(current__isnull=False) | Q(network_id__in=coordinated_ids(user)))

    def for_display(self) -> Self:
        return self.select_related("network", "current").prefetch_related("versions")


class Statement(models.Model):
    """What the network says in public. Its draft is here; what was published is in its versions.

    `left` holds the keys of the plain-language findings that the writers left on purpose.
    """

    network = models.ForeignKey(
        "territory.Network", models.CASCADE, related_name="statements", verbose_name=_("réseau")
    )
    slug = models.SlugField(_("nom dans l’adresse"), max_length=80)
    title = models.CharField(_("titre"), max_length=160)
    body = models.TextField(_("texte"), max_length=20_000)
    left = models.JSONField(_("remarques laissées"), default=list, blank=True)
    created_at = models.DateTimeField(_("commencé le"))
    current = models.OneToOneField(
        "communication.StatementVersion",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="current_of",
        verbose_name=_("version publiée"),
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("prise de position")
        verbose_name_plural = _("prises de position")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "slug"],
                name="statement_slug_once",
                violation_error_message=_("Un autre texte porte déjà ce titre\u00a0: changez-le un peu."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("communication:statement", args=[self.slug])

    @property
    def is_withdrawn(self) -> bool:
        return self.current is not None and self.current.kind == rules.WITHDRAWAL

    @property
    def is_changed(self) -> bool:
        """Whether the draft says something else than what is published."""
        return self.current is None or (self.title, self.body) != (self.current.title, self.current.body)


class StatementVersion(models.Model):
    """One publication, for ever: the database refuses to change or delete it (see the triggers of the migration).

    `dated_on` is the day that an older text says it was written, when it was first published elsewhere. `signatories`
    are names of the day. `seal` covers the version and, through it, all those before.
    """

    class Kind(models.TextChoices):
        PUBLICATION = rules.PUBLICATION, _("Publication")
        EDIT = rules.EDIT, _("EDIT")
        CORRECTION = rules.CORRECTION, _("RECTIFICATIF")
        REACTION = rules.REACTION, _("RÉACTION")
        TYPO = rules.TYPO, _("COQUILLE")
        WITHDRAWAL = rules.WITHDRAWAL, _("RETRAIT")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions", verbose_name=_("texte"))
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("sorte"), max_length=12, choices=Kind)
    note = models.TextField(_("ce qui change"), max_length=4_000, blank=True)
    title = models.CharField(_("titre"), max_length=160)
    body = models.TextField(_("texte"))
    signatories = models.JSONField(_("signataires"), default=list)
    left = models.JSONField(_("remarques laissées"), default=list)
    published_at = models.DateTimeField(_("publiée le"))
    published_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("publiée par")
    )
    dated_on = models.DateField(_("date d’origine déclarée"), null=True, blank=True)
    seal = models.CharField(_("empreinte"), max_length=64)

    class Meta:
        verbose_name = _("version d’une prise de position")
        verbose_name_plural = _("versions des prises de position")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="statement_version_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[rules.PUBLICATION, rules.TYPO]) | ~Q(note=""),
                name="statement_change_says_what",
                violation_error_message=_("Dites ce qui change\u00a0: les lecteurs le liront au-dessus du texte."),
            ),
            models.CheckConstraint(
                condition=Q(number=1, kind=rules.PUBLICATION) | (Q(number__gt=1) & ~Q(kind=rules.PUBLICATION)),
                name="statement_change_has_its_kind",
                violation_error_message=_("Choisissez ce qu’est ce changement."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def day(self) -> Any:
        """The day it bears: the one it declares, or the one it was published on."""
        return self.dated_on or timezone.localdate(self.published_at)

    def seal_after(self, previous: str) -> str:
        """The seal of what this version says, behind the seal of the one before."""
        words = (self.kind, self.note, self.title, self.body)
        return rules.fingerprint(previous, words, self.signatories, self.published_at, self.dated_on)


class Signature(models.Model):
    """An organisation that signs with the network, and who said so for it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="signatures", verbose_name=_("texte"))
    organisation = models.ForeignKey(
        "territory.Organisation", models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    agreed_by = models.CharField(_("qui a donné l’accord"), max_length=120)
    agreed_on = models.DateField(_("le"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "organisation"],
                name="statement_signed_once",
                violation_error_message=_("Cette structure signe déjà ce texte."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class StatementReading(models.Model):
    """People the text is meant for have read a version: who, and when. Nobody else may say that it is easy to read."""

    version = models.ForeignKey(StatementVersion, models.PROTECT, related_name="readings", verbose_name=_("version"))
    readers = models.CharField(_("relu par"), max_length=200)
    read_on = models.DateField(_("le"))

    class Meta:
        verbose_name = _("relecture")
        verbose_name_plural = _("relectures")

    def __str__(self) -> str:
        return self.readers
