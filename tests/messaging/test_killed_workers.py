"""Each mail is received once though its worker is killed: real processes, a real socket, both databases."""

import datetime as dt
import random
import signal
import time

import pytest
from django.utils import timezone

from maille.core.models import Tick
from maille.messaging.models import Message
from maille.messaging.rules.keys import message_id
from tests.messaging.factories import plan_message
from tests.messaging.sink import taken
from tests.waiting import wait_for

State = Message.State
LONG_TEXT = "Une ligne de plus, pour que le texte ne tienne pas dans une prise réseau.\n" * 60_000


def now_due(**fields):
    return plan_message(send_at=timezone.now(), at=timezone.now(), **fields)


def kill(worker):
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def five_minutes_go_by():
    """Let the claims of the dead expire, of messages and of ticks."""
    for message in Message.objects.filter(state=State.SENDING):
        Message.objects.filter(pk=message.pk).update(claimed_at=message.claimed_at - dt.timedelta(minutes=6))
    Tick.objects.update(claimed_until=None, due_at=timezone.now())


def times_received(folder, message):
    return taken(folder).count(message_id(message.key, "localhost"))


def state_of(message):
    return Message.objects.get(pk=message.pk).state


STAGES = ["connect", "text", *[pytest.param(one, marks=pytest.mark.long) for one in ("mail", "rcpt", "data")]]


@pytest.mark.parametrize("stage", STAGES)
def test_killed_before_the_final_dot_it_is_sent_by_the_next_worker(stage, start_sink, start_worker):
    folder, port = start_sink(stage)
    message = now_due(body=LONG_TEXT)
    first = start_worker(port)
    wait_for((folder / stage).exists)
    kill(first)
    assert state_of(message) == State.SENDING
    assert times_received(folder, message) == 0
    second = start_worker(port)
    time.sleep(0.5)
    assert state_of(message) == State.SENDING  # the first one may still be alive, for all that is known
    five_minutes_go_by()
    wait_for(lambda: state_of(message) == State.SENT)
    assert second.poll() is None
    assert times_received(folder, message) == 1


def test_killed_between_the_dot_and_the_answer_it_is_never_sent_again_by_itself(start_sink, start_worker):
    folder, port = start_sink("dot")
    message, other = now_due(), now_due()
    first = start_worker(port)
    wait_for((folder / "dot").exists)
    kill(first)
    assert state_of(message) == State.HANDING_OVER
    five_minutes_go_by()
    start_worker(port)
    wait_for(lambda: state_of(other) == State.SENT)
    assert (times_received(folder, message), times_received(folder, other)) == (1, 1)
    assert state_of(message) == State.HANDING_OVER


def test_without_the_mark_it_is_received_twice(start_sink, start_worker):
    """The control: the test above can fail."""
    folder, port = start_sink("dot")
    message = now_due()
    first = start_worker(port, "nobody marks")
    wait_for((folder / "dot").exists)
    kill(first)
    five_minutes_go_by()
    start_worker(port, "nobody marks")
    wait_for(lambda: state_of(message) == State.SENT)
    assert times_received(folder, message) == 2


@pytest.mark.long
def test_killed_at_any_moment_no_mail_is_received_twice(start_sink, start_worker):
    folder, port = start_sink("--slow", "0.01")
    messages: list[Message] = []
    chance = random.Random(20261125)
    for _ in range(5):
        messages += [now_due() for _ in range(8)]
        before = len(taken(folder))
        worker = start_worker(port)
        wait_for(lambda before=before: len(taken(folder)) > before)
        time.sleep(chance.random() * 0.3)
        kill(worker)
        five_minutes_go_by()
    start_worker(port)
    pending = Message.objects.filter(state__in=(State.WAITING, State.SENDING))
    wait_for(lambda: not pending.exists())
    for message in messages:
        times = times_received(folder, message)
        assert times == 1 if state_of(message) == State.SENT else times <= 1
    in_doubt = Message.objects.filter(state=State.HANDING_OVER).count()
    assert in_doubt <= 5  # at most the one in hand at each kill
    assert Message.objects.filter(state=State.SENT).count() == 40 - in_doubt


def test_two_workers_share_the_work_and_send_each_mail_once(start_sink, start_worker):
    folder, port = start_sink("--slow", "0.01")
    messages = [now_due() for _ in range(30)]
    for _ in range(2):
        start_worker(port)
    wait_for(lambda: not Message.objects.exclude(state=State.SENT).exists())
    assert sorted(taken(folder)) == sorted(message_id(one.key, "localhost") for one in messages)


def test_the_whole_worker_delivers_by_itself_and_survives_a_kill(start_sink, start_worker):
    folder, port = start_sink("rcpt")
    message = now_due()
    first = start_worker(port, whole=True)
    wait_for((folder / "rcpt").exists)
    kill(first)
    five_minutes_go_by()
    start_worker(port, whole=True)
    wait_for(lambda: state_of(message) == State.SENT)
    later = now_due()
    wait_for(lambda: state_of(later) == State.SENT)
    assert (times_received(folder, message), times_received(folder, later)) == (1, 1)
