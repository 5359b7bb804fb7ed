"""Who was there, and what is signed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import maille.activity.rules.slips
from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("activity", "0001_initial"),
        ("activity", "0002_appointment_attendance"),
        ("activity", "0003_signature_by_word"),
    ]

    initial = True

    dependencies = [
        ("appointments", "0001_tables"),
        ("people", "0001_tables"),
        ("people", "__first__"),
        ("territory", "0001_tables"),
        ("workshops", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Attestation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=maille.activity.rules.slips.new_attestation_code,
                                editable=False,
                                max_length=8,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attestations",
                                to="territory.network",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attestations",
                                to="people.resident",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                        ("initials", models.CharField(blank=True, max_length=40, verbose_name="initiales")),
                        (
                            "shows_name",
                            models.BooleanField(
                                default=False, verbose_name="le nom figure sur la page de vérification"
                            ),
                        ),
                        ("lines", models.JSONField(default=list, editable=False)),
                        ("issued_at", models.DateTimeField(verbose_name="donnée le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="donnée par",
                            ),
                        ),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                        ("revoke_reason", models.CharField(blank=True, max_length=200, verbose_name="raison")),
                    ],
                    options={
                        "verbose_name": "attestation",
                        "verbose_name_plural": "attestations",
                    },
                ),
                migrations.CreateModel(
                    name="Sheet",
                    fields=[
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="sheet",
                                serialize=False,
                                to="workshops.session",
                                verbose_name="séance",
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="personnes comptées dans la salle"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="close par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "feuille de présence",
                        "verbose_name_plural": "feuilles de présence",
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                                related_name="attendances",
                                to="workshops.session",
                            ),
                        ),
                        ("key", models.CharField(editable=False, max_length=33)),
                        (
                            "registration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="workshops.registration",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="attendances",
                                to="people.resident",
                                verbose_name="personne",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                        ("people", models.PositiveSmallIntegerField(default=1, verbose_name="personnes")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "attendue"),
                                    ("present", "présente"),
                                    ("absent", "absente"),
                                    ("excused", "excusée"),
                                    ("late_cancel", "annulée au dernier moment"),
                                ],
                                default="expected",
                                max_length=11,
                                verbose_name="présence",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(verbose_name="notée le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="notée par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "présence",
                        "verbose_name_plural": "présences",
                        "indexes": [models.Index(fields=["resident", "state"], name="attendance_of_resident")],
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "key"), name="attendance_once_in_session"),
                            models.CheckConstraint(
                                condition=models.Q(("people__gte", 1)), name="attendance_of_someone"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tick",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nonce", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "attendance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ticks",
                                to="activity.attendance",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "attendue"),
                                    ("present", "présente"),
                                    ("absent", "absente"),
                                    ("excused", "excusée"),
                                    ("late_cancel", "annulée au dernier moment"),
                                ],
                                max_length=11,
                                verbose_name="présence",
                            ),
                        ),
                        (
                            "saw",
                            models.CharField(
                                choices=[
                                    ("expected", "attendue"),
                                    ("present", "présente"),
                                    ("absent", "absente"),
                                    ("excused", "excusée"),
                                    ("late_cancel", "annulée au dernier moment"),
                                ],
                                default="expected",
                                max_length=11,
                            ),
                        ),
                        ("people", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="personnes")),
                        ("device", models.CharField(blank=True, max_length=40, verbose_name="appareil")),
                        ("made_at", models.DateTimeField(verbose_name="heure de l’appareil")),
                        ("received_at", models.DateTimeField(verbose_name="reçue le")),
                        ("decided_at", models.DateTimeField(verbose_name="notée le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="envoyée par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pointage",
                        "verbose_name_plural": "pointages",
                        "indexes": [models.Index(fields=["attendance", "decided_at"], name="ticks_of_attendance")],
                    },
                ),
                migrations.CreateModel(
                    name="AppointmentAttendance",
                    fields=[
                        (
                            "appointment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="attendance",
                                serialize=False,
                                to="appointments.appointment",
                                verbose_name="rendez-vous",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "attendue"),
                                    ("present", "présente"),
                                    ("absent", "absente"),
                                    ("excused", "excusée"),
                                    ("late_cancel", "annulée au dernier moment"),
                                ],
                                default="expected",
                                max_length=11,
                                verbose_name="présence",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(verbose_name="notée le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="notée par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "présence à un rendez-vous",
                        "verbose_name_plural": "présences aux rendez-vous",
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
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
                                related_name="signatures",
                                to="workshops.session",
                            ),
                        ),
                        (
                            "attendance",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="activity.attendance",
                            ),
                        ),
                        ("half_day", models.CharField(max_length=20, verbose_name="demi-journée")),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("paper", "sur papier"),
                                    ("screen", "à l’écran"),
                                    ("word", "confirmée par écrit"),
                                    ("away", "absence dite par écrit"),
                                ],
                                max_length=6,
                                verbose_name="signée",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="saisie par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signature",
                        "verbose_name_plural": "signatures",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("attendance", "half_day"),
                                name="signature_once",
                                violation_error_message="Cette demi-journée est déjà signée.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("attendance__isnull", True)),
                                fields=("session", "half_day"),
                                name="trainer_signature_once",
                                violation_error_message="Cette demi-journée est déjà signée.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
