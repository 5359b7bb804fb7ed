"""The screens of the watch: what is asked of the database, what is refused, what leaves the house."""

import io

import feedparser
import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maille.demo.watch import load_watch
from maille.watch import actions
from maille.watch.models import Review, ReviewLine, Rule, Source, Story, StoryRead
from tests.watch.conftest import NOW
from tests.watch.objects import entry, keep


def address(name, *args):
    return reverse(f"watch:{name}", args=args)


@pytest.fixture
def coordinator(client, small):
    client.force_login(small.people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def more_of_everything(small):
    """A dozen more stories, each told twice, chosen; sources, rules, themes, towns."""
    network = small.network
    for n in range(12):
        theme = actions.save_theme(network=network, name=f"Thème {n}", by=None)
        actions.add_watcher(theme=theme, user=small.people["coordinator"], rhythm="never", by=None, at=NOW)
        source = actions.add_source(network=network, url=f"https://s{n}.example/rss", theme=theme, by=None, at=NOW)
        other = actions.add_source(network=network, url=f"https://t{n}.example/rss", theme=theme, by=None, at=NOW)
        for one in (source, other):
            keep(one, entry(f"Le sujet de la semaine numéro {n}", f"https://{one.pk}.example/{n}", NOW), at=NOW)
        actions.save_rule(
            network=network, where="title", words=f"sujet {n}", outcome="theme", theme=theme, by=None, at=NOW
        )
        actions.choose(story=source.items.get().story, by=None)
        actions.add_fact(
            announcement=small.objects["watch_announcement"], city=f"Ville {n}", happened_on=NOW.date(),
            precision="day", text="Un fait.", source_name="Le Fil", source_url="", by=None,
        )  # fmt: skip


def text_of(client, name, *args):
    return text(client.get(address(name, *args)))


PAGES = ("stories", "sources", "themes", "rules", "draft", "cities", "announcement", "reviews", "export_list")


def test_many_rows_ask_no_more_of_the_database(small, coordinator, same_number_of_queries):
    towns = small.objects["watch_announcement"].slug
    pages = [address(name, *([towns] if name == "announcement" else [])) for name in PAGES]
    every = ["?etat=toutes", *[""] * (len(pages) - 1)]
    same_number_of_queries(
        *[lambda page=page + query: text(coordinator.get(page)) for page, query in zip(pages, every, strict=True)],
        lambda: more_of_everything(small),
    )


class TestReadingList:
    def test_one_card_for_a_story_told_twice(self, small, coordinator):
        page = text(coordinator.get(address("stories")))
        assert page.count("Un appel à projets pour les espaces numériques ouvre</a>") == 1
        assert "2\xa0articles" in page or "2 articles racontent cela" in page

    def test_a_story_is_chosen_where_it_stands(self, small, coordinator):
        story = small.objects["watch_story"]
        ReviewLine.objects.filter(review__published_at=None).delete()
        answer = coordinator.post(address("choose", story.pk), {"choix": "oui"}, HTTP_HX_REQUEST="true")
        card = text(answer)
        assert card.strip().startswith(f'<li id="story-{story.pk}"')
        assert "Pour la revue" in card
        assert coordinator.post(address("choose", story.pk), {"choix": "non"}).status_code == 302
        assert not ReviewLine.objects.filter(review__published_at=None).exists()

    def test_what_is_read_is_read_for_oneself(self, small, coordinator):
        story = small.objects["watch_story"]
        coordinator.post(address("mark", story.pk), {"lue": "oui"})
        assert [row.user for row in StoryRead.objects.filter(story=story)] == [small.people["coordinator"]]
        assert story.title not in text(coordinator.get(address("stories")))
        assert story.title in text(coordinator.get(address("stories") + "?etat=toutes"))

    @pytest.mark.parametrize(
        "query", ["?etat=x", "?theme=999", "?page=99", "?mots=" + "a" * 200, "?theme=a&etat=choisies"]
    )
    def test_a_question_without_sense_shows_a_page(self, coordinator, query):
        text(coordinator.get(address("stories") + query))

    def test_words_and_themes_filter(self, small, coordinator):
        theme = small.objects["watch_theme"]
        assert "Un appel" in text(coordinator.get(address("stories") + f"?theme={theme.pk}&mots=projets"))
        assert "Aucune histoire de cette sorte" in text(coordinator.get(address("stories") + "?mots=introuvable"))

    def test_a_script_in_a_title_is_text(self, small, coordinator):
        keep(
            small.objects["watch_source"],
            entry("<script>alert(1)</script> un titre", "https://x.example/1", NOW),
            at=NOW,
        )
        page = text(coordinator.get(address("stories")))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


class TestForms:
    def test_a_refused_address_is_said_beside_it_and_kept(self, coordinator):
        page = text(coordinator.post(address("add_source"), {"url": "http://10.0.0.1/rss", "title": "Mon flux"}), 422)
        assert "réseau privé" in page
        assert 'value="http://10.0.0.1/rss"' in page
        assert 'value="Mon flux"' in page

    def test_a_page_shows_the_feeds_that_it_announces(self, small, coordinator):
        source = small.objects["watch_source"]
        feed = {"url": "https://fil.example/tout.xml", "title": "Tout le fil"}
        reason = {"code": "watch.page", "params": {}}
        Source.objects.filter(pk=source.pk).update(state="page", announced=[feed], reason=reason)
        page = text(coordinator.get(address("source", source.pk)))
        assert "Choisissez un des flux qu’elle annonce" in page
        assert "Tout le fil" in page
        assert coordinator.post(address("follow", source.pk), {"url": feed["url"]}).status_code == 302
        source.refresh_from_db()
        assert source.url == feed["url"]

    def test_a_reason_is_said_in_the_language_of_the_page(self, small, coordinator):
        source = small.objects["watch_source"]
        Source.objects.filter(pk=source.pk).update(state="failing", reason={"code": "watch.slow", "params": {}})
        assert "met trop de temps" in text(coordinator.get(address("sources")))
        assert "takes too long" in text(coordinator.get("/en" + address("sources")))

    def test_a_rule_is_tried_and_nothing_is_kept(self, small, coordinator):
        before = Rule.objects.count()
        asked = {"where": "title", "words": "projets", "outcome": "aside", "voir": "oui"}
        page = text(coordinator.post(address("create_rule"), asked))
        assert "elle prendrait 1 histoire" in page
        assert Rule.objects.count() == before
        del asked["voir"]
        assert coordinator.post(address("create_rule"), asked).status_code == 302
        assert Rule.objects.count() == before + 1

    def test_a_list_goes_out_and_comes_back(self, small, coordinator):
        out = coordinator.get(address("export_list")).content
        file = SimpleUploadedFile("liste.opml", out.replace(b"fil.example", b"autre.example"))
        assert coordinator.post(address("import_list"), {"file": file}).status_code == 302
        assert Source.objects.filter(url="https://autre.example/rss").exists()

    def test_what_is_no_list_is_refused(self, coordinator):
        file = SimpleUploadedFile("liste.opml", b"<html>")
        assert "n’est pas une liste de flux" in text(coordinator.post(address("import_list"), {"file": file}), 422)


class TestReviews:
    def test_from_the_draft_to_the_public(self, small, coordinator, client):
        line = small.objects["watch_line"]
        words = {"title": "Notre lecture", "intro": "Bonjour.", f"line-{line.pk}": "À lire d’abord."}
        assert coordinator.post(address("draft"), words | {"publier": "oui"})["Location"] == address("publish")
        assert "À lire d’abord." in text(coordinator.get(address("publish")))
        answer = coordinator.post(address("publish"), {})
        client.logout()
        page = text(client.get(answer["Location"]))
        assert "Notre lecture" in page
        assert "À lire d’abord." in page

    def test_a_line_without_its_sentence_is_named(self, small, coordinator):
        page = text(coordinator.post(address("publish"), {}), 422)
        assert small.objects["watch_line"].title in page

    def test_a_text_of_ours_that_changes_is_said_before_it_is_sent_and_on_its_page(self, small, coordinator, client):
        text = small.objects["statement"]
        line = small.objects["watch_line"]
        line.sentence, line.url = "À lire.", f"{settings.SITE_URL}{text.get_absolute_url()}v/1/"
        line.save()
        for name in ("draft", "publish"):
            assert "La revue cite une version dépassée" in text_of(coordinator, name)
        published = Review.objects.get(network=small.network, number=1)
        Review.objects.filter(pk=published.pk).update(intro=f"Voir {text.get_absolute_url()}v/1/")
        client.logout()
        page = text_of(client, "review", 1)
        assert "Un texte cité a changé depuis" in page
        assert "Cette revue est du" in page
        Review.objects.filter(pk=published.pk).update(intro=f"Voir {text.get_absolute_url()}v/2/")
        assert "a changé depuis" not in text_of(client, "review", 1)

    def test_on_paper_it_is_tagged_and_says_the_same(self, small, client):
        answer = client.get(address("review_sheet", 1))
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert pdf.Root.StructTreeRoot is not None
            assert str(pdf.Root.Lang) == "fr"
            links = [a.A.URI for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a]
            width, height = (float(size) for size in pdf.pages[0].MediaBox[2:])
        assert (round(width), round(height)) == (595, 842)
        assert "https://fil.example/1" in {str(link) for link in links}

    def test_another_reader_reads_the_feed(self, small, client):
        told = feedparser.parse(io.BytesIO(client.get(address("atom")).content))
        (one,) = told.entries
        assert not told.bozo
        assert one.title == "Revue de presse n°\xa01"
        assert "https://fil.example/1" in one.summary
        assert one.id.startswith("urn:maille:revue:")

    def test_a_draft_is_nobody_s_page(self, small, client):
        draft = Review.objects.get(network=small.network, published_at=None)
        assert client.get(address("review", draft.number)).status_code == 404


class TestElsewhere:
    def test_a_draft_is_for_the_coordination(self, small, client):
        announcement = small.objects["watch_announcement"]
        type(announcement).objects.filter(pk=announcement.pk).update(is_published=False)
        assert client.get(address("announcement", announcement.slug)).status_code == 404
        assert announcement.title not in text(client.get(address("cities")))

    def test_a_date_is_said_as_far_as_it_is_known(self, small, client):
        page = text(client.get(address("announcement", small.objects["watch_announcement"].slug)))
        assert "<strong>2018</strong>" in page
        assert "«\xa0Nous demandons un bilan.\xa0»" in page

    def test_a_position_without_its_words_is_refused_field_by_field(self, small, coordinator):
        page = text(coordinator.post(address("add_position", small.objects["watch_announcement"].slug), {}), 422)
        for sentence in ("Recopiez les mots exacts", "Dites sa fonction publique", "Donnez l’adresse"):
            assert sentence in page

    def test_nothing_of_a_quoted_site_is_loaded(self, small, client):
        page = text(client.get(address("announcement", small.objects["watch_announcement"].slug)))
        assert "<iframe" not in page
        assert 'src="http' not in page


def test_the_demonstration_has_its_watch(small):

    load_watch(small.elsewhere, at=NOW)
    load_watch(small.elsewhere, at=NOW)
    stories = Story.objects.filter(network=small.elsewhere)
    assert stories.count() == 5
    assert sorted(story.items.count() for story in stories) == [1, 1, 1, 2, 2]
    assert stories.filter(fate="aside").count() == 1
    assert stories.filter(themes__name="Financements").count() == 1
    assert set(Source.objects.filter(network=small.elsewhere).values_list("state", flat=True)) == {"stopped"}
