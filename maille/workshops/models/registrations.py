"""Registrations, the seats they hold, and what people ask to be told of."""

import secrets
import uuid
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from maille.core.fields import TagsField
from maille.core.prepared import Prepared
from maille.people.access import coordinated_ids, team_place_ids
from maille.workshops.rules.codes import new_code, read_code, said, same_person
from maille.workshops.vocabulary import Level, Source, Theme


def new_secret() -> str:
    return secrets.token_urlsafe(16)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        """Seated, offered a seat, or waiting for one."""
        return self.filter(state__in=Registration.ACTIVE)

    def seated(self) -> Self:
        return self.filter(state=Registration.State.SEATED)

    def waiting(self) -> Self:
        """On the waiting list, the first first."""
        return self.filter(state=Registration.State.WAITING).order_by("queued_at", "pk")

    def with_code_and_name(self, code: str, name: str) -> "Registration | None":
        """The registration of a short code said with its name; nothing, as long to say, when either is wrong."""
        found = self.filter(code=read_code(code) or "-").select_related("resident").first()
        is_same = same_person(name, found.resident.name if found else "")
        return found if is_same and found else None

    def of_session(self, session: Any) -> Self:
        """Those of a session, through its cycle when it has one."""
        mine = Q(session=session)
        return self.filter(mine | Q(cycle=session.cycle_id) if session.cycle_id else mine)

    def visible_to(self, user: Any) -> Self:
        """Nobody sees a resident who has no reason to: the team of the session's place, and the coordination."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        coordinated, places = coordinated_ids(user), team_place_ids(user)
        return self.filter(
            Q(session__network__in=coordinated)
            | Q(cycle__network__in=coordinated)
            | Q(session__place__in=places)
            | Q(cycle__place__in=places)
            | Q(session__session_mediators__mediator=user)
        ).distinct()


class Registration(models.Model):
    """One person, alone or with others, in one session or in one cycle: seated, offered a seat, waiting, or gone.

    `size` counts the person and those who come along; `companions` are the names of those who gave one. `person_key`
    is how the same person is known twice: the name with the telephone or the address. `secret` is the end of the link
    by which the person manages it; `code` is said and typed.
    """

    class State(models.TextChoices):
        SEATED = "seated", _("inscrite")
        OFFERED = "offered", _("une place lui est proposée")
        WAITING = "waiting", _("sur la liste d’attente")
        LAPSED = "lapsed", _("n’a pas répondu à temps")
        CANCELLED = "cancelled", _("désinscrite")

    Source = Source

    ACTIVE = (State.SEATED, State.OFFERED, State.WAITING)
    HOLDING = (State.SEATED, State.OFFERED)
    """States in which seats are held."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=6, unique=True, default=new_code, editable=False)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    session = models.ForeignKey(
        "workshops.Session", models.CASCADE, null=True, related_name="registrations", verbose_name=_("séance")
    )
    cycle = models.ForeignKey(
        "workshops.Cycle", models.CASCADE, null=True, related_name="registrations", verbose_name=_("cycle")
    )
    resident = models.ForeignKey(
        "people.Resident", models.PROTECT, related_name="registrations", verbose_name=_("personne")
    )
    person_key = models.CharField(max_length=200, editable=False)
    state = models.CharField(_("état"), max_length=10, choices=State)
    size = models.PositiveSmallIntegerField(_("personnes"), default=1)
    companions = TagsField(_("avec"))
    has_carer = models.BooleanField(_("vient avec un accompagnant"), default=False)
    needs = models.CharField(_("besoins"), max_length=500, blank=True)
    language = models.CharField(_("langue des messages"), max_length=10, default="fr")
    source = models.CharField(_("inscription faite"), max_length=10, choices=Source)
    made_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("inscrite par")
    )
    prescriber_name = models.CharField(_("orientée par"), max_length=120, blank=True)
    prescriber_organisation = models.CharField(_("structure qui oriente"), max_length=160, blank=True)
    prescriber_email = models.EmailField(_("courriel de la structure qui oriente"), blank=True)
    prescriber_language = models.CharField(_("langue de la structure qui oriente"), max_length=10, default="fr")
    created_at = models.DateTimeField(_("inscrite le"))
    queued_at = models.DateTimeField(_("rang depuis le"))
    offered_until = models.DateTimeField(_("place proposée jusqu’au"), null=True, blank=True)
    ended_at = models.DateTimeField(_("finie le"), null=True, blank=True)
    end_reason = models.CharField(_("raison"), max_length=200, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, cycle__isnull=True) | Q(session__isnull=True, cycle__isnull=False),
                name="registration_in_a_session_or_a_cycle",
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="registration_of_someone"),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | ~Q(state="offered") & Q(offered_until__isnull=True),
                name="registration_offer_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["session", "person_key"],
                condition=Q(state__in=("seated", "offered", "waiting")),
                name="person_once_in_session",
                violation_error_message=_("Cette personne est déjà inscrite à cette séance."),
            ),
            models.UniqueConstraint(
                fields=["cycle", "person_key"],
                condition=Q(state__in=("seated", "offered", "waiting")),
                name="person_once_in_cycle",
                violation_error_message=_("Cette personne est déjà inscrite à ce cycle."),
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state", "queued_at"], name="registration_queue"),
            models.Index(fields=["cycle", "state", "queued_at"], name="registration_cycle_queue"),
            models.Index(fields=["state", "offered_until"], name="registration_offers"),
        ]

    def __str__(self) -> str:
        return str(self.resident)

    @property
    def ticket(self) -> str:
        """The end of the secret link: the code and the secret."""
        return f"{self.code}-{self.secret}"

    @property
    def spoken_code(self) -> str:
        return said(self.code)

    def get_absolute_url(self) -> str:
        """The page by which the person manages it: whoever has this address is that person."""
        return reverse("workshops:registration", args=[self.ticket])

    @staticmethod
    def opened_by(ticket: str) -> "Registration | None":
        """The registration of a secret link; nothing when either half is wrong. Compared in constant time."""
        code, _hyphen, secret = ticket.partition("-")
        found = _BY_CODE.first(code)
        return found if constant_time_compare(found.secret if found else "", secret) and found else None

    @property
    def rank(self) -> int:
        """How many people are to be served until it is its turn on the waiting list, with it."""
        in_front, list_of = (_FOR_SESSION, self.session_id) if self.session_id else (_FOR_CYCLE, self.cycle_id)
        return 1 + in_front.number(list_of, self.queued_at, self.pk)

    def is_held(self, at: datetime) -> bool:
        """Tell whether seats are kept for it at that instant."""
        offered = self.state == self.State.OFFERED and self.offered_until is not None and at < self.offered_until
        return self.state == self.State.SEATED or offered


