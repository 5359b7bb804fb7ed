"""What the tests of people do again and again: sign in, read a page, be refused, let the worker work."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maille.core.models import Entry
from maille.core.refusals import Refused

TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)
SITE = "https://maille.example"


def now():
    return timezone.now()


def signed_in(user):
    """Give a browser in which that person has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name, *args):
    return reverse(f"people:{name}", args=args)


def text(response, status=200):
    """Read a page as people do, its no-break spaces as spaces."""
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ")


def refused(call, *, field=None):
    """Check that an action says no beside that field; gives its sentence."""
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.field == field
    return caught.value.sentence


def journal(action):
    return Entry.objects.filter(action=action)


def run_tasks():
    """Do what the worker would; gives how many tasks were waiting."""
    waiting = list(DBTaskResult.objects.filter(status="READY"))
    for result in waiting:
        result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
    DBTaskResult.objects.filter(pk__in=[result.pk for result in waiting]).update(status="SUCCESSFUL")
    return len(waiting)
