"""The table of the cache that web and worker machines share, so that `maille migrate` is all one has to run."""

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "core_cache"


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create it even when this machine caches elsewhere today (CACHE_URL): another may not."""
    call_command("createcachetable", TABLE, database=editor.connection.alias, verbosity=0)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(f"DROP TABLE {editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_journal_is_append_only")]
    operations = [migrations.RunPython(create, drop)]