_BY_CODE = Prepared(lambda code: Registration.objects.filter(code=code), str)


def _in_front(at: datetime, pk: int, **waited_for: Any) -> models.QuerySet[Registration]:
    """Those who wait in front of somebody on the same list."""
    earlier = Q(queued_at__lt=at) | Q(queued_at=at, pk__lt=pk)
    return Registration.objects.filter(earlier, state=Registration.State.WAITING, **waited_for)


_FOR_SESSION = Prepared(lambda session, at, pk: _in_front(at, pk, session=session), int, datetime, int)
_FOR_CYCLE = Prepared(lambda cycle, at, pk: _in_front(at, pk, cycle=cycle), int, datetime, int)


class Seat(models.Model):
    """One numbered seat of a session, held until it is released.

    Ordinary seats are numbered within the capacity: the database refuses the same number twice, and (by a trigger) a
    number above `Session.seats`. An extra seat is a decision of the staff, or what a cut has left: journalled, and
    outside that count.
    """

    session = models.ForeignKey("workshops.Session", models.CASCADE, related_name="seat_rows")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="seat_rows")
    number = models.PositiveSmallIntegerField(_("place n°"))
    is_extra = models.BooleanField(_("en plus"), default=False)
    released_at = models.DateTimeField(_("rendue le"), null=True, blank=True)

    class Meta:
        verbose_name = _("place assise")
        verbose_name_plural = _("places assises")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                condition=Q(released_at__isnull=True, is_extra=False),
                name="seat_once_in_session",
                violation_error_message=_("Cette place vient d’être prise."),
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="seat_numbered_from_one"),
        ]
        indexes = [models.Index(fields=["session", "released_at"], name="seats_of_session")]

    def __str__(self) -> str:
        return f"{self.session} {self.number}"


