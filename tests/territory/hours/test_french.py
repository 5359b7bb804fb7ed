"""French texts and what they say, refusals included: one line, one text."""

import pytest
from hypothesis import given

from maille.territory.hours.french import read_french, read_week, write_french
from maille.territory.hours.osm import parse_osm, to_osm
from tests.territory.hours.strategies import schedules, thorough

SAID = """
du lundi au vendredi 9h-12h                                     | Mo-Fr 09:00-12:00
Lundi à vendredi 9h-12h / 14h-17h                               | Mo-Fr 09:00-12:00,14:00-17:00
lundi, mardi, jeudi : 9h-12h30 13h-17h30 et Vendredi 8h30-12h30 | Mo,Tu,Th 09:00-12:30,13:00-17:30; Fr 08:30-12:30
tous les jours de 9h à 18h                                      | 09:00-18:00
tous les jours de 9h à 18h sauf le dimanche                     | Mo-Sa 09:00-18:00
tous les jours sauf le mercredi 9h-12h                          | Mo,Tu,Th-Su 09:00-12:00
du mardi au samedi de 10h à 18h, fermé le jeudi                 | Tu,We,Fr,Sa 10:00-18:00
mardi et jeudi matin de 9h à 12h                                | Tu,Th 09:00-12:00
le matin du lundi au vendredi 9h-12h                            | Mo-Fr 09:00-12:00
du lundi au vendredi matin : 9h-12h, après-midi : 14h-17h       | Mo-Fr 09:00-12:00,14:00-17:00
lundi au vendredi : 9h-12h le matin et 14h-17h l’après-midi     | Mo-Fr 09:00-12:00,14:00-17:00
Fermé le matin - 13h30 à 18h                                    | 13:30-18:00
en semaine de 9h à 17h                                          | Mo-Fr 09:00-17:00
le week-end 14h-18h                                             | Sa,Su 14:00-18:00
24h/24 7j/7                                                     | 24/7
7j/7 de 9h à 20h                                                | 09:00-20:00
lundi 9h-midi                                                   | Mo 09:00-12:00
tous les jours de 20h à minuit                                  | 20:00-24:00
mardi 22h-2h                                                    | Tu 22:00-02:00
lundi 9h-24h                                                    | Mo 09:00-24:00
lun. 9h-12h, mar. 14h-17h                                       | Mo 09:00-12:00; Tu 14:00-17:00
Lun-Ven 9h-17h                                                  | Mo-Fr 09:00-17:00
Ma, Me, J, V 9h-12h                                             | Tu-Fr 09:00-12:00
LMMJV 9h-17h                                                    | Mo-Fr 09:00-17:00
L-V 9h-17h                                                      | Mo-Fr 09:00-17:00
S et D : 10h-12h                                                | Sa,Su 10:00-12:00
lundi-mardi-jeudi 9h-12h                                        | Mo,Tu,Th 09:00-12:00
lun/mar/jeu/ven 9h-17h                                          | Mo,Tu,Th,Fr 09:00-17:00
MERCREDI de 14H00 à 16h00 et VENDREDI de 13H30 à 15h30          | We 14:00-16:00; Fr 13:30-15:30
LUNDI FERME MARDI 9H-12H                                        | Tu 09:00-12:00
lundi : 9h-12h ; mardi : - ; mercredi : fermé ; jeudi : 9h-12h  | Mo,Th 09:00-12:00
9h-12h lundi, 14h-17h mardi                                     | Mo 09:00-12:00; Tu 14:00-17:00
8h-12h du Lundi au Samedi et  13h30-17h30 le mercredi | Mo,Tu,Th-Sa 08:00-12:00; We 08:00-12:00,13:30-17:30
lundi 9h-12h ; lundi 14h-17h                                    | Mo 09:00-12:00,14:00-17:00
Mar : 14h-19hMer :14h-18h                                       | Tu 14:00-19:00; We 14:00-18:00
de 8h30 à 16h30Samedi fermé lundi 9h-10h                        |
<p>Lundi&nbsp;: 9h&nbsp;&ndash;&nbsp;12h</p>                    | Mo 09:00-12:00
Lundi 9h-12h<br />Mardi 14h-17h                                 | Mo 09:00-12:00; Tu 14:00-17:00
> mardi : 14h-18h30 > mercredi : 10h-18h30                      | Tu 14:00-18:30; We 10:00-18:30
Horaires d'ouverture : lundi, 8 h 30 – 12 h 00, 13 h 30 – 17 h  | Mo 08:30-12:00,13:30-17:00
Ouvert du lundi au vendredi de 9 heures à 17 heures             | Mo-Fr 09:00-17:00
mardi entre 10h et 12h                                          | Tu 10:00-12:00
lundi 9.30-12.30                                                | Mo 09:30-12:30
lundi 14 18 h mardi 9 12 h et 14 21 h                           | Mo 14:00-18:00; Tu 09:00-12:00,14:00-21:00
Sans rendez-vous du lundi au jeudi de 9h30 à 12h                | Mo-Th 09:30-12:00
lundi 9h-12h avec ou sans rendez-vous                           | Mo 09:00-12:00
1er samedi du mois 9h-12h                                       | Sa[1] 09:00-12:00
1er et 3ème samedis du mois de 9h à 12h                         | Sa[1,3] 09:00-12:00
le deuxième mardi matin de chaque mois de 9h à 12h              | Tu[2] 09:00-12:00
9h - 12h le 1er et le dernier samedi du mois                    | Sa[1,-1] 09:00-12:00
lundi au vendredi 9h-17h sauf le 1er lundi du mois              | Mo-Fr 09:00-17:00; Mo[1] off
du lundi au vendredi 9h-12h, fermé les jours fériés             | Mo-Fr 09:00-12:00; PH off
dimanche et jours fériés 10h-12h                                | Su 10:00-12:00; PH 10:00-12:00
lundi 9h-12h, y compris les jours fériés                        | Mo 09:00-12:00
du lundi au vendredi 9h-12h hors vacances scolaires             | Mo-Fr 09:00-12:00; SH off
mercredi 14h-18h en période scolaire                            | We 14:00-18:00; SH off
mercredi 14h-18h pendant les vacances scolaires                 | SH We 14:00-18:00
Mardi 14h-18h. Vacances scolaires : mardi 10h-12h               | Tu 14:00-18:00; SH Tu 10:00-12:00
hors vacances scolaires : mardi 9h-10h. Vacances scolaires : jeudi 9h-10h | Tu 09:00-10:00; SH Tu off; SH Th 09:00-10:00
lundi 9h-12h. Fermé en août.                                    | Mo 09:00-12:00; Aug off
lundi 9h-12h ; août : fermé                                     | Mo 09:00-12:00; Aug off
lundi au vendredi 9h-17h, fermé du 1er au 15 août               | Mo-Fr 09:00-17:00; Aug 01-Aug 15 off
de septembre à juin : lundi 9h-12h ; juillet et août : lundi 9h-11h | Mo 09:00-12:00; Jul-Aug Mo 09:00-11:00
fermé                                                           | off
Mo-Fr 9h-12h                                                    | Mo-Fr 09:00-12:00
Mo-Fr 09:00-12:00,13:30-17:30; Tu 14:30-17:30                   | Mo,We-Fr 09:00-12:00,13:30-17:30; Tu 14:30-17:30
Sa 9:00-12:00, Mar 14:00-18:00                                  | Tu 14:00-18:00; Sa 09:00-12:00
Mar 14:00-18:00                                                 | Tu 14:00-18:00
mars : 14h-18h                                                  | Mar Mo-Su 14:00-18:00
Mar Mo-Su 14:00-18:00                                           | Mar Mo-Su 14:00-18:00
09:00-12:00; Jan 01 10:00-11:00                                 | 09:00-12:00; Jan 01 10:00-11:00
Sep-Jun Mo 09:00-12:00                                          | Mo 09:00-12:00; Jul-Aug off
9:00 - 12:00 / 14:00 - 17:00; -; -; 14:00 - 17:00; -; - | Mo 09:00-12:00,14:00-17:00; Th 14:00-17:00
; 14h - 16h; ; ; ; ;                                            | Tu 14:00-16:00
"""

