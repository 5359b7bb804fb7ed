"""What a company asks for, and where its request stands."""

import secrets
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from maille.companies.rules import life
from maille.people.rules import COORDINATOR, MEDIATOR, PLACE_MANAGER
from maille.workshops.rules.codes import new_code

HANDLING = (COORDINATOR, PLACE_MANAGER, MEDIATOR)
"""Kinds of role whose holders answer companies."""


def new_secret() -> str:
    return secrets.token_urlsafe(16)


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: Any) -> Self:
        """For those who answer companies in their network: the coordination, the managers, the mediators."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        networks = {role.network_id for role in user.roles_on(timezone.localdate()) if role.kind in HANDLING}
        return self.filter(network__in=networks)

    def open(self) -> Self:
        return self.filter(state__in=life.OPEN)

    def for_us(self) -> Self:
        return self.filter(state__in=life.WITH_US)

    def pressing(self) -> Self:
        """What is wanted first comes first; what is over, the last ended first."""
        return self.order_by(F("due_on").asc(nulls_last=True), "-state_since", "pk")


class Enquiry(models.Model):
    """What a company without an account asks for, from its five lines to its certificates.

    `code` and `secret` end the link by which it is followed. `due_on` is the day by which the next thing is wanted.
    `convention` keeps what was signed, word for word. `rest_of` is the request whose option could not take everybody.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("reçue, à répondre")
        PROPOSED = "proposed", _("proposition envoyée")
        AGREED = "agreed", _("option acceptée")
        SIGNED = "signed", _("convention signée")
        LISTED = "listed", _("liste complète")
        RUNNING = "running", _("séances ouvertes")
        DONE = "done", _("certificats remis")
        WITHDRAWN = "withdrawn", _("désistement")
        DECLINED = "declined", _("refusée")

    class Where(models.TextChoices):
        OURS = "ours", _("dans un de vos lieux")
        THEIRS = "theirs", _("chez nous, dans l’entreprise")
        EITHER = "either", _("l’un ou l’autre")

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="enquiries", verbose_name=_("réseau"))
    code = models.CharField(_("code"), max_length=6, unique=True, default=new_code, editable=False)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    company = models.CharField(_("entreprise"), max_length=160)
    topic = models.CharField(_("ce qu’il faut savoir faire"), max_length=500)
    people = models.PositiveSmallIntegerField(_("personnes"))
    when = models.CharField(_("quand"), max_length=300)
    where = models.CharField(_("où"), max_length=6, choices=Where)
    contact_name = models.CharField(_("contact"), max_length=120)
    email = models.EmailField(_("courriel"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    language = models.CharField(_("langue des messages"), max_length=10, default="fr")
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.ASKED)
    state_since = models.DateTimeField(_("depuis"))
    due_on = models.DateField(_("au plus tard le"), null=True, blank=True)
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
    handler = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("suivie par")
    )
    words = models.CharField(_("ce que dit l’entreprise"), max_length=500, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    address = models.CharField(_("adresse de l’entreprise"), max_length=300, blank=True)
    signer_name = models.CharField(_("signée par"), max_length=120, blank=True)
    signer_role = models.CharField(_("en qualité de"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("signée le"), null=True, blank=True)
    is_signed_on_paper = models.BooleanField(_("signée sur papier"), default=False)
    convention = models.JSONField(default=dict, blank=True, editable=False)
    asked_at = models.DateTimeField(_("reçue le"))
    closed_at = models.DateTimeField(_("finie le"), null=True, blank=True)
    close_reason = models.CharField(_("raison"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("effacée le"), null=True, blank=True, editable=False)
    rest_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="rests", verbose_name=_("suite de")
    )

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’une entreprise")
        verbose_name_plural = _("demandes des entreprises")
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="enquiry_for_someone"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in life.OPEN], closed_at__isnull=True)
                | Q(state__in=[one.value for one in life.ENDED], closed_at__isnull=False),
                name="enquiry_closed_when_over",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "listed", "running", "done")) | Q(signed_at__isnull=False),
                name="enquiry_signed_before_its_list",
            ),
        ]
        indexes = [models.Index(fields=["network", "state", "due_on"], name="enquiry_to_handle")]

    def __str__(self) -> str:
        return self.company

    @property
    def ticket(self) -> str:
        """The end of the secret link."""
        return f"{self.code}-{self.secret}"

    @property
    def life(self) -> life.State:
        return life.State(self.state)

    def get_absolute_url(self) -> str:
        """The page by which the company follows it: whoever has this address speaks for the company."""
        return reverse("companies:follow", args=[self.ticket])

    @staticmethod
    def opened_by(ticket: str) -> "Enquiry | None":
        """The request of a secret link; nothing when either half is wrong. Compared in constant time."""
        code, _hyphen, secret = ticket.partition("-")
        found = Enquiry.objects.select_related("network", "handler").filter(code=code).first()
        is_it = constant_time_compare(found.secret if found else "", secret) and found and not found.erased_at
        return found if is_it else None

    def is_link_over(self, today: date) -> bool:
        return life.is_link_over(self.closed_at.date() if self.closed_at else None, today)
