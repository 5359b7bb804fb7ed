"""The journal tells the lines that only move seats from those that last: web processes look for the latter all day.

The column is added as it stands, without making the table anew: its triggers stay. Older lines count as lasting.
"""

from django.db import migrations, models
from django.db.models import Q

TABLE, COLUMN = "core_entry", "is_passing"


class Migration(migrations.Migration):
    dependencies = [("core", "0003_shared_cache")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD COLUMN {COLUMN} boolean DEFAULT false NOT NULL",
            f"ALTER TABLE {TABLE} DROP COLUMN {COLUMN}",
            state_operations=[
                migrations.AddField(
                    "entry", COLUMN, models.BooleanField(db_default=False, default=False, editable=False)
                )
            ],
        ),
        migrations.AddIndex("entry", models.Index(fields=["id"], condition=Q(is_passing=False), name="entry_lasting")),
    ]