REFUSED = """
                                                 | Il n’y a pas d’horaires
1 samedi sur 2 : 9:00 - 12:30                    | pas toutes les semaines
un mercredi sur deux 9h-12h                      | pas toutes les semaines
lundi tous les 15 jours 9h-12h                   | pas toutes les semaines
lundi 9h-12h semaines paires                     | pas toutes les semaines
lundi 9h-12h une semaine sur deux                | pas toutes les semaines
1x par mois de 10h à 12h                         | combien de fois
lundi 9h-12h (sauf 1 jeudi/mois)                 | combien de fois
lundi 9h-12h sur rendez-vous                     | Sur rendez-vous
lundi 9h-12h, l’après-midi sur RDV               | Sur rendez-vous
lundi 9h-12h sur inscription                     | Sur rendez-vous
lundi environ 9h-12h                             | approximatives
horaires variables selon la saison               | approximatives
lundi à partir de 9h                             | début ou une fin
lundi 9h-12h jusqu’en juin 2022                  | début ou une fin
lundi 9h-12h du 12/09/2022 au 15/10/2022         | début ou une fin
lundi 9h-12h 04 77 12 34 56                      | téléphone
lundi 9h-12h contact@exemple.fr                  | téléphone
fermeture exceptionnelle lundi 9h-12h            | horaire habituel
lundi 9h-12h, fermé pendant les vacances de Noël | quelles vacances
l’été : lundi 9h-12h                             | plutôt que la saison
jours ouvrables 9h-17h                           | nommez les jours
lundi le matin                                   | pas d’heures pour lundi
lundi au vendredi                                | pas d’heures pour lundi, mardi
Fermé le lundi                                   | pas d’heures d’ouverture
lundi 9h                                         | Une heure est seule
lundi 8h30-12h20/132h15-16h30                    | Une heure est seule
lundi 17h-9h                                     | finit avant de commencer
lundi 14h-7h vendredi 9h-12h                     | finit avant de commencer
lundi de 2h à 6h                                 | l’après-midi, écrivez 14h
lundi 25h-26h                                    | n’existe pas
lundi 9h-12h 11h-14h                             | se chevauchent
du lundi au vendredi 9h-12h, mercredi 14h-17h    | Deux horaires différents pour mercredi
mercredi 9h-12h, fermé le mercredi               | à la fois ouvert et fermé
lundi matin 14h-18h                              | ne correspondent pas au matin
lundi matin et mardi 9h-17h                      | pas pour tous les jours
du lundi au vendredi 9h-17h sauf le mercredi après-midi | partie fermée est aussi dite ouverte
du lundi au vendredi 9h-17h, sauf le mercredi, 9h-12h | peuvent être ouvertes ou fermées
lundi 9h-12h, samedi 9h-12h (sauf juillet)       | écrivez plutôt
du lundi au vendredi 9h-17h (fermé de 12h à 14h) | dites plutôt quand
9h-12h et 14h-17h hors et en vacances scolaires  | est suivi de « et »
samedi 9h-12h, 1er samedi du mois 14h-17h        | rang dans le mois
Mar Sa 9:00-12:00                                | mars ou mardi
1er lundi 9h-12h                                 | 1er samedi du mois
M au V 9h-12h                                    | mardi ou mercredi
mardi-jeudi 9h-12h                               | suite ou deux jours
lundi/vendredi 9h-12h                            | suite ou deux jours
lundi 9h-12h, 14h-17h le mardi                   | pas d’heures pour mardi
9h-12h; 9h-12h; 9h-12h; 9h-12h; 9h-12h           | six ou sept horaires
lundi 9h-12h ou 14h-17h                          | « ou » n’est pas compris
9h00/12h00 atelier cyber  13h30/17h30            | « atelier » n’est pas compris
9h12h 14h18h(Mandela)                            | « mandela » n’est pas compris
9h30-12h30 / 1er samedi du moi                   | « moi » n’est pas compris
du lundi au mardi 9h-12h. Juillet : mardi 9h-10h | tous les jours : complétez-la
Mo-Fr 09:00-12:00; 14:00-17:00                   | efface toutes les précédentes
Mo-Fr 09:00-12:00; Th 09:00-17:00,14:00-17:00    | se chevauchent
"""


