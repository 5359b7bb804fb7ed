from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "maille.sharing"
    label = "sharing"
