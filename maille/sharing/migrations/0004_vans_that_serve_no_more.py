"""A vehicle may be said to serve no more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0003_echoes_of_hand_overs"),
    ]

    operations = [
        migrations.AddField(
            model_name="van",
            name="is_retired",
            field=models.BooleanField(db_default=False, default=False, verbose_name="ne sert plus"),
        ),
    ]