def plain(phrase):
    return str(phrase).replace("\u00a0", " ")


def rows(table):
    return [tuple(part.strip() for part in line.rsplit("|", 1)) for line in table.strip("\n").splitlines()]


class TestReadFrench:
    @pytest.mark.parametrize(("text", "expected"), rows(SAID))
    def test_says_it_in_osm(self, text, expected):
        reading = read_french(text)
        assert (reading.osm or "", bool(reading.reason)) == (expected, not expected), reading.reason

    @pytest.mark.parametrize(("text", "reason"), rows(REFUSED))
    def test_refuses_what_would_lose_meaning(self, text, reason):
        reading = read_french(text)
        assert reading.osm is None
        assert reason in plain(reading.reason)
        assert plain(reading.reason).endswith(".")

    @pytest.mark.parametrize(
        ("text", "names_days"),
        [("9h-12h", False), ("lundi 9h-12h", True), ("tous les jours 9h-12h", True), ("juillet : 9h-12h", False)],
    )
    def test_says_when_no_day_is_named(self, text, names_days):
        assert read_french(text).names_days is names_days

    @pytest.mark.parametrize(
        "spelling",
        """8h30-12h/13h30-17h
        8h30 - 12h / 13h30 - 17h
        8h30 à 12h - 13h30 à 17h
        de 8h30 à 12h et de 13h30 à 17h
        8 h 30 - 12 h -  et 13 h 30 -17 h
        8h30/12h-13h30/17h
        8h30 12h / 13h30 17h
        8h30 12h 13h30 17h
        8h3012h 13h3017h
        8:30 -12:00 /13:30 - 17:
        08H30-12H00/13H30-1700
        8h30-12h ; 13h30-17h
        8h30 – 12h | 13h30 – 17h
        8h30 à 12h &amp; 13h30 à 17h
        8h30 a 12h puis 13h30 a 17h
        de 8h30 h à 12 h et de 13 h 30 à 17 h
        8h30 0 12h et 13h30 0 17h
        8.30-12.00 _ 13.30-17.00""".splitlines(),
    )
    def test_knows_many_spellings_of_a_day(self, spelling):
        assert read_french(spelling).osm == "08:30-12:00,13:30-17:00"

    def test_a_very_long_text_is_refused_quickly(self):
        assert read_french("lundi 9h-12h, " * 5_000 + "bidon").reason

    def test_a_refusal_is_said_in_english_too(self):
        reading = read_french("du lundi au vendredi 9h-12h, mercredi 14h-17h")
        assert reading.reason.in_("en") == "Two different timetables for Wednesday: keep one."

    def test_a_day_of_a_week_is_named_in_the_language_of_the_page(self):
        reason = read_week(["9h-12h", "bidon", "", "", "", "", ""]).reason
        assert reason.in_("fr").startswith("Mardi\u00a0: «\u00a0bidon\u00a0»")
        assert reason.in_("en").startswith("Tuesday: “bidon”")


