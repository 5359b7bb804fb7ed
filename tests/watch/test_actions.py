"""From a feed on a real server to stories, rules, digests and reviews."""

import datetime as dt

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from maille.core.models import Entry as JournalEntry
from maille.core.refusals import Refused
from maille.messaging.models import Message
from maille.people.models import User
from maille.watch import actions
from maille.watch.models import Item, Position, Review, RuleHit, Source, Story, Watcher
from maille.watch.rules import pace
from tests.watch.conftest import NOW
from tests.watch.hostile import item, redirect, rss, status
from tests.watch.objects import entry, keep

TITLE = "Un atelier numérique ouvre ses portes à Rennes"
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def theme(small):
    return small.objects["watch_theme"]


@pytest.fixture
def network(small):
    return small.network


def follow(network, name="un", theme=None, by=None):
    return actions.add_source(network=network, url=f"http://{name}.example/{name}", theme=theme, by=by, at=NOW)


def look(source, server, at=NOW + HOUR):
    assert actions.read_source(key=source.pk, at=at, guard=server.guard())
    source.refresh_from_db()
    return source


def stories_of(*sources):
    return Story.objects.filter(items__source__in=sources).distinct()


class TestReading:
    def test_a_feed_is_read_and_its_articles_are_there(self, network, server):
        server.gives("/un", rss(item(TITLE, "https://fil.example/51?utm_source=rss")), ETag='"1"')
        source = look(follow(network), server)
        (one,) = source.items.all()
        assert (source.state, source.title, source.etag) == ("read", "Le Fil", '"1"')
        assert (one.title, one.key, one.story.title) == (TITLE, "fil.example/51", TITLE)

    def test_two_feeds_that_tell_one_thing_make_one_card(self, network, server):
        server.gives("/un", rss(item(TITLE, "https://fil.example/51")))
        server.gives(
            "/deux",
            rss(item(f"{TITLE} - Le Journal", "https://journal.example/a"), item("Autre sujet bien à part ici")),
        )
        sources = [look(follow(network, name), server) for name in ("un", "deux")]
        assert stories_of(*sources).count() == 2
        assert sorted(story.items.count() for story in stories_of(*sources)) == [1, 2]

    def test_one_address_in_two_feeds_is_one_card_whatever_the_titles_and_days(self, network, server):
        server.gives("/un", rss(item("Titre d’agence", "https://www.fil.example/52")))
        server.gives(
            "/deux", rss(item("Tout autre chose", "https://fil.example/52#x", date="Thu, 01 Jan 2026 10:00:00 +0100"))
        )
        assert stories_of(*(look(follow(network, name), server) for name in ("un", "deux"))).count() == 1

    def test_a_feed_that_changes_all_its_names_makes_nothing_new(self, network, server):
        server.gives(
            "/un", rss(*(item(f"Sujet numéro {n} du jour", f"https://fil.example/{n}", f"a{n}") for n in range(9)))
        )
        source = look(follow(network), server)
        before = list(source.items.order_by("key").values_list("pk", "story"))
        server.gives(
            "/un", rss(*(item(f"Sujet numéro {n} du jour", f"https://fil.example/{n}", f"b{n}") for n in range(9)))
        )
        look(source, server, NOW + 3 * HOUR)
        assert list(source.items.order_by("key").values_list("pk", "story")) == before

    def test_a_title_that_the_feed_corrects_is_corrected(self, network, server):
        server.gives("/un", rss(item("Un tire", "https://fil.example/1", "a")))
        source = look(follow(network), server)
        server.gives("/un", rss(item("Un titre", "https://fil.example/1", "a")))
        look(source, server, NOW + 3 * HOUR)
        assert [one.title for one in source.items.all()] == ["Un titre"]

    def test_what_has_not_changed_is_asked_for_with_its_mark_and_costs_nothing(self, network, server):
        server.gives("/un", rss(item(TITLE)), ETag='"1"')
        source = look(follow(network), server)
        server.answers["/un"] = status(304)
        look(source, server, NOW + 3 * HOUR)
        assert server.seen["/un"]["If-None-Match"] == '"1"'
        assert (source.state, source.items.count()) == ("read", 1)

    def test_a_page_says_which_feeds_it_announces_and_one_is_followed_in_its_place(self, network, server):
        page = b'<html><link rel="alternate" type="application/rss+xml" title="Tout" href="/tout.xml"></html>'
        server.gives("/un", page, "text/html")
        server.gives("/tout.xml", rss(item(TITLE)))
        source = look(follow(network), server)
        assert source.state == "page"
        assert source.announced == [{"url": "http://un.example/tout.xml", "title": "Tout"}]
        with pytest.raises(Refused, match="n’annonce pas"):
            actions.follow_announced(source=source, url="http://ailleurs.example/", by=None, at=NOW + HOUR)
        actions.follow_announced(source=source, url="http://un.example/tout.xml", by=None, at=NOW + HOUR)
        assert look(source, server).state == "read"

    def test_a_feed_that_leads_inside_is_refused_and_the_inside_is_not_asked(self, network, server):
        server.answers["/un"] = redirect("http://127.0.0.1/admin")
        server.gives("/admin", rss(item("Secret")))
        source = look(follow(network), server)
        assert source.phrase.code == "watch.inside"
        assert server.hits == {"/un": 1}
        assert source.next_at >= NOW + DAY

    def test_without_another_guard_nothing_of_this_machine_is_reached(self, network, server):
        """The product's own guard, on a name that leads here."""
        source = follow(network)
        Source.objects.filter(pk=source.pk).update(
            url=f"http://localhost.localdomain:{server.port}/un", has_own_port=True
        )
        server.gives("/un", rss(item("Secret")))
        assert actions.read_source(key=source.pk, at=NOW + HOUR)
        source.refresh_from_db()
        assert source.phrase.code in {"watch.inside", "watch.unknown_host"}
        assert not server.hits

    def test_it_fails_later_and_later_then_waits_for_somebody(self, network, server):
        source, at, waits = follow(network), NOW, []
        for _failure in range(pace.MOST_FAILURES):
            look(source, server, at)
            waits.append(source.next_at - at)
            at = source.next_at
        assert waits == sorted(waits)
        assert source.state == "stopped"
        assert not actions.read_source(key=source.pk, at=at + DAY, guard=server.guard())
        actions.read_soon(source=source, by=None, at=at)
        source.refresh_from_db()
        assert source.failures <= 1

    def test_what_is_claimed_is_read_by_nobody_else_until_the_claim_is_over(self, network, server):
        server.gives("/un", rss(item(TITLE)))
        source = follow(network)
        assert actions.claim(key=source.pk, at=NOW + HOUR, by=None)
        assert not actions.read_source(key=source.pk, at=NOW + HOUR, guard=server.guard())
        assert actions.read_source(key=source.pk, at=NOW + HOUR + pace.LEASE, guard=server.guard())

    def test_a_date_of_tomorrow_is_of_today(self, network, server):
        server.gives("/un", rss(item(TITLE, date="Thu, 31 Dec 2099 10:00:00 +0100")))
        source = look(follow(network), server)
        assert source.items.get().at == NOW + HOUR

    def test_a_feed_of_the_year_1_is_read_as_of_today(self, network, server):
        server.gives("/un", rss(item(TITLE, date="0001-01-01T00:00:00Z")))
        source = look(follow(network), server)
        assert (source.state, source.items.get().at) == ("read", NOW + HOUR)

    def test_what_cannot_be_kept_is_refused_and_the_next_feed_is_read(self, network, server):
        first, second = follow(network), follow(network, "deux")
        for name in ("/un", "/deux"):
            server.gives(name, rss(item(f"{TITLE} {name}", f"https://fil.example{name}")))
        Source.objects.exclude(pk__in=[first.pk, second.pk]).update(next_at=NOW + DAY)
        Source.objects.filter(pk=first.pk).update(next_at=NOW - HOUR)
        refusals = [DataError("a value that no column takes")]

        def refuse_once(execute, sql, params, many, context):
            if refusals and sql.startswith("INSERT") and "watch_item" in sql:
                raise refusals.pop()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(refuse_once):
            assert actions.read_due(at=NOW + HOUR, guard=server.guard()) == 2
        assert not refusals
        for source, state, number in ((first, "failing", 0), (second, "read", 1)):
            source.refresh_from_db()
            assert (source.state, source.items.count()) == (state, number)

    def test_many_articles_ask_no_more_of_the_database(self, network):
        source, other = follow(network), follow(network, "deux")

        def asked(which, count):
            many = [
                entry(f"Sujet {which.pk}{n} tout à fait à part du reste", f"https://x{which.pk}.example/{n}", NOW)
                for n in range(count)
            ]
            with CaptureQueriesContext(connection) as queries:
                keep(which, *many, at=NOW + HOUR)
            return len(queries)

        few, many = asked(source, 2), asked(other, 40)
        assert many - few <= 38 * 1 + 2  # one story each, the rest together


