from django.urls import path

from . import views

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("entreprise/", views.company, name="company"),
    path("reseau-en-bref/", views.network, name="network"),
    path("lieux/<slug:slug>/", views.place, name="place"),
    path("lieux/<slug:slug>/affiche.pdf", views.place_sheet, name="place_sheet"),
    path("credits/", views.credits_page, name="credits"),
    path("accessibilite/", views.accessibility, name="accessibility"),
]
