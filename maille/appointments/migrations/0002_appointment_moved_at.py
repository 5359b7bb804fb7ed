from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0001_initial"),
    ]

    operations = [
        # Nullable, so that SQLite adds a column and does not write the table again.
        migrations.AddField(
            model_name="appointment",
            name="moved_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