class TestAddresses:
    @pytest.mark.parametrize(
        ("url", "said"),
        [("javascript:alert(1)", "http://"), ("file:///etc/passwd", "http://"), ("http://127.0.0.1/", "réseau privé"),
         ("http://fil.example:8080/rss", "port 8080"), ("http://a:b@fil.example/", "mot de passe"), ("", "http://")],
    )  # fmt: skip
    def test_what_may_never_be_asked_for_is_refused_at_once(self, network, url, said):
        with pytest.raises(Refused, match=said) as error:
            actions.add_source(network=network, url=url, by=None, at=NOW)
        assert error.value.field == "url"

    def test_an_administrator_may_open_a_port_for_one_feed(self, small, server):
        url = "http://fil.example:8080/rss"
        with pytest.raises(Refused, match="8080"):
            actions.add_source(network=small.network, url=url, by=small.people["coordinator"], at=NOW)
        source = actions.add_source(network=small.network, url=url, by=small.people["admin"], at=NOW)
        server.gives("/rss", rss(item(TITLE)))
        assert look(source, server).state == "read"
        server.answers["/rss"] = redirect("http://autre.example:8080/rss")
        Source.objects.filter(pk=source.pk).update(next_at=NOW, state="read")
        assert "8080" in str(look(source, server).reason)
        assert server.hits["/rss"] == 2
        with pytest.raises(Refused, match="réseau privé"):
            actions.add_source(network=small.network, url="http://10.0.0.1:8080/", by=small.people["admin"], at=NOW)

    def test_twice_the_same_is_refused(self, network):
        follow(network)
        with pytest.raises(Refused, match="déjà suivi"):
            follow(network)

    @pytest.mark.parametrize("name", ["desk", "manager", "partner", "stranger", "nobody"])
    def test_feeds_are_kept_by_watchers(self, small, name):
        with pytest.raises(Refused, match="veilleurs"):
            follow(small.network, theme=small.objects["watch_theme"], by=small.people[name])

    def test_a_feed_put_in_another_theme_takes_its_stories_with_it(self, network, theme, pair):
        other = actions.save_theme(network=network, name="Ailleurs", by=None)
        actions.change_source(source=pair[0].source, title="Le Fil", theme=other, keeper=None, by=None)
        assert list(pair[0].story.themes.all()) == [other]

    def test_a_feed_is_not_put_in_a_theme_that_one_does_not_watch(self, small, network, theme, pair):
        other = actions.save_theme(network=network, name="Ailleurs", by=None)
        with pytest.raises(Refused, match="veilleurs"):
            actions.change_source(
                source=pair[0].source, title="", theme=other, keeper=None, by=small.people["mediator"]
            )

    def test_a_list_is_taken_in_with_its_folders_and_says_what_it_leaves(self, network, theme):
        body = f"""<opml version="2.0"><body><outline text="{theme.name.upper()}"><outline xmlUrl="https://a.example/rss"/></outline>
        <outline xmlUrl="http://10.0.0.1/rss"/><outline xmlUrl="https://b.example/rss" text="B"/></body></opml>"""
        added, left = actions.import_list(network=network, body=body.encode(), by=None, at=NOW)
        assert added == 2
        assert len(left) == 1
        assert "réseau privé" in left[0]
        assert Source.objects.get(url="https://a.example/rss").theme == theme
        assert actions.import_list(network=network, body=body.encode(), by=None, at=NOW)[0] == 0


