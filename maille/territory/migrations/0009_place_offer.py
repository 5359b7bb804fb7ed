from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0008_search_index_with_key"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["offer"], name="place_offer"),
        ),
    ]
