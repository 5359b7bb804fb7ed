"""Openings, reasons, appointments."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maille.core.codes
import maille.core.fields
import maille.workshops.models.registrations
from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("appointments", "0001_initial"), ("appointments", "0002_appointment_moved_at")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
        ("people", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Appointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "code",
                            models.CharField(
                                default=maille.core.codes.new_code,
                                editable=False,
                                max_length=6,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        (
                            "secret",
                            models.CharField(
                                default=maille.workshops.models.registrations.new_secret, editable=False, max_length=32
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appointments",
                                to="territory.network",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "mediator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avec",
                            ),
                        ),
                        (
                            "reason",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="appointments.reason",
                                verbose_name="motif",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="people.resident",
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("place", "au lieu"), ("phone", "par téléphone"), ("home", "à domicile")],
                                max_length=8,
                                verbose_name="comment",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="adresse de la visite")),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "way_minutes",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="trajet"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("booked", "pris"), ("cancelled", "annulé")],
                                default="booked",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="ce qui est demandé")),
                        ("language", models.CharField(default="fr", max_length=10, verbose_name="langue des messages")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("public", "par elle-même, en ligne"),
                                    ("desk", "à l’accueil"),
                                    ("telephone", "au téléphone"),
                                    ("partner", "par un partenaire"),
                                ],
                                max_length=10,
                                verbose_name="pris",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("prescriber_name", models.CharField(blank=True, max_length=120, verbose_name="orientée par")),
                        (
                            "prescriber_organisation",
                            models.CharField(blank=True, max_length=160, verbose_name="structure qui oriente"),
                        ),
                        (
                            "prescriber_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="courriel de la structure qui oriente"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="pris le")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="annulé le")),
                        ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="raison")),
                        (
                            "wants_earlier_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="voudrait venir plus tôt depuis le"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("moved_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "rendez-vous",
                        "verbose_name_plural": "rendez-vous",
                        "indexes": [
                            models.Index(fields=["mediator", "starts_at"], name="appointment_of_mediator"),
                            models.Index(fields=["place", "starts_at"], name="appointment_of_place"),
                            models.Index(fields=["resident", "starts_at"], name="appointment_of_resident"),
                            models.Index(fields=["network", "wants_earlier_at"], name="appointment_earlier"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="appointment_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode", "home"), ("address", ""), _connector="OR"),
                                name="appointment_address_only_at_home",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlierOffer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "appointment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offers",
                                to="appointments.appointment",
                            ),
                        ),
                        (
                            "mediator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="territory.place"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("until", models.DateTimeField(verbose_name="gardé jusqu’à")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "proposé"),
                                    ("accepted", "accepté"),
                                    ("declined", "refusé"),
                                    ("lapsed", "sans réponse"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="proposé le")),
                    ],
                    options={
                        "verbose_name": "créneau plus tôt proposé",
                        "verbose_name_plural": "créneaux plus tôt proposés",
                        "indexes": [models.Index(fields=["state", "until"], name="earlier_offers_open")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("appointment",),
                                name="one_open_offer_of_appointment",
                            ),
                            models.UniqueConstraint(
                                fields=("appointment", "mediator", "starts_at"), name="slot_offered_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reasons",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="motif")),
                        ("description", models.CharField(blank=True, max_length=200, verbose_name="en une phrase")),
                        ("to_bring", models.CharField(blank=True, max_length=200, verbose_name="à apporter")),
                        ("minutes", models.PositiveSmallIntegerField(default=45, verbose_name="durée (minutes)")),
                        ("modes", maille.core.fields.TagsField(blank=True, default=(), verbose_name="comment")),
                        (
                            "bookable_by",
                            models.CharField(
                                choices=[
                                    ("public", "tout le monde, en ligne"),
                                    ("desk", "l’accueil et l’équipe"),
                                    ("team", "l’équipe seulement, sans l’accueil"),
                                ],
                                default="public",
                                max_length=8,
                                verbose_name="qui le prend",
                            ),
                        ),
                        (
                            "notice_hours",
                            models.PositiveSmallIntegerField(default=12, verbose_name="au moins tant d’heures avant"),
                        ),
                        (
                            "horizon_days",
                            models.PositiveSmallIntegerField(default=42, verbose_name="au plus tant de jours avant"),
                        ),
                        (
                            "travel_minutes",
                            models.PositiveSmallIntegerField(
                                default=20, verbose_name="trajet d’une visite, aller (minutes)"
                            ),
                        ),
                        (
                            "archived_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retiré le"),
                        ),
                    ],
                    options={
                        "verbose_name": "motif de rendez-vous",
                        "verbose_name_plural": "motifs de rendez-vous",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("archived_at__isnull", True)),
                                fields=("network", "name"),
                                name="reason_once_in_network",
                                violation_error_message="Ce motif existe déjà\xa0: changez son nom.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 5), ("minutes__lte", 480)),
                                name="reason_lasts",
                                violation_error_message="Un rendez-vous dure de 5 minutes à 8 heures.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="openings",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="openings",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "mediator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="openings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avec",
                            ),
                        ),
                        ("weekday", models.PositiveSmallIntegerField(verbose_name="jour")),
                        ("start", models.TimeField(verbose_name="de")),
                        ("end", models.TimeField(verbose_name="à")),
                        ("starts_on", models.DateField(verbose_name="à partir du")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                    ],
                    options={
                        "verbose_name": "plage de rendez-vous",
                        "verbose_name_plural": "plages de rendez-vous",
                        "indexes": [models.Index(fields=["mediator", "weekday"], name="opening_of_mediator")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("end__gt", models.F("start"))),
                                name="opening_ends_after_it_starts",
                                violation_error_message="La plage finit avant de commencer\xa0: corrigez l’une des deux heures.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekday__lte", 6)), name="opening_on_a_weekday"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="opening_lasts",
                                violation_error_message="La plage s’arrête avant de commencer\xa0: corrigez l’un des deux jours.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
