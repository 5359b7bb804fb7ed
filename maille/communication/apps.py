from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    name = "maille.communication"
    label = "communication"
