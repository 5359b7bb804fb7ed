"""One story for what tells one thing, feeds that rename everything, rules, spikes: without a database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.watch.rules import pace, sorting
from maille.watch.rules.grouping import WINDOW, Told, are_alike, normal, story_of
from maille.watch.rules.links import canonical
from maille.watch.rules.renaming import Known, matched

NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)


class TestCanonical:
    @pytest.mark.parametrize(
        "url",
        [
            "https://www.fil.example/a/b",
            "http://fil.example/a/b/",
            "https://m.fil.example/a/b?utm_source=x&utm_medium=y",
            "https://fil.example/a/b/amp/",
            "https://fil.example/a/b?fbclid=1#haut",
            "https://FIL.example:443/a/b?xtor=RSS-3",
            "https://amp.fil.example/a/b.amp",
        ],
    )
    def test_every_way_leads_to_one_key(self, url):
        assert canonical(url) == "fil.example/a/b"

    @pytest.mark.parametrize(
        "url", ["", "https://fil.example", "https://www.fil.example/", "https://fil.example/?utm_a=1"]
    )
    def test_a_front_page_is_nobody_s_article(self, url):
        assert canonical(url) == ""

    def test_what_says_which_article_is_kept(self):
        assert canonical("https://fil.example/?p=12") != canonical("https://fil.example/?p=13")
        assert canonical("https://fil.example/a?b=1&a=2") == canonical("https://fil.example/a?a=2&b=1")

    @given(st.text(max_size=60))
    def test_any_text_has_a_key_that_is_its_own(self, text):
        assert len(canonical(f"https://fil.example/{text}")) <= 500


class TestTitles:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Un atelier numérique ouvre à Rennes", "Un atelier numérique ouvre à Rennes - Le Fil"),
            ("Rennes : un atelier numérique ouvre ses portes", "Un atelier numérique ouvre ses portes à Rennes"),
            ("Google ferme son atelier de Montpellier", "GOOGLE FERME SON ATELIER DE MONTPELLIER"),
        ],
    )
    def test_one_thing(self, one, other):
        assert are_alike(one, other)
        assert are_alike(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Conseil municipal", "Conseil municipal"),
            ("Le conseil municipal du 3 décembre à Nancy", "Le conseil municipal du 4 décembre à Nancy"),
            ("Un atelier numérique ouvre à Rennes", "Un atelier numérique ferme à Nancy demain"),
            (
                "Un atelier numérique ouvre à Rennes",
                "Un atelier numérique ouvre à Rennes, et la mairie ne dit rien du reste",
            ),
        ],
    )
    def test_two_things(self, one, other):
        assert not are_alike(one, other)


titles = st.sampled_from(
    ["Un atelier numérique ouvre à Rennes", "L’atelier numérique ouvre à Rennes", "Agenda de la semaine à Nancy ce 3",
     "Le conseil vote le budget de la ville", "Brève"]
)  # fmt: skip
articles = st.builds(
    Told,
    story=st.just(0),
    key=st.sampled_from(["", "", "fil.example/1", "fil.example/2"]),
    title=titles,
    at=st.integers(-30, 0).map(lambda days: NOW + dt.timedelta(days=days)),
    source=st.integers(1, 3),
)


def grouped(new: list[Told]) -> list[Told]:
    """What the action does, article after article."""
    known: list[Told] = []
    for rank, one in enumerate(new, 1):
        story = story_of(one, known)
        known.append(Told(story or rank, one.key, one.title, one.at, one.source))
    return known


class TestGrouping:
    @given(st.lists(articles, max_size=12))
    def test_nothing_is_lost_and_each_is_in_one_story(self, new):
        known = grouped(new)
        assert [(one.title, one.at) for one in known] == [(one.title, one.at) for one in new]
        assert all(one.story for one in known)

    @given(st.lists(articles, max_size=12))
    def test_one_address_is_one_story(self, new):
        stories: dict[str, set[int]] = {}
        for one in grouped(new):
            stories.setdefault(one.key, set()).add(one.story)
        assert all(len(found) == 1 for key, found in stories.items() if key)

    @given(st.lists(articles, max_size=12))
    def test_what_is_together_is_told_by_a_neighbour(self, new):
        """Before each article but the first of its story, one has the same address, or is alike within a week."""
        known = grouped(new)
        for rank, one in enumerate(known):
            before = [other for other in known[:rank] if other.story == one.story]
            assert not before or any(
                (one.key and one.key == other.key)
                or (
                    abs(one.at - other.at) <= WINDOW
                    and one.source != other.source
                    and are_alike(one.title, other.title)
                )
                for other in before
            )

    def test_a_week_and_a_second_apart_are_two_stories(self):
        one = Told(1, "", "Un atelier numérique ouvre à Rennes", NOW, 1)
        other = Told(0, "", one.title, NOW + WINDOW, 2)
        assert story_of(other, [one]) == 1
        assert story_of(Told(0, "", one.title, NOW + WINDOW + dt.timedelta(seconds=1), 2), [one]) is None

    def test_one_feed_that_says_the_same_title_twice_tells_two_things(self):
        one = Told(1, "", "L’agenda de la semaine à Nancy", NOW, 1)
        assert story_of(Told(0, "", one.title, NOW, 1), [one]) is None
        assert story_of(Told(0, "", one.title, NOW, 2), [one]) == 1

    @given(titles)
    def test_a_title_is_itself_without_case_nor_accents(self, title):
        assert normal(title) == normal(title.upper())


names = st.lists(st.integers(1, 9), unique=True, max_size=8)


class TestRenaming:
    @given(names)
    def test_a_feed_that_changes_all_its_names_has_nothing_new(self, numbers):
        known = [Known(n, f"avant-{n}", f"fil.example/{n}", f"Titre {n}") for n in numbers]
        new = [Known(0, f"après-{n}", f"fil.example/{n}", f"Titre {n}") for n in numbers]
        assert matched(new, known) == numbers

    @given(names, names)
    def test_no_article_is_taken_twice_and_names_come_first(self, before, after):
        known = [Known(n, f"n-{n}", f"fil.example/{n % 3}", f"Titre {n % 4}") for n in before]
        found = matched([Known(0, f"n-{n}", f"fil.example/{n % 3}", f"Titre {n % 4}") for n in after], known)
        taken = [pk for pk in found if pk is not None]
        assert len(taken) == len(set(taken))
        assert all(pk == n for n, pk in zip(after, found, strict=True) if n in before)

    def test_one_link_for_all_is_no_name(self):
        known = [Known(1, "a", "fil.example/fil", "Un"), Known(2, "b", "fil.example/fil", "Deux")]
        new = [Known(0, "c", "fil.example/fil", "Deux"), Known(0, "d", "fil.example/fil", "Trois")]
        assert matched(new, known) == [2, None]


class TestSorting:
    def test_accents_case_and_plurals_do_not_count(self):
        sieve = sorting.Sieve(sorting.TITLE, ("école", "appel à projets"))
        assert sieve.picks(sorting.Text("LES ECOLES rouvrent"))
        assert sieve.picks(sorting.Text("Des appels à projet pour tous"))
        assert not sieve.picks(sorting.Text("L’écolier", summary="école"))

    def test_unless_is_stronger(self):
        sieve = sorting.Sieve(sorting.ANYWHERE, ("numérique",), ("emploi",))
        assert sieve.picks(sorting.Text("Un titre", "du numérique"))
        assert not sieve.picks(sorting.Text("Le numérique et l’emploi"))

    def test_a_source_by_its_name(self):
        assert sorting.Sieve(sorting.SOURCE, ("le fil",)).picks(sorting.Text("Titre", source="Le Fil de Rennes"))

    def test_words_are_read_line_by_line_or_by_commas_each_once(self):
        assert sorting.words_of("école, Écoles\n  appel  à projets ;; \n…") == ("école", "appel à projets")

    @given(st.text(max_size=80), st.text(max_size=40))
    def test_no_word_of_anybody_is_a_pattern(self, title, word):
        """Words are words: nothing that is typed runs for ever, or fails."""
        sorting.Sieve(sorting.TITLE, (word,)).picks(sorting.Text(title))

    @given(st.lists(st.sampled_from([sorting.THEME, sorting.ASIDE, sorting.ALERT])))
    def test_an_alert_is_stronger_than_putting_aside(self, outcomes):
        assert sorting.fate(outcomes) == next(
            (kind for kind in (sorting.ALERT, sorting.ASIDE, sorting.THEME) if kind in outcomes), ""
        )


class TestPace:
    def test_failing_it_is_asked_later_and_later_and_each_day_at_last(self):
        waits = [pace.next_reading(NOW, failures=n, newest=None) - NOW for n in range(1, 30)]
        assert waits == sorted(waits)
        assert waits[0] == pace.USUAL
        assert waits[-1] == pace.LONGEST

    def test_a_server_that_asks_for_time_has_it(self):
        assert pace.next_reading(NOW, failures=1, newest=None, after=7_200) - NOW == dt.timedelta(hours=2)

    def test_a_feed_that_sleeps_is_let_sleep(self):
        assert pace.next_reading(NOW, failures=0, newest=NOW - dt.timedelta(days=31)) - NOW == pace.QUIET
        assert pace.next_reading(NOW, failures=0, newest=NOW) - NOW == pace.USUAL

    @pytest.mark.parametrize(
        ("now", "earlier", "expected"),
        [(9, [3, 3, 3], True), (8, [3, 3, 3], False), (5, [0, 0, 0, 0], True), (4, [0, 0, 0], False),
         (50, [1, 2], False), (9, [1, 1, 99, 3, 3], True)],
    )  # fmt: skip
    def test_a_spike_is_three_times_the_middle_of_what_is_usual(self, now, earlier, expected):
        assert pace.is_spike(now, earlier) is expected

    @given(st.lists(st.integers(0, 62).map(lambda days: NOW - dt.timedelta(days=days))))
    def test_each_moment_of_nine_weeks_is_counted_once(self, moments):
        assert sum(pace.weeks(moments, NOW)) == len(moments)
