"""Sessions and cycles: dated, placed, led by somebody, with a number of seats."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.people.access import network_ids_of
from maille.workshops.rules.capacity import Limit

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Visibility(models.TextChoices):
    PUBLIC = "public", _("au programme public")
    NETWORK = "network", _("pour les équipes du réseau")
    LINK = "link", _("sur lien seulement")


class Cycle(models.Model):
    """Several sessions joined by one registration: who takes a seat takes one in each."""

    title = models.CharField(_("titre"), max_length=120)
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="cycles", verbose_name=_("lieu"))
    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="cycles", verbose_name=_("réseau"))

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")

    def __str__(self) -> str:
        return self.title


SHOWN = Q(state="published", place__is_published=True) | Q(
    state="cancelled", unseen_at__isnull=True, place__is_published=True
)
"""What the public has a right to know of, once it has the address: published, or cancelled after that."""


class SessionQuerySet(models.QuerySet["Session"]):
    def upcoming(self, at: datetime) -> Self:
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def published(self) -> Self:
        return self.filter(state=Session.State.PUBLISHED)

    def open_to_all(self) -> Self:
        """What the public programme shows: published, public, in a place that is itself shown."""
        return self.published().filter(visibility=Visibility.PUBLIC, place__is_published=True)

    def visible_to(self, user: Any) -> Self:
        """The public programme for everyone; all the sessions of a network for its people."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        shown = SHOWN & Q(visibility__in=(Visibility.PUBLIC, Visibility.LINK))
        if not user.is_authenticated:
            return self.filter(shown)
        return self.filter(shown | Q(network_id__in=network_ids_of(user)))

    def told_to_all(self) -> Self:
        """What those who follow the public programme are told of: what it shows, and what of it was cancelled."""
        return self.filter(SHOWN, visibility=Visibility.PUBLIC)

    def taken_back(self, since: datetime) -> Self:
        """What the public programme showed, and has not shown any more since an instant or later."""
        return self.filter(taken_back_at__gt=since, place__is_published=True)

    def for_display(self) -> Self:
        return self.select_related("version", "place__commune", "room", "cycle")


class Session(models.Model):
    """One dated workshop in a place. Instants are UTC; `seats` is derived, and written only by the seating action.

    `chosen_seats` is a limit set by hand; `seats_limit` names what limits the seats. `free_seats` counts the ordinary
    seats that nobody holds: derived too, so that a list of sessions says "Encore 3 places" without counting.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("en préparation")
        PUBLISHED = "published", _("publiée")
        CANCELLED = "cancelled", _("annulée")

    version = models.ForeignKey(
        "workshops.WorkshopVersion", models.PROTECT, related_name="sessions", verbose_name=_("atelier")
    )
    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="sessions", verbose_name=_("réseau"))
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="sessions", verbose_name=_("lieu"))
    room = models.ForeignKey(
        "territory.Room", models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("salle")
    )
    cycle = models.ForeignKey(
        Cycle, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("cycle")
    )
    # Sessions made together from one series of dates, so that "this one and the following" are known.
    series = models.UUIDField(_("série"), null=True, blank=True, editable=False, db_index=True)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.DRAFT)
    visibility = models.CharField(_("visibilité"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    cost = models.CharField(_("prix"), max_length=80, blank=True)
    notes = models.CharField(_("à savoir"), max_length=300, blank=True)
    carer_takes_seat = models.BooleanField(_("un accompagnant compte pour une place"), default=False)
    closes_at = models.DateTimeField(_("inscriptions jusqu’au"), null=True, blank=True)
    chosen_seats = models.PositiveSmallIntegerField(_("places au plus"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("places"), default=0, editable=False)
    seats_limit = models.CharField(
        _("ce qui limite les places"),
        max_length=10,
        choices=[(limit.value, limit.value) for limit in Limit],
        default=Limit.NOTHING,
        editable=False,
    )
    free_seats = models.PositiveSmallIntegerField(_("places libres"), default=0, editable=False)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("raison de l’annulation"), max_length=200, blank=True)
    # Cancelled while still in preparation: the public never knew of it, and is not told.
    unseen_at = models.DateTimeField(null=True, editable=False)
    # Out of the public programme after it had been there: those who follow it are told that it is off.
    taken_back_at = models.DateTimeField(null=True, editable=False)
    # Raised when the date or the place changes, so that calendars know which copy is the newest.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # When what calendars say of it last changed; seats are no such thing. Unknown of what was written before 0006.
    changed_at = models.DateTimeField(_("changée le"), null=True, editable=False)

    mediators: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "people.User", through="SessionMediator", related_name="led_sessions", verbose_name=_("médiateurs")
    )

    objects = SessionQuerySet.as_manager()

    km: float | None = None
    """Kilometres from the origin of the list that shows it, when the list has one."""
    elsewhere: Any = None
    """Where else there are seats, when it is full and its list has looked (`alternatives.Alternative`)."""

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("La séance finit avant de commencer\u00a0: corrigez l’une des deux heures."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__lte=F("ends_at")),
                name="session_closes_before_it_ends",
                violation_error_message=_("Les inscriptions ferment au plus tard à la fin de la séance."),
            ),
            models.CheckConstraint(
                condition=Q(free_seats__lte=F("seats")),
                name="session_free_seats_within_seats",
            ),
        ]
        indexes = [
            models.Index(fields=["network", "state", "visibility", "starts_at"], name="session_programme"),
            models.Index(fields=["place", "starts_at"], name="session_of_place"),
            models.Index(fields=["room", "starts_at"], name="session_in_room"),
        ]

    def __str__(self) -> str:
        return str(self.version)

    def get_absolute_url(self) -> str:
        return reverse("workshops:session", args=[self.pk])

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def known_since(self) -> datetime:
        """When it became what it is, for calendars."""
        return self.changed_at or self.cancelled_at or LONG_AGO

    def note_taken_back(self, was_told: bool, at: datetime) -> None:
        """Keep since when a session that all were told of (`was_told`) is told to nobody; not saved."""
        if self.is_told_to_all:
            self.taken_back_at = None
        elif was_told:
            self.taken_back_at = at

    @property
    def is_told_to_all(self) -> bool:
        return self.state == self.State.PUBLISHED and self.visibility == Visibility.PUBLIC

    def borrow(self, known: "Session", names: Sequence[str]) -> None:
        """Take what another reading of this session has beside it (its place, its content…), while it is the same."""
        for name in names:
            key = f"{name}_id"
            if getattr(known, key) == getattr(self, key):
                setattr(self, name, getattr(known, name))

    def is_open(self, at: datetime) -> bool:
        """Tell whether people may register themselves at that instant."""
        return self.state == self.State.PUBLISHED and at < (self.closes_at or self.starts_at)


class SessionMediator(models.Model):
    """Who leads a session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="session_mediators")
    mediator = models.ForeignKey("people.User", models.PROTECT, related_name="session_mediators")

    class Meta:
        verbose_name = _("médiateur d’une séance")
        verbose_name_plural = _("médiateurs des séances")
        constraints = [models.UniqueConstraint(fields=["session", "mediator"], name="mediator_once_in_session")]

    def __str__(self) -> str:
        return f"{self.mediator}, {self.session}"
