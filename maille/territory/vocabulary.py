"""The national standard's closed lists, letter for letter, with the words people read.

Source: "Lieux de médiation numérique" schema v1.0.2 (LaMednum, Licence Ouverte 2.0) and, for the kinds of
places, the codes its ecosystem uses. The stored value is the national one; only the label is translated.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Service(TextChoices):
    ADMINISTRATIVE_HELP = (
        "Aide aux démarches administratives",
        _("Aide aux démarches administratives"),
    )
    EVERYDAY_TOOLS = (
        "Maîtrise des outils numériques du quotidien",
        _("Maîtrise des outils numériques du quotidien"),
    )
    WORK = (
        "Insertion professionnelle via le numérique",
        _("Insertion professionnelle via le numérique"),
    )
    SAFETY = (
        "Utilisation sécurisée du numérique",
        _("Utilisation sécurisée du numérique"),
    )
    PARENTING = (
        "Parentalité et éducation avec le numérique",
        _("Parentalité et éducation avec le numérique"),
    )
    LEISURE = "Loisirs et créations numériques", _("Loisirs et créations numériques")
    UNDERSTANDING = (
        "Compréhension du monde numérique",
        _("Compréhension du monde numérique"),
    )
    ACCESS = (
        "Accès internet et matériel informatique",
        _("Accès internet et matériel informatique"),
    )
    LOW_COST_COMPUTER = (
        "Acquisition de matériel informatique à prix solidaire",
        _("Acquisition de matériel informatique à prix solidaire"),
    )


class Audience(TextChoices):
    YOUNG = "Jeunes", _("Jeunes")
    STUDENTS = "Étudiants", _("Étudiants")
    FAMILIES = "Familles et/ou enfants", _("Familles et/ou enfants")
    SENIORS = "Seniors", _("Seniors")
    WOMEN = "Femmes", _("Femmes")


class SpecialCare(TextChoices):
    DEAFNESS = "Surdité", _("Surdité")
    MOTOR_DISABILITY = "Handicaps moteurs", _("Handicaps moteurs")
    MENTAL_DISABILITY = "Handicaps mentaux", _("Handicaps mentaux")
    ILLITERACY = "Illettrisme", _("Illettrisme")
    ENGLISH = "Langues étrangères (anglais)", _("Langues étrangères (anglais)")
    OTHER_LANGUAGES = "Langues étrangères (autres)", _("Langues étrangères (autres)")
    LOW_VISION = "Déficience visuelle", _("Déficience visuelle")


class Cost(TextChoices):
    FREE = "Gratuit", _("Gratuit")
    FREE_UNDER_CONDITION = "Gratuit sous condition", _("Gratuit sous condition")
    PAID = "Payant", _("Payant")


class Programme(TextChoices):
    AIDANTS_CONNECT = "Aidants Connect", _("Aidants Connect")
    BIBLIOTHEQUES_NUMERIQUE_DE_REFERENCE = (
        "Bibliothèques numérique de référence",
        _("Bibliothèques numérique de référence"),
    )
    CERTIFICATION_PIX = "Certification PIX", _("Certification PIX")
    CONSEILLERS_NUMERIQUES = "Conseillers numériques", _("Conseillers numériques")
    EMMAUS_CONNECT = "Emmaüs Connect", _("Emmaüs Connect")
    FRANCE_SERVICES = "France Services", _("France Services")
    GRANDE_ECOLE_DU_NUMERIQUE = (
        "Grande école du numérique",
        _("Grande école du numérique"),
    )
    LA_CROIX_ROUGE = "La Croix Rouge", _("La Croix Rouge")
    POINT_ACCES_NUMERIQUE_CAF = (
        "Point d'accès numérique CAF",
        _("Point d’accès numérique CAF"),
    )
    PROMENEURS_DU_NET = "Promeneurs du net", _("Promeneurs du net")
    RELAIS_NUMERIQUE_EMMAUS_CONNECT = (
        "Relais numérique (Emmaüs Connect)",
        _("Relais numérique (Emmaüs Connect)"),
    )


class Training(TextChoices):
    MON_ESPACE_SANTE = (
        "Formé à « Mon Espace Santé »",
        _("Formé à « Mon Espace Santé »"),
    )
    DUPLEX = (
        "Formé à « DUPLEX » (illettrisme)",
        _("Formé à « DUPLEX » (illettrisme)"),
    )
    ARNIA_MEDNUM = (
        "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
        _("Arnia/MedNum BFC (Bourgogne-Franche-Comté)"),
    )
    COLLECTIF_RESSOURCES_ET_ACTEURS_REEMPLOI = (
        "Collectif ressources et acteurs réemploi (Normandie)",
        _("Collectif ressources et acteurs réemploi (Normandie)"),
    )
    ETAPES_NUMERIQUES = "Étapes numériques(La Poste)", _("Étapes numériques (La Poste)")
    FABRIQUES_DE_TERRITOIRE = "Fabriques de Territoire", _("Fabriques de Territoire")
    LES_ECLAIREURS = (
        "Les Éclaireurs du numérique (Drôme)",
        _("Les Éclaireurs du numérique (Drôme)"),
    )
    MES_PAPIERS = (
        "Mes Papiers (Métropole de Lyon)",
        _("Mes Papiers (Métropole de Lyon)"),
    )
    ORDI3 = "ORDI 3.0", _("ORDI 3.0")
    SUD_LABS = "SUD LABS (PACA)", _("SUD LABS (PACA)")


class Roaming(TextChoices):
    ROAMING = "Itinérant", _("Itinérant")
    FIXED = "Fixe", _("Fixe")


class AccessMode(TextChoices):
    WALK_IN = "Se présenter", _("Se présenter")
    PHONE = "Téléphoner", _("Téléphoner")
    EMAIL = "Contacter par mail", _("Contacter par mail")
    ONLINE_BOOKING = "Prendre un RDV en ligne", _("Prendre un RDV en ligne")
    NO_PUBLIC = (
        "Ce lieu n'accueille pas de public",
        _("Ce lieu n’accueille pas de public"),
    )
    PRESCRIPTION_FORM = (
        "Envoyer un mail avec une fiche de prescription",
        _("Envoyer un mail avec une fiche de prescription"),
    )


class SupportMode(TextChoices):
    ON_ONE_S_OWN = "En autonomie", _("En autonomie")
    ONE_TO_ONE = "Accompagnement individuel", _("Accompagnement individuel")
    WORKSHOP = "Dans un atelier collectif", _("Dans un atelier collectif")
    REMOTE = "À distance", _("À distance")


class Typology(TextChoices):
    ACI = "ACI", _("Structures porteuses d’ateliers et chantiers d’insertion (ACI)")
    ACIPHC = (
        "ACIPHC",
        _("SIAE — Atelier chantier d’insertion premières heures en chantier"),
    )
    AFPA = (
        "AFPA",
        _("Agence nationale pour la formation professionnelle des adultes (AFPA)"),
    )
    AI = "AI", _("Associations intermédiaires (AI)")
    ASE = "ASE", _("Aide sociale à l’enfance (ASE)")
    ASSO = "ASSO", _("Associations")
    ASSO_CHOMEUR = "ASSO_CHOMEUR", _("Associations de chômeurs")
    Autre = "Autre", _("Autre")
    AVIP = "AVIP", _("Crèche à vocation d’insertion professionnelle")
    BIB = "BIB", _("Bibliothèque / Médiathèque")
    CAARUD = (
        "CAARUD",
        _("CAARUD - Centre d’accueil et d’accompagnement à la réduction de risques pour usagers de drogues"),
    )
    CADA = "CADA", _("Centres d’accueil de demandeurs d’asile (CADA)")
    CAF = "CAF", _("Caisses d’allocation familiale (CAF)")
    CAP_EMPLOI = "CAP_EMPLOI", _("Cap Emploi")
    CAVA = "CAVA", _("Centres d’adaptation à la vie active (CAVA)")
    CC = "CC", _("Communautés de Commune")
    CCAS = "CCAS", _("Centres communaux d’action sociale (CCAS)")
    CCONS = "CCONS", _("Chambres consulaires (CCI, CMA, CA)")
    CD = "CD", _("Conseils Départementaux (CD)")
    CDAS = "CDAS", _("Centre départemental d’action sociale (CDAS)")
    CFP = "CFP", _("Centre des finances publiques (CFP)")
    CHRS = "CHRS", _("Centres d’hébergement et de réinsertion sociale (CHRS)")
    CHU = "CHU", _("Centres d’hébergement d’urgence (CHU)")
    CIAS = "CIAS", _("Centres intercommunaux d’action sociale (CIAS)")
    CIDFF = (
        "CIDFF",
        _("Centres d’information sur les droits des femmes et des familles (CIDFF)"),
    )
    CITMET = "CITMET", _("Cité des métiers")
    CMP = "CMP", _("Centre Médico Psychologique (CMP)")
    CMS = "CMS", _("Centre Médico Social (CMS)")
    CPAM = "CPAM", _("Caisse primaire d’assurance maladie (CPAM)")
    CPH = "CPH", _("Centres provisoires d’hébergement (CPH)")
    CS = "CS", _("Centre social")
    CSAPA = (
        "CSAPA",
        _("CSAPA - Centre de soins, d’accompagnement et de prévention en addictologie"),
    )
    CSC = "CSC", _("Centre socioculturel (CSC)")
    DEETS = (
        "DEETS",
        _("Directions de l’Economie, de l’Emploi, du Travail et des Solidarités (DEETS)"),
    )
    DEPT = "DEPT", _("Services sociaux du Conseil départemental")
    DIPLP = (
        "DIPLP",
        _("Délégation interministérielles à la prévention et à la lutte contre la pauvreté"),
    )
    E2C = "E2C", _("E2C - École de la deuxième chance")
    EA = "EA", _("Entreprise adaptée (EA)")
    EATT = "EATT", _("Entreprise Adaptée (EATT)")
    EI = "EI", _("Entreprises d’insertion (EI)")
    EITI = "EITI", _("Entreprises d’insertion par le travail indépendant (EITI)")
    ENM = "ENM", _("Espace Numérique Mobile (ENM)")
    EPCI = "EPCI", _("Intercommunalité (EPCI)")
    EPI = "EPI", _("Espace Public Internet (EPI)")
    EPIDE = "EPIDE", _("EPIDE - Établissement pour l’insertion dans l’emploi")
    EPN = "EPN", _("Espace public numérique (EPN)")
    ES = "ES", _("Épicerie solidaire (ES)")
    ESAT = "ESAT", _("Établissements ou services d’aide par le travail (ESAT)")
    ESS = "ESS", _("Entreprise de l’Économie Sociale et Solidaire")
    ETTI = "ETTI", _("Entreprises de travail temporaire d’insertion (ETTI)")
    EVS = "EVS", _("Espace de vie sociale (EVS)")
    FABLAB = "FABLAB", _("Fablab")
    FABRIQUE = "FABRIQUE", _("Fabrique")
    FAIS = "FAIS", _("Fédérations d’acteurs de l’insertion et de la solidarité")
    FT = "FT", _("France travail")
    GEIQ = (
        "GEIQ",
        _("Groupements d’employeurs pour l’insertion et la qualification (GEIQ)"),
    )
    HUDA = "HUDA", _("Hébergement d’urgence pour demandeurs d’asile (HUDA)")
    LA_POSTE = "LA_POSTE", _("La Poste")
    MDE = "MDE", _("Maison de l’emploi")
    MDH = "MDH", _("Maison des Habitants")
    MDEF = "MDEF", _("Maison de l’emploi et de la formation")
    MDPH = "MDPH", _("Maison Départementale des Personnes Handicapées")
    MDS = "MDS", _("Maison Départementale des Solidarités")
    MJC = "MJC", _("Maison des jeunes et de la culture")
    ML = "ML", _("Mission Locale")
    MQ = "MQ", _("Maison de quartier")
    MSA = "MSA", _("Mutualité Sociale Agricole")
    MSAP = "MSAP", _("Maison de Services Au Public (MSAP)")
    MUNI = "MUNI", _("Municipalités")
    OACAS = (
        "OACAS",
        _("Structures agréées Organisme d’accueil communautaire et d’activité solidaire (OACAS)"),
    )
    ODC = "ODC", _("Organisation délégataire d’un CD")
    OF = "OF", _("Organisme de formations")
    OIL = "OIL", _("Opérateur d’intermédiation locative")
    OPCS = "OPCS", _("Organisation porteuse de la clause sociale")
    PAD = "PAD", _("Point d’Accès au Droit")
    PENSION = "PENSION", _("Pension de famille / résidence accueil")
    PI = "PI", _("Point information")
    PIJ_BIJ = "PIJ_BIJ", _("Points et bureaux information jeunesse (PIJ/BIJ)")
    PIMMS = "PIMMS", _("Point Information Médiation Multi Services (PIMMS)")
    PJJ = "PJJ", _("Protection judiciaire de la jeunesse (PJJ)")
    PLIE = "PLIE", _("Plans locaux pour l’insertion et l’emploi (PLIE)")
    PREF = "PREF", _("Préfecture, Sous-Préfecture")
    PREVENTION = "PREVENTION", _("Service ou club de prévention")
    REG = "REG", _("Région")
    RELAIS_LECTURE = "RELAIS_LECTURE", _("Relais lecture")
    RESSOURCERIE = "RESSOURCERIE", _("Ressourcerie")
    RFS = "RFS", _("Réseau France Services")
    RS_FJT = "RS_FJT", _("Résidence sociale / FJT - Foyer de Jeunes Travailleurs")
    SCP = "SCP", _("Services et clubs de prévention")
    SPIP = "SPIP", _("Services pénitentiaires d’insertion et de probation (SPIP)")
    TIERS_LIEUX = "TIERS_LIEUX", _("Tiers lieu & coworking")
    UDAF = "UDAF", _("Union Départementale d’Aide aux Familles (UDAF)")
