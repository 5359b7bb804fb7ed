"""The catalogue, sessions, seats, those who wait."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maille.core.codes
import maille.core.fields
import maille.workshops.models.registrations
import maille.workshops.rules.capacity
from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("workshops", "0001_initial"),
        ("workshops", "0003_resident_merge"),
        ("workshops", "0004_interest_prescriber"),
        ("workshops", "0005_mediators_are_taken"),
        ("workshops", "0006_session_changed_at"),
        ("workshops", "0007_session_unseen_at"),
        ("workshops", "0008_session_taken_back_at"),
    ]

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
                    name="Workshop",
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
                                related_name="workshops",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        (
                            "current",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="current_of",
                                to="workshops.workshopversion",
                                verbose_name="version en vigueur",
                            ),
                        ),
                        (
                            "archived_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="retiré du catalogue le"),
                        ),
                    ],
                    options={
                        "verbose_name": "atelier",
                        "verbose_name_plural": "ateliers",
                    },
                ),
                migrations.CreateModel(
                    name="WorkshopVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="workshops.workshop",
                                verbose_name="atelier",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("created_at", models.DateTimeField(verbose_name="écrite le")),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="écrite par",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="titre")),
                        ("aim", models.CharField(max_length=400, verbose_name="ce qu’on saura faire")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("debutant", "Débutant"),
                                    ("intermediaire", "Intermédiaire"),
                                    ("avance", "Avancé"),
                                ],
                                max_length=13,
                                verbose_name="niveau",
                            ),
                        ),
                        ("themes", maille.core.fields.TagsField(blank=True, default=(), verbose_name="thèmes")),
                        ("skills", maille.core.fields.TagsField(blank=True, default=(), verbose_name="compétences")),
                        ("audiences", maille.core.fields.TagsField(blank=True, default=(), verbose_name="public")),
                        ("language", models.CharField(blank=True, max_length=40, verbose_name="langue")),
                        (
                            "prerequisites",
                            models.CharField(blank=True, max_length=300, verbose_name="ce qu’il faut savoir avant"),
                        ),
                        ("to_bring", models.CharField(blank=True, max_length=300, verbose_name="à apporter")),
                        (
                            "room_kind",
                            models.CharField(
                                choices=[
                                    ("any", "n’importe quelle salle"),
                                    ("tables", "une salle avec des tables"),
                                    ("computers", "une salle équipée d’ordinateurs"),
                                    ("workshop", "un atelier (machines, fablab)"),
                                    ("outside", "dehors, ou en déplacement"),
                                ],
                                default="any",
                                max_length=10,
                                verbose_name="salle",
                            ),
                        ),
                        (
                            "needs_computers",
                            models.BooleanField(default=False, verbose_name="un ordinateur par personne"),
                        ),
                        ("kit", models.CharField(blank=True, max_length=300, verbose_name="matériel")),
                        (
                            "ratio",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="personnes par médiateur",
                            ),
                        ),
                        (
                            "mediator_skill",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="ce que le médiateur doit savoir"
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=120,
                                validators=[
                                    django.core.validators.MinValueValidator(15),
                                    django.core.validators.MaxValueValidator(720),
                                ],
                                verbose_name="durée (minutes)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version d’un atelier",
                        "verbose_name_plural": "versions des ateliers",
                        "indexes": [
                            models.Index(
                                models.F("workshop"),
                                models.OrderBy(models.F("number"), descending=True),
                                name="workshop_versions",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("workshop", "number"), name="workshop_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(("ratio__gte", 1)),
                                name="workshop_ratio_follows_someone",
                                violation_error_message="Un médiateur suit au moins une personne.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 15), ("minutes__lte", 720)),
                                name="workshop_lasts_a_while",
                                violation_error_message="Un atelier dure d’un quart d’heure à douze heures.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResidentMerge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="merges",
                                to="people.resident",
                                verbose_name="fiche gardée",
                            ),
                        ),
                        (
                            "joined",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.resident",
                                verbose_name="fiche réunie",
                            ),
                        ),
                        ("moved", models.JSONField(default=dict, editable=False)),
                        ("at", models.DateTimeField(verbose_name="réunies le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="réunies par",
                            ),
                        ),
                        ("parted_at", models.DateTimeField(blank=True, null=True, verbose_name="séparées le")),
                    ],
                    options={
                        "verbose_name": "fiches réunies",
                        "verbose_name_plural": "fiches réunies",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("parted_at__isnull", True)),
                                fields=("joined",),
                                name="resident_joined_once",
                                violation_error_message="Cette fiche est déjà réunie à une autre.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
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
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="workshops.session",
                                verbose_name="séance",
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="workshops.cycle",
                                verbose_name="cycle",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="people.resident",
                                verbose_name="personne",
                            ),
                        ),
                        ("person_key", models.CharField(editable=False, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("seated", "inscrite"),
                                    ("offered", "une place lui est proposée"),
                                    ("waiting", "sur la liste d’attente"),
                                    ("lapsed", "n’a pas répondu à temps"),
                                    ("cancelled", "désinscrite"),
                                ],
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("size", models.PositiveSmallIntegerField(default=1, verbose_name="personnes")),
                        ("companions", maille.core.fields.TagsField(blank=True, default=(), verbose_name="avec")),
                        ("has_carer", models.BooleanField(default=False, verbose_name="vient avec un accompagnant")),
                        ("needs", models.CharField(blank=True, max_length=500, verbose_name="besoins")),
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
                                verbose_name="inscription faite",
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
                                verbose_name="inscrite par",
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
                        ("created_at", models.DateTimeField(verbose_name="inscrite le")),
                        ("queued_at", models.DateTimeField(verbose_name="rang depuis le")),
                        (
                            "offered_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="place proposée jusqu’au"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="finie le")),
                        ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="raison")),
                    ],
                    options={
                        "verbose_name": "inscription",
                        "verbose_name_plural": "inscriptions",
                        "indexes": [
                            models.Index(fields=["session", "state", "queued_at"], name="registration_queue"),
                            models.Index(fields=["cycle", "state", "queued_at"], name="registration_cycle_queue"),
                            models.Index(fields=["state", "offered_until"], name="registration_offers"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cycle__isnull", True), ("session__isnull", False)),
                                    models.Q(("cycle__isnull", False), ("session__isnull", True)),
                                    _connector="OR",
                                ),
                                name="registration_in_a_session_or_a_cycle",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("size__gte", 1)), name="registration_of_someone"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("offered_until__isnull", False), ("state", "offered")),
                                    models.Q(
                                        models.Q(("state", "offered"), _negated=True), ("offered_until__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_offer_has_an_end",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("seated", "offered", "waiting"))),
                                fields=("session", "person_key"),
                                name="person_once_in_session",
                                violation_error_message="Cette personne est déjà inscrite à cette séance.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("seated", "offered", "waiting"))),
                                fields=("cycle", "person_key"),
                                name="person_once_in_cycle",
                                violation_error_message="Cette personne est déjà inscrite à ce cycle.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seat_rows",
                                to="workshops.session",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seat_rows",
                                to="workshops.registration",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="place n°")),
                        ("is_extra", models.BooleanField(default=False, verbose_name="en plus")),
                        ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="rendue le")),
                    ],
                    options={
                        "verbose_name": "place assise",
                        "verbose_name_plural": "places assises",
                        "indexes": [models.Index(fields=["session", "released_at"], name="seats_of_session")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_extra", False), ("released_at__isnull", True)),
                                fields=("session", "number"),
                                name="seat_once_in_session",
                                violation_error_message="Cette place vient d’être prise.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="seat_numbered_from_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="people.resident",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="territory.network",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="workshops.workshop",
                                verbose_name="atelier",
                            ),
                        ),
                        (
                            "theme",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("diagnostic_numerique", "Diagnostic numérique"),
                                    ("prendre_en_main_du_materiel", "Prendre en main du matériel"),
                                    ("maintenance_de_materiel", "Maintenance de matériel"),
                                    ("gere_ses_contenus_numeriques", "Gérer ses contenus numériques"),
                                    ("navigation_sur_internet", "Navigation sur internet"),
                                    ("email", "E-mail"),
                                    ("bureautique", "Bureautique"),
                                    ("reseaux_sociaux", "Réseaux sociaux communication"),
                                    ("sante", "Santé"),
                                    ("banque_et_achats_en_ligne", "Banque et achats en ligne"),
                                    ("entrepreneuriat", "Accompagner un professionnel"),
                                    ("insertion_professionnelle", "Insertion professionnelle"),
                                    ("securite_numerique", "Prévention en sécurité numérique"),
                                    ("parentalite", "Parentalité"),
                                    ("scolarite_et_numerique", "Scolarité et numérique"),
                                    ("creer_avec_le_numerique", "Créer avec le numérique"),
                                    ("culture_numerique", "Culture numérique"),
                                    ("intelligence_artificielle", "Intelligence artificielle (IA)"),
                                    ("aide_aux_demarches_administratives", "Aide aux démarches administratives"),
                                    ("papiers_elections_citoyennete", "Papiers – Élections – Citoyenneté"),
                                    ("famille_scolarite", "Famille – Scolarité"),
                                    ("social_sante", "Social – Santé"),
                                    ("travail_formation", "Travail – Formation – Entreprise"),
                                    ("logement", "Logement"),
                                    ("transports_mobilite", "Transports – Mobilité"),
                                    ("argent_impots", "Argent – Impôts"),
                                    ("justice", "Justice"),
                                    ("etrangers_europe", "Étrangers – Europe"),
                                    ("loisirs_sports_culture", "Loisirs – Sports – Culture"),
                                    ("associations", "Associations"),
                                ],
                                max_length=40,
                                verbose_name="thème",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("debutant", "Débutant"),
                                    ("intermediaire", "Intermédiaire"),
                                    ("avance", "Avancé"),
                                ],
                                max_length=13,
                                verbose_name="niveau",
                            ),
                        ),
                        ("near", models.CharField(blank=True, max_length=120, verbose_name="près de")),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="à moins de (minutes)"
                            ),
                        ),
                        ("language", models.CharField(default="fr", max_length=10, verbose_name="langue des messages")),
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
                        (
                            "secret",
                            models.CharField(
                                default=maille.workshops.models.registrations.new_secret,
                                editable=False,
                                max_length=32,
                                unique=True,
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="demandé le")),
                        ("expires_on", models.DateField(verbose_name="jusqu’au")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="fini le")),
                    ],
                    options={
                        "verbose_name": "demande d’être prévenu",
                        "verbose_name_plural": "demandes d’être prévenu",
                        "indexes": [models.Index(fields=["network", "ended_at", "theme"], name="interest_topic")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("workshop__isnull", False), models.Q(("theme", ""), _negated=True), _connector="OR"
                                ),
                                name="interest_in_something",
                                violation_error_message="Choisissez un atelier ou un thème.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Told",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "interest",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="told",
                                to="workshops.interest",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="workshops.session"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="dit le")),
                    ],
                    options={
                        "verbose_name": "séance signalée",
                        "verbose_name_plural": "séances signalées",
                        "constraints": [models.UniqueConstraint(fields=("interest", "session"), name="told_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Cycle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="titre")),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cycles",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cycles",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cycle",
                        "verbose_name_plural": "cycles",
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="workshops.workshopversion",
                                verbose_name="atelier",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
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
                                related_name="sessions",
                                to="territory.room",
                                verbose_name="salle",
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="sessions",
                                to="workshops.cycle",
                                verbose_name="cycle",
                            ),
                        ),
                        (
                            "series",
                            models.UUIDField(
                                blank=True, db_index=True, editable=False, null=True, verbose_name="série"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "en préparation"),
                                    ("published", "publiée"),
                                    ("cancelled", "annulée"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "au programme public"),
                                    ("network", "pour les équipes du réseau"),
                                    ("link", "sur lien seulement"),
                                ],
                                default="public",
                                max_length=10,
                                verbose_name="visibilité",
                            ),
                        ),
                        ("cost", models.CharField(blank=True, max_length=80, verbose_name="prix")),
                        ("notes", models.CharField(blank=True, max_length=300, verbose_name="à savoir")),
                        (
                            "carer_takes_seat",
                            models.BooleanField(default=False, verbose_name="un accompagnant compte pour une place"),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="inscriptions jusqu’au"),
                        ),
                        (
                            "chosen_seats",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="places au plus"),
                        ),
                        ("seats", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="places")),
                        (
                            "seats_limit",
                            models.CharField(
                                choices=[
                                    ("room", "room"),
                                    ("chosen", "chosen"),
                                    ("computers", "computers"),
                                    ("mediators", "mediators"),
                                    ("nothing", "nothing"),
                                ],
                                default=maille.workshops.rules.capacity.Limit["NOTHING"],
                                editable=False,
                                max_length=10,
                                verbose_name="ce qui limite les places",
                            ),
                        ),
                        (
                            "free_seats",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="places libres"),
                        ),
                        (
                            "cancelled_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="annulée le"),
                        ),
                        (
                            "cancel_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="raison de l’annulation"),
                        ),
                        ("unseen_at", models.DateTimeField(editable=False, null=True)),
                        ("taken_back_at", models.DateTimeField(editable=False, null=True)),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("changed_at", models.DateTimeField(editable=False, null=True, verbose_name="changée le")),
                        (
                            "mediators",
                            models.ManyToManyField(
                                related_name="led_sessions",
                                through="workshops.SessionMediator",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="médiateurs",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "séance",
                        "verbose_name_plural": "séances",
                        "indexes": [
                            models.Index(
                                fields=["network", "state", "visibility", "starts_at"], name="session_programme"
                            ),
                            models.Index(fields=["place", "starts_at"], name="session_of_place"),
                            models.Index(fields=["room", "starts_at"], name="session_in_room"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_after_it_starts",
                                violation_error_message="La séance finit avant de commencer\xa0: corrigez l’une des deux heures.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closes_at__isnull", True),
                                    ("closes_at__lte", models.F("ends_at")),
                                    _connector="OR",
                                ),
                                name="session_closes_before_it_ends",
                                violation_error_message="Les inscriptions ferment au plus tard à la fin de la séance.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("free_seats__lte", models.F("seats"))),
                                name="session_free_seats_within_seats",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionMediator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="session_mediators",
                                to="workshops.session",
                            ),
                        ),
                        (
                            "mediator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_mediators",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "médiateur d’une séance",
                        "verbose_name_plural": "médiateurs des séances",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "mediator"), name="mediator_once_in_session")
                        ],
                    },
                ),
            ],
        ),
    ]
