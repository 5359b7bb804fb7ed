"""Whoever leads a published session is taken meanwhile; where two of them overlapped already, each hour counts once."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    leads, occupation = apps.get_model("workshops", "SessionMediator"), apps.get_model("sharing", "Occupation")
    published = leads.objects.filter(session__state="published").order_by("mediator", "session__starts_at", "session")
    rows, person, until = [], None, None
    columns = ("mediator", "session", "session__starts_at", "session__ends_at")
    for mediator, session, starts_at, ends_at in published.values_list(*columns):
        if mediator != person:
            person, until = mediator, starts_at
        begins = max(starts_at, until)
        if begins < ends_at:
            rows.append(
                occupation(person_id=mediator, because="session", object_id=session, starts_at=begins, ends_at=ends_at)
            )
            until = ends_at
    occupation.objects.bulk_create(rows, batch_size=1000)


def empty(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("sharing", "Occupation").objects.filter(because="session").delete()


class Migration(migrations.Migration):
    dependencies = [("sharing", "0003_nobody_twice"), ("workshops", "0004_interest_prescriber")]

    operations = [migrations.RunPython(fill, empty)]
