"""An absence may keep what its event is called in the calendar that it came from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0004_vans_that_serve_no_more"),
    ]

    operations = [
        migrations.AddField(
            model_name="absence",
            name="calendar_key",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=32),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("calendar_key", ""), _negated=True),
                fields=("person", "calendar_key"),
                name="absence_once_of_an_event",
            ),
        ),
    ]
