"""What is said of posters: the names of their fields, what to correct, and why one is out of date."""

from maille.language.phrases import Phrasebook

from .statements import CORRECTION, EDIT, REACTION, TYPO, WITHDRAWAL

NAMES = Phrasebook(
    "poster_fields",
    {
        "title": ("le titre", "the title"),
        "slogan": ("le slogan", "the slogan"),
        "facts": ("le texte du bas", "the text at the foot"),
        "source": ("la source", "the source"),
        "when": ("quand", "when"),
        "where": ("où", "where"),
        "price": ("le prix", "the price"),
        "phone": ("le téléphone", "the telephone"),
        "lines": ("le programme", "the programme"),
        "signature": ("la signature", "the signature"),
        "place": ("l’adresse du lieu", "the address of the place"),
    },
)
SAYS = Phrasebook(
    "posters",
    {
        "no_title": ("Écrivez un titre\u00a0: c’est la bande du haut.", "Write a title: it is the band at the top."),
        "no_slogan": (
            "Écrivez le slogan\u00a0: ce qui se lit de loin, un peu par ligne.",
            "Write the slogan: what is read from afar, a little on each line.",
        ),
        "no_facts": (
            "Écrivez le texte du bas\u00a0: ce qui est vrai, et que l’on peut vérifier.",
            "Write the text at the foot: what is true, and can be checked.",
        ),
        "no_source": (
            "Dites d’où vient ce que l’affiche affirme\u00a0: un texte, une date, une adresse.",
            "Say where what the poster claims comes from: a text, a date, an address.",
        ),
        "no_when": (
            "Dites quand\u00a0: le jour de la semaine, la date, l’heure.",
            "Say when: the day of the week, the date, the time.",
        ),
        "no_where": ("Dites où\u00a0: le lieu et son adresse.", "Say where: the place and its address."),
        "no_lines": (
            "Écrivez le programme\u00a0: une ligne par rendez-vous, le moment, une barre | puis l’atelier.",
            "Write the programme: one line each, the time, a bar | then the workshop.",
        ),
        "no_phone": (
            "Donnez le téléphone\u00a0: il est sur chaque languette.",
            "Give the telephone: each tab bears it.",
        ),
        "no_signature": (
            "Signez\u00a0: le nom et l’adresse de qui affiche. La loi le demande.",
            "Sign: the name and address of who puts it up. The law asks for it.",
        ),
        "better": (
            "Il manque {field}\u00a0: on vous le demandera. L’affiche s’imprime quand même.",
            "It lacks {field}: people will ask. The poster prints all the same.",
        ),
        "length": (
            "C’est trop long\u00a0: {field} tient en {most} signes. Retirez-en {excess}.",
            "It is too long: {field} holds {most} signs. Take {excess} off.",
        ),
        "rows": (
            "Il y a trop de lignes\u00a0: {field} en a {count}, {most} au plus tiennent.",
            "There are too many lines: {field} has {count}, {most} at most fit.",
        ),
        "character": (
            "Nos caractères ne dessinent pas {characters:q}\u00a0: retirez-le de ce champ ({field}).",
            "Our typeface does not draw {characters:q}: take it off this field ({field}).",
        ),
        "colour": ("Écrivez la couleur comme #0b5d4e.", "Write the colour like #0b5d4e."),
        "contrast": (
            "Cette couleur se lit mal sur du blanc ({ratio} au lieu de 4,5)\u00a0: choisissez-la plus foncée.",
            "This colour is hard to read on white ({ratio} instead of 4.5): choose a darker one.",
        ),
        "past": (
            "L’affiche ne vaut que jusqu’au {day}, qui est passé\u00a0: corrigez les dates avant de l’imprimer.",
            "The poster is good until {day} only, which is past: correct the dates before printing it.",
        ),
        "no_room": (
            "Sur cette feuille, {field} ne tient pas\u00a0: retirez environ {excess} signes de {text:q}.",
            "On this sheet, {field} does not fit: take about {excess} signs off {text:q}.",
        ),
        "law": (
            "Prenez du papier de couleur\u00a0: noir sur blanc est aux affiches officielles (loi de 1881, article 15).",
            "Take coloured paper: black on white is for official posters (law of 1881, article 15).",
        ),
        "no_code": (
            "Le code de l’affiche ne se relit pas sur cette feuille\u00a0: choisissez un format plus grand.",
            "The code of the poster cannot be read back from this sheet: choose a larger one.",
        ),
        "office_only": (
            "Ce format s’imprime au bureau ou se montre à l’écran\u00a0: choisissez «\u00a0bureau\u00a0».",
            "This format is for an office printer or a screen: choose “office”.",
        ),
        "screen_only": (
            "L’image pour les réseaux sociaux est un PNG\u00a0: choisissez PNG.",
            "The picture for social networks is a PNG: choose PNG.",
        ),
        "replaced": (
            "Cette affiche a été remplacée le {day}\u00a0: la version {number} dit autre chose.",
            "This poster was replaced on {day}: version {number} says something else.",
        ),
        "over": ("Ce qu’elle annonce est passé depuis le {day}.", "What it announces has been over since {day}."),
        "gone": ("Ce qu’elle annonce n’est plus prévu.", "What it announces is no longer planned."),
        "cancelled": ("Ce qu’elle annonce est annulé.", "What it announces is cancelled."),
        "withdrawn": ("Le texte qu’elle cite a été retiré.", "The text that it quotes was withdrawn."),
        "version": (
            "Elle cite la version {number} d’un texte qui a changé depuis\u00a0: {change} du {day}.",
            "It quotes version {number} of a text that has changed since: {change} of {day}.",
        ),
        "programme": (
            "Le programme de cette semaine a changé depuis.",
            "The programme of that week has changed since.",
        ),
        "moved": (
            "Ce n’est plus {then:q}, mais {now:q}.",
            "It is no longer {then:q}, but {now:q}.",
        ),
    },
)

CHANGES = Phrasebook(
    "poster_changes",
    {
        EDIT: ("EDIT", "EDIT"),
        CORRECTION: ("RECTIFICATIF", "RECTIFICATIF (correction)"),
        REACTION: ("RÉACTION", "RÉACTION (response)"),
        TYPO: ("COQUILLE", "COQUILLE (misprint)"),
        WITHDRAWAL: ("RETRAIT", "RETRAIT (withdrawal)"),
    },
)
