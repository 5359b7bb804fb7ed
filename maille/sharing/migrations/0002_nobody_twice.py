"""The database itself refuses two occupations of one person, of one room or of one unit that share an instant.

On PostgreSQL an exclusion of ranges: the key is written as a range too, so that no extension is needed. On SQLite
triggers; a later migration that alters sharing_occupation there makes the table anew and loses them: it must create
them again (tests/sharing/test_occupations.py goes red if it does not).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TAKEN = "Cette personne, cette salle ou cette unité est déjà prise à cette heure-là."
KEYS = ("person_id", "room_id", "unit_id")

MEETS = (
    "NEW.{key} IS NOT NULL AND EXISTS (SELECT 1 FROM sharing_occupation WHERE {key} = NEW.{key}"
    " AND id IS NOT NEW.id AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at)"
)


def on_sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER occupation_{key}_{when.lower()} BEFORE {when} ON sharing_occupation"
        f" WHEN {MEETS.format(key=key)} BEGIN SELECT RAISE(ABORT, '{TAKEN}'); END"
        for key in KEYS
        for when in ("INSERT", "UPDATE")
    ]


def on_postgresql() -> list[str]:
    return [
        f"ALTER TABLE sharing_occupation ADD CONSTRAINT occupation_{key}_once EXCLUDE USING gist"
        f" (int8range({key}, {key}, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&) WHERE ({key} IS NOT NULL)"
        for key in KEYS
    ]


UNDO = {
    "sqlite": [f"DROP TRIGGER occupation_{key}_{when}" for key in KEYS for when in ("insert", "update")],
    "postgresql": [f"ALTER TABLE sharing_occupation DROP CONSTRAINT occupation_{key}_once" for key in KEYS],
}


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    replaces = [("sharing", "0003_nobody_twice")]
    dependencies = [("sharing", "0001_tables")]

    operations = [migrations.RunPython(create, drop)]