class InterestQuerySet(models.QuerySet["Interest"]):
    def active(self, today: date) -> Self:
        """Neither ended nor out of date."""
        return self.filter(ended_at=None, expires_on__gte=today)


class Interest(models.Model):
    """ "Tell me of the next one": a topic, a level, around a position, within so many minutes, by what channel.

    It ends when the person takes a seat, asks for it to end, or when its day comes. A partner may have asked for them
    (`prescriber_*`), and is told what became of it.
    """

    resident = models.ForeignKey("people.Resident", models.CASCADE, related_name="interests")
    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="interests")
    workshop = models.ForeignKey(
        "workshops.Workshop", models.CASCADE, null=True, blank=True, related_name="interests", verbose_name=_("atelier")
    )
    theme = models.CharField(_("thème"), max_length=40, choices=Theme, blank=True)
    level = models.CharField(_("niveau"), max_length=13, choices=Level, blank=True)
    near = models.CharField(_("près de"), max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("à moins de (minutes)"), null=True, blank=True)
    language = models.CharField(_("langue des messages"), max_length=10, default="fr")
    prescriber_name = models.CharField(_("orientée par"), max_length=120, blank=True)
    prescriber_organisation = models.CharField(_("structure qui oriente"), max_length=160, blank=True)
    prescriber_email = models.EmailField(_("courriel de la structure qui oriente"), blank=True)
    prescriber_language = models.CharField(_("langue de la structure qui oriente"), max_length=10, default="fr")
    secret = models.CharField(max_length=32, default=new_secret, unique=True, editable=False)
    created_at = models.DateTimeField(_("demandé le"))
    expires_on = models.DateField(_("jusqu’au"))
    ended_at = models.DateTimeField(_("fini le"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’être prévenu")
        verbose_name_plural = _("demandes d’être prévenu")
        constraints = [
            models.CheckConstraint(
                condition=Q(workshop__isnull=False) | ~Q(theme=""),
                name="interest_in_something",
                violation_error_message=_("Choisissez un atelier ou un thème."),
            )
        ]
        indexes = [models.Index(fields=["network", "ended_at", "theme"], name="interest_topic")]

    def __str__(self) -> str:
        return f"{self.resident}, {self.theme or self.workshop}"

    @property
    def topic(self) -> str:
        """What is wanted, in words: the title of the workshop, or the theme."""
        return str(self.workshop) if self.workshop else str(Theme(self.theme).label)

    @property
    def commune(self) -> str:
        """The commune of where one looks from: "Le Babet, Saint-Étienne" and "42000 Saint-Étienne" are one."""
        return self.near.rpartition(", ")[2].lstrip("0123456789 ")


class Told(models.Model):
    """One session that one interest has been told of: never twice."""

    interest = models.ForeignKey(Interest, models.CASCADE, related_name="told")
    session = models.ForeignKey("workshops.Session", models.CASCADE, related_name="+")
    at = models.DateTimeField(_("dit le"))

    class Meta:
        verbose_name = _("séance signalée")
        verbose_name_plural = _("séances signalées")
        constraints = [models.UniqueConstraint(fields=["interest", "session"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.interest} {self.session_id}"
