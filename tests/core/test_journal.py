import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from maille.core import journal
from maille.core.models import Entry, Job
from tests.core.factories import make_admin, make_user

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setattr(journal, "_labels", dict(journal._labels))
    journal.register_labels({"core.tested": "a essayé"})


@pytest.fixture
def user():
    return make_user()


class TestRecord:
    def test_keeps_who_what_when_and_only_what_changed(self, user, clock):
        before = journal.snapshot(user, ["name", "phone", "is_active"])
        user.name, user.phone = "Marie Petit", "+33477000000"
        entry = journal.record("core.tested", user, by=user, before=before, after=journal.snapshot(user, before))
        entry.refresh_from_db()
        assert (entry.by, entry.action, entry.at) == (user, "core.tested", timezone.now())
        assert (entry.object_type, entry.object_id, entry.object_label) == ("people.user", str(user.pk), "Marie Petit")
        assert entry.before == {"name": "Marie Durand", "phone": ""}
        assert entry.after == {"name": "Marie Petit", "phone": "+33477000000"}

    def test_keeps_a_new_object_whole_and_a_removed_one_too(self, user):
        values = journal.snapshot(user, ["name"])
        new = journal.record("core.tested", user, by=None, after=values)
        gone = journal.record("core.tested", user, by=None, before=values)
        assert (new.before, new.after) == (None, values)
        assert (gone.before, gone.after) == (values, None)

    def test_refuses_an_action_nobody_put_into_words(self, user):
        with pytest.raises(LookupError, match="unheard"):
            journal.record("core.unheard", user, by=user)

    def test_is_undone_with_the_transaction_that_wrote_it(self, user):
        with transaction.atomic():
            journal.record("core.tested", user, by=user)
            transaction.set_rollback(True)
        assert not Entry.objects.exists()

    def test_cuts_a_name_of_ten_thousand_characters(self, user):
        user.name = "x" * 10_000
        assert len(journal.record("core.tested", user, by=user).object_label) == 300

    def test_writes_many_lines_in_few_queries(self, user, django_assert_max_num_queries):
        items = [(user, {"name": f"{n}"}, {"name": f"{n + 1}"}) for n in range(1200)]
        with django_assert_max_num_queries(12):
            assert journal.record_many("core.tested", items, by=user, network_id=7) == 1200
        assert Entry.objects.filter(network_id=7, after={"name": "1200"}).count() == 1


class TestSnapshot:
    def test_copies_dates_as_text_and_a_relation_as_its_key_and_name(self, user):
        entry = Entry(at=NOW, by=user)
        assert journal.snapshot(entry, ["at", "by", "concerns"]) == {
            "at": "2026-11-24T13:30:00Z",
            "by": {"id": str(user.pk), "label": "Marie Durand"},
            "concerns": None,
        }


class TestQueries:
    def test_find_what_happened_to_an_object_that_is_gone(self, user):
        job = Job.objects.create(label="Import", created_at=NOW)
        journal.record("core.tested", job, by=user)
        Job.objects.all().delete()
        assert Entry.objects.about(job).get().object_label == "Import"

    def test_find_what_a_person_did_and_what_concerned_them(self, user):
        jean, luc = make_user("Jean"), make_user("Luc")
        did = journal.record("core.tested", luc, by=jean)
        was_done_to = journal.record("core.tested", jean, by=user)
        concerned = journal.record("core.tested", user, by=user, concerns=jean)
        journal.record("core.tested", luc, by=user)
        assert set(Entry.objects.by_or_about(jean)) == {did, was_done_to, concerned}

    def test_show_a_coordinator_the_networks_coordinated_and_nothing_else(self, user, monkeypatch):
        mine = journal.record("core.tested", user, by=user, network_id=1)
        journal.record("core.tested", user, by=user, network_id=2)
        journal.record("core.tested", user, by=user)
        monkeypatch.setattr(type(user), "coordinated_network_ids", lambda self: {1})
        assert list(Entry.objects.visible_to(user)) == [mine]
        monkeypatch.setattr(type(user), "coordinated_network_ids", lambda self: set())
        assert not Entry.objects.visible_to(user).exists()
        assert Entry.objects.visible_to(make_admin()).count() == 3


