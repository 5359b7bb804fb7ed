from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0006_offers_and_weekly_hours"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="place", name="place_position"),
        migrations.RemoveIndex(model_name="place", name="place_found"),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                fields=[
                    "search_latitude",
                    "search_longitude",
                    "is_published",
                    "weekly_hours",
                    "offer",
                    "calendar",
                    "name",
                ],
                name="place_searched",
            ),
        ),
    ]