@pytest.fixture
def pair(network, theme):
    """One story told by two feeds."""
    one, two = follow(network, theme=theme), follow(network, "deux")
    keep(one, entry(TITLE, "https://fil.example/9", NOW), at=NOW)
    keep(two, entry(TITLE, "https://journal.example/9", NOW), at=NOW)
    return one.items.get(), two.items.get()


class TestParting:
    def test_parted_and_put_back_as_it_was(self, pair):
        one, two = pair
        story = one.story
        own = actions.part_item(item=two, by=None)
        assert own != story
        assert [story.items.count(), own.items.count()] == [1, 1]
        assert actions.rejoin_item(item=two, by=None) == story
        assert story.items.count() == 2
        assert not Story.objects.filter(pk=own.pk).exists()

    def test_what_was_parted_is_never_grouped_again_by_itself(self, network, pair):
        actions.part_item(item=pair[1], by=None)
        keep(pair[1].source, entry(TITLE, "https://journal.example/9", NOW), at=NOW + HOUR)
        third = follow(network, "trois")
        keep(third, entry(TITLE, "https://tiers.example/9", NOW), at=NOW)
        assert third.items.get().story == pair[0].story
        assert Item.objects.get(pk=pair[1].pk).is_apart

    def test_alone_there_is_nothing_to_part(self, pair):
        actions.part_item(item=pair[1], by=None)
        with pytest.raises(Refused, match="seul"):
            actions.part_item(item=pair[0], by=None)
        with pytest.raises(Refused, match="rien à remettre"):
            actions.rejoin_item(item=pair[0], by=None)

    def test_a_story_that_a_review_tells_is_never_lost(self, pair):
        own = actions.part_item(item=pair[1], by=None)
        actions.choose(story=own, by=None)
        actions.rejoin_item(item=pair[1], by=None)
        assert Story.objects.filter(pk=own.pk).exists()


