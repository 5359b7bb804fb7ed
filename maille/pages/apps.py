from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "maille.pages"
    label = "pages"
