from django.urls import path

from . import views

app_name = "territory"

urlpatterns = [
    path("", views.network_places, name="network"),
    path("modifier/", views.edit_network, name="edit"),
    path("<slug:network>/couleur.css", views.brand, name="brand"),
    path("lieux/<slug:slug>/entrer/", views.bring_in, name="bring_in"),
    path("<int:pk>/retirer/", views.remove_place, name="remove_place"),
]
