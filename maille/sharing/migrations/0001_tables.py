"""Equipment and what is told of it; needs, promises, ways; people who are lent; what takes a person, a room, a unit."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maille.core.codes
import maille.core.fields
from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("sharing", "0001_initial"),
        ("sharing", "0002_occupations_and_absences"),
        ("sharing", "0004_equipment_and_lending"),
        ("sharing", "0005_units_have_a_code"),
        ("sharing", "0006_vans_and_carriers"),
        ("sharing", "0007_photos_of_hand_overs"),
        ("sharing", "0008_rooms_kept"),
        ("sharing", "0009_photos_of_models"),
        ("sharing", "0010_consumables"),
        ("sharing", "0011_promises_by_start"),
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
                    name="SharingRule",
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
                                related_name="sharing_rules",
                                to="territory.network",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ahead", "tant de jours à l’avance, au plus"),
                                    ("longest", "tant de jours de suite, au plus"),
                                    ("per_month", "tant de prêts par lieu et par mois, au plus"),
                                    ("set_aside", "tant d’unités gardées pour un lieu"),
                                    ("neighbours", "les voisins invités peuvent emprunter"),
                                ],
                                max_length=10,
                                verbose_name="règle",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=0, verbose_name="combien")),
                        (
                            "model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="sharing.equipmentmodel",
                                verbose_name="modèle",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "règle de partage",
                        "verbose_name_plural": "règles de partage",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "set_aside"), _negated=True),
                                    models.Q(("model__isnull", False), ("place__isnull", False)),
                                    _connector="OR",
                                ),
                                name="set_aside_for_a_place",
                                violation_error_message="Dites quel modèle est gardé, et pour quel lieu.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoomBooking",
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
                                related_name="room_bookings",
                                to="territory.network",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bookings",
                                to="territory.room",
                                verbose_name="salle",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="room_bookings",
                                to="territory.place",
                                verbose_name="pour",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("purpose", models.CharField(max_length=200, verbose_name="pour quoi faire")),
                        (
                            "booked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("booked_at", models.DateTimeField(verbose_name="réservée le")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                    ],
                    options={
                        "verbose_name": "réservation de salle",
                        "verbose_name_plural": "réservations de salles",
                        "indexes": [models.Index(fields=["room", "starts_at"], name="booking_of_room")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="booking_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consumable",
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
                                related_name="consumables",
                                to="territory.network",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="nom")),
                        ("measure", models.CharField(max_length=40, verbose_name="compté en")),
                        ("low", models.PositiveSmallIntegerField(default=0, verbose_name="à racheter à partir de")),
                        (
                            "archived_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retiré le"),
                        ),
                    ],
                    options={
                        "verbose_name": "consommable",
                        "verbose_name_plural": "consommables",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("archived_at__isnull", True)),
                                fields=("network", "name"),
                                name="consumable_once_in_network",
                                violation_error_message="Ce consommable existe déjà\xa0: notez ce qu’il en reste.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consumable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stocks",
                                to="sharing.consumable",
                                verbose_name="consommable",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stocks",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        ("left", models.PositiveSmallIntegerField(verbose_name="ce qu’il reste")),
                        ("noted_at", models.DateTimeField(verbose_name="noté le")),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stock",
                        "verbose_name_plural": "stocks",
                        "constraints": [
                            models.UniqueConstraint(fields=("consumable", "place"), name="stock_once_in_place")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leg",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="legs", to="territory.network"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs",
                                to="sharing.unit",
                                verbose_name="unité",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="legs",
                                to="sharing.promise",
                                verbose_name="promesse",
                            ),
                        ),
                        (
                            "origin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs_from",
                                to="territory.place",
                                verbose_name="de",
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="legs_to",
                                to="territory.place",
                                verbose_name="à",
                            ),
                        ),
                        ("leaves_at", models.DateTimeField(verbose_name="départ prévu")),
                        ("due_at", models.DateTimeField(verbose_name="attendu au plus tard")),
                        (
                            "carried_by",
                            models.CharField(
                                choices=[
                                    ("person", "quelqu’un"),
                                    ("ride", "un médiateur qui y va déjà"),
                                    ("van", "la tournée de la camionnette"),
                                    ("fetch", "le lieu qui reçoit vient chercher"),
                                ],
                                default="person",
                                max_length=6,
                                verbose_name="porté par",
                            ),
                        ),
                        (
                            "carrier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="carried_legs",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="porteur",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="legs",
                                to="sharing.round",
                                verbose_name="tournée",
                            ),
                        ),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="parti le")),
                        ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="arrivé le")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulé le")),
                    ],
                    options={
                        "verbose_name": "trajet d’une unité",
                        "verbose_name_plural": "trajets des unités",
                        "indexes": [
                            models.Index(fields=["network", "leaves_at"], name="leg_of_network"),
                            models.Index(fields=["unit", "leaves_at"], name="leg_of_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("origin", models.F("destination")), _negated=True),
                                name="leg_goes_somewhere",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("arrived_at__isnull", True),
                                    ("cancelled_at__isnull", True),
                                    ("left_at__isnull", False),
                                ),
                                fields=("unit",),
                                name="unit_on_one_way_at_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody",
                                to="sharing.unit",
                                verbose_name="unité",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("prepared", "préparé"),
                                    ("given", "remis au porteur"),
                                    ("received", "reçu"),
                                    ("checked", "contrôlé"),
                                    ("missing", "manquant"),
                                    ("damaged", "abîmé"),
                                    ("found", "retrouvé"),
                                    ("seen", "vu ailleurs qu’attendu"),
                                    ("late", "annoncé en retard"),
                                ],
                                max_length=10,
                                verbose_name="quoi",
                            ),
                        ),
                        (
                            "leg",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sharing.leg",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="sharing.promise",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody_events",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="avec",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="quand")),
                        ("noted_at", models.DateTimeField(verbose_name="noté le")),
                        ("missing", models.JSONField(blank=True, default=list, verbose_name="ce qui manque")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="à savoir")),
                    ],
                    options={
                        "verbose_name": "remise",
                        "verbose_name_plural": "remises",
                        "indexes": [
                            models.Index(fields=["unit", "at"], name="custody_of_unit"),
                            models.Index(fields=["place", "at"], name="custody_in_place"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photo",
                                to="sharing.custodyevent",
                                verbose_name="remise",
                            ),
                        ),
                        ("jpeg", models.BinaryField()),
                        ("alt", models.CharField(max_length=200, verbose_name="ce que montre la photo")),
                    ],
                    options={
                        "verbose_name": "photo d’une remise",
                        "verbose_name_plural": "photos des remises",
                    },
                ),
                migrations.CreateModel(
                    name="EquipmentModel",
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
                                related_name="equipment_models",
                                to="territory.network",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="nom")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("tablet", "tablette"),
                                    ("computer", "ordinateur"),
                                    ("phone", "téléphone"),
                                    ("hotspot", "borne 4G"),
                                    ("headset", "casque de réalité virtuelle"),
                                    ("drone", "drone"),
                                    ("robot", "robot"),
                                    ("printer_3d", "imprimante 3D"),
                                    ("making", "fabrication"),
                                    ("sound_image", "son et image"),
                                    ("game", "jeu"),
                                    ("other", "autre"),
                                ],
                                max_length=12,
                                verbose_name="sorte",
                            ),
                        ),
                        ("maker", models.CharField(blank=True, max_length=120, verbose_name="marque et référence")),
                        ("uses", models.TextField(blank=True, max_length=1000, verbose_name="ce qu’on peut en faire")),
                        ("manual_url", models.URLField(blank=True, max_length=500, verbose_name="mode d’emploi")),
                        (
                            "size",
                            models.CharField(
                                choices=[
                                    ("s", "dans une poche"),
                                    ("m", "dans un sac"),
                                    ("l", "dans une voiture"),
                                    ("xl", "dans une camionnette"),
                                ],
                                default="m",
                                max_length=2,
                                verbose_name="pour le porter",
                            ),
                        ),
                        ("is_transportable", models.BooleanField(default=True, verbose_name="se déplace")),
                        ("is_kit", models.BooleanField(default=False, verbose_name="mallette au contenu vérifié")),
                        ("value", models.PositiveIntegerField(default=0, verbose_name="valeur (euros)")),
                        (
                            "preparation",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(2880)],
                                verbose_name="préparation après usage (minutes)",
                            ),
                        ),
                        (
                            "notice_hours",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(720)],
                                verbose_name="à demander au moins tant d’heures avant",
                            ),
                        ),
                        (
                            "longest_days",
                            models.PositiveSmallIntegerField(default=0, verbose_name="prêt le plus long (jours)"),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="people.skill",
                                verbose_name="habilitation nécessaire",
                            ),
                        ),
                        (
                            "archived_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retiré le"),
                        ),
                    ],
                    options={
                        "verbose_name": "modèle de matériel",
                        "verbose_name_plural": "modèles de matériel",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("archived_at__isnull", True)),
                                fields=("network", "name"),
                                name="equipment_once_in_network",
                                violation_error_message="Ce modèle existe déjà\xa0: changez son nom, ou ajoutez-lui des unités.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KitContent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contents",
                                to="sharing.equipmentmodel",
                                verbose_name="mallette",
                            ),
                        ),
                        ("label", models.CharField(max_length=120, verbose_name="objet")),
                        (
                            "count",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="nombre",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contenu d’une mallette",
                        "verbose_name_plural": "contenus des mallettes",
                        "constraints": [models.UniqueConstraint(fields=("model", "label"), name="content_once_in_kit")],
                    },
                ),
                migrations.CreateModel(
                    name="ModelPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "model",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photo",
                                to="sharing.equipmentmodel",
                                verbose_name="modèle",
                            ),
                        ),
                        ("jpeg", models.BinaryField()),
                        ("alt", models.CharField(max_length=200, verbose_name="ce que montre la photo")),
                    ],
                    options={
                        "verbose_name": "photo d’un modèle",
                        "verbose_name_plural": "photos des modèles",
                    },
                ),
                migrations.CreateModel(
                    name="Journey",
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
                                related_name="journeys",
                                to="territory.network",
                            ),
                        ),
                        (
                            "origin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.place",
                                verbose_name="de",
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.place",
                                verbose_name="à",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("foot", "foot"), ("cycle", "cycle"), ("transit", "transit"), ("van", "van")],
                                max_length=8,
                                verbose_name="comment",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(600)], verbose_name="minutes"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "temps de trajet",
                        "verbose_name_plural": "temps de trajet",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "origin", "destination", "mode"), name="journey_said_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("origin", models.F("destination")), _negated=True),
                                name="journey_goes_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Van",
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="vans", to="territory.network"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="nom")),
                        (
                            "holds",
                            models.PositiveSmallIntegerField(
                                default=6,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="gros objets au plus",
                            ),
                        ),
                        (
                            "base",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="vans",
                                to="territory.place",
                                verbose_name="garé à",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "véhicule",
                        "verbose_name_plural": "véhicules",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "name"),
                                name="van_once_in_network",
                                violation_error_message="Un véhicule porte déjà ce nom\xa0: changez l’un des deux.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
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
                                related_name="rounds",
                                to="territory.network",
                            ),
                        ),
                        (
                            "van",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="sharing.van",
                                verbose_name="véhicule",
                            ),
                        ),
                        (
                            "driver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="rounds",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="au volant",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("notes", models.CharField(blank=True, max_length=300, verbose_name="à savoir")),
                    ],
                    options={
                        "verbose_name": "tournée",
                        "verbose_name_plural": "tournées",
                        "indexes": [models.Index(fields=["network", "starts_at"], name="round_of_network")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="round_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkingHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="working_hours",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(6)], verbose_name="jour"
                            ),
                        ),
                        ("starts", models.TimeField(verbose_name="début")),
                        ("ends", models.TimeField(verbose_name="fin")),
                    ],
                    options={
                        "verbose_name": "heures de travail",
                        "verbose_name_plural": "heures de travail",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "weekday", "starts"), name="working_hours_once"),
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts")), ("weekday__lte", 6)),
                                name="working_hours_are_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mobility",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mobility",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "is_lendable",
                            models.BooleanField(default=True, verbose_name="peut aller dans un autre lieu"),
                        ),
                        ("modes", maille.core.fields.TagsField(blank=True, default=(), verbose_name="comment")),
                        (
                            "longest_way",
                            models.PositiveSmallIntegerField(default=45, verbose_name="trajet le plus long (minutes)"),
                        ),
                    ],
                    options={
                        "verbose_name": "mobilité",
                        "verbose_name_plural": "mobilités",
                    },
                ),
                migrations.CreateModel(
                    name="Lending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lendings",
                                to="sharing.needline",
                                verbose_name="besoin",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lendings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "home",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lendings",
                                to="territory.place",
                                verbose_name="prêtée par",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("way_minutes", models.PositiveSmallIntegerField(default=0, verbose_name="trajet (minutes)")),
                        ("mode", models.CharField(blank=True, max_length=8, verbose_name="comment")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("offered", "à accorder"),
                                    ("agreed", "accordé"),
                                    ("refused", "refusé"),
                                    ("cancelled", "annulé"),
                                    ("done", "fait"),
                                ],
                                default="offered",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("reasons", models.JSONField(blank=True, default=list, verbose_name="pourquoi elle")),
                        (
                            "offered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("offered_at", models.DateTimeField(verbose_name="proposé le")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                        ("answer", models.CharField(blank=True, max_length=200, verbose_name="réponse")),
                    ],
                    options={
                        "verbose_name": "prêt d’un médiateur",
                        "verbose_name_plural": "prêts de médiateurs",
                        "indexes": [
                            models.Index(fields=["home", "starts_at"], name="lending_of_home"),
                            models.Index(fields=["user", "starts_at"], name="lending_of_user"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="lending_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("offered", "agreed"))),
                                fields=("line", "user"),
                                name="person_offered_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
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
                                related_name="ledger",
                                to="territory.network",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("minutes", "minutes d’une personne"), ("loan", "prêt de matériel")],
                                max_length=8,
                                verbose_name="quoi",
                            ),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="given",
                                to="territory.place",
                                verbose_name="donné par",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="received",
                                to="territory.place",
                                verbose_name="reçu par",
                            ),
                        ),
                        ("amount", models.IntegerField(verbose_name="combien")),
                        ("on", models.DateField(verbose_name="le")),
                        ("because", models.CharField(editable=False, max_length=12)),
                        ("object_id", models.BigIntegerField(editable=False)),
                        ("noted_at", models.DateTimeField(verbose_name="noté le")),
                    ],
                    options={
                        "verbose_name": "ligne du grand livre",
                        "verbose_name_plural": "lignes du grand livre",
                        "indexes": [models.Index(fields=["network", "on"], name="ledger_of_network")],
                        "constraints": [
                            models.UniqueConstraint(fields=("because", "object_id"), name="event_in_ledger_once"),
                            models.CheckConstraint(
                                condition=models.Q(("giver", models.F("receiver")), _negated=True),
                                name="ledger_between_two",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Occupation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="occupations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="occupations",
                                to="territory.room",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="occupations",
                                to="sharing.unit",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        (
                            "because",
                            models.CharField(
                                choices=[
                                    ("session", "une séance"),
                                    ("appointment", "un rendez-vous"),
                                    ("offer", "un créneau proposé à quelqu’un"),
                                    ("absence", "une absence"),
                                    ("loan", "un prêt de matériel"),
                                    ("lending", "un prêt à un autre lieu"),
                                    ("round", "une tournée"),
                                    ("booking", "une réservation de salle"),
                                ],
                                max_length=12,
                                verbose_name="pris par",
                            ),
                        ),
                        ("object_id", models.BigIntegerField(editable=False)),
                    ],
                    options={
                        "verbose_name": "occupation",
                        "verbose_name_plural": "occupations",
                        "indexes": [
                            models.Index(fields=["person", "starts_at"], name="occupation_of_person"),
                            models.Index(fields=["because", "object_id"], name="occupation_because"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", False), ("room__isnull", True), ("unit__isnull", True)),
                                    models.Q(("person__isnull", True), ("room__isnull", False), ("unit__isnull", True)),
                                    models.Q(("person__isnull", True), ("room__isnull", True), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="occupation_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="occupation_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("reason", models.CharField(blank=True, max_length=120, verbose_name="raison")),
                        (
                            "declared_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "indexes": [models.Index(fields=["person", "starts_at"], name="absence_of_person")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="absence_ends_after_it_starts",
                                violation_error_message="L’absence finit avant de commencer\xa0: corrigez l’une des deux dates.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("computer", "ordinateur"), ("equipment", "matériel à prêter")],
                                max_length=20,
                                verbose_name="sorte",
                            ),
                        ),
                        ("label", models.CharField(max_length=40, verbose_name="étiquette")),
                        (
                            "base",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="units",
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
                                related_name="units",
                                to="territory.room",
                                verbose_name="salle",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="sharing.equipmentmodel",
                                verbose_name="modèle",
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
                        ("serial", models.CharField(blank=True, max_length=80, verbose_name="numéro de série")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="units",
                                to="territory.organisation",
                                verbose_name="propriétaire",
                            ),
                        ),
                        (
                            "stands_in",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="units_there",
                                to="territory.place",
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True, verbose_name="au réseau depuis le")),
                        (
                            "condition",
                            models.CharField(
                                choices=[
                                    ("working", "en état de marche"),
                                    ("broken", "en panne"),
                                    ("retired", "retirée"),
                                ],
                                default="working",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("notes", models.CharField(blank=True, max_length=300, verbose_name="à savoir")),
                    ],
                    options={
                        "verbose_name": "unité",
                        "verbose_name_plural": "unités",
                        "indexes": [
                            models.Index(fields=["room", "kind", "condition"], name="unit_in_room"),
                            models.Index(fields=["model", "condition"], name="unit_of_model"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("base", "label"),
                                name="unit_label_once_in_place",
                                violation_error_message="Ce lieu a déjà une unité avec cette étiquette.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "equipment"), ("model__isnull", False)),
                                    ("kind", "computer"),
                                    _connector="OR",
                                ),
                                name="equipment_has_a_model",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConditionEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="condition_events",
                                to="sharing.unit",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="quand")),
                        (
                            "before",
                            models.CharField(
                                choices=[
                                    ("working", "en état de marche"),
                                    ("broken", "en panne"),
                                    ("retired", "retirée"),
                                ],
                                max_length=10,
                                verbose_name="avant",
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("working", "en état de marche"),
                                    ("broken", "en panne"),
                                    ("retired", "retirée"),
                                ],
                                max_length=10,
                                verbose_name="après",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="raison")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "followed_at",
                            models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="suite donnée le"),
                        ),
                    ],
                    options={
                        "verbose_name": "changement d’état d’une unité",
                        "verbose_name_plural": "changements d’état des unités",
                    },
                ),
                migrations.CreateModel(
                    name="Need",
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
                                related_name="needs",
                                to="territory.network",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="needs",
                                to="territory.place",
                                verbose_name="pour",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("purpose", models.CharField(max_length=200, verbose_name="pour quoi faire")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "demandé"),
                                    ("confirmed", "confirmé"),
                                    ("partly", "confirmé en partie"),
                                    ("refused", "refusé"),
                                    ("cancelled", "annulé"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("because", models.CharField(blank=True, editable=False, max_length=12)),
                        ("object_id", models.BigIntegerField(editable=False, null=True)),
                        ("series", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="asked_needs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="demandé le")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="réponse")),
                    ],
                    options={
                        "verbose_name": "besoin",
                        "verbose_name_plural": "besoins",
                        "indexes": [
                            models.Index(fields=["network", "state", "starts_at"], name="need_of_network"),
                            models.Index(fields=["place", "starts_at"], name="need_of_place"),
                            models.Index(fields=["because", "object_id"], name="need_because"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="need_ends_after_it_starts",
                                violation_error_message="La fin vient avant le début\xa0: corrigez l’une des deux dates.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="sharing.need",
                                verbose_name="besoin",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="sharing.equipmentmodel",
                                verbose_name="modèle",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.skill",
                                verbose_name="compétence",
                            ),
                        ),
                        (
                            "count",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="combien",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ligne d’un besoin",
                        "verbose_name_plural": "lignes des besoins",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("model__isnull", False), ("skill__isnull", True)),
                                    models.Q(("model__isnull", True), ("skill__isnull", False)),
                                    _connector="OR",
                                ),
                                name="need_line_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__gte", 1)), name="need_line_of_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Promise",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="promises",
                                to="sharing.needline",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="sharing.unit",
                                verbose_name="unité",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="territory.place",
                                verbose_name="pour",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("promised_at", models.DateTimeField(verbose_name="promis le")),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="parti le")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="clos le")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulé le")),
                    ],
                    options={
                        "verbose_name": "promesse",
                        "verbose_name_plural": "promesses",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("cancelled_at__isnull", True), ("closed_at__isnull", True)),
                                fields=["starts_at", "ends_at"],
                                name="promise_by_start",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("cancelled_at__isnull", True),
                                    ("closed_at__isnull", True),
                                    ("left_at__isnull", False),
                                ),
                                fields=["unit"],
                                name="promise_out",
                            ),
                            models.Index(fields=["unit", "starts_at"], name="promise_of_unit"),
                            models.Index(fields=["place", "starts_at"], name="promise_for_place"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="promise_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="sharing.needline",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="sharing.equipmentmodel",
                                verbose_name="modèle",
                            ),
                        ),
                        (
                            "count",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="combien"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="début")),
                        ("ends_at", models.DateTimeField(verbose_name="fin")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="pourquoi")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "proposé"),
                                    ("accepted", "accepté"),
                                    ("declined", "refusé"),
                                    ("withdrawn", "retiré"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="proposé le")),
                    ],
                    options={
                        "verbose_name": "contre-proposition",
                        "verbose_name_plural": "contre-propositions",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="proposal_ends_after_it_starts",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
