"""Posters made, printed, found on a wall: what they cite changes, and the page behind their code says so."""

import datetime as dt
import io
import zipfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from maille.communication import actions, load
from maille.communication.models import Poster, PosterVersion
from maille.communication.rules import posters as rules
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.territory.models import NetworkPlace
from maille.workshops.models import Session
from tests.core.pdf import picture_of, read_qr, text_of
from tests.world import World

pytestmark = pytest.mark.django_db
SEEN_BY_NOBODY = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
WAFFLE = "1-dim-2nr5b7mx60s3f86jnvq87xjvepgbg"


@pytest.fixture
def world(own_world) -> World:
    return own_world


@pytest.fixture
def coordinator(world, client):
    client.force_login(world.people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def subject(world: World, key: str) -> load.Subject:
    return load.subject(key, world.network, world.people["coordinator"], at=timezone.now())


def make(world: World, key: str, **changes) -> PosterVersion:
    about = subject(world, key)
    words = rules.Words(**{**about.words.to_json(), **changes})
    return actions.make_poster(
        network=world.network, subject=about, words=words, until=about.until, by=None, at=timezone.now()
    )


def behind(client, version: PosterVersion) -> str:
    """The page that the code printed on the paper leads to."""
    return client.get(version.get_absolute_url()).content.decode()


def files(client, version: PosterVersion, **asked):
    return client.get(reverse("communication:poster_file", args=[version.poster.code]), asked)


class TestMaking:
    def test_from_a_session_everything_is_filled_in_and_the_code_of_the_pdf_leads_to_its_page(self, world, coordinator):
        key = f"seance:{world.objects['session'].pk}"
        shown = coordinator.get(reverse("communication:create_poster"), {"sujet": key})
        form = shown.context["form"]
        sent = {name: form[name].value() or "" for name in form.fields} | {"sujet": key, "gabarit": "seance"}
        assert "data:image/svg+xml" in shown.content.decode()
        made = coordinator.post(reverse("communication:create_poster"), sent | {"faire": "1"})
        poster = Poster.objects.order_by("pk").last()
        assert made.url == reverse("communication:poster_files", args=[poster.code])
        pdf = files(coordinator, poster.latest, format="a4", profil="imprimeur").content
        address = read_qr(picture_of(pdf, scale=3))
        assert address.startswith(settings.SITE_URL)
        assert "Le Colibri" in text_of(pdf)
        coordinator.logout()
        page = coordinator.get(address.removeprefix(settings.SITE_URL))
        assert "Cette affiche est à jour" in page.content.decode()

    @pytest.mark.parametrize("asked", ["apercu", "faire"])
    def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_kept(self, coordinator, asked):
        before = PosterVersion.objects.count()
        sent = {
            "gabarit": "campagne", "title": "T", "slogan": "anticonstitutionnellement" * 7, "facts": "F",
            "source": "S", "signature": "Nous", "colour": "#f2b134", "format": "a5", "variante": "gros",
            asked: "1",
        }  # fmt: skip
        shown = coordinator.post(reverse("communication:create_poster"), sent)
        assert shown.status_code == 422
        assert str(shown.context["form"].errors["slogan"]).count("retirez environ") == 1
        assert "anticonstitutionnellement" in shown.content.decode()
        assert PosterVersion.objects.count() == before

    @pytest.mark.parametrize(
        ("key", "template"),
        [("position:ce-que-nous-faisons", "position"), (f"langue-de-bois:{WAFFLE}", "campagne")],
    )
    def test_from_a_text_it_is_prefilled_and_can_be_made_at_once(self, world, key, template):
        made = make(world, key)
        assert made.words.template == template
        assert made.words.is_parody is key.startswith("langue")

    def test_from_a_closed_day_and_from_a_week(self, world):
        closing = subject(world, f"fermeture:{world.objects['closing'].pk}")
        assert "24\u00a0décembre" in closing.words.when
        assert closing.until == dt.date(2027, 1, 1)
        day = timezone.localdate(world.objects["session"].starts_at)
        week = subject(world, f"semaine:{world.member.slug}:{day.isoformat()}")
        assert " | " in week.words.lines
        assert week.until == day + dt.timedelta(days=6 - day.weekday())

    def test_an_unknown_subject_is_nothing(self, coordinator):
        for key in (
            "seance:999999", "seance:x", "position:inconnu", "semaine:nulle-part:2026-11-30", "semaine:x:y",
            "fermeture:0", "langue-de-bois:9-x", "autre:1", "seance:" + "9" * 5_000, "seance:" + "9" * 20,
        ):  # fmt: skip
            assert coordinator.get(reverse("communication:create_poster"), {"sujet": key}).status_code == 404, key

    def test_a_team_posts_its_own_sessions_and_never_speaks_for_the_network(self, world):
        about = subject(world, f"seance:{world.objects['session'].pk}")
        said = {"network": world.network, "words": about.words, "until": None, "at": timezone.now()}
        assert actions.make_poster(subject=about, by=world.people["mediator"], **said).number == 1
        free = load.nothing(rules.CAMPAIGN, world.network)
        for name in ("mediator", "neighbour", "stranger"):
            with pytest.raises(Refused, match="Seule la coordination"):
                actions.make_poster(subject=free, by=world.people[name], **said)
        with pytest.raises(Refused, match="Seule la coordination"):
            actions.make_poster(subject=about, by=world.people["neighbour"], **said)

    def test_a_refusal_says_the_field_and_makes_nothing(self, world):
        before = Poster.objects.count()
        for changes, field in [({"source": ""}, "source"), ({"slogan": "ICI 😀"}, "slogan")]:
            with pytest.raises(Refused) as refusal:
                make(world, "position:ce-que-nous-faisons", **changes)
            assert refusal.value.field == field
        assert Poster.objects.count() == before

    def test_everything_is_in_the_journal(self, world):
        made = make(world, "position:ce-que-nous-faisons")
        assert Entry.objects.about(made.poster).get().action == "communication.poster_made"


class TestNotAnnouncedYet:
    @pytest.mark.parametrize(
        "kept",
        [{"state": "draft"}, {"state": "cancelled", "unseen_at": SEEN_BY_NOBODY}, {"visibility": "network"}],
        ids=["in preparation", "cancelled in preparation", "for the teams"],
    )
    def test_the_public_finds_nothing_and_the_team_its_page(self, world, client, kept):
        made = make(world, f"seance:{world.objects['session'].pk}")
        Session.objects.filter(pk=made.session_id).update(**kept)
        for address in (made.get_absolute_url(), made.poster.get_absolute_url()):
            assert client.get(address).status_code == 404
        client.force_login(world.people["mediator"], backend="django.contrib.auth.backends.ModelBackend")
        assert "Les équipes seules voient cette page" in behind(client, made)

    def test_once_published_the_code_leads_to_its_page(self, world, client):
        Session.objects.filter(pk=world.objects["session"].pk).update(state="draft")
        made = make(world, f"seance:{world.objects['session'].pk}")
        assert client.get(made.get_absolute_url()).status_code == 404
        Session.objects.filter(pk=made.session_id).update(state="published")
        assert "est à jour" in behind(client, made)

    def test_a_session_deleted_before_it_was_announced_stays_unknown(self, world, client):
        made = make(world, f"seance:{world.objects['session'].pk}")
        PosterVersion.objects.filter(pk=made.pk).update(session=None, told=made.told | {"state": "draft"})
        assert client.get(made.get_absolute_url()).status_code == 404


class TestOutOfDate:
    def test_a_session_moved_then_cancelled(self, world, client):
        made = make(world, f"seance:{world.objects['session'].pk}")
        assert "est à jour" in behind(client, made)
        Session.objects.filter(pk=made.session_id).update(
            starts_at=made.session.starts_at + dt.timedelta(days=1), ends_at=made.session.ends_at + dt.timedelta(days=1)
        )
        assert "Ce n’est plus" in behind(client, made)
        Session.objects.filter(pk=made.session_id).update(state="cancelled")
        assert "est annulé" in behind(client, made)

    def test_a_statement_changed_and_a_misprint_that_changes_nothing(self, world, client):
        made = make(world, "position:ce-que-nous-faisons")
        statement = world.objects["statement"]

        def publish(kind: str, body: str, note: str = "") -> None:
            actions.save_draft(statement=statement, title=statement.title, body=body, by=None)
            actions.publish_change(statement=statement, kind=kind, note=note, by=None, at=timezone.now())

        publish("coquille", "Nous aidons bien.\n\n{citation 1}")
        assert "est à jour" in behind(client, made)
        publish("rectificatif", "Nous aidons 13 lieux.\n\n{citation 1}", "Le nombre.")
        shown = behind(client, made)
        assert "Cette affiche est périmée" in shown
        assert "RECTIFICATIF du" in shown
        publish("retrait", "Nous aidons.", "Une erreur.")
        assert "a été retiré" in behind(client, made)

    def test_who_writes_a_text_sees_which_posters_cite_it(self, world, coordinator):
        made, statement = make(world, "position:ce-que-nous-faisons"), world.objects["statement"]
        for page in (statement.get_absolute_url(), reverse("communication:publish", args=[statement.slug])):
            shown = coordinator.get(page).content.decode()
            assert made.poster.code in shown
            assert f"cite la version {made.statement_version.number}" in shown
        coordinator.logout()
        assert made.poster.code not in coordinator.get(statement.get_absolute_url()).content.decode()

    def test_a_new_version_replaces_the_one_on_the_wall(self, world, client):
        made = make(world, "position:ce-que-nous-faisons")
        about = load.again(made, world.network, None, at=timezone.now())
        words = rules.Words(**{**made.words.to_json(), "slogan": "Autre chose"})
        said = {
            "poster": made.poster,
            "subject": about,
            "words": words,
            "until": None,
            "by": None,
            "at": timezone.now(),
        }
        second = actions.change_poster(**said)
        assert second.number == 2
        assert "a été remplacée" in behind(client, made)
        assert "est à jour" in client.get(made.poster.get_absolute_url()).content.decode()
        with pytest.raises(Refused, match="Rien n’a changé"):
            actions.change_poster(**said)

    def test_a_colour_changed_does_not_make_old_words_true_again(self, world, coordinator):
        """Only words taken up again from the subject, or written anew, follow it."""
        made = make(world, f"seance:{world.objects['session'].pk}")
        later = dt.timedelta(days=1)
        session = Session.objects.get(pk=made.session_id)
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + later, ends_at=session.ends_at + later
        )
        address = reverse("communication:change_poster", args=[made.poster.code])
        sent = {name: value or "" for name, value in made.words.to_json().items()} | {"faire": "1", "colour": "#542f5f"}
        coordinator.post(address, sent)
        second = PosterVersion.objects.get(poster=made.poster, number=2)
        assert second.words.when == made.words.when
        assert "Ce n’est plus" in behind(coordinator, second)
        assert files(coordinator, second).status_code == 422
        fresh = coordinator.get(address, {"reprendre": "1"}).context["form"]
        sent |= {name: fresh[name].value() or "" for name in fresh.fields}
        coordinator.post(f"{address}?reprendre=1", sent)
        third = PosterVersion.objects.get(poster=made.poster, number=3)
        assert third.words.when != made.words.when
        assert "est à jour" in behind(coordinator, third)

    def test_the_right_day_written_by_hand_is_the_right_day(self, world, coordinator):
        made = make(world, f"seance:{world.objects['session'].pk}")
        later = dt.timedelta(days=1)
        session = Session.objects.get(pk=made.session_id)
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at + later, ends_at=session.ends_at + later
        )
        address = reverse("communication:change_poster", args=[made.poster.code])
        sent = {name: value or "" for name, value in made.words.to_json().items()} | {"faire": "1", "when": "Mercredi"}
        coordinator.post(address, sent)
        assert "est à jour" in behind(coordinator, PosterVersion.objects.get(poster=made.poster, number=2))

    @pytest.mark.parametrize("key", ["seance", "position"])
    def test_what_was_called_off_stays_so_whatever_is_changed(self, world, coordinator, key):
        keys = {"seance": f"seance:{world.objects['session'].pk}", "position": "position:ce-que-nous-faisons"}
        made = make(world, keys[key])
        if key == "seance":
            Session.objects.filter(pk=made.session_id).update(state="cancelled")
        else:
            said = {"statement": world.objects["statement"], "by": None}
            actions.publish_change(kind="retrait", note="Une erreur.", at=timezone.now(), **said)
        sent = {name: value or "" for name, value in made.words.to_json().items()} | {"faire": "1", "colour": "#1f5aa6"}
        coordinator.post(reverse("communication:change_poster", args=[made.poster.code]), sent)
        second = PosterVersion.objects.get(poster=made.poster, number=2)
        assert (second.about, second.session_id) == (made.about, made.session_id)
        assert "Cette affiche est périmée" in behind(coordinator, second)
        assert files(coordinator, second).status_code == 422

    def test_a_past_day_is_neither_printed_nor_trusted(self, world, coordinator):
        made = make(world, "position:ce-que-nous-faisons")
        PosterVersion.objects.filter(pk=made.pk).update(until=timezone.localdate() - dt.timedelta(days=1))
        assert "passé depuis le" in behind(coordinator, made)
        refused = files(coordinator, made)
        assert refused.status_code == 422
        assert "corrigez les dates" in refused.content.decode()
        assert "périmée" in coordinator.get(reverse("communication:posters")).content.decode()

    def test_a_programme_that_changes_is_said(self, world, client):
        session = world.objects["session"]
        made = make(world, f"semaine:{world.member.slug}:{timezone.localdate(session.starts_at).isoformat()}")
        assert "est à jour" in behind(client, made)
        Session.objects.filter(pk=session.pk).update(state="cancelled")
        assert "programme de cette semaine a changé" in behind(client, made)

    def test_what_is_gone_is_said(self, world, client):
        made = make(world, f"fermeture:{world.objects['closing'].pk}")
        world.objects["closing"].delete()
        assert "n’est plus prévu" in behind(client, made)


