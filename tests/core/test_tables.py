"""Tables made at once: what Django would make one by one, there and back, and nothing left behind."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import CreateModel
from django.db.migrations.writer import OperationWriter
from django.db.models import SET_NULL, BigAutoField, CharField, ForeignKey

from maille.core.tables import CreateModels


def tables():
    return set(connection.introspection.table_names())


@pytest.mark.django_db(transaction=True)
def test_go_and_come_back():
    def to(*targets):
        MigrationExecutor(connection).migrate(list(targets))

    before = tables()
    to(("api", None))
    assert before - tables() == {"api_calendarfeed"}
    to(("api", "0001_tables"))
    assert tables() == before


def test_are_written_in_a_migration_as_they_are():
    """Two models that name each other need no second step."""
    key = ("id", BigAutoField(primary_key=True))
    made = CreateModels([
        CreateModel("Text", [key, ("current", ForeignKey("app.Version", SET_NULL, null=True))]),
        CreateModel("Version", [key, ("text", CharField(max_length=10))]),
    ])  # fmt: skip
    written, imports = OperationWriter(made, indentation=0).serialize()
    assert "import maille.core.tables" in imports
    assert written.count("migrations.CreateModel(") == 2
    assert made.describe() == "Create 2 models"
    assert made.references_model("Version", "app")
