from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "maille.people"
    label = "people"
