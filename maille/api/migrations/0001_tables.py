"""Agendas under a secret address."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("api", "0001_initial")]

    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="CalendarFeed",
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
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="de l’agenda de",
                            ),
                        ),
                        ("secret_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(verbose_name="créé le")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="arrêté le")),
                    ],
                    options={
                        "verbose_name": "lien vers un agenda",
                        "verbose_name_plural": "liens vers des agendas",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("user",),
                                name="calendar_feed_one_live",
                                violation_error_message="Cette personne a déjà un lien\xa0: renouvelez-le.",
                            )
                        ],
                    },
                )
            ],
        ),
    ]
