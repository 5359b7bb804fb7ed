from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0007_session_unseen_at"),
    ]

    operations = [
        # Nullable, so that SQLite adds a column and does not write the table again, which its triggers would refuse.
        migrations.AddField(
            model_name="session",
            name="taken_back_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
