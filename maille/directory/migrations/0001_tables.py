"""The words that are searched, imports, what is reviewed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("directory", "0001_initial"),
        ("directory", "0002_search_indexes"),
        ("directory", "0003_words_of_offers"),
        ("directory", "0004_review"),
        ("directory", "0005_imports_in_steps"),
        ("directory", "0006_words_unchecked"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_tables"),
        ("people", "__first__"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Correction",
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
                                related_name="corrections",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("closed", "Ce lieu n’existe plus"),
                                    ("moved", "Il a changé d’adresse"),
                                    ("hours", "Les horaires sont faux"),
                                    ("phone", "Le téléphone ou le courriel est faux"),
                                    ("other", "Autre chose"),
                                    ("proposal", "Changements proposés"),
                                ],
                                max_length=10,
                                verbose_name="ce qui ne va pas",
                            ),
                        ),
                        ("words", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                        ("contact", models.CharField(blank=True, max_length=200, verbose_name="contact")),
                        ("values", models.JSONField(blank=True, default=dict, verbose_name="changements")),
                        ("shown", models.JSONField(blank=True, default=dict, editable=False)),
                        ("created_at", models.DateTimeField(verbose_name="reçu le")),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposé par",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "à traiter"),
                                    ("accepted", "pris en compte"),
                                    ("rejected", "écarté"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="traité le")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="traité par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "signalement",
                        "verbose_name_plural": "signalements",
                        "indexes": [models.Index(fields=["state", "created_at"], name="correction_to_answer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("state", "waiting")),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True), ("closed_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_closed_when_answered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedMapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.SlugField(max_length=60, verbose_name="nom court")),
                        ("title", models.CharField(max_length=200, verbose_name="source")),
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
                        ("document", models.JSONField(verbose_name="description")),
                        ("signature", models.CharField(db_index=True, editable=False, max_length=64)),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                        ("saved_at", models.DateTimeField(verbose_name="enregistrée le")),
                        (
                            "saved_by",
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
                        "verbose_name": "lecture enregistrée",
                        "verbose_name_plural": "lectures enregistrées",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "name"),
                                name="saved_mapping_once_in_network",
                                violation_error_message="Une source porte déjà ce nom\xa0: donnez-en un autre.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "à préparer"),
                                    ("checked", "essayé, rien n’est écrit"),
                                    ("applied", "fait"),
                                    ("undone", "défait"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=100, verbose_name="source")),
                        ("mapping", models.CharField(blank=True, max_length=60, verbose_name="lecture livrée")),
                        ("document", models.JSONField(blank=True, default=dict, verbose_name="lecture")),
                        ("choices", models.JSONField(blank=True, default=dict, editable=False)),
                        ("file_name", models.CharField(max_length=200, verbose_name="fichier")),
                        ("file", models.CharField(blank=True, editable=False, max_length=100)),
                        ("file_hash", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                        ("table", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="territory.network",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="commencé le")),
                        (
                            "started_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="fait le")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="défait le")),
                        (
                            "outcome",
                            models.JSONField(
                                blank=True, default=dict, editable=False, verbose_name="ce que défaire a donné"
                            ),
                        ),
                        ("organisations", models.JSONField(blank=True, default=list, editable=False)),
                        (
                            "job",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.job",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "indexes": [models.Index(fields=["source", "state"], name="import_of_source")],
                    },
                ),
                migrations.CreateModel(
                    name="ImportLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "of_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="directory.import",
                                verbose_name="import",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="ligne")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "nouveau lieu"),
                                    ("changed", "lieu mis à jour"),
                                    ("unchanged", "inchangé"),
                                    ("refused", "refusée"),
                                ],
                                max_length=10,
                                verbose_name="devenir",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(blank=True, max_length=200, verbose_name="identifiant dans la source"),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="import_lines",
                                to="territory.place",
                            ),
                        ),
                        ("reason", models.JSONField(blank=True, default=dict, verbose_name="raison")),
                        ("remarks", models.JSONField(blank=True, default=list, verbose_name="remarques")),
                        ("values", models.JSONField(blank=True, default=dict, verbose_name="ce qui a été lu")),
                        ("changes", models.JSONField(blank=True, default=dict, verbose_name="ce qui change")),
                        (
                            "passed_on",
                            models.JSONField(blank=True, default=dict, verbose_name="ce qui change sur le lieu publié"),
                        ),
                        ("row", models.JSONField(verbose_name="ligne d’origine")),
                    ],
                    options={
                        "verbose_name": "ligne d’import",
                        "verbose_name_plural": "lignes d’import",
                        "constraints": [
                            models.UniqueConstraint(fields=("of_import", "number"), name="import_line_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlacePair",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.place",
                                verbose_name="premier lieu",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="territory.place",
                                verbose_name="second lieu",
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(verbose_name="ressemblance")),
                        (
                            "band",
                            models.CharField(
                                choices=[("same", "sans doute le même lieu"), ("review", "à regarder")],
                                max_length=10,
                                verbose_name="avis",
                            ),
                        ),
                        ("evidence", models.JSONField(blank=True, default=list, verbose_name="indices")),
                        ("fingerprint", models.CharField(editable=False, max_length=64)),
                        ("found_at", models.DateTimeField(verbose_name="trouvée le")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("same", "un seul lieu"),
                                    ("hosted", "un lieu, deux structures"),
                                    ("different", "deux lieux"),
                                ],
                                max_length=10,
                                verbose_name="réponse",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondu le")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="répondu par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paire de lieux",
                        "verbose_name_plural": "paires de lieux",
                        "indexes": [models.Index(fields=["answer", "-score"], name="pair_to_answer")],
                        "constraints": [
                            models.UniqueConstraint(fields=("first", "second"), name="pair_once"),
                            models.CheckConstraint(
                                condition=models.Q(("first__lt", models.F("second"))), name="pair_in_order"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="territory.place",
                                verbose_name="lieu gardé",
                            ),
                        ),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges_away",
                                to="territory.place",
                                verbose_name="lieu réuni",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("same", "un seul lieu"), ("hosted", "un lieu, deux structures")],
                                max_length=10,
                                verbose_name="réponse",
                            ),
                        ),
                        ("moved", models.JSONField(default=dict, editable=False)),
                        ("at", models.DateTimeField(verbose_name="réunis le")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="réunis par",
                            ),
                        ),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="séparés le")),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="séparés par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "réunion de deux lieux",
                        "verbose_name_plural": "réunions de lieux",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("absorbed",),
                                name="absorbed_once",
                                violation_error_message="Ce lieu est déjà réuni avec un autre\xa0: séparez-les d’abord.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept", models.F("absorbed")), _negated=True), name="merge_of_two"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Word",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=40, unique=True, verbose_name="mot")),
                    ],
                    options={
                        "verbose_name": "mot",
                        "verbose_name_plural": "mots",
                    },
                ),
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
                                db_constraint=False,
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="search_words",
                                to="territory.offer",
                            ),
                        ),
                        (
                            "word",
                            models.ForeignKey(
                                db_constraint=False,
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
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="search_words",
                                to="territory.place",
                            ),
                        ),
                        (
                            "word",
                            models.ForeignKey(
                                db_constraint=False,
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
            ],
        ),
    ]
