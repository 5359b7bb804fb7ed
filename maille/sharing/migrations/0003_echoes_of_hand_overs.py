"""The keys of hand-overs that several devices told: sent again, each is the same line."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0002_nobody_twice"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustodyEcho",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="echoes",
                        to="sharing.custodyevent",
                        verbose_name="remise",
                    ),
                ),
            ],
            options={
                "verbose_name": "remise dite deux fois",
                "verbose_name_plural": "remises dites deux fois",
            },
        ),
    ]
