"""The database itself refuses to change or delete a line of the journal.

The one change allowed is a redaction: the values and the name become empty, `redacted_at` is set, once, and nothing
else moves. On SQLite, a later migration that alters core_entry makes the table anew and loses these triggers: it must
create them again (tests/core/test_journal.py goes red if it does not).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHANGED = "Le journal ne se change pas : seul l’effacement du contenu d’une ligne est permis."
DELETED = "Le journal ne s’efface pas : aucune ligne ne peut être supprimée."

KEPT = ("id", "at", "by_id", "action", "object_type", "object_id", "concerns_id", "network_id")


def redaction(is_same: str) -> str:
    """Say in SQL when an update is a redaction; `is_same` is the vendor's null-safe equality."""
    same = " AND ".join(f'NEW."{column}" {is_same} OLD."{column}"' for column in KEPT)
    return (
        f"{same} AND OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL"
        " AND NEW.before IS NULL AND NEW.after IS NULL AND NEW.object_label = ''"
    )


SQLITE = [
    f"""
    CREATE TRIGGER core_entry_no_update BEFORE UPDATE ON core_entry
    WHEN NOT ({redaction("IS")})
    BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END
    """,
    f"""
    CREATE TRIGGER core_entry_no_delete BEFORE DELETE ON core_entry
    BEGIN SELECT RAISE(ABORT, '{DELETED}'); END
    """,
]
# check_violation reaches Django as an IntegrityError, like SQLite's refusal.
POSTGRESQL = [
    f"""
    CREATE FUNCTION core_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{DELETED}';
        END IF;
        IF {redaction("IS NOT DISTINCT FROM")} THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{CHANGED}';
    END $$
    """,
    """
    CREATE TRIGGER core_entry_append_only BEFORE UPDATE OR DELETE ON core_entry
    FOR EACH ROW EXECUTE FUNCTION core_entry_is_append_only()
    """,
]
UNDO = {
    "sqlite": ["DROP TRIGGER core_entry_no_update", "DROP TRIGGER core_entry_no_delete"],
    "postgresql": ["DROP TRIGGER core_entry_append_only ON core_entry", "DROP FUNCTION core_entry_is_append_only()"],
}
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def protect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in DO[editor.connection.vendor]:
        editor.execute(statement, params=None)


def unprotect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_tables")]
    operations = [migrations.RunPython(protect, unprotect)]