class TestFiles:
    def test_each_kind_of_file(self, world, coordinator):
        made = make(world, "position:ce-que-nous-faisons")
        for kind, starts in (("pdf", b"%PDF-1.7"), ("png", b"\x89PNG"), ("svg", b"<svg"), ("txt", b"Prise")):
            answer = files(coordinator, made, sorte=kind, format="a5")
            assert answer.content.startswith(starts)
            assert answer["Content-Disposition"].endswith(f'.{kind}"')

    def test_a_sheet_that_is_not_possible_is_refused_with_what_to_choose(self, world, coordinator):
        made = make(world, "position:ce-que-nous-faisons")
        refused = files(coordinator, made, format="social", profil="imprimeur")
        assert refused.status_code == 422
        assert "choisissez «\u00a0au bureau\u00a0»" in refused.content.decode()
        assert files(coordinator, made, format="b7").status_code == 422

    def test_a_zip_for_every_place_each_with_its_address(self, world, coordinator):
        NetworkPlace.objects.filter(network=world.network, place=world.beside).update(kind="member")
        made = make(world, "position:ce-que-nous-faisons")
        answer = coordinator.get(reverse("communication:poster_batch", args=[made.poster.code]), {"format": "a4"})
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            names = sorted(archive.namelist())
            assert names == ["LISEZ-MOI.txt", "la-passerelle-saint-etienne.pdf", "le-colibri-saint-etienne.pdf"]
            for name, place in (
                ("la-passerelle-saint-etienne.pdf", "La Passerelle"),
                ("le-colibri-saint-etienne.pdf", "Le Colibri"),
            ):
                assert place in text_of(archive.read(name))

    def test_of_a_week_each_place_has_its_own_and_who_has_none_is_left_out(self, world):
        NetworkPlace.objects.filter(network=world.network, place=world.beside).update(kind="member")
        day = timezone.localdate(world.objects["session"].starts_at).isoformat()
        made = make(world, f"semaine:{world.member.slug}:{day}")
        hung = load.hung_everywhere(made, world.network, today=timezone.localdate())
        assert [name for name, _poster in hung] == [world.member.slug]

    def test_the_list_asks_as_much_for_two_as_for_many(self, world, coordinator, same_number_of_queries):
        def grow() -> None:
            for key in ("position:ce-que-nous-faisons", f"seance:{world.objects['session'].pk}"):
                make(world, key)

        grow()
        same_number_of_queries(lambda: coordinator.get(reverse("communication:posters")), grow)


