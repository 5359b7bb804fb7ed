"""Statements: versions that nothing changes, pages that say what changed, quotes of our own, a feed for others."""

import datetime as dt
import importlib
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from maille.communication import actions, saying
from maille.communication.models import Quote, Statement, StatementVersion
from maille.communication.rules import statements as rules
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.demo.statements import load_statement
from tests.world import World

pytestmark = pytest.mark.django_db
TRIGGERS = importlib.import_module("maille.communication.migrations.0002_versions_never_change")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def world(own_world) -> World:
    return own_world


@pytest.fixture
def text(world) -> Statement:
    return Statement.objects.get(pk=world.objects["statement"].pk)


@pytest.fixture
def coordinator(world, client):
    client.force_login(world.people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client, name: str, *args) -> str:
    answer = client.get(reverse(f"communication:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def change(text: Statement, kind: str, note: str = "", **said) -> StatementVersion:
    actions.save_draft(statement=text, **{"title": text.title, "body": text.body, **said}, by=None)
    return actions.publish_change(statement=text, kind=kind, note=note, by=None, at=timezone.now())


class TestVersions:
    def test_the_database_refuses_to_change_or_delete_one(self, text):
        version = text.versions.get(number=1)
        for attempt in (
            lambda: StatementVersion.objects.filter(pk=version.pk).update(body="Autre chose."),
            lambda: StatementVersion.objects.filter(pk=version.pk).delete(),
            lambda: StatementVersion.objects.filter(pk=version.pk)._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match=r"ne se change pas"), transaction.atomic():
                attempt()

    def test_the_database_refuses_to_rewrite_a_quote_and_lets_its_state_change(self, text):
        quotes = Quote.objects.filter(statement=text)
        with pytest.raises(DatabaseError, match="ne se réécrit pas"), transaction.atomic():
            quotes.update(text="Autre chose.")
        quotes.update(state="deleted")
        assert quotes.get().state == "deleted"

    def test_each_is_sealed_to_the_one_before(self, text):
        change(text, rules.CORRECTION, "Le chiffre était faux.", body="Nous aidons 13 lieux.")
        seal = ""
        for version in text.versions.all():
            assert version.seal == version.seal_after(seal)
            seal = version.seal

    @pytest.mark.parametrize(
        ("column", "value"),
        [("body", "Nous aidons 99 lieux."), ("signatories", ["Quelqu’un"]), ("dated_on", dt.date(2001, 1, 1))],
    )
    def test_one_altered_behind_the_back_of_the_database_shows(self, client, text, column, value):
        change(text, rules.CORRECTION, "Le chiffre était faux.", body="Nous aidons 13 lieux.")
        assert "toutes correspondent" in page(client, "history", text.slug)
        connection.check_constraints()  # what is still to be checked would hold the table
        with connection.cursor() as cursor:
            for statement in TRIGGERS.UNDO[connection.vendor]:
                cursor.execute(statement)
        text.versions.filter(number=1).update(**{column: value})
        shown = page(client, "history", text.slug)
        assert shown.count("n’est plus celle qui a été publiée") == 1
        assert "toutes correspondent" not in shown

    def test_a_draft_changes_nothing_of_what_is_published(self, client, text):
        actions.save_draft(statement=text, title="Autre titre", body="Autre texte.", by=None)
        assert "Autre" not in page(client, "statement", text.slug)

    def test_the_day_cannot_be_chosen_by_a_person(self, world, text):
        with pytest.raises(Refused, match="ne se choisit pas"):
            actions.publish_change(
                statement=text, kind="edit", note="Un mot.", by=world.people["coordinator"], at=timezone.now(),
                dated_on=dt.date(2018, 12, 18),
            )  # fmt: skip

    def test_a_text_is_published_once(self, text):
        with pytest.raises(Refused, match="ne se publie pas de nouveau"):
            actions.publish(statement=text, by=None, at=timezone.now())

    @pytest.mark.parametrize("name", ["mediator", "partner", "stranger", "nobody"])
    def test_only_the_coordination_speaks(self, world, text, name):
        with pytest.raises(Refused, match="Seule la coordination"):
            actions.save_draft(statement=text, title="x", body="y", by=world.people[name])

    def test_a_signature_is_on_the_versions_that_bear_it_and_on_no_other(self, world, text):
        assert text.current.signatories == ["CCAS de Saint-Étienne"]
        actions.drop_signature(signature=world.objects["signature"], by=None)
        change(text, rules.EDIT, "Le CCAS ne signe plus.")
        assert [version.signatories for version in text.versions.all()] == [["CCAS de Saint-Étienne"]] * 2 + [[]]

    def test_everything_is_in_the_journal(self, world, text):
        actions.record_reading(version=text.current, readers="Amina", read_on=dt.date(2026, 1, 5), by=None)
        said = set(Entry.objects.about(text).values_list("action", flat=True))
        assert {"communication.statement_created", "communication.published", "communication.read_by"} <= said


class TestPages:
    def test_a_text_shows_its_notes_the_newest_first_with_their_anchors(self, client, text):
        change(text, rules.REACTION, "La mairie **répond**.")
        shown = page(client, "statement", text.slug)
        today = timezone.localdate().isoformat()
        assert shown.index(f'id="reaction-{today}"') < shown.index(f'id="edit-{today}"')
        assert "<strong>répond</strong>" in shown

    def test_a_misprint_says_nothing_above_the_text_and_is_in_the_history_and_the_year(self, client, text):
        change(text, rules.TYPO, body="Nous aidons bien.\n\n{citation 1}")
        assert "COQUILLE du" not in page(client, "statement", text.slug)
        assert "COQUILLE" in page(client, "history", text.slug)
        assert "COQUILLE du" in page(client, "corrections", timezone.localdate().year)

    def test_an_old_version_keeps_its_words_and_says_that_it_is_outdated(self, client, text):
        change(text, rules.CORRECTION, "Erreur.", body="Nous aidons 13 lieux.")
        old = page(client, "version", text.slug, 1)
        assert "Cette version est dépassée" in old
        assert "Nous aidons.</p>" in old
        assert "dépassée" not in page(client, "version", text.slug, 3)

    def test_a_text_or_a_quote_that_cites_another_version_than_the_last_says_so(self, client, world, coordinator, text):
        said = f"Voyez /positions/{text.slug}/v/1/."
        other = actions.create_statement(network=world.network, title="Réponse", body=said, by=None, at=timezone.now())
        assert "a changé depuis" in page(coordinator, "write", other.slug)
        actions.publish(statement=other, by=None, at=timezone.now())
        client.logout()
        shown = page(client, "statement", other.slug)
        assert "Un texte cité a changé depuis" in shown
        assert "EDIT du" in shown
        change(other, rules.EDIT, "Mis à jour.", body=f"Voyez /positions/{text.slug}/v/2/.")
        assert "a changé depuis" not in page(client, "statement", other.slug)
        change(text, rules.TYPO, body="Nous aidons bien.\n\n{citation 1}")
        assert "a changé depuis" not in page(client, "statement", other.slug)
        words = f"Lu /positions/{text.slug}/v/1/"
        days = {"posted_on": dt.date(2026, 1, 2), "captured_on": dt.date(2026, 1, 2)}
        actions.add_quote(statement=other, author="Une élue", network_name="Mastodon", text=words, by=None, **days)
        assert "a changé depuis" in page(client, "statement", other.slug)

    def test_two_versions_are_compared(self, client, text):
        change(text, rules.CORRECTION, "Erreur.", body="Nous aidons 13 lieux.\n\n{citation 1}")
        shown = client.get(reverse("communication:history", args=[text.slug]), {"de": 1, "a": 3}).content.decode()
        assert "Ajouté" in shown
        assert '<ins lang="fr">13 lieux</ins>' in shown
        assert client.get(reverse("communication:history", args=[text.slug]), {"de": 9, "a": "x"}).status_code == 200

    def test_a_withdrawn_text_leaves_its_note_and_nothing_else(self, client, text):
        change(text, rules.WITHDRAWAL, "Ce texte se trompait d’organisme.")
        for shown in (page(client, "statement", text.slug), page(client, "version", text.slug, 1)):
            assert "se trompait" in shown
            assert "Nous aidons" not in re.sub(r"<title>.*?</title>|<script.*?</script>", "", shown, flags=re.DOTALL)
        with pytest.raises(Refused, match="a été retiré"):
            change(text, rules.EDIT, "Encore.")

    def test_a_draft_is_seen_by_nobody_else(self, client, world):
        draft = actions.create_statement(network=world.network, title="À venir", body="…", by=None, at=timezone.now())
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert "À venir" not in page(client, "statements")

    def test_a_quote_is_our_own_html_and_is_taken_away_on_request(self, client, text):
        shown = page(client, "statement", text.slug)
        assert (
            '<blockquote cite="https://social.example/1" lang="fr"><p>Bravo à toutes et à tous.</p></blockquote>'
            in shown
        )
        assert "adjointe" in shown
        actions.change_quote_state(quote=text.quotes.get(), state="removed", by=None)
        assert "Bravo" not in page(client, "statement", text.slug)
        assert "retirée à la demande" in page(client, "statement", text.slug)

    def test_nothing_comes_from_elsewhere(self, client, text):
        change(
            text,
            rules.EDIT,
            "Un mot.",
            body="![x](https://trace.example/p.png) <script src=//x></script> [y](javascript:a)",
        )
        shown = page(client, "statement", text.slug)
        assert "<img" not in shown.split("<article")[1]
        assert "<script src=//x>" not in shown
        assert 'href="javascript' not in shown

    def test_the_json_for_search_engines_says_corrections_of_errors_only(self, client, text):
        change(text, rules.CORRECTION, "Le </script> chiffre & l’autre.", body="Nous aidons 13 lieux.")
        shown = page(client, "statement", text.slug)
        data = json.loads(re.search(r'ld\+json">(.*?)</script>', shown, re.DOTALL).group(1))
        assert [one["text"] for one in data["correction"]] == ["Le </script> chiffre & l’autre."]
        assert data["version"] == 3
        assert {one["name"] for one in data["author"]} == {"Réseau d’ici", "CCAS de Saint-Étienne"}

    def test_the_list_asks_the_same_for_two_texts_and_for_many(self, client, world, same_number_of_queries):
        def grow():
            for number in range(5):
                made = actions.create_statement(
                    network=world.network, title=f"Texte {number}", body="Un mot.", by=None, at=timezone.now()
                )
                actions.publish(statement=made, by=None, at=timezone.now())

        same_number_of_queries(lambda: client.get(reverse("communication:statements")), grow)


class TestWriting:
    def test_the_whole_story_on_screen(self, coordinator, world):
        sent = {"title": "Notre réponse", "body": "Nous aidons.\r\n\r\n{citation 1}"}
        coordinator.post(reverse("communication:create_statement"), sent)
        coordinator.post(
            reverse("communication:add_quote", args=["notre-reponse"]),
            {"author": "Un élu", "network_name": "Mastodon", "posted_on": "2026-01-02", "captured_on": "2026-01-03",
             "text": "Merci."},
        )  # fmt: skip
        coordinator.post(reverse("communication:publish", args=["notre-reponse"]))
        coordinator.post(
            reverse("communication:write", args=["notre-reponse"]), {**sent, "body": "Nous aidons 13 lieux."}
        )
        refused = coordinator.post(
            reverse("communication:publish", args=["notre-reponse"]), {"kind": "coquille", "note": "gardée"}
        )
        assert refused.status_code == 422
        assert "choisissez RECTIFICATIF" in refused.content.decode()
        assert "gardée" in refused.content.decode()
        coordinator.post(
            reverse("communication:publish", args=["notre-reponse"]), {"kind": "rectificatif", "note": "13."}
        )
        assert "RECTIFICATIF du" in page(coordinator, "statement", "notre-reponse")

    def test_findings_are_shown_left_and_kept_with_the_version(self, coordinator, text):
        sent = {"title": text.title, "body": "Afin de venir, appelez."}
        write = reverse("communication:write", args=[text.slug])
        coordinator.post(write, sent)
        key = re.search(r'name="laisser" value="(plain-word[^"]+)"', page(coordinator, "write", text.slug)).group(1)
        coordinator.post(write, {**sent, "laisser": key})
        assert "1 remarque laissée" in page(coordinator, "write", text.slug)
        actions.publish_change(statement=text, kind="edit", note="Un mot.", by=None, at=timezone.now())
        assert text.versions.last().left == [key]
        coordinator.post(write, {**sent, "reprendre": key})
        assert "remarque laissée" not in page(coordinator, "write", text.slug)

    def test_a_title_that_is_taken_is_refused_and_kept(self, coordinator, text):
        answer = coordinator.post(
            reverse("communication:create_statement"), {"title": text.title, "body": "Encore un texte."}
        )
        assert answer.status_code == 422
        assert "Un autre texte porte déjà ce titre" in answer.content.decode()
        assert "Encore un texte." in answer.content.decode()

    @pytest.mark.parametrize(("title", "said"), [("!!!", "avec des lettres"), ("Corrections", "une page du site")])
    def test_a_title_that_makes_no_address_is_refused(self, world, title, said):
        with pytest.raises(Refused, match=said):
            actions.create_statement(network=world.network, title=title, body="x", by=None, at=timezone.now())

    def test_a_quote_is_not_captured_before_it_is_posted(self, text):
        said = {"author": "A", "network_name": "B", "text": "c", "url": "", "role": "", "is_summary": False}
        with pytest.raises(Refused, match="d’avant la publication"):
            actions.add_quote(
                statement=text, posted_on=dt.date(2026, 1, 2), captured_on=dt.date(2026, 1, 1), by=None, **said
            )

    def test_who_has_read_it_is_under_the_text(self, coordinator, text):
        url = reverse("communication:read_by", args=[text.slug])
        assert coordinator.post(url, {"relu_par": "Amina", "relu_le": "2999-01-01"}).status_code == 422
        coordinator.post(url, {"relu_par": "Amina et Bruno", "relu_le": "2026-01-05"})
        assert "Relu par Amina et Bruno, le 5 janvier 2026." in page(coordinator, "statement", text.slug)


class TestFeed:
    def test_an_entry_keeps_its_name_and_takes_the_day_of_its_change(self, client, text):
        before = self.entry(client)
        change(text, rules.CORRECTION, "Erreur corrigée.", body="Nous aidons 13 lieux.")
        after = self.entry(client)
        assert before.find(f"{ATOM}id").text == after.find(f"{ATOM}id").text
        assert before.find(f"{ATOM}updated").text <= after.find(f"{ATOM}updated").text
        told = after.find(f"{ATOM}summary").text
        assert told.index("Erreur corrigée") < told.index("13 lieux")

    def test_a_misprint_is_no_news(self, client, text):
        before = self.entry(client).find(f"{ATOM}updated").text
        actions.save_draft(statement=text, title=text.title, body=text.body.replace("aidons", "aidon"), by=None)
        later = timezone.now() + dt.timedelta(days=1)
        actions.publish_change(statement=text, kind="coquille", by=None, at=later)
        assert self.entry(client).find(f"{ATOM}updated").text == before

    def entry(self, client) -> ElementTree.Element:
        """The feed as an XML reader of its own sees it."""
        answer = client.get(reverse("communication:atom"))
        assert answer["Content-Type"].startswith("application/atom+xml")
        return ElementTree.fromstring(answer.content).find(f"{ATOM}entry")  # noqa: S314 - our own feed


class TestStoryOfDecember2018:
    def test_it_is_dated_as_it_says_and_loaded_once(self, client, world):
        Statement.objects.filter(pk=world.objects["statement"].pk).update(network=world.elsewhere)
        for _ in range(2):
            load_statement(world.network, at=timezone.now())
        story = Statement.objects.get(network=world.network)
        shown = page(client, "statement", story.slug)
        assert 'id="edit-2018-12-18"' in shown
        assert "EDIT du 18 décembre 2018" in shown
        assert shown.count("<figure") == 3
        assert "date d’origine déclarée" in shown
        corrected = page(client, "corrections", 2018)
        assert "EDIT du 18 décembre" in corrected
        assert "{citation" not in corrected

    def test_its_html_is_whole(self, client, world):
        load_statement(world.elsewhere, at=timezone.now())
        story = Statement.objects.get(network=world.elsewhere)
        opened: list[str] = []

        class Reader(HTMLParser):
            def handle_starttag(self, tag, attrs):
                opened.append(tag)

            def handle_endtag(self, tag):
                assert opened.pop() == tag

        for note in saying.notes(story):
            Reader().feed(str(note.html).replace("<br>", ""))
        assert opened == []
