"""What every capability leaves behind: lines of the journal, and the long work that people watch."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# A running job says it is alive every few seconds; silent for this long, its worker has died.
SILENCE = timedelta(seconds=60)


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, obj: models.Model) -> "EntryQuerySet":
        """Everything that happened to one object, even when it no longer exists in the database."""
        return self.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))

    def by_or_about(self, user: Any) -> "EntryQuerySet":
        """What a person did, and what was done to their account or concerning them."""
        return self.filter(
            Q(by=user) | Q(concerns=user) | Q(object_type=user._meta.label_lower, object_id=str(user.pk))
        )

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """Entries a person may read: all for a superuser, else those of the networks that the person coordinates.

        Core does not know roles: it asks the account, through `user.coordinated_network_ids() -> Collection[int]`.
        An account model without that method gives nobody but superusers the journal.
        """
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.is_superuser:
            return self.all()
        coordinated = getattr(user, "coordinated_network_ids", None)
        return self.filter(network_id__in=coordinated()) if coordinated else self.none()

    def newest_first(self) -> "EntryQuerySet":
        return self.select_related("by", "concerns").order_by("-at", "-pk")


class Entry(models.Model):
    """One line of the journal: who did what to which object, when, and what changed.

    The database refuses to change or delete a line (see the triggers in the migrations); the one exception is a
    redaction, which empties the personal content once and for all. `network_id` is a plain number because the
    journal stands below the networks. `is_passing` follows from the action: a line that only moves seats.
    """

    at = models.DateTimeField(_("quand"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("qui")
    )
    action = models.CharField(_("quoi"), max_length=60)
    object_type = models.CharField(_("sorte d’objet"), max_length=80)
    object_id = models.CharField(_("clé de l’objet"), max_length=40)
    object_label = models.CharField(_("objet"), max_length=300, blank=True)
    concerns = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("personne concernée"),
    )
    network_id = models.BigIntegerField(_("réseau"), null=True, blank=True)
    before = models.JSONField(_("avant"), null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("après"), null=True, blank=True, encoder=DjangoJSONEncoder)
    redacted_at = models.DateTimeField(_("effacé le"), null=True, blank=True, editable=False)
    is_passing = models.BooleanField(default=False, db_default=False, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("lignes du journal")
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="entry_of_object"),
            models.Index(fields=["by", "-at"], name="entry_by_person"),
            models.Index(fields=["concerns", "-at"], name="entry_about_person"),
            models.Index(fields=["network_id", "-at"], name="entry_of_network"),
            models.Index(fields=["id"], condition=Q(is_passing=False), name="entry_lasting"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_label}"


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> "JobQuerySet":
        """The work one has started; superusers see everybody's."""
        if not user.is_authenticated:
            return self.none()
        jobs = self.select_related("owner", "task_result")
        return jobs if user.is_superuser else jobs.filter(owner=user)


class Job(models.Model):
    """Long work that somebody started and may watch, leave, come back to, cancel, and start again.

    `attempt` counts the runs: a run that was believed dead and has been started again may no longer write here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        RUNNING = "running", _("en cours")
        DONE = "done", _("terminé")
        FAILED = "failed", _("arrêté par une erreur")
        CANCELLED = "cancelled", _("annulé")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.CharField(_("travail"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lancé par"),
    )
    network_id = models.BigIntegerField(_("réseau"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(_("fait"), default=0)
    total = models.PositiveIntegerField(_("à faire"), default=0)
    message = models.CharField(_("en ce moment"), max_length=200, blank=True)
    result = models.JSONField(_("résultat"), null=True, blank=True, encoder=DjangoJSONEncoder)
    result_url = models.CharField(_("adresse du résultat"), max_length=500, blank=True)
    error = models.CharField(_("erreur"), max_length=500, blank=True)
    task = models.CharField(max_length=120, editable=False)
    arguments = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)
    task_result = models.ForeignKey(
        "django_tasks_database.DBTaskResult", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    language = models.CharField(max_length=10, editable=False)
    attempt = models.PositiveSmallIntegerField(_("essai"), default=1, editable=False)
    created_at = models.DateTimeField(_("demandé le"))
    started_at = models.DateTimeField(_("commencé le"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("dernier signe de vie"), null=True, blank=True, editable=False)
    cancel_requested_at = models.DateTimeField(_("annulation demandée le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("fini le"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("travail de fond")
        verbose_name_plural = _("travaux de fond")
        indexes = [models.Index(fields=["owner", "-created_at"], name="job_of_owner")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("core:job", args=[self.pk])

    def is_interrupted(self, at: datetime) -> bool:
        """Tell whether the worker that took it died: nothing was heard from it for a minute."""
        if self.state == self.State.RUNNING:
            return self.heartbeat_at is None or self.heartbeat_at < at - SILENCE
        return self.state == self.State.WAITING and self._was_taken_and_dropped(at)

    def _was_taken_and_dropped(self, at: datetime) -> bool:
        """Tell whether a worker took the task and never began the work (killed at once, or code it cannot load)."""
        task = self.task_result
        if task is None or task.status == TaskResultStatus.READY:
            return False
        return task.finished_at is not None or task.started_at is None or task.started_at < at - SILENCE

    def is_active(self, at: datetime) -> bool:
        """Tell whether it may still move by itself."""
        return self.state in (self.State.WAITING, self.State.RUNNING) and not self.is_interrupted(at)

    def can_restart(self, at: datetime) -> bool:
        return self.state == self.State.FAILED or self.is_interrupted(at)


class Tick(models.Model):
    """Recurring work: when it is next due, who is at it, until when that is believed, how the last run ended."""

    name = models.CharField(_("travail"), max_length=120, primary_key=True)
    rhythm = models.CharField(_("rythme"), max_length=20)
    due_at = models.DateTimeField(_("prochaine fois"))
    claimed_until = models.DateTimeField(_("pris jusqu’au"), null=True, blank=True)
    claimed_by = models.CharField(max_length=16, blank=True, editable=False)
    started_at = models.DateTimeField(_("commencé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("fini le"), null=True, blank=True)
    error = models.CharField(_("erreur"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("travail qui revient")
        verbose_name_plural = _("travaux qui reviennent")

    def __str__(self) -> str:
        return self.name
