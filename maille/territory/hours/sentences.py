"""What the readers of hours say of a text they refuse, in French and in English."""

from maille.language.phrases import Phrase, Phrasebook

HOURS = Phrasebook(
    "hours",
    {
        "other_matter": (
            "Ce texte parle d’autre chose que des heures de ce jour\u00a0: gardez-le à part.",
            "This text is about something else than the hours of that day: keep it apart.",
        ),
        "tuesday_or_march": (
            "«\u00a0Mar\u00a0» peut être mars ou mardi\u00a0: écrivez le mot en entier.",
            "“Mar” may be March or Tuesday (mardi): write the whole word.",
        ),
        "six_or_seven": (
            "Il faut six ou sept horaires, un par jour à partir du lundi, ou les noms des jours.",
            "Six or seven timetables are needed, one a day from Monday on, or the names of the days.",
        ),
        "other_day": (
            "Ce texte parle d’un autre jour que celui de sa colonne\u00a0: corrigez-le.",
            "This text is about another day than the one of its column: correct it.",
        ),
        "not_osm": (
            "«\u00a0{word}\u00a0» n’est pas compris\u00a0: écrivez par exemple «\u00a0Mo-Fr 09:00-12:00\u00a0».",
            "“{word}” is not understood: write for example “Mo-Fr 09:00-12:00”.",
        ),
        "osm_empty": (
            "Indiquez des jours et des heures, par exemple «\u00a0Mo-Fr 09:00-12:00\u00a0».",
            "Give days and hours, for example “Mo-Fr 09:00-12:00”.",
        ),
        "rule_without_day": (
            "Une règle sans jour efface toutes les précédentes\u00a0: précisez ses jours.",
            "A rule without a day erases all the ones before: say its days.",
        ),
        "no_such_date": (
            "Le {day} {month} n’existe pas\u00a0: corrigez la date.",
            "{month} {day} does not exist: correct the date.",
        ),
        "osm_rank": (
            "Écrivez entre crochets le rang dans le mois, de 1 à 5, ou -1 pour le dernier\u00a0: «\u00a0Sa[1]\u00a0».",
            "Write between brackets the rank in the month, from 1 to 5, or -1 for the last: “Sa[1]”.",
        ),
        "osm_no_hours": (
            "Il manque les heures\u00a0: ajoutez par exemple «\u00a009:00-12:00\u00a0», ou «\u00a0off\u00a0».",
            "The hours are missing: add for example “09:00-12:00”, or “off”.",
        ),
        "osm_partly_closed": (
            "Une fermeture à certaines heures n’est pas acceptée\u00a0: écrivez les heures où c’est ouvert.",
            "Being closed at some hours is not accepted: write the hours when it is open.",
        ),
        "osm_year": (
            "Les années ne sont pas acceptées\u00a0: ajoutez plutôt une exception datée.",
            "Years are not accepted: add a dated exception instead.",
        ),
        "osm_no_end": (
            "Il manque une heure de fin\u00a0: écrivez par exemple «\u00a009:00-12:00\u00a0».",
            "An hour of closing is missing: write for example “09:00-12:00”.",
        ),
        "osm_both_ends": (
            "Écrivez le jour aux deux bouts de la période, par exemple «\u00a0Jul 01-Aug 31\u00a0».",
            "Write the day at both ends of the period, for example “Jul 01-Aug 31”.",
        ),
        "hours_after_closed": (
            "Des heures suivent des jours fermés ou exceptés\u00a0: dites plutôt quand c’est ouvert.",
            "Hours follow days that are closed or excepted: say rather when it is open.",
        ),
        "days_and_periods": (
            "Des jours et des périodes sont mêlés\u00a0: donnez les heures de chacun à part.",
            "Days and periods are mixed: give the hours of each apart.",
        ),
        "no_hours_for": (
            "Il n’y a pas d’heures pour {days}\u00a0: ajoutez-les.",
            "There are no hours for {days}: add them.",
        ),
        "hours_without_day": (
            "Des heures n’ont pas de jour\u00a0: précisez lequel.",
            "Some hours have no day: say which one.",
        ),
        "except_hours": (
            "Après «\u00a0sauf\u00a0», ces heures peuvent être ouvertes ou fermées\u00a0: écrivez ce jour à part.",
            "After “sauf” (except), these hours may be open or closed: write that day apart.",
        ),
        "except_what": (
            (
                "«\u00a0Sauf\u00a0» peut valoir pour ces seules heures ou pour toutes\u00a0: écrivez plutôt "
                "«\u00a0fermé…\u00a0»."
            ),
            "“Sauf” (except) may hold for these hours alone or for all of them: write “fermé…” (closed) instead.",
        ),
        "closed_in_term": (
            "Fermé en période scolaire\u00a0: donnez plutôt les heures des vacances scolaires.",
            "Closed in term time: give the hours of the school holidays instead.",
        ),
        "closed_what": (
            "Le texte ne dit pas ce qui est fermé ou excepté\u00a0: complétez la phrase.",
            "The text does not say what is closed or excepted: finish the sentence.",
        ),
        "part_excepted": (
            "Une partie de journée est exceptée\u00a0: dites plutôt les heures d’ouverture de ce jour.",
            "A part of a day is excepted: say rather when that day is open.",
        ),
        "including_what": (
            "«\u00a0Y compris\u00a0» n’est compris que pour les jours fériés et les vacances scolaires.",
            "“Y compris” (including) is only understood for public holidays and school holidays.",
        ),
        "period_of_what": (
            "On ne sait pas à quelles heures se rapporte la période\u00a0: commencez la ligne par elle.",
            "It is not clear which hours the period is about: begin the line with it.",
        ),
        "except_and": (
            (
                "«\u00a0Sauf\u00a0» ou «\u00a0fermé\u00a0» est suivi de «\u00a0et\u00a0»\u00a0: dites d’abord "
                "de quels jours il s’agit."
            ),
            "“Sauf” (except) or “fermé” (closed) is followed by “et” (and): first say which days it is about.",
        ),
        "no_hours": (
            "Il n’y a pas d’heures d’ouverture\u00a0: ajoutez-les, par exemple «\u00a0lundi 9h-12h\u00a0».",
            "There are no opening hours: add them, for example “lundi 9h-12h”.",
        ),
        "rank_adds": (
            "Pour {days}, on ne sait pas si le rang dans le mois ajoute ou remplace.",
            "For {days}, it is not clear whether the rank in the month adds or replaces.",
        ),
        "parts_differ": (
            "Les heures ne correspondent pas au matin, à l’après-midi ou au soir annoncé\u00a0: vérifiez-les.",
            "The hours do not fit the morning, afternoon or evening announced: check them.",
        ),
        "periods_overlap": (
            "Plusieurs périodes se recouvrent\u00a0: gardez ces horaires en toutes lettres.",
            "Several periods overlap: keep these hours in words.",
        ),
        "holidays_and_months": (
            "Vacances scolaires et mois sont mêlés\u00a0: donnez les heures de chacun à part.",
            "School holidays and months are mixed: give the hours of each apart.",
        ),
        "public_in_holidays": (
            "Des heures de jours fériés pendant les vacances\u00a0: gardez ces horaires en toutes lettres.",
            "Hours of public holidays within school holidays: keep these hours in words.",
        ),
        "two_for_day": (
            "Deux horaires différents pour {days}\u00a0: gardez-en un.",
            "Two different timetables for {days}: keep one.",
        ),
        "period_incomplete": (
            "La période ne donne pas les heures de tous les jours\u00a0: complétez-la.",
            "The period does not give the hours of every day: complete it.",
        ),
        "seasons_overlap": (
            "Deux périodes de l’année se recouvrent\u00a0: corrigez l’une des deux.",
            "Two periods of the year overlap: correct one of them.",
        ),
        "two_for_rank": (
            "Deux horaires pour le même {days} du mois\u00a0: gardez-en un.",
            "Two timetables for the same {days} of the month: keep one.",
        ),
        "two_for_public": (
            "Deux horaires pour les jours fériés\u00a0: gardez-en un.",
            "Two timetables for public holidays: keep one.",
        ),
        "open_and_closed": ("{days}\u00a0: à la fois ouvert et fermé.", "{days}: both open and closed."),
        "closed_part_open": (
            "{days}\u00a0: une partie fermée est aussi dite ouverte.",
            "{days}: a part said to be closed is also said to be open.",
        ),
        "lone_hour": (
            "Une heure est seule («\u00a0{hour}\u00a0»)\u00a0: il manque l’ouverture ou la fermeture.",
            "An hour stands alone (“{hour}”): the opening or the closing is missing.",
        ),
        "not_a_range_far": (
            "«\u00a0{first} … {last}\u00a0» n’est pas une plage\u00a0: écrivez «\u00a09h-12h\u00a0».",
            "“{first} … {last}” is not a range: write “9h-12h”.",
        ),
        "not_a_range": (
            "«\u00a0{first} {last}\u00a0» n’est pas une plage\u00a0: écrivez «\u00a09h-12h\u00a0».",
            "“{first} {last}” is not a range: write “9h-12h”.",
        ),
        "too_early": (
            "Ouvrir à {hour} paraît une erreur\u00a0: pour l’après-midi, écrivez 14h plutôt que 2h.",
            "Opening at {hour} looks like a mistake: for the afternoon, write 14h rather than 2h.",
        ),
        "no_such_hour": (
            "L’heure «\u00a0{hour}\u00a0» n’existe pas\u00a0: corrigez-la.",
            "The hour “{hour}” does not exist: correct it.",
        ),
        "part_of_which_days": (
            "Matin ou après-midi ne vaut pas pour tous les jours cités\u00a0: séparez-les, avec leurs heures.",
            "Morning or afternoon does not hold for all the days named: separate them, with their hours.",
        ),
        "to_or_and": (
            (
                "«\u00a0{said}\u00a0» peut être une suite ou deux jours\u00a0: écrivez «\u00a0au\u00a0» ou "
                "«\u00a0et\u00a0»."
            ),
            "“{said}” may be a run of days or two days: write “au” (to) or “et” (and).",
        ),
        "rank_in_full": (
            "Écrivez le rang et le jour en entier, par exemple «\u00a01er samedi du mois\u00a0».",
            "Write the rank and the day in full, for example “1er samedi du mois”.",
        ),
        "date_does_not_exist": ("Cette date n’existe pas\u00a0: corrigez-la.", "This date does not exist: correct it."),
        "both_ends": (
            "Écrivez le jour aux deux bouts de la période, par exemple «\u00a0du 1er juillet au 31 août\u00a0».",
            "Write the day at both ends of the period, for example “du 1er juillet au 31 août”.",
        ),
        "not_here": (
            "«\u00a0{word}\u00a0» n’est pas compris ici\u00a0: écrivez par exemple «\u00a0de septembre à juin\u00a0».",
            "“{word}” is not understood here: write for example “de septembre à juin”.",
        ),
        "which_day_of_month": (
            "Dites quel jour du mois, par exemple «\u00a01er samedi du mois\u00a0».",
            "Say which day of the month, for example “1er samedi du mois”.",
        ),
        "not_understood": (
            (
                "«\u00a0{word}\u00a0» n’est pas compris et pourrait changer le sens\u00a0: gardez le texte, ou "
                "retirez ce mot."
            ),
            "“{word}” is not understood and could change the meaning: keep the text, or remove this word.",
        ),
        "tuesday_or_wednesday": (
            "«\u00a0M\u00a0» peut être mardi ou mercredi\u00a0: écrivez les jours en entier.",
            "“M” may be Tuesday (mardi) or Wednesday (mercredi): write the days in full.",
        ),
        "backwards": (
            "La plage {range} finit avant de commencer\u00a0: corrigez l’une des deux heures.",
            "The range {range} ends before it begins: correct one of the two hours.",
        ),
        "beyond_the_day": (
            "L’heure {hour} n’existe pas\u00a0: la journée va de 00:00 à 24:00.",
            "The hour {hour} does not exist: the day goes from 00:00 to 24:00.",
        ),
        "overlap": (
            "Les plages {first} et {second} se chevauchent\u00a0: gardez une seule des deux.",
            "The ranges {first} and {second} overlap: keep only one.",
        ),
        "not_weekly": (
            "Ces horaires ne valent pas toutes les semaines\u00a0: gardez-les en toutes lettres.",
            "These hours do not hold every week: keep them in words.",
        ),
        "how_often": (
            (
                "Le texte dit combien de fois, pas quels jours\u00a0: précisez-les, par exemple «\u00a01er "
                "samedi du mois\u00a0»."
            ),
            "The text says how often, not which days: name them, for example “1er samedi du mois”.",
        ),
        "by_appointment": (
            "Sur rendez-vous ou sur inscription, la porte n’est pas ouverte à tous\u00a0: gardez le texte.",
            "By appointment or by registration, the door is not open to all: keep the text.",
        ),
        "approximate": (
            "Les heures sont approximatives ou variables\u00a0: donnez-les précises, ou gardez le texte.",
            "The hours are approximate or vary: give exact ones, or keep the text.",
        ),
        "no_year_round": (
            (
                "Il manque un début ou une fin qui vaille toute l’année\u00a0: donnez l’horaire habituel et une "
                "exception datée."
            ),
            "A beginning or an end that holds all year is missing: give the usual hours and a dated exception.",
        ),
        "contact_inside": (
            "Un numéro de téléphone ou une adresse est mêlé aux heures\u00a0: mettez-le dans son propre champ.",
            "A telephone number or an address is mixed with the hours: put it in its own field.",
        ),
        "exceptional": (
            "Ce n’est pas l’horaire habituel\u00a0: donnez-le à part, en exception datée.",
            "These are not the usual hours: give them apart, as a dated exception.",
        ),
        "which_holidays": (
            (
                "Le texte ne dit pas quelles vacances\u00a0: écrivez «\u00a0vacances scolaires\u00a0», ou "
                "ajoutez une exception datée."
            ),
            "The text does not say which holidays: write “vacances scolaires”, or add a dated exception.",
        ),
        "which_season": ("Donnez les mois plutôt que la saison.", "Give the months rather than the season."),
        "working_days": (
            "«\u00a0Jours ouvrables\u00a0» se comprend de deux façons\u00a0: nommez les jours.",
            "“Jours ouvrables” can be understood in two ways: name the days.",
        ),
        "osm_week": (
            "Les numéros de semaine ne sont pas acceptés\u00a0: gardez ces horaires en toutes lettres.",
            "Week numbers are not accepted: keep these hours in words.",
        ),
        "osm_easter": (
            "Les dates mobiles ne sont pas acceptées\u00a0: ajoutez plutôt une exception datée.",
            "Movable dates are not accepted: add a dated exception instead.",
        ),
        "osm_unknown": (
            "«\u00a0unknown\u00a0» n’est pas accepté\u00a0: indiquez des heures, ou laissez vide.",
            "“unknown” is not accepted: give hours, or leave it empty.",
        ),
        "osm_sun": (
            "Les heures du soleil ne sont pas acceptées\u00a0: indiquez des heures fixes.",
            "Hours of the sun are not accepted: give fixed hours.",
        ),
        "osm_comment": (
            "Les commentaires entre guillemets ne sont pas acceptés\u00a0: écrivez-les dans la présentation du lieu.",
            "Comments between quotation marks are not accepted: write them in the presentation of the place.",
        ),
        "osm_open_end": (
            "Il manque une heure de fin\u00a0: remplacez «\u00a0+\u00a0» par l’heure de fermeture.",
            "An hour of closing is missing: replace “+” by it.",
        ),
        "osm_fallback": (
            "Les horaires de secours («\u00a0||\u00a0») ne sont pas acceptés\u00a0: gardez une seule règle.",
            "Fallback hours (“||”) are not accepted: keep a single rule.",
        ),
        "osm_parentheses": (
            "Les parenthèses ne sont pas acceptées\u00a0: indiquez des heures fixes.",
            "Parentheses are not accepted: give fixed hours.",
        ),
        "empty": (
            "Il n’y a pas d’horaires\u00a0: écrivez par exemple «\u00a0du lundi au vendredi 9h-12h\u00a0».",
            "There are no hours: write for example “du lundi au vendredi 9h-12h”.",
        ),
        "on_day": ("{day}\u00a0: {problem}", "{day}: {problem}"),
        "these_days": ("ces jours", "these days"),
        "part_of_text": ("une partie du texte", "a part of the text"),
        "day_0": ("lundi", "Monday"),
        "day_1": ("mardi", "Tuesday"),
        "day_2": ("mercredi", "Wednesday"),
        "day_3": ("jeudi", "Thursday"),
        "day_4": ("vendredi", "Friday"),
        "day_5": ("samedi", "Saturday"),
        "day_6": ("dimanche", "Sunday"),
        "day_0_first": ("Lundi", "Monday"),
        "day_1_first": ("Mardi", "Tuesday"),
        "day_2_first": ("Mercredi", "Wednesday"),
        "day_3_first": ("Jeudi", "Thursday"),
        "day_4_first": ("Vendredi", "Friday"),
        "day_5_first": ("Samedi", "Saturday"),
        "day_6_first": ("Dimanche", "Sunday"),
    },
)


def names_of(weekdays: frozenset[int], *, first: bool = False) -> tuple[Phrase, ...]:
    """Weekdays by name, to be said in a sentence or `first` in it."""
    days = sorted(weekdays)
    return tuple(HOURS(f"day_{day}_first" if first and day == days[0] else f"day_{day}") for day in days)
