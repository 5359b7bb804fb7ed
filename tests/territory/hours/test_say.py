"""The sentences people read, in both languages."""

from datetime import datetime

import pytest

from maille.territory.hours.calendar import day_facts
from maille.territory.hours.osm import parse_osm
from maille.territory.hours.say import say_schedule, say_spans, say_state
from maille.territory.hours.state import state_at

MONDAY = "2026-11-23T"

STATES = """
Mo-Fr 09:00-17:30 | 10:00 | Ouvert maintenant, ferme à 17 h 30 | Open now, closes at 5:30 pm
Mo-Fr 09:00-12:00 | 10:00 | Ouvert maintenant, ferme à 12 h | Open now, closes at noon
Mo 09:00-00:00 | 10:00 | Ouvert maintenant, ferme à minuit | Open now, closes at midnight
Mo 20:00-02:00 | 21:00 | Ouvert maintenant, ferme à 2 h | Open now, closes at 2 am
Mo 00:00-24:00, Tu 00:00-08:30 | 10:00 | Ouvert maintenant, ferme demain à 8 h 30 | Open now, closes tomorrow at 8:30 am
24/7 | 10:00 | Ouvert jour et nuit | Open day and night
Mo 09:00-12:00,14:00-17:00 | 13:00 | Fermé, ouvre à 14 h | Closed, opens at 2 pm
Mo-Fr 09:05-12:00 | 13:00 | Fermé, ouvre demain à 9 h 05 | Closed, opens tomorrow at 9:05 am
Th 14:00-17:00 | 13:00 | Fermé, ouvre jeudi à 14 h | Closed, opens on Thursday at 2 pm
Mo 09:00-12:00 | 13:00 | Fermé, ouvre le lundi 30 novembre à 9 h | Closed, opens on Monday 30 November at 9 am
Dec 01 09:00-12:00 | 13:00 | Fermé, ouvre le mardi 1er décembre à 9 h | Closed, opens on Tuesday 1 December at 9 am
off | 13:00 | Fermé, sans ouverture prévue | Closed, no opening planned
"""

SCHEDULES = """
Mo,Tu,Th 09:00-12:00,14:00-17:00; We,Fr-Su 09:00-12:00
    lundi, mardi et jeudi = 9 h – 12 h et 14 h – 17 h
    mercredi, vendredi, samedi et dimanche = 9 h – 12 h
Mo-Fr 08:30-12:00; Sa[1,-1] 09:00-12:00; PH off
    du lundi au vendredi = 8 h 30 – 12 h
    1er et dernier samedi du mois = 9 h – 12 h
    dimanche = fermé
    jours fériés = fermé
24/7; Aug 01-Aug 15 off
    tous les jours = 24 h sur 24
    du 1er août au 15 août = fermé
Mo-Su 10:00-12:00; Jul-Aug SH Mo 10:00-11:00
    tous les jours = 10 h – 12 h
    de juillet à août, vacances scolaires : lundi = 10 h – 11 h
Mo-Su 10:00-12:00; Jul 14,Dec 25 off; Feb Tu off
    tous les jours = 10 h – 12 h
    février : mardi = fermé
    le 14 juillet et le 25 décembre = fermé
off
    tous les jours = fermé
"""


def plain(text):
    return text.replace("\u00a0", " ")


def blocks():
    found = []
    for line in SCHEDULES.strip().splitlines():
        if line.startswith(" "):
            found[-1][1].append(tuple(line.strip().split(" = ")))
        else:
            found.append((line, []))
    return found


class TestSayState:
    @pytest.mark.parametrize("line", STATES.strip().splitlines())
    def test_says_what_comes_next(self, line):
        osm, hour, french, english = (part.strip() for part in line.split(" | "))
        now = datetime.fromisoformat(MONDAY + hour)
        state = state_at(parse_osm(osm), now, lambda day: day_facts(day, "A"))
        assert plain(say_state(state, now)) == french
        assert plain(say_state(state, now, language="en")) == english

    def test_admits_not_knowing(self):
        now = datetime.fromisoformat(MONDAY + "10:00")
        assert say_state(None, now) == "Horaires inconnus"
        assert say_state(None, now, "en") == "Opening hours unknown"

    def test_an_hour_never_breaks(self):
        spans = parse_osm("Mo 09:00-12:30").rules[0].spans
        assert say_spans(spans) == "9\u00a0h\u00a0– 12\u00a0h\u00a030"


class TestSaySchedule:
    @pytest.mark.parametrize(("osm", "lines"), blocks())
    def test_says_a_line_for_each_group_of_days(self, osm, lines):
        assert [(plain(days), plain(hours)) for days, hours in say_schedule(parse_osm(osm))] == lines

    def test_speaks_english(self):
        said = say_schedule(parse_osm("Mo-Fr 08:30-12:00; Sa[1] 13:00-14:00; SH off; Aug 01-Aug 15 off"), "en")
        assert [(plain(days), plain(hours)) for days, hours in said] == [
            ("Monday to Friday", "8:30 am – noon"),
            ("1st Saturday of the month", "1 pm – 2 pm"),
            ("Sunday", "closed"),
            ("1 August to 15 August", "closed"),
            ("school holidays", "closed"),
        ]
