"""Accounts, roles, residents, skills."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from maille.core.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_resident"),
        ("people", "0003_resident_merged_into"),
        ("people", "0004_skills"),
        ("people", "0005_account_language"),
        ("people", "0006_skill_claims"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("territory", "0001_tables"),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Role",
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
                                related_name="roles",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("coordinator", "coordination du réseau"),
                                    ("place_manager", "responsable de lieu"),
                                    ("mediator", "médiation numérique"),
                                    ("desk", "accueil"),
                                    ("neighbour", "voisin du réseau"),
                                    ("partner", "partenaire d’un territoire"),
                                ],
                                max_length=16,
                                verbose_name="rôle",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        (
                            "territory",
                            models.CharField(
                                blank=True,
                                help_text="Code INSEE d’une commune, SIREN d’une intercommunalité ou numéro d’un département.",
                                max_length=9,
                                verbose_name="territoire lu",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="à partir du")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au (exclu)")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="donné par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rôle",
                        "verbose_name_plural": "rôles",
                        "indexes": [models.Index(fields=["network", "kind", "user"], name="role_in_network")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="role_ends_after_it_starts",
                                violation_error_message="Le rôle finit avant de commencer\xa0: corrigez l’une des deux dates.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["desk", "mediator", "neighbour", "place_manager"]),
                                        ("place__isnull", False),
                                    ),
                                    models.Q(("kind__in", ("coordinator", "partner")), ("place__isnull", True)),
                                    _connector="OR",
                                ),
                                name="role_has_a_place_when_it_needs_one",
                                violation_error_message="Ce rôle se donne pour un lieu\xa0: choisissez le lieu.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "partner"), models.Q(("territory", ""), _negated=True)),
                                    models.Q(models.Q(("kind", "partner"), _negated=True), ("territory", "")),
                                    _connector="OR",
                                ),
                                name="partner_reads_a_territory",
                                violation_error_message="Un partenaire lit un territoire\xa0: dites lequel.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ends_on__isnull", True), ("place__isnull", False)),
                                fields=("user", "kind", "network", "place"),
                                name="open_role_once_in_a_place",
                                violation_error_message="Cette personne a déjà ce rôle dans ce lieu.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ends_on__isnull", True), ("place__isnull", True)),
                                fields=("user", "kind", "network", "territory"),
                                name="open_role_once_in_a_network",
                                violation_error_message="Cette personne a déjà ce rôle dans ce réseau.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                error_messages={"unique": "Un compte existe déjà avec cette adresse."},
                                max_length=254,
                                unique=True,
                                verbose_name="adresse de courriel",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="nom")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fr", "français"), ("en", "anglais")],
                                default="fr",
                                max_length=2,
                                verbose_name="langue des courriels",
                            ),
                        ),
                        ("is_staff", models.BooleanField(default=False, verbose_name="administre l’installation")),
                        ("is_active", models.BooleanField(default=True, verbose_name="compte ouvert")),
                        ("joined_at", models.DateTimeField(auto_now_add=True, verbose_name="arrivée")),
                        (
                            "desk_code",
                            models.CharField(
                                blank=True, editable=False, max_length=128, verbose_name="code du poste partagé"
                            ),
                        ),
                        (
                            "desk_failures",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="codes faux à la suite"
                            ),
                        ),
                        (
                            "desk_locked_until",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="code bloqué jusqu’à"
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "compte",
                        "verbose_name_plural": "comptes",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                                name="user_email_in_lower_case",
                                violation_error_message="Écrivez l’adresse de courriel en minuscules.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Desk",
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
                                related_name="desks",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="nom du poste")),
                        ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ouvert par",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="ouvert le")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="fermé le")),
                    ],
                    options={
                        "verbose_name": "poste partagé",
                        "verbose_name_plural": "postes partagés",
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="adresse de courriel")),
                        ("name", models.CharField(max_length=120, verbose_name="nom")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("coordinator", "coordination du réseau"),
                                    ("place_manager", "responsable de lieu"),
                                    ("mediator", "médiation numérique"),
                                    ("desk", "accueil"),
                                    ("neighbour", "voisin du réseau"),
                                    ("partner", "partenaire d’un territoire"),
                                ],
                                max_length=16,
                                verbose_name="rôle",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="territory.place",
                                verbose_name="lieu",
                            ),
                        ),
                        ("territory", models.CharField(blank=True, max_length=9, verbose_name="territoire lu")),
                        ("token_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                        (
                            "invited_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="invitée par",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="demandée le")),
                        (
                            "sendings",
                            models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="envois"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyée le")),
                        ("expires_at", models.DateTimeField(verbose_name="valable jusqu’au")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="acceptée le")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="acceptée par",
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "indexes": [models.Index(fields=["network", "created_at"], name="invitation_in_network")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_at__isnull", True), ("cancelled_at__isnull", True), _connector="OR"
                                ),
                                name="invitation_accepted_or_cancelled",
                                violation_error_message="Une invitation acceptée ne s’annule plus\xa0: terminez plutôt le rôle.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                                name="invitation_email_in_lower_case",
                                violation_error_message="Écrivez l’adresse de courriel en minuscules.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Resident",
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
                                related_name="residents",
                                to="territory.network",
                                verbose_name="réseau",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="nom")),
                        ("search_name", models.CharField(editable=False, max_length=120)),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="courriel")),
                        ("language", models.CharField(default="fr", max_length=10, verbose_name="langue des messages")),
                        ("needs", models.CharField(blank=True, max_length=500, verbose_name="besoins")),
                        ("created_at", models.DateTimeField(verbose_name="connue depuis le")),
                        ("seen_at", models.DateTimeField(verbose_name="vue pour la dernière fois le")),
                        (
                            "erased_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="effacée le"),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="people.resident",
                                verbose_name="fiche réunie à",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "habitant",
                        "verbose_name_plural": "habitants",
                        "indexes": [
                            models.Index(fields=["network", "search_name"], name="resident_by_name"),
                            models.Index(fields=["network", "phone"], name="resident_by_phone"),
                            models.Index(fields=["network", "email"], name="resident_by_email"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Skill",
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
                                related_name="skills",
                                to="territory.network",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="compétence")),
                        ("description", models.CharField(blank=True, max_length=200, verbose_name="en une phrase")),
                        (
                            "lasts_months",
                            models.PositiveSmallIntegerField(default=0, verbose_name="valable tant de mois"),
                        ),
                        (
                            "archived_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="retirée le"),
                        ),
                    ],
                    options={
                        "verbose_name": "compétence",
                        "verbose_name_plural": "compétences",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("archived_at__isnull", True)),
                                fields=("network", "name"),
                                name="skill_once_in_network",
                                violation_error_message="Cette compétence existe déjà\xa0: changez son nom.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Habilitation",
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
                                related_name="habilitations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="habilitations",
                                to="people.skill",
                                verbose_name="compétence",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="depuis le")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                        ("evidence", models.CharField(max_length=200, verbose_name="ce qui le montre")),
                        (
                            "given_by",
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
                        "verbose_name": "habilitation",
                        "verbose_name_plural": "habilitations",
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "skill"), name="habilitation_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("since")), _connector="OR"
                                ),
                                name="habilitation_ends_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SkillClaim",
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
                                related_name="skill_claims",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="claims",
                                to="people.skill",
                                verbose_name="compétence",
                            ),
                        ),
                        ("evidence", models.CharField(max_length=200, verbose_name="ce qui le montre")),
                        ("claimed_at", models.DateTimeField(verbose_name="annoncé le")),
                    ],
                    options={
                        "verbose_name": "compétence annoncée",
                        "verbose_name_plural": "compétences annoncées",
                        "constraints": [models.UniqueConstraint(fields=("user", "skill"), name="skill_claimed_once")],
                    },
                ),
            ],
        ),
    ]
