"""The database itself refuses to change or delete a published version, or the words of a quote.

On SQLite, a later migration that alters these tables makes them anew and loses the triggers: it must create them again
(tests/communication/test_statements.py goes red if it does not).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

VERSION = "Une version publiée ne se change pas et ne s’efface pas : publiez-en une autre."
QUOTE = "Une citation ne se réécrit pas : seul son état change."
WORDS = ("statement_id", "number", "author", "posted_on", "captured_on", "text", "text_sum")


def rewritten(is_other: str) -> str:
    """Say in SQL when an update touches the words of a quote; `is_other` is the vendor's null-safe difference."""
    return " OR ".join(f'NEW."{column}" {is_other} OLD."{column}"' for column in WORDS)


SQLITE = [
    f"""
    CREATE TRIGGER statement_version_no_update BEFORE UPDATE ON communication_statementversion
    BEGIN SELECT RAISE(ABORT, '{VERSION}'); END
    """,
    f"""
    CREATE TRIGGER statement_version_no_delete BEFORE DELETE ON communication_statementversion
    BEGIN SELECT RAISE(ABORT, '{VERSION}'); END
    """,
    f"""
    CREATE TRIGGER statement_quote_keeps_its_words BEFORE UPDATE ON communication_quote
    WHEN {rewritten("IS NOT")}
    BEGIN SELECT RAISE(ABORT, '{QUOTE}'); END
    """,
]
# check_violation reaches Django as an IntegrityError, like SQLite's refusal.
POSTGRESQL = [
    f"""
    CREATE FUNCTION statement_version_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{VERSION}';
    END $$
    """,
    """
    CREATE TRIGGER statement_version_kept BEFORE UPDATE OR DELETE ON communication_statementversion
    FOR EACH ROW EXECUTE FUNCTION statement_version_never_changes()
    """,
    f"""
    CREATE FUNCTION statement_quote_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {rewritten("IS DISTINCT FROM")} THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{QUOTE}';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER statement_quote_kept BEFORE UPDATE ON communication_quote
    FOR EACH ROW EXECUTE FUNCTION statement_quote_keeps_its_words()
    """,
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER statement_version_no_update",
        "DROP TRIGGER statement_version_no_delete",
        "DROP TRIGGER statement_quote_keeps_its_words",
    ],
    "postgresql": [
        "DROP TRIGGER statement_version_kept ON communication_statementversion",
        "DROP FUNCTION statement_version_never_changes()",
        "DROP TRIGGER statement_quote_kept ON communication_quote",
        "DROP FUNCTION statement_quote_keeps_its_words()",
    ],
}
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def protect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in DO[editor.connection.vendor]:
        editor.execute(statement, params=None)


def unprotect(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("communication", "0001_tables")]
    operations = [migrations.RunPython(protect, unprotect)]
