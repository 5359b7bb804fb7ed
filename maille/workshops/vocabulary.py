"""Themes and levels of workshops: the national record's values, letter for letter, with the words people read.

Source: La Coop de la médiation numérique, schema of 30 June 2026. The stored value is the national one.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """The thirty thématiques; the last eleven are the administrative procedures."""

    DIAGNOSIS = "diagnostic_numerique", _("Diagnostic numérique")
    DEVICES = "prendre_en_main_du_materiel", _("Prendre en main du matériel")
    MAINTENANCE = "maintenance_de_materiel", _("Maintenance de matériel")
    FILES = "gere_ses_contenus_numeriques", _("Gérer ses contenus numériques")
    BROWSING = "navigation_sur_internet", _("Navigation sur internet")
    EMAIL = "email", _("E-mail")
    OFFICE = "bureautique", _("Bureautique")
    SOCIAL_NETWORKS = "reseaux_sociaux", _("Réseaux sociaux communication")
    HEALTH = "sante", _("Santé")
    BANKING = "banque_et_achats_en_ligne", _("Banque et achats en ligne")
    BUSINESS = "entrepreneuriat", _("Accompagner un professionnel")
    WORK = "insertion_professionnelle", _("Insertion professionnelle")
    SAFETY = "securite_numerique", _("Prévention en sécurité numérique")
    PARENTING = "parentalite", _("Parentalité")
    SCHOOLING = "scolarite_et_numerique", _("Scolarité et numérique")
    CREATING = "creer_avec_le_numerique", _("Créer avec le numérique")
    CULTURE = "culture_numerique", _("Culture numérique")
    AI = "intelligence_artificielle", _("Intelligence artificielle (IA)")
    PROCEDURES = "aide_aux_demarches_administratives", _("Aide aux démarches administratives")
    PAPERS = "papiers_elections_citoyennete", _("Papiers – Élections – Citoyenneté")
    FAMILY = "famille_scolarite", _("Famille – Scolarité")
    SOCIAL = "social_sante", _("Social – Santé")
    EMPLOYMENT = "travail_formation", _("Travail – Formation – Entreprise")
    HOUSING = "logement", _("Logement")
    TRANSPORT = "transports_mobilite", _("Transports – Mobilité")
    MONEY = "argent_impots", _("Argent – Impôts")
    JUSTICE = "justice", _("Justice")
    FOREIGNERS = "etrangers_europe", _("Étrangers – Europe")
    LEISURE = "loisirs_sports_culture", _("Loisirs – Sports – Culture")
    ASSOCIATIONS = "associations", _("Associations")


class Level(TextChoices):
    BEGINNER = "debutant", _("Débutant")
    INTERMEDIATE = "intermediaire", _("Intermédiaire")
    ADVANCED = "avance", _("Avancé")


class RoomKind(TextChoices):
    """The room a workshop needs."""

    ANY = "any", _("n’importe quelle salle")
    TABLES = "tables", _("une salle avec des tables")
    COMPUTERS = "computers", _("une salle équipée d’ordinateurs")
    WORKSHOP = "workshop", _("un atelier (machines, fablab)")
    OUTSIDE = "outside", _("dehors, ou en déplacement")


class SkillFramework(TextChoices):
    """Frameworks whose codes a workshop may name, with their version."""

    DIGCOMP = "digcomp", "DigComp"
    CRCN = "crcn", _("Cadre de référence des compétences numériques (Pix)")
