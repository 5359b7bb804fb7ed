"""Recorded texts of real files and of the national tools' own tests: how many are right, where we differ and why."""

import json
from pathlib import Path

import pytest

from maille.territory.hours.french import read_french, read_week
from maille.territory.hours.osm import HoursError, parse_osm, to_osm
from maille.territory.hours.rule import DayFacts

DATA = Path(__file__).parents[2] / "data" / "opening-hours"


def load(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def week_of(osm):
    """The spans of an ordinary week; none when the value cannot be used."""
    try:
        schedule = parse_osm(osm)
    except HoursError:
        return None
    return [schedule.spans_on(DayFacts(weekday, 2, False, 1109 + weekday)) for weekday in range(7)]


class TestRealPairs:
    def test_nearly_all_are_right_and_none_is_wrong(self):
        reviewed = {line["raw"]: line["kind"] for line in load("reviewed.json")}
        right, wrong = 0, []
        pairs = load("real-pairs.json")
        for pair in pairs:
            osm = read_french(pair["raw"]).osm
            if osm and week_of(osm) == week_of(pair["osm"]):
                right += 1
            elif osm and reviewed.get(pair["raw"]) != "osm":
                wrong.append((pair["raw"], osm, pair["osm"]))
        assert not wrong
        assert right >= 530
        assert len(pairs) == 532

    @pytest.mark.parametrize("line", [line for line in load("reviewed.json") if line["kind"] == "unreadable"])
    def test_what_nobody_can_read_is_refused(self, line):
        assert read_french(line["raw"]).osm is None


# One day's text of mednum-cli that we answer otherwise: what we say, and why.
DAY_DIFFERENCES = {
    "09:00-12:00 hors premier Lundi du mois": ("09:00-12:00; Mo[1] off", "the exception can be said"),
    "9h30-12h (jusqu'en juin 2022)": (None, "it ends at a date"),
    "14h-18h sur RDV uniquement": (None, "by appointment the door is closed"),
    "9h30 à 12h30*-*fermé vacances": (None, "which holidays?"),
    "9h00/12h00 atelier cyber  13h30/17h30 atelier f'AB": (None, "a workshop is not an open door"),
    "9H-12H / Après-midi sur RDV": (None, "half of it is by appointment"),
    "9h12h 14h18h(Mandela)": (None, "perhaps another site"),
    "9h à 12h30 et de 13h30 à 16h3": (None, "cut short: 16 h 3 what?"),
    "9h30-12h30 / 1er samedi du moi": (None, "cut short: only the first Saturday, or as well?"),
    "1x par mois de 10h à 12h": (None, "read there as every week"),
    "Permanence 14h à 16h tous les 15 jours": (None, "read there as every week"),
    "Permanences de 9h à 12h (à partir du 14/04/2022": (None, "it begins at a date"),
    "Permanence de 13h30 à 16h30 1 Semaine /2": (None, "read there as every week"),
    "13h30 a 16h30 sur rendez-vous": (None, "by appointment the door is closed"),
    "Juillet-août : 10h-12h / 13h30-17h30": ("Jul-Aug 10:00-12:00,13:30-17:30", "the months can be said"),
    "1 samedi sur 2 : 9:00 - 12:30": (None, "read there as every Saturday"),
    "9h à 12h et de 13h30 à 18h hors et en vacances scolaires": (None, "contradictory words"),
    "9h - 12h le 1er et le dernier samedi du mois": ("Sa[1,-1] 09:00-12:00", "the rank can be said"),
    "9h-12h30 et 1er de chaque mois uniquement : 14h-17h30": (None, "a day of the month has no weekday"),
    "samedi de 14 h 30 à 18 h 30 pinto 5 rue des fortes terres": (None, "an address is mixed in"),
    "10h-18h  -  pendant les vacances : >": (None, "cut short: and during the holidays?"),
}

# A week's text of mednum-cli that we answer otherwise.
WEEK_DIFFERENCES = {
    "SANS RENDEZ-VOUS du lundi au vendredi  : 08h30 - 12h30 / AVEC RENDEZ-VOUS du lundi au jeudi : 12h30 - 16h15": (
        None,
        "half of it is by appointment",
    ),
    "Mardi : 14:00-19:00 / Mercredi au samedi : 10:00-12:00 et 14:00-18:00 / Jeudi : 14:00-18:00": (
        None,
        "two timetables for Thursday",
    ),
    "Sessions libre du fablab les V14h-21h et S 10h-13h / L au V 8h30-19h": (None, "two uses mixed"),
    "du lundi au vendredi : de 8h30 à 12h et de 13h30 à 17h30    samedi : de 14h à 17h30   fermeture en août": (
        "Mo-Fr 08:30-12:00,13:30-17:30; Sa 14:00-17:30; Aug off",
        "August can be said",
    ),
    "lundi au jeudi de 8h à 12h et de 13h30 à 17h30. le mercredi de 10h à 12h et de 13h30 à 17h30. le vendredi de 8h à "
    "12h et de 13h30 à 16h30": (None, "two timetables for Wednesday"),
    "du lundi au vendredi, de 9h à 12h et de 13h30 à 17h30, sauf le mercredi, de 9h à 12h": (
        None,
        "is Wednesday morning the exception, or the rest of Wednesday?",
    ),
    "le jeudi et vendredi : 09:30-11:30 --- en autonomie : du lundi au jeudi : 09:00-11:30 et 14:00-17:30": (
        None,
        "two uses mixed",
    ),
    "9h à 17h30 du lundi au vendredi. Fermé pendant les vacances de Noël.": (
        None,
        "OSM has no name for these holidays",
    ),
    "lundi 14h-7h vendredi 9h-12h": (None, "a slip: 17 h, perhaps"),
    "Tous les jours 9h-20h": ("09:00-20:00", "every day is seven days"),
    "A partir du 4 septembre permanences au 18bis rue des 4 Freres Peignot 75015 Paris de 10h à 12h et de 14h à 18h du "
    "lundi à vendredi": (None, "it begins at a date, somewhere else"),
    "Lundi : 08:30 - 12:30 - 13:30 - 16:30 \nMardi : 08:30 - 12:30 / 13:30 - 16:30 Mercredi : 08:30 - 12:30 / 13:30 - "
    "16:30 \nJeudi : 08:30 - 12:30 / 13/30 - 16:30 Vendredi : 08:30 - 12:30 / 13:30 – 16:30": (
        None,
        "13/30 may be 13 h 30, or 13 h and something",
    ),
}


class TestMednum:
    @pytest.mark.parametrize("case", load("mednum-day.json"), ids=lambda case: case["text"])
    def test_a_day_is_said_the_same_or_differs_on_purpose(self, case):
        expected, _ = DAY_DIFFERENCES.get(case["text"], (case["expected"] or None, ""))
        assert read_french(case["text"]).osm == expected

    @pytest.mark.parametrize("case", load("mednum-week.json"), ids=str)
    def test_a_week_means_the_same_or_differs_on_purpose(self, case):
        if "days" in case:
            assert week_of(read_week(case["days"]).osm or "") == week_of(case["expected"] or "")
            return
        osm = read_french(case["text"]).osm
        if case["text"] in WEEK_DIFFERENCES:
            assert osm == WEEK_DIFFERENCES[case["text"]][0]
        elif case["text"].startswith("> mardi"):  # its second half is holiday hours, and its subject another house
            assert osm is None
        else:
            assert week_of(osm or "") == week_of(case["expected"] or "")

    def test_the_differences_are_about_recorded_cases(self):
        days = {case["text"] for case in load("mednum-day.json")}
        weeks = {case.get("text") for case in load("mednum-week.json")}
        assert set(DAY_DIFFERENCES) <= days
        assert set(WEEK_DIFFERENCES) <= weeks


class TestTimetable:
    @pytest.mark.parametrize("case", load("timetable.json"), ids=lambda case: case["expected"] or "closed")
    def test_days_mean_the_same_as_the_recorded_value(self, case):
        osm = read_week(case["days"]).osm
        assert week_of(osm or "") == week_of(case["expected"])
        assert osm is None or to_osm(parse_osm(osm)) == osm