def write(network, words, outcome="theme", theme=None, **said):
    fields = {"where": "title", "unless": "", **said}
    return actions.save_rule(network=network, words=words, outcome=outcome, theme=theme, by=None, at=NOW, **fields)


class TestRules:
    def test_a_rule_is_applied_to_what_is_there_and_undone_when_it_goes(self, network, pair):
        story = pair[0].story
        rule = write(network, "rennes", "aside")
        story.refresh_from_db()
        assert (story.fate, rule.hits.count()) == ("aside", 1)
        actions.remove_rule(rule=rule, by=None)
        story.refresh_from_db()
        assert story.fate == ""

    def test_a_rule_is_applied_to_what_comes(self, network):
        other = actions.save_theme(network=network, name="Rennes", by=None)
        write(network, "ateliers", theme=other)
        source = follow(network)
        keep(source, entry(TITLE, "https://fil.example/8", NOW), at=NOW)
        assert list(source.items.get().story.themes.all()) == [other]

    def test_preview_is_what_saving_does_and_writes_nothing(self, network, pair):
        rule = write(network, "introuvable", "aside")
        seen = actions.preview(network=network, sieve=rule.sieve, at=NOW)
        assert seen == []
        before = RuleHit.objects.count()
        found = actions.preview(network=network, sieve=write(network, "rennes", "aside").sieve, at=NOW)
        assert found == [pair[0].story]
        assert RuleHit.objects.count() == before + 1

    def test_only_ninety_days_are_looked_at(self, network):
        source = follow(network)
        keep(source, entry(TITLE, "https://fil.example/7", NOW - 91 * DAY), at=NOW)
        assert write(network, "rennes", "aside").hits.count() == 0

    def test_a_person_is_stronger_than_rules(self, network, pair):
        story = pair[0].story
        actions.set_hand(story=story, hand="kept", by=None)
        write(network, "rennes", "aside")
        story.refresh_from_db()
        assert story.fate == ""
        actions.set_hand(story=story, hand="aside", by=None)
        story.refresh_from_db()
        assert story.fate == "aside"

    def test_three_alert_words_a_theme_and_no_more(self, network, theme):
        write(network, "un, deux", "alert", theme)
        with pytest.raises(Refused, match="Trois mots"):
            write(network, "trois, quatre", "alert", theme)

    @pytest.mark.parametrize(
        ("words", "said"),
        [("", "au moins un mot"), (" ,;\n…", "au moins un mot"), (",".join(f"mot{n}" for n in range(30)), "Vingt")],
    )
    def test_a_rule_without_sense_is_refused(self, network, words, said):
        with pytest.raises(Refused, match=said):
            write(network, words, "aside")

    def test_a_rule_that_ranks_needs_its_theme(self, network):
        with pytest.raises(Refused, match="thème"):
            write(network, "mot")


