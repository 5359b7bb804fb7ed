"""Each unit that was there gets a code of its own; then no two may have the same."""

import secrets

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import maille.core.codes
from maille.core.codes import ALPHABET, LENGTH


def give_codes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    units = apps.get_model("sharing", "Unit").objects.using(schema_editor.connection.alias)
    taken: set[str] = set()
    for unit in units.order_by("pk").iterator():
        while not unit.code or unit.code in taken:
            unit.code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        taken.add(unit.code)
        unit.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [("sharing", "0004_equipment_and_lending")]

    operations = [
        # The column came with one code for every unit that was there.
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="unit",
            name="code",
            field=models.CharField(
                default=maille.core.codes.new_code, editable=False, max_length=6, unique=True, verbose_name="code"
            ),
        ),
    ]
