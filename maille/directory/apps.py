from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "maille.directory"
    label = "directory"
