"""Statements, posters, reports of errors in them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("communication", "0001_statements"),
        ("communication", "0003_posters"),
        ("communication", "0004_reports"),
    ]

    initial = True

    dependencies = [
        ("people", "__first__"),
        ("territory", "0001_tables"),
        ("workshops", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Statement",
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
                                related_name="statements",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, verbose_name="nom dans l’adresse")),
                        ("title", models.CharField(max_length=160, verbose_name="titre")),
                        ("body", models.TextField(max_length=20000, verbose_name="texte")),
                        ("left", models.JSONField(blank=True, default=list, verbose_name="remarques laissées")),
                        ("created_at", models.DateTimeField(verbose_name="commencé le")),
                        (
                            "current",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="current_of",
                                to="communication.statementversion",
                                verbose_name="version publiée",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "prise de position",
                        "verbose_name_plural": "prises de position",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "slug"),
                                name="statement_slug_once",
                                violation_error_message="Un autre texte porte déjà ce titre\xa0: changez-le un peu.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="communication.statement",
                                verbose_name="texte",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("publication", "Publication"),
                                    ("edit", "EDIT"),
                                    ("rectificatif", "RECTIFICATIF"),
                                    ("reaction", "RÉACTION"),
                                    ("coquille", "COQUILLE"),
                                    ("retrait", "RETRAIT"),
                                ],
                                max_length=12,
                                verbose_name="sorte",
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=4000, verbose_name="ce qui change")),
                        ("title", models.CharField(max_length=160, verbose_name="titre")),
                        ("body", models.TextField(verbose_name="texte")),
                        ("signatories", models.JSONField(default=list, verbose_name="signataires")),
                        ("left", models.JSONField(default=list, verbose_name="remarques laissées")),
                        ("published_at", models.DateTimeField(verbose_name="publiée le")),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="publiée par",
                            ),
                        ),
                        ("dated_on", models.DateField(blank=True, null=True, verbose_name="date d’origine déclarée")),
                        ("seal", models.CharField(max_length=64, verbose_name="empreinte")),
                    ],
                    options={
                        "verbose_name": "version d’une prise de position",
                        "verbose_name_plural": "versions des prises de position",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("statement", "number"), name="statement_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["publication", "coquille"]),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="statement_change_says_what",
                                violation_error_message="Dites ce qui change\xa0: les lecteurs le liront au-dessus du texte.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "publication"), ("number", 1)),
                                    models.Q(("number__gt", 1), models.Q(("kind", "publication"), _negated=True)),
                                    _connector="OR",
                                ),
                                name="statement_change_has_its_kind",
                                violation_error_message="Choisissez ce qu’est ce changement.",
                            ),
                        ],
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
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="communication.statement",
                                verbose_name="texte",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="territory.organisation",
                                verbose_name="structure",
                            ),
                        ),
                        ("agreed_by", models.CharField(max_length=120, verbose_name="qui a donné l’accord")),
                        ("agreed_on", models.DateField(verbose_name="le")),
                    ],
                    options={
                        "verbose_name": "signature",
                        "verbose_name_plural": "signatures",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("statement", "organisation"),
                                name="statement_signed_once",
                                violation_error_message="Cette structure signe déjà ce texte.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="communication.statementversion",
                                verbose_name="version",
                            ),
                        ),
                        ("readers", models.CharField(max_length=200, verbose_name="relu par")),
                        ("read_on", models.DateField(verbose_name="le")),
                    ],
                    options={
                        "verbose_name": "relecture",
                        "verbose_name_plural": "relectures",
                    },
                ),
                migrations.CreateModel(
                    name="Poster",
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
                                related_name="posters",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("code", models.CharField(max_length=8, unique=True, verbose_name="code")),
                        ("created_at", models.DateTimeField(verbose_name="faite le")),
                    ],
                    options={
                        "verbose_name": "affiche",
                        "verbose_name_plural": "affiches",
                    },
                ),
                migrations.CreateModel(
                    name="PosterVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "poster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="communication.poster",
                                verbose_name="affiche",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        ("kept_words", models.JSONField(default=dict, verbose_name="ce qu’elle dit")),
                        (
                            "about",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "rien d’enregistré ici"),
                                    ("statement", "une prise de position"),
                                    ("session", "une séance"),
                                    ("week", "la semaine d’un lieu"),
                                    ("closing", "une fermeture"),
                                    ("waffle", "un texte en langue de bois"),
                                ],
                                max_length=10,
                                verbose_name="parle de",
                            ),
                        ),
                        (
                            "statement_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posters",
                                to="communication.statementversion",
                                verbose_name="texte cité",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="workshops.session",
                                verbose_name="séance",
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
                        (
                            "closing",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="territory.hoursexception",
                                verbose_name="fermeture",
                            ),
                        ),
                        ("week", models.DateField(blank=True, null=True, verbose_name="semaine du")),
                        ("told", models.JSONField(blank=True, default=dict, verbose_name="ce qui était vrai")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="bonne jusqu’au")),
                        ("made_at", models.DateTimeField(verbose_name="faite le")),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="faite par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version d’une affiche",
                        "verbose_name_plural": "versions des affiches",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("poster", "number"), name="poster_version_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quotes",
                                to="communication.statement",
                                verbose_name="texte",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                        ("author", models.CharField(max_length=120, verbose_name="auteur")),
                        ("role", models.CharField(blank=True, max_length=160, verbose_name="qualité")),
                        ("network_name", models.CharField(max_length=60, verbose_name="réseau social")),
                        ("url", models.URLField(blank=True, verbose_name="adresse")),
                        ("posted_on", models.DateField(verbose_name="publié le")),
                        ("captured_on", models.DateField(verbose_name="relevé le")),
                        ("text", models.TextField(max_length=2000, verbose_name="ce qui est dit")),
                        ("is_summary", models.BooleanField(default=False, verbose_name="résumé par nous")),
                        ("text_sum", models.CharField(editable=False, max_length=64, verbose_name="empreinte")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("online", "en ligne quand nous l’avons lu"),
                                    ("deleted", "supprimé par son auteur"),
                                    ("removed", "retiré à la demande"),
                                ],
                                default="online",
                                max_length=8,
                                verbose_name="état",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "citation",
                        "verbose_name_plural": "citations",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("statement", "number"), name="statement_quote_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="communication.statementversion",
                                verbose_name="version",
                            ),
                        ),
                        ("words", models.TextField(max_length=2000, verbose_name="message")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="courriel")),
                        ("language", models.CharField(default="fr", max_length=2, verbose_name="langue")),
                        ("created_at", models.DateTimeField(verbose_name="reçu le")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "à lire"),
                                    ("taken", "à corriger"),
                                    ("corrected", "corrigé"),
                                    ("rejected", "écarté"),
                                ],
                                default="waiting",
                                max_length=9,
                                verbose_name="état",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="réponse")),
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
                        "verbose_name": "erreur signalée dans un texte",
                        "verbose_name_plural": "erreurs signalées dans les textes",
                    },
                ),
            ],
        ),
    ]
