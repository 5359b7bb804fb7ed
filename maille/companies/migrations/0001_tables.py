"""Requests, options, trainees, certificates."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maille.companies.models.enquiries
import maille.core.codes
from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("companies", "0001_initial"), ("companies", "0002_keep_withdrawn_certificates")]

    initial = True

    dependencies = [
        ("people", "__first__"),
        ("territory", "0001_tables"),
        ("workshops", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "trainee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="certificates",
                                to="companies.trainee",
                            ),
                        ),
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
                        ("content", models.JSONField(default=dict, editable=False)),
                        ("issued_at", models.DateTimeField(verbose_name="remis le")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="remis par",
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                        ("withdraw_reason", models.CharField(blank=True, max_length=200, verbose_name="raison")),
                    ],
                    options={
                        "verbose_name": "certificat de réalisation",
                        "verbose_name_plural": "certificats de réalisation",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("trainee",),
                                name="certificate_live_once",
                                violation_error_message="Cette personne a déjà son certificat.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enquiry",
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
                                related_name="enquiries",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
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
                                default=maille.companies.models.enquiries.new_secret, editable=False, max_length=32
                            ),
                        ),
                        ("company", models.CharField(max_length=160, verbose_name="entreprise")),
                        ("topic", models.CharField(max_length=500, verbose_name="ce qu’il faut savoir faire")),
                        ("people", models.PositiveSmallIntegerField(verbose_name="personnes")),
                        ("when", models.CharField(max_length=300, verbose_name="quand")),
                        (
                            "where",
                            models.CharField(
                                choices=[
                                    ("ours", "dans un de vos lieux"),
                                    ("theirs", "chez nous, dans l’entreprise"),
                                    ("either", "l’un ou l’autre"),
                                ],
                                max_length=6,
                                verbose_name="où",
                            ),
                        ),
                        ("contact_name", models.CharField(max_length=120, verbose_name="contact")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="courriel")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                        ("language", models.CharField(default="fr", max_length=10, verbose_name="langue des messages")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "reçue, à répondre"),
                                    ("proposed", "proposition envoyée"),
                                    ("agreed", "option acceptée"),
                                    ("signed", "convention signée"),
                                    ("listed", "liste complète"),
                                    ("running", "séances ouvertes"),
                                    ("done", "certificats remis"),
                                    ("withdrawn", "désistement"),
                                    ("declined", "refusée"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("state_since", models.DateTimeField(verbose_name="depuis")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="au plus tard le")),
                        ("turn", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "handler",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="suivie par",
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500, verbose_name="ce que dit l’entreprise")),
                        ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET")),
                        (
                            "address",
                            models.CharField(blank=True, max_length=300, verbose_name="adresse de l’entreprise"),
                        ),
                        ("signer_name", models.CharField(blank=True, max_length=120, verbose_name="signée par")),
                        ("signer_role", models.CharField(blank=True, max_length=120, verbose_name="en qualité de")),
                        ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signée le")),
                        ("is_signed_on_paper", models.BooleanField(default=False, verbose_name="signée sur papier")),
                        ("convention", models.JSONField(blank=True, default=dict, editable=False)),
                        ("asked_at", models.DateTimeField(verbose_name="reçue le")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="finie le")),
                        ("close_reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="effacée le"),
                        ),
                        (
                            "rest_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="rests",
                                to="companies.enquiry",
                                verbose_name="suite de",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "demande d’une entreprise",
                        "verbose_name_plural": "demandes des entreprises",
                        "indexes": [models.Index(fields=["network", "state", "due_on"], name="enquiry_to_handle")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="enquiry_for_someone"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("state__in", ["asked", "proposed", "agreed", "signed", "listed", "running"]),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False), ("state__in", ["done", "withdrawn", "declined"])
                                    ),
                                    _connector="OR",
                                ),
                                name="enquiry_closed_when_over",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("signed", "listed", "running", "done")), _negated=True),
                                    ("signed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="enquiry_signed_before_its_list",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trainee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enquiry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trainees",
                                to="companies.enquiry",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="nom")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="courriel")),
                        ("key", models.CharField(editable=False, max_length=400)),
                        (
                            "registration",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="trainee",
                                to="workshops.registration",
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="ajoutée le")),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                    ],
                    options={
                        "verbose_name": "personne en formation",
                        "verbose_name_plural": "personnes en formation",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_at__isnull", True)),
                                fields=("enquiry", "key"),
                                name="trainee_once_on_list",
                                violation_error_message="Cette personne est déjà dans la liste.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Option",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enquiry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="companies.enquiry",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="company_options",
                                to="workshops.workshop",
                                verbose_name="atelier",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="company_options",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="territory.room",
                                verbose_name="salle",
                            ),
                        ),
                        (
                            "on_site",
                            models.CharField(blank=True, max_length=200, verbose_name="dans l’entreprise, à l’adresse"),
                        ),
                        (
                            "mediator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="qui anime",
                            ),
                        ),
                        ("capacity", models.PositiveSmallIntegerField(verbose_name="personnes au plus")),
                        ("kit", models.CharField(blank=True, max_length=200, verbose_name="matériel")),
                        ("price", models.CharField(blank=True, max_length=80, verbose_name="prix")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="acceptée le")),
                    ],
                    options={
                        "verbose_name": "option",
                        "verbose_name_plural": "options",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("accepted_at__isnull", False)),
                                fields=("enquiry",),
                                name="one_option_accepted",
                                violation_error_message="Une option est déjà acceptée.",
                            ),
                            models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="option_for_someone"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OptionDate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="companies.option"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "session",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="company_date",
                                to="workshops.session",
                            ),
                        ),
                        ("told_starts_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("told_ends_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("is_told_cancelled", models.BooleanField(default=False, editable=False)),
                    ],
                    options={
                        "verbose_name": "date d’une option",
                        "verbose_name_plural": "dates des options",
                        "ordering": ("starts_at", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="option_date_ends_after_it_starts",
                                violation_error_message="Cette date finit avant de commencer\xa0: corrigez l’une des deux heures.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
