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


# The competences of DigComp 3.0 (JRC144121, 2025; the numbers are those of 2.2, CC BY 4.0) and of the French cadre de
# référence (CRCN, art. D.121-1 du code de l'éducation), each under the name of its area.
DIGCOMP = (
    (
        _("Informations"),
        {
            "1.1": _("Naviguer, rechercher et filtrer"),
            "1.2": _("Évaluer l’information"),
            "1.3": _("Gérer l’information"),
        },
    ),
    (
        _("Communication et collaboration"),
        {
            "2.1": _("Échanger avec le numérique"),
            "2.2": _("Partager"),
            "2.3": _("Exercer sa citoyenneté en ligne"),
            "2.4": _("Collaborer en ligne"),
            "2.5": _("Se comporter en ligne"),
            "2.6": _("Gérer son identité numérique"),
        },
    ),
    (
        _("Création de contenus"),
        {
            "3.1": _("Créer des contenus"),
            "3.2": _("Intégrer et retravailler des contenus"),
            "3.3": _("Droits d’auteur et licences"),
            "3.4": _("Pensée informatique et programmation"),
        },
    ),
    (
        _("Sécurité et usages responsables"),
        {
            "4.1": _("Protéger ses appareils"),
            "4.2": _("Protéger ses données et sa vie privée"),
            "4.3": _("Préserver sa santé et son bien-être"),
            "4.4": _("Effets du numérique sur l’environnement"),
        },
    ),
    (
        _("Résolution de problèmes"),
        {
            "5.1": _("Résoudre des problèmes techniques"),
            "5.2": _("Choisir l’outil qui convient"),
            "5.3": _("Trouver des solutions avec le numérique"),
            "5.4": _("Savoir ce qu’il reste à apprendre"),
        },
    ),
)
CRCN = (
    (
        _("Information et données"),
        {
            "1.1": _("Mener une recherche et une veille d’information"),
            "1.2": _("Gérer des données"),
            "1.3": _("Traiter des données"),
        },
    ),
    (
        _("Communication et collaboration"),
        {
            "2.1": _("Interagir"),
            "2.2": _("Partager et publier"),
            "2.3": _("Collaborer"),
            "2.4": _("S’insérer dans le monde numérique"),
        },
    ),
    (
        _("Création de contenu"),
        {
            "3.1": _("Développer des documents textuels"),
            "3.2": _("Développer des documents multimédia"),
            "3.3": _("Adapter les documents à leur finalité"),
            "3.4": _("Programmer"),
        },
    ),
    (
        _("Protection et sécurité"),
        {
            "4.1": _("Sécuriser l’environnement numérique"),
            "4.2": _("Protéger les données personnelles et la vie privée"),
            "4.3": _("Protéger la santé, le bien-être et l’environnement"),
        },
    ),
    (
        _("Environnement numérique"),
        {
            "5.1": _("Résoudre des problèmes techniques"),
            "5.2": _("Construire un environnement numérique"),
        },
    ),
)
FRAMEWORKS = (("digcomp:3.0", "DigComp 3.0", DIGCOMP), ("crcn:1", "CRCN", CRCN))
"""What a form proposes; a code of DigComp 2.2 is read too, for its numbers are the same."""
SKILL_NAMES = {
    f"{prefix}:{code}": name
    for prefix, _label, areas in (*FRAMEWORKS, ("digcomp:2.2", "DigComp 2.2", DIGCOMP))
    for _area, names in areas
    for code, name in names.items()
}


class Source(TextChoices):
    """By whom a place was taken: a seat, or an appointment."""

    PUBLIC = "public", _("par elle-même, en ligne")
    DESK = "desk", _("à l’accueil")
    TELEPHONE = "telephone", _("au téléphone")
    PARTNER = "partner", _("par un partenaire")
