from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0007_one_search_index"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="place", name="place_searched"),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                fields=[
                    "search_latitude",
                    "search_longitude",
                    "is_published",
                    "weekly_hours",
                    "offer",
                    "id",
                    "calendar",
                    "name",
                ],
                name="place_searched",
            ),
        ),
    ]
