"""The database itself refuses an ordinary seat above what the session seats, and a capacity below a seat that is held.

The same number twice is refused by a constraint. On SQLite, a later migration that alters workshops_seat or
workshops_session makes the table anew and loses its triggers: it must create them again
(tests/workshops/test_database.py goes red if it does not).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FULL = "Cette séance n’a pas autant de places."
TOO_FEW = "Des personnes occupent déjà ces places : elles doivent d’abord être comptées en plus."

IS_ORDINARY = "NEW.released_at IS NULL AND NOT NEW.is_extra"
IS_ABOVE = "NEW.number > (SELECT seats FROM workshops_session WHERE id = NEW.session_id)"
IS_BELOW_A_HELD_ONE = (
    "EXISTS (SELECT 1 FROM workshops_seat WHERE session_id = NEW.id AND released_at IS NULL"
    " AND NOT is_extra AND number > NEW.seats)"
)


def refuse_on_sqlite(name: str, when: str, table: str, condition: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


SQLITE = [
    refuse_on_sqlite("seat_inserted_within", "INSERT", "workshops_seat", f"{IS_ORDINARY} AND {IS_ABOVE}", FULL),
    refuse_on_sqlite("seat_updated_within", "UPDATE", "workshops_seat", f"{IS_ORDINARY} AND {IS_ABOVE}", FULL),
    refuse_on_sqlite("session_seats_kept", "UPDATE OF seats", "workshops_session", IS_BELOW_A_HELD_ONE, TOO_FEW),
]
# check_violation reaches Django as an IntegrityError, like SQLite's refusal.
POSTGRESQL = [
    f"""
    CREATE FUNCTION workshops_seat_within() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {IS_ORDINARY} AND {IS_ABOVE} THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{FULL}';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE FUNCTION workshops_session_seats_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {IS_BELOW_A_HELD_ONE} THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{TOO_FEW}';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER workshops_seat_within BEFORE INSERT OR UPDATE ON workshops_seat
    FOR EACH ROW EXECUTE FUNCTION workshops_seat_within()
    """,
    """
    CREATE TRIGGER workshops_session_seats_kept BEFORE UPDATE OF seats ON workshops_session
    FOR EACH ROW EXECUTE FUNCTION workshops_session_seats_kept()
    """,
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER seat_inserted_within",
        "DROP TRIGGER seat_updated_within",
        "DROP TRIGGER session_seats_kept",
    ],
    "postgresql": [
        "DROP TRIGGER workshops_seat_within ON workshops_seat",
        "DROP TRIGGER workshops_session_seats_kept ON workshops_session",
        "DROP FUNCTION workshops_seat_within()",
        "DROP FUNCTION workshops_session_seats_kept()",
    ],
}


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_tables")]

    operations = [migrations.RunPython(create, drop)]
