from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "maille.messaging"
    label = "messaging"
