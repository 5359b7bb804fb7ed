"""What is proposed to a company: options, of which it accepts one, with their dates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Option(models.Model):
    """One way of holding what a company asks for: what, where, led by whom, when, for how many, at what price.

    `place` holds the sessions; `on_site` is the company's address when they are held there. `price` in words.
    """

    enquiry = models.ForeignKey("companies.Enquiry", models.CASCADE, related_name="options")
    workshop = models.ForeignKey(
        "workshops.Workshop", models.PROTECT, related_name="company_options", verbose_name=_("atelier")
    )
    place = models.ForeignKey("territory.Place", models.PROTECT, related_name="company_options", verbose_name=_("lieu"))
    room = models.ForeignKey(
        "territory.Room", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("salle")
    )
    on_site = models.CharField(_("dans l’entreprise, à l’adresse"), max_length=200, blank=True)
    mediator = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("qui anime"))
    capacity = models.PositiveSmallIntegerField(_("personnes au plus"))
    kit = models.CharField(_("matériel"), max_length=200, blank=True)
    price = models.CharField(_("prix"), max_length=80, blank=True)
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"],
                condition=Q(accepted_at__isnull=False),
                name="one_option_accepted",
                violation_error_message=_("Une option est déjà acceptée."),
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="option_for_someone"),
        ]

    def __str__(self) -> str:
        return str(self.workshop)


class OptionDate(models.Model):
    """One date of an option, as it was proposed; its session once the option is accepted.

    `told_*` is what the company was last told: when the session says otherwise, it is told again.
    """

    option = models.ForeignKey(Option, models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    session = models.OneToOneField(
        "workshops.Session", models.SET_NULL, null=True, blank=True, related_name="company_date"
    )
    told_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_told_cancelled = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("date d’une option")
        verbose_name_plural = _("dates des options")
        ordering = ("starts_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="option_date_ends_after_it_starts",
                violation_error_message=_("Cette date finit avant de commencer\u00a0: corrigez l’une des deux heures."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.option} {self.starts_at:%Y-%m-%d}"

    @property
    def is_cancelled(self) -> bool:
        return self.session is not None and self.session.state == self.session.State.CANCELLED

    @property
    def is_moved(self) -> bool:
        """Whether its session is no longer at the time that was agreed."""
        held = self.session
        return held is not None and (held.starts_at, held.ends_at) != (self.starts_at, self.ends_at)
