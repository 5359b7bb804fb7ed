import datetime as dt
import logging

import pytest
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from maille.core import jobs
from maille.core.models import SILENCE, Entry, Job
from maille.core.refusals import Refused
from tests.core import slow_tasks
from tests.core.factories import make_admin, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tasks_of_the_tests(monkeypatch):
    monkeypatch.setattr(jobs, "PACKAGE", "tests")


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def job(user):
    return jobs.start("Compter", "core.slow_tasks.count", by=user, network_id=4, total=3)


def work(job, task=slow_tasks.count, **arguments):
    """Do what a worker does with the job's task."""
    task.call(job_id=str(job.pk), **arguments)
    job.refresh_from_db()
    return job


def let_its_worker_die(job):
    """Leave the job as a worker killed in the middle leaves it."""
    at = timezone.now() - SILENCE - dt.timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, started_at=at, heartbeat_at=at, done=1, total=3)
    DBTaskResult.objects.filter(pk=job.task_result_id).update(status=TaskResultStatus.RUNNING, started_at=at)
    job.refresh_from_db()


class TestLater:
    def test_keeps_the_task_only_if_the_transaction_holds(self):
        with transaction.atomic():
            jobs.later("core.slow_tasks.count", "id", total=3)
            transaction.set_rollback(True)
        assert not DBTaskResult.objects.exists()
        jobs.later("core.slow_tasks.count", "id", total=3)
        stored = DBTaskResult.objects.get()
        assert stored.task_path == "tests.core.slow_tasks.count"
        assert stored.args_kwargs == {"args": ["id"], "kwargs": {"total": 3}}

    def test_refuses_a_name_that_is_no_task(self):
        with pytest.raises(LookupError, match="not a task"):
            jobs.later("core.slow_tasks.not_a_task")
        with pytest.raises(ImportError):
            jobs.later("core.slow_tasks.nothing")


class TestStart:
    def test_leaves_a_waiting_job_its_task_and_a_line_in_the_journal(self, job, user):
        assert (job.state, job.label, job.owner, job.network_id) == ("waiting", "Compter", user, 4)
        assert job.task_result.args_kwargs["kwargs"] == {"job_id": str(job.pk), "total": 3}
        assert Entry.objects.about(job).get().action == "core.job_started"


class TestRunning:
    def test_ends_done_with_its_result(self, job):
        work(job, total=3)
        assert (job.state, job.done, job.total, job.error) == ("done", 3, 3, "")
        assert (job.result, job.result_url) == ({"counted": 0}, "/annuaire/")
        assert job.finished_at is not None

    def test_writes_progress_at_most_twice_a_second(self, job, django_assert_max_num_queries):
        with jobs.running(job.pk) as progress, django_assert_max_num_queries(4):
            for number in range(1000):
                progress.advance(number, 1000)
        job.refresh_from_db()
        assert (job.done, job.total) == (1000, 1000)

    def test_shows_what_is_being_done(self, job):
        with jobs.running(job.pk) as progress:
            progress.advance(1, 3, "Lecture du fichier")
            job.refresh_from_db()
            assert (job.state, job.done, job.total, job.message) == ("running", 1, 3, "Lecture du fichier")

    def test_speaks_the_language_of_who_asked(self, user):
        with translation.override("en"):
            job = jobs.start("Count", "core.slow_tasks.count", by=user, total=3)
        with jobs.running(job.pk):
            assert translation.get_language() == "en"
        assert translation.get_language() == "fr"

    def test_says_what_a_refusal_says(self, job):
        work(job, slow_tasks.refuse)
        assert (job.state, job.error) == ("failed", "Le fichier est vide : choisissez-en un autre.")

    def test_hides_an_unexpected_error_behind_a_sentence_and_logs_it(self, job, caplog):
        with caplog.at_level(logging.ERROR), pytest.raises(ZeroDivisionError):
            work(job, slow_tasks.fail)
        job.refresh_from_db()
        assert job.state == "failed"
        assert "erreur" in job.error
        assert "boom" not in job.error
        assert "ZeroDivisionError: boom" in caplog.text

    def test_is_interrupted_at_once_when_the_worker_is_told_to_stop(self, job):
        with pytest.raises(SystemExit):
            work(job, slow_tasks.stop_the_worker)
        job.refresh_from_db()
        assert job.is_interrupted(timezone.now())

    def test_does_not_begin_a_job_that_is_over(self, job):
        work(job, total=3)
        with pytest.raises(jobs.Cancelled):
            work(job, total=3)
        job.refresh_from_db()
        assert job.state == "done"


class TestCancel:
    def test_stops_at_once_what_nobody_has_begun(self, job, user):
        jobs.cancel(job, by=user)
        job.refresh_from_db()
        assert job.state == "cancelled"
        assert not DBTaskResult.objects.exists()
        assert Entry.objects.about(job).filter(action="core.job_cancelled", by=user).exists()

    def test_stops_running_work_when_it_looks_up(self, job, user, tmp_path):
        with jobs.running(job.pk) as progress:
            jobs.cancel(job, by=user)
            progress.advance(1, 3)
            (tmp_path / "went on").touch()
        job.refresh_from_db()
        assert (job.state, job.error) == ("cancelled", "")
        assert not (tmp_path / "went on").exists()

    def test_refuses_what_is_over(self, job, user):
        work(job, total=3)
        with pytest.raises(Refused, match="déjà fini"):
            jobs.cancel(job, by=user)

    def test_ends_a_job_whose_worker_died(self, job, user):
        let_its_worker_die(job)
        assert jobs.cancel(job, by=user).state == "cancelled"