class TestReadWeek:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            (["9h à 12h - 14h à 17h"] * 5 + ["Fermé", "Fermé"], "Mo-Fr 09:00-12:00,14:00-17:00"),
            (["09:00 - 12:00 / 09:00 - 12:00", "", "", "", "", ""], "Mo 09:00-12:00"),
            (["Fermé", "", "9h00/12h00  13h30/17h30", "-", "néant", "", ""], "We 09:00-12:00,13:30-17:30"),
            (["", "", "", "", "", "samedi de 9h à 12h", ""], "Sa 09:00-12:00"),
            (["", "", "", "", "", "9h - 12h le 1er et le dernier samedi du mois", ""], "Sa[1,-1] 09:00-12:00"),
            (["14 à 18h", "9-12/14-18"], "Mo 14:00-18:00; Tu 09:00-12:00,14:00-18:00"),
            (["Fermé"] * 7, "off"),
            (["9h-12h"] * 7, "09:00-12:00"),
        ],
    )
    def test_puts_the_days_together(self, days, expected):
        assert read_week(days).osm == expected

    @pytest.mark.parametrize(
        ("days", "reason"),
        [
            ([""] * 7, "Il n’y a pas d’horaires"),
            (["9h-12h", "Sur Rendez-Vous", "", "", "", ""], "Mardi : Sur rendez-vous"),
            (["", "", "9h/12h en semaine paire", "", "", ""], "Mercredi : Ces horaires ne valent pas"),
            (["Lundi", "Mardi", "", "", "", ""], "pas d’heures pour lundi"),
            (["mardi 9h-12h", "", "", "", "", ""], "Lundi : Ce texte parle d’un autre jour"),
            (["9h-12h, fermé le mardi", "", "", "", "", ""], "autre chose"),
            (["9h-12h en juillet", "", "", "", "", ""], "autre chose"),
            (["08:30 - 17:30 / 08:30 - 12:30", "", "", "", "", ""], "se chevauchent"),
        ],
    )
    def test_refuses_the_week_of_a_day_it_cannot_say(self, days, reason):
        reading = read_week(days)
        assert reading.osm is None
        assert reason in plain(reading.reason)

    @pytest.mark.parametrize("length", [0, 8])
    def test_takes_one_to_seven_days(self, length):
        with pytest.raises(ValueError, match="seven days"):
            read_week(["9h-12h"] * length)


class TestWriteFrench:
    @pytest.mark.parametrize(
        ("osm", "french"),
        [
            (
                "Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00",
                "du lundi au vendredi 9 h – 12 h et 14 h – 17 h 30 ; samedi 9 h – 12 h ; dimanche fermé",
            ),
            ("24/7; PH off", "tous les jours 24 h sur 24 ; jours fériés fermé"),
            ("Mo-Su 20:00-24:00; Aug off", "tous les jours 20 h – minuit ; août fermé"),
            ("Mo,Tu 09:00-17:00; SH Mo 10:00-12:00", "Mo,Tu 09:00-17:00; SH Mo 10:00-12:00"),
        ],
    )
    def test_writes_what_reads_back_the_same(self, osm, french):
        assert write_french(parse_osm(osm)).replace("\u00a0", " ") == french

    @thorough
    @given(schedules)
    def test_never_changes_the_hours_on_the_way(self, schedule):
        assert read_french(write_french(schedule)).osm == to_osm(schedule)
