"""Places, what surrounds them, and what is searched of them."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import maille.core.fields
from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("territory", "0001_initial"),
        ("territory", "0002_search_indexes"),
        ("territory", "0003_place_indexes"),
        ("territory", "0004_calendar_names"),
        ("territory", "0005_place_provenance"),
        ("territory", "0006_offers_and_weekly_hours"),
        ("territory", "0007_one_search_index"),
        ("territory", "0008_search_index_with_key"),
        ("territory", "0009_place_offer"),
        ("territory", "0010_parts_of_rooms"),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Epci",
                    fields=[
                        (
                            "siren",
                            models.CharField(max_length=9, primary_key=True, serialize=False, verbose_name="SIREN"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="nom")),
                    ],
                    options={
                        "verbose_name": "intercommunalité",
                        "verbose_name_plural": "intercommunalités",
                    },
                ),
                migrations.CreateModel(
                    name="Commune",
                    fields=[
                        (
                            "code",
                            models.CharField(
                                max_length=5, primary_key=True, serialize=False, verbose_name="code INSEE"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="nom")),
                        ("search_name", models.CharField(db_index=True, editable=False, max_length=100)),
                        ("departement", models.CharField(db_index=True, max_length=3, verbose_name="département")),
                        ("population", models.PositiveIntegerField(default=0, verbose_name="population")),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        ("is_current", models.BooleanField(default=True)),
                        (
                            "epci",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="communes",
                                to="territory.epci",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "commune",
                        "verbose_name_plural": "communes",
                    },
                ),
                migrations.CreateModel(
                    name="PostalCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(db_index=True, max_length=5, verbose_name="code postal")),
                        (
                            "commune",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="postal_codes",
                                to="territory.commune",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "code postal",
                        "verbose_name_plural": "codes postaux",
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "commune"), name="postal_code_once_per_commune")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HoursException",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hours_exceptions",
                                to="territory.place",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="du")),
                        ("ends_on", models.DateField(verbose_name="au")),
                        ("hours", models.CharField(blank=True, max_length=100, verbose_name="horaires ces jours-là")),
                        ("reason", models.CharField(blank=True, max_length=120, verbose_name="raison")),
                    ],
                    options={
                        "verbose_name": "exception d’horaires",
                        "verbose_name_plural": "exceptions d’horaires",
                        "indexes": [models.Index(fields=["ends_on", "starts_on"], name="exception_when")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="hours_exception_in_order",
                                violation_error_message="La fin est avant le début\xa0: corrigez l’une des deux dates.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WeeklyHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("value", models.CharField(max_length=500, unique=True, verbose_name="horaires")),
                    ],
                    options={
                        "verbose_name": "horaires de la semaine",
                        "verbose_name_plural": "horaires de la semaine",
                    },
                ),
                migrations.CreateModel(
                    name="OpeningSlot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "weekly_hours",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="slots",
                                to="territory.weeklyhours",
                            ),
                        ),
                        ("weekday", models.PositiveSmallIntegerField()),
                        ("on_public_holiday", models.BooleanField(default=False)),
                        ("on_school_holiday", models.BooleanField(null=True)),
                        ("season_from", models.PositiveSmallIntegerField(default=101)),
                        ("season_to", models.PositiveSmallIntegerField(default=1231)),
                        ("nth", models.SmallIntegerField(null=True)),
                        ("opens", models.PositiveSmallIntegerField()),
                        ("closes", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "verbose_name": "plage d’ouverture",
                        "verbose_name_plural": "plages d’ouverture",
                        "indexes": [
                            models.Index(
                                fields=[
                                    "weekday",
                                    "opens",
                                    "closes",
                                    "weekly_hours",
                                    "on_public_holiday",
                                    "on_school_holiday",
                                    "season_from",
                                    "season_to",
                                    "nth",
                                ],
                                name="slot_when",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes__gt", models.F("opens"))),
                                name="slot_opens_before_it_closes",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="nom")),
                        ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET ou RNA")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="courriel")),
                        ("website", models.URLField(blank=True, verbose_name="site web")),
                    ],
                    options={
                        "verbose_name": "structure",
                        "verbose_name_plural": "structures",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("siret", ""), _negated=True),
                                fields=("siret",),
                                name="organisation_siret_once",
                                violation_error_message="Une structure porte déjà ce SIRET\xa0: ouvrez sa fiche.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Network",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(unique=True, verbose_name="nom dans l’adresse")),
                        ("name", models.CharField(max_length=120, verbose_name="nom")),
                        ("presentation", models.TextField(blank=True, verbose_name="présentation")),
                        (
                            "resource_centre",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="territory.place",
                                verbose_name="pôle de ressources",
                            ),
                        ),
                        (
                            "main_commune",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="territory.commune",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="courriel")),
                        (
                            "brand_colour",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^#[0-9a-fA-F]{6}$", "Écrivez la couleur comme #0b5d4e."
                                    )
                                ],
                                verbose_name="couleur",
                            ),
                        ),
                        (
                            "data_notice",
                            models.CharField(blank=True, max_length=200, verbose_name="avis sur les données"),
                        ),
                        (
                            "places",
                            models.ManyToManyField(
                                related_name="networks", through="territory.NetworkPlace", to="territory.place"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "réseau",
                        "verbose_name_plural": "réseaux",
                    },
                ),
                migrations.CreateModel(
                    name="NetworkPlace",
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
                                related_name="network_places",
                                to="territory.network",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="network_places",
                                to="territory.place",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("member", "membre"), ("neighbour", "voisin")],
                                max_length=10,
                                verbose_name="lien",
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True, verbose_name="depuis")),
                        (
                            "rhythm",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(11)],
                                verbose_name="rythme",
                            ),
                        ),
                        (
                            "hues",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(11)],
                                verbose_name="couleurs",
                            ),
                        ),
                        (
                            "edge",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(3)],
                                verbose_name="lisière",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lieu du réseau",
                        "verbose_name_plural": "lieux du réseau",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "place"),
                                name="place_once_in_network",
                                violation_error_message="Ce lieu est déjà dans le réseau.",
                            ),
                            models.UniqueConstraint(
                                fields=("network", "rhythm", "hues", "edge"),
                                name="ribbon_once_in_network",
                                violation_error_message="Un autre lieu du réseau porte déjà ce ruban\xa0: échangez les deux.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        (
                            "typologies",
                            maille.core.fields.TagsField(blank=True, default=(), verbose_name="types de lieu"),
                        ),
                        ("services", maille.core.fields.TagsField(blank=True, default=(), verbose_name="services")),
                        (
                            "support_modes",
                            maille.core.fields.TagsField(
                                blank=True, default=(), verbose_name="modalités d’accompagnement"
                            ),
                        ),
                        ("audiences", maille.core.fields.TagsField(blank=True, default=(), verbose_name="publics")),
                        (
                            "special_care",
                            maille.core.fields.TagsField(
                                blank=True, default=(), verbose_name="prise en charge spécifique"
                            ),
                        ),
                        ("costs", maille.core.fields.TagsField(blank=True, default=(), verbose_name="frais")),
                        (
                            "programmes",
                            maille.core.fields.TagsField(
                                blank=True, default=(), verbose_name="dispositifs et programmes nationaux"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "offre",
                        "verbose_name_plural": "offres",
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(max_length=120, unique=True, verbose_name="nom dans l’adresse")),
                        ("is_published", models.BooleanField(default=True, verbose_name="publié")),
                        ("name", models.CharField(max_length=200, verbose_name="nom")),
                        ("pivot", models.CharField(blank=True, max_length=14, verbose_name="SIRET ou RNA")),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="places",
                                to="territory.organisation",
                                verbose_name="structure",
                            ),
                        ),
                        ("parent_name", models.CharField(blank=True, max_length=200, verbose_name="structure parente")),
                        (
                            "typologies",
                            maille.core.fields.TagsField(blank=True, default=(), verbose_name="types de lieu"),
                        ),
                        ("address", models.CharField(max_length=300, verbose_name="adresse")),
                        (
                            "address_complement",
                            models.CharField(blank=True, max_length=300, verbose_name="complément d’adresse"),
                        ),
                        (
                            "postal_code",
                            models.CharField(
                                max_length=5,
                                validators=[django.core.validators.RegexValidator("^\\d{5}$")],
                                verbose_name="code postal",
                            ),
                        ),
                        (
                            "commune",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="territory.commune",
                                verbose_name="commune",
                            ),
                        ),
                        (
                            "latitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="latitude",
                            ),
                        ),
                        (
                            "longitude",
                            models.FloatField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="longitude",
                            ),
                        ),
                        ("search_latitude", models.FloatField(editable=False, null=True)),
                        ("search_longitude", models.FloatField(editable=False, null=True)),
                        ("roaming", maille.core.fields.TagsField(blank=True, default=(), verbose_name="itinérance")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                        ("emails", maille.core.fields.TagsField(blank=True, default=(), verbose_name="courriels")),
                        ("website", models.URLField(blank=True, max_length=500, verbose_name="site web")),
                        (
                            "booking_url",
                            models.URLField(blank=True, max_length=500, verbose_name="prise de rendez-vous"),
                        ),
                        (
                            "acces_libre_url",
                            models.URLField(blank=True, max_length=500, verbose_name="fiche Acceslibre"),
                        ),
                        (
                            "access_modes",
                            maille.core.fields.TagsField(blank=True, default=(), verbose_name="modalités d’accès"),
                        ),
                        ("hours", models.CharField(blank=True, max_length=500, verbose_name="horaires")),
                        (
                            "hours_text",
                            models.CharField(blank=True, max_length=1000, verbose_name="horaires en toutes lettres"),
                        ),
                        (
                            "calendar",
                            models.CharField(
                                blank=True, db_index=True, editable=False, max_length=32, verbose_name="calendrier"
                            ),
                        ),
                        (
                            "weekly_hours",
                            models.ForeignKey(
                                db_index=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="territory.weeklyhours",
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=280, verbose_name="présentation courte")),
                        ("description", models.TextField(blank=True, verbose_name="présentation")),
                        ("services", maille.core.fields.TagsField(blank=True, default=(), verbose_name="services")),
                        (
                            "support_modes",
                            maille.core.fields.TagsField(
                                blank=True, default=(), verbose_name="modalités d’accompagnement"
                            ),
                        ),
                        ("audiences", maille.core.fields.TagsField(blank=True, default=(), verbose_name="publics")),
                        (
                            "special_care",
                            maille.core.fields.TagsField(
                                blank=True, default=(), verbose_name="prise en charge spécifique"
                            ),
                        ),
                        ("costs", maille.core.fields.TagsField(blank=True, default=(), verbose_name="frais")),
                        (
                            "programmes",
                            maille.core.fields.TagsField(
                                blank=True, default=(), verbose_name="dispositifs et programmes nationaux"
                            ),
                        ),
                        (
                            "trainings",
                            maille.core.fields.TagsField(blank=True, default=(), verbose_name="formations et labels"),
                        ),
                        (
                            "other_labels",
                            maille.core.fields.TagsField(
                                blank=True, default=(), verbose_name="autres formations et labels"
                            ),
                        ),
                        (
                            "offer",
                            models.ForeignKey(
                                db_index=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="places",
                                to="territory.offer",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=100, verbose_name="source")),
                        (
                            "source_key",
                            models.CharField(blank=True, max_length=200, verbose_name="identifiant dans la source"),
                        ),
                        ("updated_on", models.DateField(verbose_name="mis à jour le")),
                        (
                            "origins",
                            models.JSONField(blank=True, default=dict, editable=False, verbose_name="provenance"),
                        ),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="vérifié le")),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_records",
                                to="territory.place",
                                verbose_name="réuni avec",
                            ),
                        ),
                        (
                            "hosted",
                            models.ManyToManyField(
                                blank=True,
                                related_name="hosted_in",
                                to="territory.organisation",
                                verbose_name="autres structures présentes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lieu",
                        "verbose_name_plural": "lieux",
                        "indexes": [
                            models.Index(
                                fields=[
                                    "search_latitude",
                                    "search_longitude",
                                    "is_published",
                                    "weekly_hours",
                                    "offer",
                                    "id",
                                    "calendar",
                                    "name",
                                ],
                                name="place_searched",
                            ),
                            models.Index(fields=["offer"], name="place_offer"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                                    _connector="OR",
                                ),
                                name="place_position_whole_or_absent",
                                violation_error_message="Donnez la latitude et la longitude, ou aucune des deux.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_key", ""), _negated=True),
                                fields=("source", "source_key"),
                                name="place_once_per_source_key",
                                violation_error_message="Cette source a déjà un lieu avec cet identifiant.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into__isnull", True), ("is_published", False), _connector="OR"
                                ),
                                name="place_merged_is_not_shown",
                                violation_error_message="Ce lieu est réuni avec un autre\xa0: c’est l’autre qui est publié.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Room",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="territory.place"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="nom")),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="places assises"
                            ),
                        ),
                        ("is_step_free", models.BooleanField(default=False, verbose_name="accessible sans marche")),
                        ("notes", models.CharField(blank=True, max_length=300, verbose_name="à savoir")),
                        (
                            "part_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="parts",
                                to="territory.room",
                                verbose_name="fait partie de",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "salle",
                        "verbose_name_plural": "salles",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("place", "name"),
                                name="room_name_once_per_place",
                                violation_error_message="Ce lieu a déjà une salle de ce nom\xa0: donnez-lui un autre nom.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__gte", 1)),
                                name="room_seats_someone",
                                violation_error_message="Une salle accueille au moins une personne.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