def mails():
    return Message.objects.filter(key__startswith="watch:").order_by("pk")


class TestTelling:
    def test_an_alert_leaves_once_to_each_watcher(self, small, theme):
        write(small.network, "rennes", "alert", theme)
        source = follow(small.network)
        for hours in (1, 2):
            keep(source, entry(TITLE, "https://fil.example/6", NOW), at=NOW + hours * HOUR)
        (mail,) = mails()
        assert mail.recipient == small.people["mediator"].email
        assert TITLE in mail.body
        assert mail.html == ""

    def test_no_alert_for_what_was_already_there(self, small, theme, pair):
        write(small.network, "rennes", "alert", theme)
        assert not mails()

    def test_the_digest_tells_what_is_new_and_not_twice(self, small, theme, pair):
        Watcher.objects.filter(theme=theme).update(rhythm="daily", told_until=NOW - HOUR)
        morning = NOW + 18 * HOUR
        assert actions.send_digests(at=morning) == 1
        assert actions.send_digests(at=morning) == 0
        assert actions.send_digests(at=morning + DAY) == 0  # nothing new
        (mail,) = mails()
        assert mail.body.count(TITLE) == 1
        assert "https://fil.example/9" in mail.body
        assert f"/veille/?theme={theme.pk}" in mail.body

    def test_each_is_told_in_the_language_of_their_account(self, small, theme, pair):
        User.objects.filter(pk=small.people["mediator"].pk).update(language="en")
        Watcher.objects.filter(theme=theme).update(rhythm="daily", told_until=NOW - HOUR)
        actions.send_digests(at=NOW + DAY)
        write(small.network, "rennes", "alert", theme)
        keep(follow(small.network, "trois"), entry("À Rennes, un bus", "https://fil.example/6", NOW), at=NOW + HOUR)
        digest, alert = mails()
        assert (digest.language, alert.language) == ("en", "en")
        assert digest.subject == f"Watch: {theme}"
        assert f"/en/veille/?theme={theme.pk}" in digest.body
        assert alert.subject.startswith("Watch alert: ")

    def test_the_weekly_one_waits_for_monday(self, small, theme, pair):
        Watcher.objects.filter(theme=theme).update(rhythm="weekly", told_until=NOW - HOUR)
        assert [actions.send_digests(at=NOW + n * DAY) for n in range(1, 8)] == [0, 0, 0, 0, 0, 1, 0]

    def test_who_has_left_the_network_is_told_nothing(self, small, theme, pair):
        Watcher.objects.filter(theme=theme).update(rhythm="daily", told_until=NOW - HOUR)
        small.people["mediator"].roles.update(ends_on=NOW.date())
        assert actions.send_digests(at=NOW + DAY) == 0

    def test_what_was_put_aside_is_not_told(self, small, theme, pair):
        Watcher.objects.filter(theme=theme).update(rhythm="daily", told_until=NOW - HOUR)
        Story.objects.all().update(fate="aside")
        assert actions.send_digests(at=NOW + DAY) == 0


