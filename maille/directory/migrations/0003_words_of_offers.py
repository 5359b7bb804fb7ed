"""The words of what a place offers are kept once for all the places that offer the same.

Words are derived: both ways they are made again from the places.
"""

import django.db.models.deletion
from django.db import migrations, models

from maille.core.bulk import insert_rows
from maille.directory.rules import IN_OFFER, weigh
from maille.directory.vocabulary import everyday_words
from maille.language.words import deletions, words

BATCH = 1_000


class WordKeys(dict):
    """The key of each word, made when it is asked for and missing."""

    def __init__(self, model):
        super().__init__(model.objects.values_list("text", "pk"))
        self.model = model

    def __missing__(self, text):
        self[text] = self.model.objects.create(text=text).pk
        return self[text]


def share(apps, schema_editor):
    keys = WordKeys(apps.get_model("directory", "Word"))
    offered = {}
    for offer in apps.get_model("territory", "Offer").objects.all():
        offered[offer.pk] = words(everyday_words(offer))
        rows = [(offer.pk, keys[text]) for text in offered[offer.pk]]
        insert_rows(apps.get_model("directory", "OfferWord"), ["offer_id", "word_id"], rows)
    write_words(apps, lambda place, commune: weigh(place, commune, set(offered.get(place.offer_id, ()))), keys)
    write_variants(apps, keys)
    # PostgreSQL changes no table while a reference to it is still to be checked.
    schema_editor.connection.check_constraints()


def give_each_its_words(apps, schema_editor):
    keys = WordKeys(apps.get_model("directory", "Word"))
    offered = {
        offer.pk: dict.fromkeys(words(everyday_words(offer)), IN_OFFER)
        for offer in apps.get_model("territory", "Offer").objects.all()
    }

    def of(place, commune):
        own, shared = weigh(place, commune), offered.get(place.offer_id, {})
        return {text: max(own.get(text, 0), shared.get(text, 0)) for text in own | shared}

    write_words(apps, of, keys)
    write_variants(apps, keys)


def write_words(apps, of, keys):
    rows = []
    for place in apps.get_model("territory", "Place").objects.select_related("commune").iterator(BATCH):
        rows += [(place.pk, keys[text], weight) for text, weight in of(place, place.commune.name).items()]
    insert_rows(apps.get_model("directory", "PlaceWord"), ["place_id", "word_id", "weight"], rows)


def write_variants(apps, keys):
    rows = [(variant, key) for text, key in keys.items() for variant in deletions(text) if variant]
    insert_rows(apps.get_model("directory", "WordVariant"), ["text", "word_id"], rows)


def nothing(apps, schema_editor):
    """The rows go with their table."""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_search_indexes"),
        ("territory", "0006_offers_and_weekly_hours"),
    ]

    operations = [
        migrations.RunPython(nothing, give_each_its_words),
        migrations.DeleteModel("PlaceWord"),
        migrations.DeleteModel("WordVariant"),
        migrations.CreateModel(
            name="WordVariant",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "text", "word_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.CharField(max_length=40)),
                (
                    "word",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="directory.word",
                    ),
                ),
            ],
            options={
                "verbose_name": "variante d’un mot",
                "verbose_name_plural": "variantes des mots",
            },
        ),
        migrations.CreateModel(
            name="OfferWord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "word_id", "offer_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_words", to="territory.offer"
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="directory.word",
                    ),
                ),
            ],
            options={
                "verbose_name": "mot d’une offre",
                "verbose_name_plural": "mots des offres",
            },
        ),
        migrations.CreateModel(
            name="PlaceWord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "word_id", "place_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_words",
                        to="territory.place",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="directory.word",
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "mot d’un lieu",
                "verbose_name_plural": "mots des lieux",
                "indexes": [models.Index(fields=["place", "word", "weight"], name="words_of_place")],
            },
        ),
        migrations.RunPython(share, nothing),
    ]
