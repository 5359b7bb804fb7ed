from django.urls import path

from . import views

app_name = "api"

urlpatterns = [
    path("agenda/ailleurs/", views.subscription, name="subscription"),
    path("agenda/ailleurs/ouvrir/", views.open_feed, name="open_feed"),
    path("agenda/ailleurs/arreter/", views.revoke_feed, name="revoke_feed"),
    path("agenda/moi/<str:secret>.ics", views.own_ical, name="own_ical"),
    path("agenda/<slug:network>.ics", views.network_ical, name="network_ical"),
    path("agenda/<slug:network>.atom", views.network_atom, name="network_atom"),
    path("lieux/<slug:slug>/agenda.ics", views.place_ical, name="place_ical"),
    path("lieux/<slug:slug>/agenda.atom", views.place_atom, name="place_atom"),
]