class TestAppendOnly:
    """The database refuses, whoever asks: the ORM, the admin or plain SQL."""

    @pytest.fixture
    def entry(self, user):
        changed = {"before": {"name": "Avant"}, "after": {"name": "Après"}}
        return journal.record("core.tested", user, by=user, concerns=user, network_id=7, **changed)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("action", "core.other"),
            ("at", NOW),
            ("by", None),
            ("object_id", "99"),
            ("object_label", "Quelqu’un d’autre"),
            ("network_id", 3),
            ("after", {"name": "Autre"}),
            ("after", None),
            ("redacted_at", NOW),
        ],
    )
    def test_refuses_to_change_a_line(self, entry, field, value):
        with pytest.raises(IntegrityError, match="ne se change pas"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**{field: value})

    def test_refuses_to_delete_a_line(self, entry):
        with pytest.raises(IntegrityError, match="ne s’efface pas"), transaction.atomic():
            entry.delete()
        with (
            pytest.raises(IntegrityError, match="ne s’efface pas"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM core_entry")
        assert Entry.objects.filter(pk=entry.pk).exists()

    def test_lets_a_redaction_empty_the_content_once(self, entry):
        assert journal.redact(Entry.objects.all(), at=NOW) == 1
        entry.refresh_from_db()
        assert (entry.before, entry.after, entry.object_label, entry.redacted_at) == (None, None, "", NOW)
        assert entry.by is not None
        assert journal.redact(Entry.objects.all(), at=NOW) == 0
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(redacted_at=None)

    @pytest.mark.parametrize(
        "smuggled",
        [
            {"by": None},
            {"action": "core.other"},
            {"object_type": "core.job"},
            {"object_id": "0"},
            {"at": NOW},
            {"concerns": None},
            {"network_id": 8},
            {"before": {"name": "Faux"}},
            {"after": {"name": "Faux"}},
            {"object_label": "Faux"},
        ],
        ids=lambda smuggled: next(iter(smuggled)),
    )
    def test_refuses_a_redaction_that_changes_anything_else(self, entry, smuggled):
        redaction = {"before": None, "after": None, "object_label": "", "redacted_at": NOW}
        with pytest.raises(IntegrityError, match="ne se change pas"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**redaction | smuggled)


@pytest.mark.django_db(transaction=True)
class TestFlush:
    """Two tests that both leave a line: the flush between them empties the journal, and the refusal is back."""

    @pytest.mark.parametrize("turn", [1, 2])
    def test_empties_the_journal_between_tests(self, turn):
        user = make_user()
        journal.record("core.tested", user, by=user)
        assert Entry.objects.count() == 1
        with pytest.raises(IntegrityError):
            Entry.objects.all().delete()


class TestWords:
    def lines(self, **values):
        defaults = {"at": NOW, "action": "core.tested", "object_type": "people.user", "object_id": "1"}
        return journal.lines([Entry(**(defaults | values))])

    def test_say_who_did_what_and_what_changed(self, user):
        [line] = self.lines(
            by=user,
            object_label="Jean",
            before={"phone": "", "is_active": True, "joined_at": "2026-11-24T13:30:00Z"},
            after={"phone": "+33477", "is_active": False, "joined_at": None},
        )
        assert (line.who, line.did, line.what) == ("Marie Durand", "a essayé", "Jean")
        assert [(change.label, change.before, change.after) for change in line.changes] == [
            ("Téléphone", "", "+33477"),
            ("Compte ouvert", "oui", "non"),
            ("Arrivée", "24 novembre 2026, 14\u202fh\u202f30", ""),
        ]

    def test_say_a_choice_a_list_and_a_related_object_by_their_names(self):
        [line] = self.lines(object_type="people.role", after={"kind": "desk", "place": {"id": "3", "label": "Colibri"}})
        assert [change.after for change in line.changes] == ["accueil", "Colibri"]

    def test_stand_when_the_model_the_field_or_the_action_has_gone(self):
        for gone in ({"object_type": "old.thing"}, {"object_type": "nonsense"}, {"action": "old.action"}):
            [line] = self.lines(after={"vanished": "x"}, **gone)
            assert (line.who, line.changes) == ("Le système", [journal.Change("Vanished", "", "x")])


class TestScreens:
    def test_show_the_history_of_an_object_to_a_superuser_only(self, client, user):
        before, after = {"phone": "<b>04</b>", "name": "Marie"}, {"phone": "05", "name": ""}
        journal.record("core.tested", user, by=user, before=before, after=after)
        url = f"/travaux/journal/people.user/{user.pk}/"
        client.force_login(user)
        assert client.get(url).status_code == 404
        client.force_login(make_admin())
        page = client.get(url).content.decode()
        assert "Marie Durand a essayé" in page
        assert "<del>&lt;b&gt;04&lt;/b&gt;</del>" in page
        assert 'aria-label="devient"' in page
        assert "<del>Marie</del> (retiré)" in page

    def test_show_the_history_of_a_person(self, client, user):
        journal.record("core.tested", user, by=user, concerns=user)
        client.force_login(make_admin())
        assert client.get(f"/travaux/journal/personne/{user.pk}/").status_code == 200
        assert client.get(f"/travaux/journal/personne/{user.pk + 1000}/").status_code == 404
        client.force_login(user)
        assert client.get(f"/travaux/journal/personne/{user.pk}/").status_code == 404

    def test_ask_the_database_as_often_for_many_lines_as_for_few(self, client, user, same_number_of_queries):
        def grow():
            for _ in range(20):
                journal.record("core.tested", user, by=make_user(), concerns=make_user())

        grow()
        client.force_login(make_admin())
        same_number_of_queries(lambda: client.get(f"/travaux/journal/people.user/{user.pk}/"), grow)

    def test_say_so_when_nothing_is_written_or_a_line_was_redacted(self, user):
        assert "Rien n’est encore écrit ici" in render_to_string("core/_journal.html", {"lines": []})
        entry = journal.record("core.tested", user, by=user)
        journal.redact(Entry.objects.filter(pk=entry.pk), at=NOW)
        with translation.override("fr"):
            html = render_to_string("core/_journal.html", {"lines": journal.lines(Entry.objects.all())})
        assert "a été effacé le 24 novembre 2026" in html
