"""Sources, stories, rules, press reviews, other towns."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("watch", "0001_watch")]

    initial = True

    dependencies = [
        ("people", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Announcement",
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
                                related_name="+",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, verbose_name="nom dans l’adresse")),
                        ("title", models.CharField(max_length=160, verbose_name="ce qui est annoncé")),
                        (
                            "text",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="pourquoi nous regardons ailleurs"
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="visible de tous")),
                    ],
                    options={
                        "verbose_name": "annonce suivie",
                        "verbose_name_plural": "annonces suivies",
                        "ordering": ["title", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "slug"),
                                name="watch_announcement_once",
                                violation_error_message="Une autre annonce porte déjà ce titre\xa0: changez-le un peu.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CityFact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "announcement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="facts",
                                to="watch.announcement",
                                verbose_name="annonce",
                            ),
                        ),
                        ("city", models.CharField(max_length=80, verbose_name="ville")),
                        ("happened_on", models.DateField(verbose_name="date")),
                        (
                            "precision",
                            models.CharField(
                                choices=[("day", "ce jour-là"), ("month", "ce mois-là"), ("year", "cette année-là")],
                                default="day",
                                max_length=5,
                                verbose_name="date connue",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="ce qui s’est passé")),
                        ("source_name", models.CharField(max_length=120, verbose_name="qui le dit")),
                        (
                            "source_url",
                            models.CharField(blank=True, max_length=2000, verbose_name="adresse de la source"),
                        ),
                    ],
                    options={
                        "verbose_name": "fait dans une autre ville",
                        "verbose_name_plural": "faits dans d’autres villes",
                        "ordering": ["city", "happened_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Position",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "announcement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="positions",
                                to="watch.announcement",
                                verbose_name="annonce",
                            ),
                        ),
                        ("city", models.CharField(max_length=80, verbose_name="ville")),
                        ("person", models.CharField(max_length=120, verbose_name="qui parle")),
                        ("public_role", models.CharField(max_length=160, verbose_name="fonction publique")),
                        (
                            "stance",
                            models.CharField(
                                choices=[
                                    ("for", "pour"),
                                    ("against", "contre"),
                                    ("mixed", "partagé"),
                                    ("asks", "demande des réponses"),
                                ],
                                max_length=8,
                                verbose_name="ce que cette personne en dit",
                            ),
                        ),
                        ("quotation", models.CharField(max_length=600, verbose_name="ses mots exacts")),
                        ("said_on", models.DateField(verbose_name="dit le")),
                        ("source_name", models.CharField(max_length=120, verbose_name="où c’est écrit")),
                        ("source_url", models.CharField(max_length=2000, verbose_name="adresse de la source")),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noté par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "position publique",
                        "verbose_name_plural": "positions publiques",
                        "ordering": ["city", "said_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quotation", ""), _negated=True),
                                    models.Q(("source_url", ""), _negated=True),
                                    models.Q(("public_role", ""), _negated=True),
                                ),
                                name="watch_position_is_quoted",
                                violation_error_message="Une position se note avec les mots exacts, leur source et la fonction de qui parle.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Theme",
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
                                related_name="+",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="nom")),
                        ("about", models.CharField(blank=True, max_length=300, verbose_name="ce qu’on y cherche")),
                    ],
                    options={
                        "verbose_name": "thème de veille",
                        "verbose_name_plural": "thèmes de veille",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "name"),
                                name="watch_theme_once",
                                violation_error_message="Un thème porte déjà ce nom\xa0: choisissez-en un autre.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Watcher",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="watchers",
                                to="watch.theme",
                                verbose_name="thème",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("daily", "chaque matin"),
                                    ("weekly", "chaque lundi"),
                                    ("never", "jamais, je viens lire ici"),
                                ],
                                default="weekly",
                                max_length=6,
                                verbose_name="résumé par courriel",
                            ),
                        ),
                        ("told_until", models.DateTimeField(editable=False, verbose_name="raconté jusqu’au")),
                    ],
                    options={
                        "verbose_name": "veilleur",
                        "verbose_name_plural": "veilleurs",
                        "ordering": ["user__name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("theme", "user"),
                                name="watcher_once",
                                violation_error_message="Cette personne veille déjà sur ce thème.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Source",
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
                                related_name="+",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("url", models.CharField(max_length=2000, verbose_name="adresse du flux")),
                        ("title", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                        ("site", models.CharField(blank=True, max_length=2000, verbose_name="site")),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="sources",
                                to="watch.theme",
                                verbose_name="thème",
                            ),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="suivi par",
                            ),
                        ),
                        (
                            "has_own_port",
                            models.BooleanField(default=False, editable=False, verbose_name="port particulier permis"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "pas encore lu"),
                                    ("read", "lu"),
                                    ("failing", "en panne"),
                                    ("page", "une page, pas un flux"),
                                    ("stopped", "arrêté"),
                                ],
                                default="new",
                                editable=False,
                                max_length=8,
                                verbose_name="état",
                            ),
                        ),
                        ("etag", models.CharField(blank=True, editable=False, max_length=200)),
                        ("modified", models.CharField(blank=True, editable=False, max_length=100)),
                        ("next_at", models.DateTimeField(editable=False, verbose_name="prochaine lecture")),
                        ("read_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="lu le")),
                        (
                            "failures",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="échecs de suite"),
                        ),
                        ("reason", models.JSONField(blank=True, editable=False, null=True, verbose_name="raison")),
                        (
                            "announced",
                            models.JSONField(blank=True, default=list, editable=False, verbose_name="flux annoncés"),
                        ),
                    ],
                    options={
                        "verbose_name": "source de veille",
                        "verbose_name_plural": "sources de veille",
                        "ordering": ["title", "pk"],
                        "indexes": [models.Index(fields=["next_at"], name="watch_sourc_next_at_966fec_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "url"),
                                name="watch_source_once",
                                violation_error_message="Ce flux est déjà suivi\xa0: cherchez-le dans la liste.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("url__startswith", "http://"), ("url__startswith", "https://"), _connector="OR"
                                ),
                                name="watch_source_is_of_the_web",
                                violation_error_message="Une adresse de flux commence par http:// ou https://.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Story",
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
                                related_name="+",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="titre")),
                        ("first_at", models.DateTimeField(verbose_name="premier article")),
                        ("last_at", models.DateTimeField(verbose_name="dernier article")),
                        (
                            "fate",
                            models.CharField(
                                blank=True,
                                choices=[("", "à lire"), ("aside", "écartée"), ("alert", "alerte")],
                                default="",
                                editable=False,
                                max_length=5,
                                verbose_name="sort",
                            ),
                        ),
                        (
                            "hand",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "personne n’a décidé"),
                                    ("aside", "écartée par une personne"),
                                    ("kept", "gardée par une personne"),
                                ],
                                default="",
                                editable=False,
                                max_length=5,
                                verbose_name="décision",
                            ),
                        ),
                        (
                            "themes",
                            models.ManyToManyField(
                                blank=True, related_name="stories", to="watch.theme", verbose_name="thèmes"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "histoire",
                        "verbose_name_plural": "histoires",
                        "indexes": [
                            models.Index(fields=["network", "-last_at"], name="watch_story_network_4b86b2_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="watch.source",
                                verbose_name="source",
                            ),
                        ),
                        (
                            "story",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="watch.story",
                                verbose_name="histoire",
                            ),
                        ),
                        ("name", models.CharField(editable=False, max_length=64)),
                        ("key", models.CharField(blank=True, editable=False, max_length=500)),
                        ("url", models.CharField(blank=True, max_length=2000, verbose_name="adresse")),
                        ("title", models.CharField(max_length=300, verbose_name="titre")),
                        ("summary", models.CharField(blank=True, max_length=500, verbose_name="début")),
                        ("author", models.CharField(blank=True, max_length=120, verbose_name="auteur")),
                        ("at", models.DateTimeField(verbose_name="publié le")),
                        ("found_at", models.DateTimeField(verbose_name="trouvé le")),
                        ("is_apart", models.BooleanField(default=False, editable=False, verbose_name="séparé")),
                    ],
                    options={
                        "verbose_name": "article",
                        "verbose_name_plural": "articles",
                        "indexes": [
                            models.Index(fields=["key"], name="watch_item_key_236492_idx"),
                            models.Index(fields=["at"], name="watch_item_at_68f7d9_idx"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("source", "name"), name="watch_item_once")],
                    },
                ),
                migrations.CreateModel(
                    name="StoryRead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "story",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="watch.story",
                                verbose_name="histoire",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "histoire lue",
                        "verbose_name_plural": "histoires lues",
                        "constraints": [
                            models.UniqueConstraint(fields=("story", "user"), name="watch_story_read_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rule",
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
                                related_name="+",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        (
                            "where",
                            models.CharField(
                                choices=[
                                    ("title", "le titre"),
                                    ("anywhere", "le titre ou le début"),
                                    ("source", "le nom de la source"),
                                ],
                                default="title",
                                max_length=8,
                                verbose_name="si",
                            ),
                        ),
                        ("words", models.JSONField(default=list, verbose_name="contient un de ces mots")),
                        ("unless", models.JSONField(blank=True, default=list, verbose_name="sauf s’il contient")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("theme", "ranger dans un thème"),
                                    ("aside", "écarter"),
                                    ("alert", "prévenir tout de suite les veilleurs du thème"),
                                ],
                                default="theme",
                                max_length=5,
                                verbose_name="alors",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="watch.theme",
                                verbose_name="thème",
                            ),
                        ),
                        ("made_at", models.DateTimeField(editable=False, verbose_name="écrite le")),
                    ],
                    options={
                        "verbose_name": "règle de veille",
                        "verbose_name_plural": "règles de veille",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("outcome", "aside"), ("theme__isnull", False), _connector="OR"),
                                name="watch_rule_has_its_theme",
                                violation_error_message="Choisissez le thème.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleHit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hits",
                                to="watch.rule",
                                verbose_name="règle",
                            ),
                        ),
                        (
                            "story",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hits",
                                to="watch.story",
                                verbose_name="histoire",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "effet d’une règle",
                        "verbose_name_plural": "effets des règles",
                        "constraints": [models.UniqueConstraint(fields=("rule", "story"), name="watch_rule_hit_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                                related_name="+",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="numéro")),
                        ("title", models.CharField(blank=True, max_length=120, verbose_name="titre")),
                        ("intro", models.TextField(blank=True, max_length=1000, verbose_name="en tête")),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="publiée le"),
                        ),
                    ],
                    options={
                        "verbose_name": "revue de presse",
                        "verbose_name_plural": "revues de presse",
                        "constraints": [
                            models.UniqueConstraint(fields=("network", "number"), name="watch_review_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("published_at__isnull", True)),
                                fields=("network",),
                                name="watch_one_review_in_the_making",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="watch.review",
                                verbose_name="revue",
                            ),
                        ),
                        (
                            "story",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="watch.story",
                                verbose_name="histoire",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="rang")),
                        ("sentence", models.CharField(blank=True, max_length=300, verbose_name="en une phrase")),
                        ("title", models.CharField(max_length=300, verbose_name="titre")),
                        ("url", models.CharField(blank=True, max_length=2000, verbose_name="adresse")),
                        ("source", models.CharField(blank=True, max_length=120, verbose_name="source")),
                        ("at", models.DateTimeField(verbose_name="publié le")),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="choisie par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ligne d’une revue",
                        "verbose_name_plural": "lignes des revues",
                        "ordering": ["position", "pk"],
                        "constraints": [models.UniqueConstraint(fields=("review", "story"), name="watch_line_once")],
                    },
                ),
            ],
        ),
    ]
