"""Places: the thirty-two fields of the national standard, under English names, and their rooms."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.core.fields import TagsField
from maille.core.ribbon import Ribbon
from maille.territory import vocabulary

from .hours import HoursException
from .network import NetworkPlace


class PlaceQuerySet(models.QuerySet["Place"]):
    def published(self) -> "PlaceQuerySet":
        return self.filter(is_published=True)

    def visible_to(self, user: Any) -> "PlaceQuerySet":
        """Published places for everyone; staff of the installation also see the withdrawn ones."""
        return self.all() if user.is_authenticated and user.is_superuser else self.published()

    def in_network(self, network: Any, *, kind: str | None = None) -> "PlaceQuerySet":
        wanted = {"network_places__network": network} | ({"network_places__kind": kind} if kind else {})
        return self.filter(**wanted)

    def for_display(self, network: Any, today: date) -> "PlaceQuerySet":
        """With what a card or a page of a place shows: commune, ribbon in this network, exceptions still to come."""
        exceptions = HoursException.objects.filter(ends_on__gte=today).order_by("starts_on")
        links = NetworkPlace.objects.filter(network=network)
        return self.select_related("commune").prefetch_related(
            models.Prefetch("network_places", links, to_attr="links_here"),
            models.Prefetch("hours_exceptions", exceptions, to_attr="coming_exceptions"),
        )


class Place(models.Model):
    """A place where people are helped with digital things. Positions in WGS 84 degrees, phone in E.164."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("nom dans l’adresse"), max_length=120, unique=True)
    is_published = models.BooleanField(_("publié"), default=True)

    # Who and where
    name = models.CharField(_("nom"), max_length=200)
    pivot = models.CharField(_("SIRET ou RNA"), max_length=14, blank=True)
    organisation = models.ForeignKey(
        "territory.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("structure"),
    )
    hosted = models.ManyToManyField(
        "territory.Organisation", related_name="hosted_in", blank=True, verbose_name=_("autres structures présentes")
    )
    parent_name = models.CharField(_("structure parente"), max_length=200, blank=True)
    typologies = TagsField(_("types de lieu"), choices=vocabulary.Typology.choices)
    address = models.CharField(_("adresse"), max_length=300)
    address_complement = models.CharField(_("complément d’adresse"), max_length=300, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, validators=[RegexValidator(r"^\d{5}$")])
    commune = models.ForeignKey("territory.Commune", models.PROTECT, related_name="places", verbose_name=_("commune"))
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    # Where a search measures from: the position, or the commune's centre when the position is unknown.
    search_latitude = models.FloatField(null=True, editable=False)
    search_longitude = models.FloatField(null=True, editable=False)
    roaming = TagsField(_("itinérance"), choices=vocabulary.Roaming.choices)

    # How to reach it
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    emails = TagsField(_("courriels"))
    website = models.URLField(_("site web"), max_length=500, blank=True)
    booking_url = models.URLField(_("prise de rendez-vous"), max_length=500, blank=True)
    acces_libre_url = models.URLField(_("fiche Acceslibre"), max_length=500, blank=True)
    access_modes = TagsField(_("modalités d’accès"), choices=vocabulary.AccessMode.choices)

    # When. `hours` is an OSM opening_hours value; `hours_text` is the sentence that cannot be said so without loss.
    hours = models.CharField(_("horaires"), max_length=500, blank=True)
    hours_text = models.CharField(_("horaires en toutes lettres"), max_length=1000, blank=True)
    calendar = models.CharField(_("calendrier"), max_length=32, blank=True, editable=False, db_index=True)
    # The row of `hours`, when they are understood: what is open now is found among few values, not among all places.
    weekly_hours = models.ForeignKey(
        "territory.WeeklyHours", models.PROTECT, null=True, editable=False, related_name="places", db_index=False
    )

    # What one can do there
    summary = models.CharField(_("présentation courte"), max_length=280, blank=True)
    description = models.TextField(_("présentation"), blank=True)
    services = TagsField(_("services"), choices=vocabulary.Service.choices)
    support_modes = TagsField(_("modalités d’accompagnement"), choices=vocabulary.SupportMode.choices)
    audiences = TagsField(_("publics"), choices=vocabulary.Audience.choices)
    special_care = TagsField(_("prise en charge spécifique"), choices=vocabulary.SpecialCare.choices)
    costs = TagsField(_("frais"), choices=vocabulary.Cost.choices)
    programmes = TagsField(_("dispositifs et programmes nationaux"), choices=vocabulary.Programme.choices)
    trainings = TagsField(_("formations et labels"), choices=vocabulary.Training.choices)
    other_labels = TagsField(_("autres formations et labels"))
    # The same closed lists as one row, which many places share: searched once for all of them.
    offer = models.ForeignKey(
        "territory.Offer", models.PROTECT, null=True, editable=False, related_name="places", db_index=False
    )

    # Where the record comes from
    source = models.CharField(_("source"), max_length=100, blank=True)
    source_key = models.CharField(_("identifiant dans la source"), max_length=200, blank=True)
    updated_on = models.DateField(_("mis à jour le"))
    # Of each field, who said it and when: {"phone": ["hinaura", "2022-10-04"]}; "" is the place itself.
    origins = models.JSONField(_("provenance"), default=dict, blank=True, editable=False)
    # When somebody of the place or of the network last said that all of it is right.
    verified_on = models.DateField(_("vérifié le"), null=True, blank=True)
    # Two records of one place: this one is kept for its source and its address, the other is shown.
    merged_into = models.ForeignKey(
        "territory.Place",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_records",
        verbose_name=_("réuni avec"),
    )

    objects = PlaceQuerySet.as_manager()

    km: float | None = None
    """Kilometres from the origin of the list that shows it, when the list has one."""

    as_read: dict[str, Any] | None = None
    """What the database held when this object was read or last written: what differs since is what a person changed."""

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_position_whole_or_absent",
                violation_error_message=_("Donnez la latitude et la longitude, ou aucune des deux."),
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=~Q(source_key=""),
                name="place_once_per_source_key",
                violation_error_message=_("Cette source a déjà un lieu avec cet identifiant."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_published=False),
                name="place_merged_is_not_shown",
                violation_error_message=_("Ce lieu est réuni avec un autre\u00a0: c’est l’autre qui est publié."),
            ),
        ]
        # All that a search looks at: a part of it when it knows where, the whole when it does not, never the table.
        indexes = [
            models.Index(
                fields=[
                    "search_latitude", "search_longitude", "is_published", "weekly_hours", "offer", "id", "calendar",
                    "name",
                ],
                name="place_searched",
            ),
            models.Index(fields=["offer"], name="place_offer"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pages:place", args=[self.slug])

    @classmethod
    def from_db(cls, *row: Any, **options: Any) -> Self:
        place = super().from_db(*row, **options)
        place.remember()
        return place

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        names = None if fields is None else list(fields)
        super().refresh_from_db(using, names, from_queryset)
        self.remember(names)

    def remember(self, names: Collection[str] | None = None) -> None:
        """Take note that the database holds the values of this object (of these fields of it)."""
        held = vars(self)
        if names is None:
            noted = held.copy()  # with what else it holds: picking fifty columns, thousands of times, takes far longer
            noted.pop("as_read", None)
        else:
            noted = self.as_read or {}
            noted |= {at: held[at] for name, at in _COLUMNS if at in held and (name in names or at in names)}
        if "origins" in noted:
            noted["origins"] = dict(noted["origins"])
        self.as_read = noted

    @property
    def link_here(self) -> NetworkPlace | None:
        """Its place in the network of the page, once fetched by `for_display`."""
        links: list[NetworkPlace] = getattr(self, "links_here", [])
        return links[0] if links else None

    @property
    def ribbon(self) -> Ribbon | None:
        return self.link_here.ribbon if self.link_here else None

    @property
    def has_exact_position(self) -> bool:
        return self.latitude is not None


_COLUMNS = [(field.name, field.attname) for field in Place._meta.concrete_fields]


class Room(models.Model):
    """A room of a place, with the number of people it can seat; a hall that a wall parts has its halves as parts."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="rooms")
    name = models.CharField(_("nom"), max_length=80)
    seats = models.PositiveSmallIntegerField(_("places assises"), validators=[MinValueValidator(1)])
    is_step_free = models.BooleanField(_("accessible sans marche"), default=False)
    notes = models.CharField(_("à savoir"), max_length=300, blank=True)
    part_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("fait partie de")
    )

    class Meta:
        verbose_name = _("salle")
        verbose_name_plural = _("salles")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"],
                name="room_name_once_per_place",
                violation_error_message=_("Ce lieu a déjà une salle de ce nom\u00a0: donnez-lui un autre nom."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="room_seats_someone",
                violation_error_message=_("Une salle accueille au moins une personne."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
