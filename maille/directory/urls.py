from django.urls import path

from .views import editing, imports, search

app_name = "directory"

urlpatterns = [
    path("", search.search_places, name="search"),
    path("lieux.csv", search.places_csv, name="csv"),
    path("lieux.geojson", search.places_geojson, name="geojson"),
    path("lieux/<slug:slug>/horaires/", editing.edit_hours, name="edit_hours"),
    path("lieux/<slug:slug>/horaires/exceptions/", editing.add_exception, name="add_exception"),
    path("lieux/<slug:slug>/horaires/exceptions/<int:pk>/retirer/", editing.remove_exception, name="remove_exception"),
    path("lieux/<slug:slug>/salles/", editing.rooms, name="rooms"),
    path("lieux/<slug:slug>/salles/<int:pk>/retirer/", editing.delete_room, name="delete_room"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_detail, name="import"),
    path("imports/<int:pk>/lignes-gardees.csv", imports.kept_lines, name="kept_lines"),
]
