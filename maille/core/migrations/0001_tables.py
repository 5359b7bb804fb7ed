"""The journal, jobs, the clock."""

import uuid

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("core", "0001_initial"), ("core", "0004_clock")]

    initial = True

    dependencies = [
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
        ("people", "__first__"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="quand")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="qui",
                            ),
                        ),
                        ("action", models.CharField(max_length=60, verbose_name="quoi")),
                        ("object_type", models.CharField(max_length=80, verbose_name="sorte d’objet")),
                        ("object_id", models.CharField(max_length=40, verbose_name="clé de l’objet")),
                        ("object_label", models.CharField(blank=True, max_length=300, verbose_name="objet")),
                        (
                            "concerns",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne concernée",
                            ),
                        ),
                        ("network_id", models.BigIntegerField(blank=True, null=True, verbose_name="réseau")),
                        (
                            "before",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                null=True,
                                verbose_name="avant",
                            ),
                        ),
                        (
                            "after",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                null=True,
                                verbose_name="après",
                            ),
                        ),
                        (
                            "redacted_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="effacé le"),
                        ),
                    ],
                    options={
                        "verbose_name": "ligne du journal",
                        "verbose_name_plural": "lignes du journal",
                        "indexes": [
                            models.Index(fields=["object_type", "object_id", "-at"], name="entry_of_object"),
                            models.Index(fields=["by", "-at"], name="entry_by_person"),
                            models.Index(fields=["concerns", "-at"], name="entry_about_person"),
                            models.Index(fields=["network_id", "-at"], name="entry_of_network"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("label", models.CharField(max_length=200, verbose_name="travail")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lancé par",
                            ),
                        ),
                        ("network_id", models.BigIntegerField(blank=True, null=True, verbose_name="réseau")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "en attente"),
                                    ("running", "en cours"),
                                    ("done", "terminé"),
                                    ("failed", "arrêté par une erreur"),
                                    ("cancelled", "annulé"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0, verbose_name="fait")),
                        ("total", models.PositiveIntegerField(default=0, verbose_name="à faire")),
                        ("message", models.CharField(blank=True, max_length=200, verbose_name="en ce moment")),
                        (
                            "result",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                null=True,
                                verbose_name="résultat",
                            ),
                        ),
                        (
                            "result_url",
                            models.CharField(blank=True, max_length=500, verbose_name="adresse du résultat"),
                        ),
                        ("error", models.CharField(blank=True, max_length=500, verbose_name="erreur")),
                        ("task", models.CharField(editable=False, max_length=120)),
                        (
                            "arguments",
                            models.JSONField(
                                default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                        (
                            "task_result",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="django_tasks_database.dbtaskresult",
                            ),
                        ),
                        ("language", models.CharField(editable=False, max_length=10)),
                        ("attempt", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="essai")),
                        ("created_at", models.DateTimeField(verbose_name="demandé le")),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="commencé le")),
                        (
                            "heartbeat_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="dernier signe de vie"
                            ),
                        ),
                        (
                            "cancel_requested_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="annulation demandée le"),
                        ),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="fini le")),
                    ],
                    options={
                        "verbose_name": "travail de fond",
                        "verbose_name_plural": "travaux de fond",
                        "indexes": [models.Index(fields=["owner", "-created_at"], name="job_of_owner")],
                    },
                ),
                migrations.CreateModel(
                    name="Tick",
                    fields=[
                        (
                            "name",
                            models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name="travail"),
                        ),
                        ("rhythm", models.CharField(max_length=20, verbose_name="rythme")),
                        ("due_at", models.DateTimeField(verbose_name="prochaine fois")),
                        ("claimed_until", models.DateTimeField(blank=True, null=True, verbose_name="pris jusqu’au")),
                        ("claimed_by", models.CharField(blank=True, editable=False, max_length=16)),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="commencé le")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="fini le")),
                        ("error", models.CharField(blank=True, max_length=500, verbose_name="erreur")),
                    ],
                    options={
                        "verbose_name": "travail qui revient",
                        "verbose_name_plural": "travaux qui reviennent",
                    },
                ),
            ],
        ),
    ]
