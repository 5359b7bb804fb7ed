"""What the database refuses by itself, taken away: nobody twice, nothing twice."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection

from maille.sharing.models import Occupation

GUARD = import_module("maille.sharing.migrations.0002_nobody_twice")


@pytest.fixture
def unguarded() -> Iterator[None]:
    with connection.schema_editor() as editor:
        GUARD.drop(None, editor)
    yield
    Occupation.objects.all().delete()
    with connection.schema_editor() as editor:
        GUARD.create(None, editor)
