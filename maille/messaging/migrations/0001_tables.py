"""The outbox."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("messaging", "0001_initial"), ("messaging", "0002_delivery"), ("messaging", "0003_state_words")]

    initial = True

    dependencies = [
        ("people", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(editable=False, max_length=120, unique=True, verbose_name="clé")),
                        ("asked", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "courriel"),
                                    ("sms", "SMS"),
                                    ("letter", "lettre"),
                                    ("call", "appel"),
                                ],
                                max_length=8,
                                verbose_name="canal",
                            ),
                        ),
                        ("recipient", models.CharField(blank=True, max_length=300, verbose_name="adresse ou numéro")),
                        ("name", models.CharField(blank=True, max_length=160, verbose_name="à")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                        ("subject", models.CharField(blank=True, max_length=200, verbose_name="objet")),
                        ("body", models.TextField(verbose_name="texte")),
                        ("html", models.TextField(blank=True, verbose_name="texte mis en page")),
                        ("attachments", models.JSONField(blank=True, default=list, verbose_name="pièces jointes")),
                        ("language", models.CharField(default="fr", max_length=10, verbose_name="langue")),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        ("about_type", models.CharField(blank=True, editable=False, max_length=80)),
                        ("about_id", models.CharField(blank=True, editable=False, max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "en attente"),
                                    ("sending", "en cours d’envoi"),
                                    ("handing_over", "en doute"),
                                    ("sent", "fait"),
                                    ("failed", "pas fait"),
                                    ("bounced", "revenu"),
                                    ("cancelled", "annulé"),
                                ],
                                default="waiting",
                                max_length=14,
                                verbose_name="état",
                            ),
                        ),
                        ("planned_at", models.DateTimeField(verbose_name="écrite le")),
                        ("send_at", models.DateTimeField(verbose_name="à envoyer le")),
                        ("try_at", models.DateTimeField(editable=False, verbose_name="prochain essai le")),
                        ("anchor_at", models.DateTimeField(blank=True, null=True, verbose_name="se rapporte à")),
                        ("offset", models.IntegerField(blank=True, null=True, verbose_name="décalage (minutes)")),
                        (
                            "claimed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="prise en charge le"
                            ),
                        ),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="essais"),
                        ),
                        ("error", models.CharField(blank=True, max_length=300, verbose_name="erreur")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="partie le")),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="faite par",
                            ),
                        ),
                        ("outcome", models.CharField(blank=True, max_length=300, verbose_name="ce qui a été dit")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="effacée le"),
                        ),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "messages",
                        "indexes": [
                            models.Index(fields=["state", "try_at"], name="message_due"),
                            models.Index(fields=["about_type", "about_id"], name="message_about"),
                            models.Index(fields=["place", "channel", "state"], name="message_of_place"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("sending", "handing_over")), _negated=True),
                                    ("claimed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="message_in_hand_has_a_claim",
                            )
                        ],
                    },
                )
            ],
        ),
    ]