class TestReviews:
    @pytest.fixture
    def draft(self, network, pair):
        Review.objects.filter(published_at__isnull=True).delete()
        line = actions.choose(story=pair[0].story, by=None)
        other = actions.choose(story=Story.objects.exclude(pk=pair[0].story_id).first(), by=None)
        return line.review, line, other

    def test_chosen_twice_it_is_there_once(self, draft, pair):
        assert actions.choose(story=pair[0].story, by=None) == draft[1]
        assert draft[0].lines.count() == 2

    def test_order_sentences_and_publication_for_ever(self, network, draft):
        review, line, other = draft
        actions.move_line(line=other, step=-1, by=None)
        assert list(review.lines.all()) == [other, line]
        with pytest.raises(Refused, match="Écrivez une phrase"):
            actions.publish_review(network=network, send=False, by=None, at=NOW)
        sentences = {line.pk: "Rennes ouvre.", other.pk: "À lire."}
        actions.save_review(network=network, title="", intro="", sentences=sentences, by=None)
        published = actions.publish_review(network=network, send=False, by=None, at=NOW)
        assert published.number == 2
        with pytest.raises(Refused, match="ne change plus"):
            actions.move_line(line=line, step=1, by=None)
        actions.leave_out(story=line.story, by=None)
        assert published.lines.count() == 2

    def test_an_empty_review_is_not_published(self, network):
        Review.objects.filter(published_at__isnull=True).delete()
        with pytest.raises(Refused, match="vide"):
            actions.publish_review(network=network, send=False, by=None, at=NOW)

    def test_the_mail_is_plain_and_goes_to_each_member_once(self, small, draft):
        _review, line, other = draft
        sentences = {line.pk: "Rennes ouvre.", other.pk: "À lire."}
        actions.save_review(network=small.network, title="La revue", intro="Bonjour.", sentences=sentences, by=None)
        actions.publish_review(network=small.network, send=True, by=None, at=NOW)
        members = {small.people[name].email for name in ("desk", "mediator", "manager", "coordinator")}
        assert {mail.recipient for mail in mails()} == members
        assert all(mail.html == "" and "<" not in mail.body for mail in mails())
        assert "Rennes ouvre.\n\n  Un atelier" in mails()[0].body or "Rennes ouvre.\n  Un atelier" in mails()[0].body

    def test_around_the_words_of_the_review_the_mail_speaks_as_its_reader(self, small, draft):
        _review, line, other = draft
        User.objects.filter(pk=small.people["desk"].pk).update(language="en")
        actions.save_review(
            network=small.network, title="", intro="", sentences={line.pk: "Ici.", other.pk: "Là."}, by=None
        )
        actions.publish_review(network=small.network, send=True, by=None, at=NOW)
        told = {mail.recipient: mail for mail in mails()}
        english, french = (told[small.people[name].email] for name in ("desk", "mediator"))
        assert english.subject.startswith("Press review")
        assert french.subject.startswith("Revue de presse")
        assert "/en/veille/revues/" in english.body
        assert "/en/" not in french.body

    @pytest.mark.parametrize("name", ["mediator", "partner", "stranger"])
    def test_only_the_coordination_publishes(self, small, name):
        with pytest.raises(Refused, match="Seule la coordination"):
            actions.publish_review(network=small.network, send=False, by=small.people[name], at=NOW)


class TestCities:
    def test_a_position_without_its_words_or_source_is_refused_by_the_database_too(self, small):
        rows = Position.objects.filter(announcement=small.objects["watch_announcement"])
        for field in ("quotation", "source_url", "public_role"):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**{field: ""})

    @pytest.mark.parametrize(
        ("change", "said"),
        [({"source_url": "javascript:alert(1)"}, "http://"), ({"happened_on": dt.date(2030, 1, 1)}, "pas encore venu"),
         ({"city": ""}, "vide")],
    )  # fmt: skip
    def test_a_fact_is_dated_and_its_link_may_be_followed(self, small, change, said):
        fields = {
            "city": "Nancy", "happened_on": dt.date(2019, 1, 1), "precision": "year", "text": "Il ouvre.",
            "source_name": "Le Fil", "source_url": "https://fil.example/1", **change,
        }  # fmt: skip
        with pytest.raises(Refused, match=said):
            actions.add_fact(announcement=small.objects["watch_announcement"], by=None, **fields)

    def test_what_is_taken_back_stays_in_the_journal(self, small):
        actions.remove_position(position=Position.objects.get(person="Une élue"), by=None)
        assert JournalEntry.objects.filter(action="watch.position_removed").count() == 1