class TestRestart:
    def test_runs_again_a_job_whose_worker_died(self, job, user):
        let_its_worker_die(job)
        assert job.is_interrupted(timezone.now())
        dead = job.task_result_id
        again = jobs.restart(job, by=user)
        assert (again.state, again.attempt, again.done) == ("waiting", 2, 0)
        assert DBTaskResult.objects.get(pk=dead).status == TaskResultStatus.FAILED
        assert DBTaskResult.objects.get(status=TaskResultStatus.READY).pk == again.task_result_id
        assert work(again, total=3).state == "done"

    def test_runs_again_a_job_that_failed(self, job, user):
        work(job, slow_tasks.refuse)
        again = jobs.restart(job, by=user)
        assert (again.state, again.error) == ("waiting", "")

    @pytest.mark.parametrize("state", ["waiting", "done", "cancelled"])
    def test_refuses_what_has_not_stopped(self, job, user, state):
        Job.objects.filter(pk=job.pk).update(state=state)
        with pytest.raises(Refused, match="rien à reprendre"):
            jobs.restart(job, by=user)

    def test_leaves_a_run_believed_dead_unable_to_write(self, job, user):
        with jobs.running(job.pk) as zombie:
            zombie.deliver({"from": "zombie"})
            let_its_worker_die(job)
            jobs.restart(job, by=user)
        job.refresh_from_db()
        assert (job.state, job.result) == ("waiting", None)
        with pytest.raises(jobs.Cancelled):
            zombie.write(done=2)


class TestInterrupted:
    def test_is_a_running_job_that_said_nothing_for_a_minute(self, job):
        with jobs.running(job.pk):
            job.refresh_from_db()
            assert not job.is_interrupted(job.heartbeat_at + SILENCE)
            assert job.is_interrupted(job.heartbeat_at + SILENCE + dt.timedelta(seconds=1))
        job.refresh_from_db()
        assert not job.is_interrupted(timezone.now() + dt.timedelta(days=1))

    def test_is_a_task_that_a_worker_took_and_never_began(self, job):
        now = timezone.now()
        assert not job.is_interrupted(now + dt.timedelta(days=1))
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=now)
        job = Job.objects.get()
        assert not job.is_interrupted(now + SILENCE)
        assert job.is_interrupted(now + SILENCE * 2)
        DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=now)
        assert Job.objects.get().is_interrupted(now)


class TestScreens:
    @pytest.fixture
    def page(self, client, job, user):
        client.force_login(user)
        return lambda **headers: client.get(f"/travaux/{job.pk}/", headers=headers)

    def test_are_for_the_owner_and_superusers(self, client, job, page):
        assert page().status_code == 200
        client.force_login(make_admin())
        assert page().status_code == 200
        client.force_login(make_user("Jean"))
        assert page().status_code == 404
        for action in ("annuler", "reprendre"):
            assert client.post(f"/travaux/{job.pk}/{action}/").status_code == 404
        assert job.label not in client.get("/travaux/").content.decode()

    def test_refresh_while_the_work_goes_on_and_no_longer_after(self, page, job):
        html = page().content.decode()
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in html
        assert 'hx-trigger="every 2s"' in html
        work(job, total=3)
        html = page().content.decode()
        assert "http-equiv" not in html
        assert "hx-trigger" not in html
        assert "Voir le résultat" in html
        assert page(HX_Request="true")["HX-Refresh"] == "true"

    def test_give_htmx_the_same_fragment_as_the_page(self, page, job):
        with jobs.running(job.pk) as progress:
            progress.advance(1, 3, "Lecture du <fichier>")
            fragment = page(HX_Request="true")
            assert "HX-Refresh" not in fragment
            assert "Lecture du &lt;fichier&gt;" in fragment.content.decode()
            assert fragment.content.decode().strip() in page().content.decode()

    def test_cancel_and_restart_by_their_buttons(self, client, page, job):
        assert client.get(f"/travaux/{job.pk}/annuler/").status_code == 405
        assert client.post(f"/travaux/{job.pk}/annuler/").status_code == 302
        job.refresh_from_db()
        assert job.state == "cancelled"
        html = client.post(f"/travaux/{job.pk}/annuler/", follow=True).content.decode()
        assert "Ce travail est déjà fini" in html
        let_its_worker_die(job)
        html = page().content.decode()
        assert "interrompu" in html
        assert "Reprendre" in html
        client.post(f"/travaux/{job.pk}/reprendre/")
        job.refresh_from_db()
        assert (job.state, job.attempt) == ("waiting", 2)

    def test_list_my_work_in_as_many_queries_for_many_as_for_few(self, client, user, page, same_number_of_queries):
        def grow():
            for number in range(20):
                jobs.start(f"Compter {number}", "core.slow_tasks.count", by=user, total=3)

        same_number_of_queries(lambda: client.get("/travaux/"), grow)
        assert "Compter 19" in client.get("/travaux/").content.decode()

    def test_say_what_will_come_here_when_there_is_nothing(self, client):
        client.force_login(make_user("Jean"))
        assert "Aucun travail pour le moment" in client.get("/travaux/").content.decode()
