"""Appointments, and the earlier slots that are offered to those who asked."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from maille.appointments.vocabulary import Mode
from maille.people.access import coordinated_ids, team_place_ids
from maille.workshops.models.registrations import new_secret
from maille.workshops.rules.codes import new_code, read_code, said, same_person
from maille.workshops.vocabulary import Source


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def booked(self) -> Self:
        return self.filter(state=Appointment.State.BOOKED)

    def upcoming(self, at: datetime) -> Self:
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def of_resident(self, resident: Any) -> Self:
        """Those of a person, under any record that was joined to theirs."""
        return self.filter(Q(resident=resident) | Q(resident__merged_into=resident))

    def waiting_for_earlier(self) -> Self:
        """Those who asked to come earlier, the first first."""
        return self.booked().filter(wants_earlier_at__isnull=False).order_by("wants_earlier_at", "pk")

    def visible_to(self, user: Any) -> Self:
        """Nobody sees a resident who has no reason to: the mediator, the team of the place, the coordination."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        coordinated, places = coordinated_ids(user), team_place_ids(user)
        seen = Q(network__in=coordinated) | Q(place__in=places)
        return self.filter(seen if user.is_at_desk else seen | Q(mediator=user))

    def with_code_and_name(self, code: str, name: str) -> "Appointment | None":
        """The appointment of a short code said with its name; nothing, as long to say, when either is wrong.

        Of two records that were joined, either name is theirs: the one that was given, the one that is kept.
        """
        found = self.filter(code=read_code(code) or "-").select_related("resident__merged_into").first()
        names = {found.resident.name, found.resident.living.name} if found else {""}
        is_same = any(same_person(name, known) for known in names)
        return found if is_same and found else None

    def for_display(self) -> Self:
        return self.select_related("reason", "place__commune", "network", "mediator", "resident__merged_into")


class Appointment(models.Model):
    """One person received by one mediator over [starts_at, ends_at), at a place, by telephone or at home.

    `place` is whose team receives, whatever the mode. `address` is where a visit goes: seen by the mediator and the
    team of the place only. `secret` ends the link by which the person manages it; `code` is said and typed. `sequence`
    rises at each change, so that calendars know which copy is the newest. Presence is noted elsewhere.
    """

    class State(models.TextChoices):
        BOOKED = "booked", _("pris")
        CANCELLED = "cancelled", _("annulé")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=6, unique=True, default=new_code, editable=False)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="appointments")
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="appointments", verbose_name=_("lieu"))
    mediator = models.ForeignKey("people.User", models.PROTECT, related_name="appointments", verbose_name=_("avec"))
    reason = models.ForeignKey(
        "appointments.Reason", models.PROTECT, related_name="appointments", verbose_name=_("motif")
    )
    resident = models.ForeignKey(
        "people.Resident", models.PROTECT, related_name="appointments", verbose_name=_("personne")
    )
    mode = models.CharField(_("comment"), max_length=8, choices=Mode)
    address = models.CharField(_("adresse de la visite"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    way_minutes = models.PositiveSmallIntegerField(_("trajet"), default=0, editable=False)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.BOOKED)
    note = models.CharField(_("ce qui est demandé"), max_length=500, blank=True)
    language = models.CharField(_("langue des messages"), max_length=10, default="fr")
    source = models.CharField(_("pris"), max_length=10, choices=Source)
    made_by = models.ForeignKey("people.User", models.SET_NULL, null=True, blank=True, related_name="+")
    prescriber_name = models.CharField(_("orientée par"), max_length=120, blank=True)
    prescriber_organisation = models.CharField(_("structure qui oriente"), max_length=160, blank=True)
    prescriber_email = models.EmailField(_("courriel de la structure qui oriente"), blank=True)
    prescriber_language = models.CharField(_("langue de la structure qui oriente"), max_length=10, default="fr")
    created_at = models.DateTimeField(_("pris le"))
    ended_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    end_reason = models.CharField(_("raison"), max_length=200, blank=True)
    wants_earlier_at = models.DateTimeField(_("voudrait venir plus tôt depuis le"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(mode=Mode.HOME) | Q(address=""), name="appointment_address_only_at_home"
            ),
        ]
        indexes = [
            models.Index(fields=["mediator", "starts_at"], name="appointment_of_mediator"),
            models.Index(fields=["place", "starts_at"], name="appointment_of_place"),
            models.Index(fields=["resident", "starts_at"], name="appointment_of_resident"),
            models.Index(fields=["network", "wants_earlier_at"], name="appointment_earlier"),
        ]

    def __str__(self) -> str:
        return str(self.resident.living)

    @property
    def ticket(self) -> str:
        """The end of the secret link: the code and the secret."""
        return f"{self.code}-{self.secret}"

    @property
    def spoken_code(self) -> str:
        return said(self.code)

    @property
    def is_booked(self) -> bool:
        return self.state == self.State.BOOKED

    @property
    def known_since(self) -> datetime:
        """When it became what it is, for calendars."""
        return self.ended_at or self.moved_at or self.created_at

    def get_absolute_url(self) -> str:
        """The page by which the person manages it: whoever has this address is that person."""
        return reverse("appointments:mine", args=[self.ticket])

    @staticmethod
    def opened_by(ticket: str) -> "Appointment | None":
        """The appointment of a secret link; nothing when either half is wrong. Compared in constant time."""
        code, _hyphen, secret = ticket.partition("-")
        found = Appointment.objects.for_display().filter(code=code).first()
        return found if constant_time_compare(found.secret if found else "", secret) and found else None


class EarlierOffer(models.Model):
    """An earlier slot kept for somebody who asked, until `until`: said yes to, said no to, or lapsed."""

    class State(models.TextChoices):
        OPEN = "open", _("proposé")
        ACCEPTED = "accepted", _("accepté")
        DECLINED = "declined", _("refusé")
        LAPSED = "lapsed", _("sans réponse")

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="offers")
    mediator = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    place = models.ForeignKey("territory.Place", models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    until = models.DateTimeField(_("gardé jusqu’à"))
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField(_("proposé le"))

    class Meta:
        verbose_name = _("créneau plus tôt proposé")
        verbose_name_plural = _("créneaux plus tôt proposés")
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(state="open"), name="one_open_offer_of_appointment"
            ),
            models.UniqueConstraint(fields=["appointment", "mediator", "starts_at"], name="slot_offered_once"),
        ]
        indexes = [models.Index(fields=["state", "until"], name="earlier_offers_open")]

    def __str__(self) -> str:
        return f"{self.appointment} {self.starts_at:%Y-%m-%d %H:%M}"

    def is_open(self, at: datetime) -> bool:
        return self.state == self.State.OPEN and at < self.until