class TestCommand:
    WORDS = ("--titre", "T", "--slogan", "ICI|ON AIDE", "--faits", "F", "--source", "S", "--signature", "Nous, ici")

    def test_makes_one_from_words_and_one_from_a_code(self, world, tmp_path, capsys):
        call_command("affiche", *self.WORDS, "--sortie", str(tmp_path / "a.pdf"), "--adresse", "https://x.example/a")
        assert read_qr(picture_of((tmp_path / "a.pdf").read_bytes(), scale=2)) == "https://x.example/a"
        call_command("affiche", "--code", "K3F7W", "--format", "a4", "--sortie", str(tmp_path / "b.txt"))
        assert "Affiche k3f7w, version 1" in (tmp_path / "b.txt").read_text()
        call_command("affiche", "--code", "k3f7w", "--format", "a4", "--sortie", str(tmp_path / "c.zip"))
        assert "le-colibri-saint-etienne.pdf" in zipfile.ZipFile(tmp_path / "c.zip").namelist()

    def test_what_cannot_be_written_or_is_refused_makes_no_version(self, world, tmp_path):
        for asked in (("--sortie", str(tmp_path / "none" / "a.pdf")), ("--sortie", "a.pdf", "--slogan", "x" * 500)):
            with pytest.raises(CommandError):
                call_command("affiche", "--code", "k3f7w", "--titre", "Venez à deux", "--format", "a4", *asked)
        assert PosterVersion.objects.filter(poster__code="k3f7w").count() == 1

    def test_refuses_what_is_no_longer_true_unless_it_is_said_anew(self, world, client, tmp_path, capsys):
        session, out = world.objects["session"], tmp_path / "a.txt"
        later = session.starts_at + dt.timedelta(days=1)
        Session.objects.filter(pk=session.pk).update(starts_at=later, ends_at=later + dt.timedelta(hours=2))
        asked = ("--code", "k3f7w", "--format", "a4", "--jusqu-au", "2030-01-01", "--sortie", str(out))
        with pytest.raises(CommandError, match="n’est pas faite"):
            call_command("affiche", *asked)
        assert "Ce n’est plus" in capsys.readouterr().err
        assert not out.exists()
        assert PosterVersion.objects.filter(poster__code="k3f7w").count() == 1
        call_command("affiche", *asked, "--quand", "le lendemain")
        assert "le lendemain" in out.read_text()
        made = PosterVersion.objects.get(poster__code="k3f7w", number=2)
        assert made.get_absolute_url() in out.read_text()
        assert "Cette affiche est à jour" in behind(client, made)
        Session.objects.filter(pk=session.pk).update(state="cancelled")
        with pytest.raises(CommandError, match="n’est pas faite"):
            call_command("affiche", *asked, "--quand", "le lendemain")
        assert "est annulé" in capsys.readouterr().err

    def test_words_given_are_those_of_every_place(self, tmp_path, world):
        out = tmp_path / "c.zip"
        call_command("affiche", "--code", "k3f7w", "--titre", "Venez à deux", "--format", "a4", "--sortie", str(out))
        held = zipfile.ZipFile(out)
        assert all("Venez à deux" in text_of(held.read(name)) for name in held.namelist() if name.endswith(".pdf"))

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (["--slogan", "ICI 😀"], "ne dessinent pas"),
            (["--couleur", "rouge"], "comme #0b5d4e"),
            (["--slogan", "x" * 150], "ne tient pas"),
            (["--jusqu-au", "2020-01-01"], "qui est passé"),
        ],
    )
    def test_says_what_to_correct_and_makes_nothing(self, tmp_path, capsys, asked, said):
        out = tmp_path / "a.pdf"
        with pytest.raises(CommandError, match="n’est pas faite"):
            call_command("affiche", *self.WORDS, *asked, "--sortie", str(out))
        assert said in capsys.readouterr().err
        assert not out.exists()

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (["--sortie", "a.doc"], "en .pdf"),
            (["--sortie", "a.zip"], "son --code"),
            (["--code", "zzzzz", "--sortie", "a.pdf"], "relisez-le"),
            (["--sortie", "/nulle/part/a.pdf"], "Impossible d’écrire"),
        ],
    )
    def test_refuses_with_what_to_do(self, asked, said):
        with pytest.raises(CommandError, match=said):
            call_command("affiche", *self.WORDS, *asked)
