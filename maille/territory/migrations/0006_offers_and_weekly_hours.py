"""Many places offer the same and keep the same hours: what is searched stands once for all of them.

Slots, offers and weekly hours are derived: both ways they are made again from the places.
"""

import django.db.models.deletion
from django.db import migrations, models

import maille.core.fields
from maille.core.bulk import insert_rows
from maille.territory.hours.osm import parse_osm
from maille.territory.hours.schedule import cells
from maille.territory.hours.spans import HoursError
from maille.territory.models.offer import digest

LISTS = ("typologies", "services", "support_modes", "audiences", "special_care", "costs", "programmes")
CELL = ("weekday", "on_public_holiday", "on_school_holiday", "season_from", "season_to", "nth", "opens", "closes")


def share(apps, schema_editor):
    """Give each place the row of its hours and of its offer."""
    place, weeks = apps.get_model("territory", "Place"), apps.get_model("territory", "WeeklyHours")
    slots = apps.get_model("territory", "OpeningSlot")
    for value in place.objects.order_by().values_list("hours", flat=True).distinct():
        if rows := slots_of(value):
            key = weeks.objects.create(value=value).pk
            insert_rows(slots, ["weekly_hours_id", *CELL], [(key, *row) for row in rows])
            place.objects.filter(hours=value).update(weekly_hours=key)
    offers = apps.get_model("territory", "Offer")
    for lists in set(place.objects.order_by().values_list(*LISTS)):
        values = tuple(tuple(sorted(one)) for one in lists)
        named = dict(zip(LISTS, values, strict=True))
        offer, _is_new = offers.objects.get_or_create(digest=digest(values), defaults=named)
        place.objects.filter(**dict(zip(LISTS, lists, strict=True))).update(offer=offer)
    # PostgreSQL changes no table while a reference to it is still to be checked.
    schema_editor.connection.check_constraints()


def give_each_its_slots(apps, schema_editor):
    place, slots = apps.get_model("territory", "Place"), apps.get_model("territory", "OpeningSlot")
    for key, value in place.objects.exclude(hours="").values_list("pk", "hours"):
        insert_rows(slots, ["place_id", *CELL], [(key, *row) for row in slots_of(value)])


def slots_of(value):
    try:
        return [tuple(getattr(cell, name) for name in CELL) for cell in cells(parse_osm(value))] if value else []
    except HoursError:
        return []


def nothing(apps, schema_editor):
    """The old slots go with their table, the new rows with theirs."""


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0005_place_provenance"),
    ]

    operations = [
        migrations.RunPython(nothing, give_each_its_slots),
        migrations.DeleteModel("OpeningSlot"),
        migrations.CreateModel(
            name="WeeklyHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(max_length=500, unique=True, verbose_name="horaires")),
            ],
            options={
                "verbose_name": "horaires de la semaine",
                "verbose_name_plural": "horaires de la semaine",
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("typologies", maille.core.fields.TagsField(blank=True, default=(), verbose_name="types de lieu")),
                ("services", maille.core.fields.TagsField(blank=True, default=(), verbose_name="services")),
                (
                    "support_modes",
                    maille.core.fields.TagsField(blank=True, default=(), verbose_name="modalités d’accompagnement"),
                ),
                ("audiences", maille.core.fields.TagsField(blank=True, default=(), verbose_name="publics")),
                (
                    "special_care",
                    maille.core.fields.TagsField(blank=True, default=(), verbose_name="prise en charge spécifique"),
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
        migrations.RemoveIndex(model_name="place", name="place_position"),
        migrations.RemoveIndex(model_name="place", name="place_found"),
        migrations.AddField(
            model_name="place",
            name="weekly_hours",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="places",
                to="territory.weeklyhours",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="offer",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="places",
                to="territory.offer",
            ),
        ),
        migrations.CreateModel(
            name="OpeningSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekday", models.PositiveSmallIntegerField()),
                ("on_public_holiday", models.BooleanField(default=False)),
                ("on_school_holiday", models.BooleanField(null=True)),
                ("season_from", models.PositiveSmallIntegerField(default=101)),
                ("season_to", models.PositiveSmallIntegerField(default=1231)),
                ("nth", models.SmallIntegerField(null=True)),
                ("opens", models.PositiveSmallIntegerField()),
                ("closes", models.PositiveSmallIntegerField()),
                (
                    "weekly_hours",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="territory.weeklyhours",
                    ),
                ),
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
                        condition=models.Q(("closes__gt", models.F("opens"))), name="slot_opens_before_it_closes"
                    )
                ],
            },
        ),
        migrations.RunPython(share, nothing),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                fields=[
                    "search_latitude",
                    "search_longitude",
                    "is_published",
                    "weekly_hours",
                    "offer",
                    "calendar",
                ],
                name="place_position",
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                fields=[
                    "is_published",
                    "id",
                    "search_latitude",
                    "search_longitude",
                    "weekly_hours",
                    "offer",
                    "calendar",
                    "name",
                ],
                name="place_found",
            ),
        ),
    ]
