from django.urls import path

from .views import corrections, downloads, editing, freshness, imports, organisations, pairs, places, search

app_name = "directory"

urlpatterns = [
    path("", search.search_places, name="search"),
    path("lieux.csv", search.places_csv, name="csv"),
    path("telecharger/lieux.<str:kind>", downloads.found_places, name="download"),
    path("telecharger/reseau.csv", downloads.network_file, name="network_file"),
    path("lieux.geojson", search.places_geojson, name="geojson"),
    path("lieux/<slug:slug>/modifier/", places.edit, name="edit_place"),
    path("lieux/<slug:slug>/proposer/", places.propose, name="propose"),
    path("lieux/<slug:slug>/tout-est-juste/", places.verify, name="verify"),
    path("lieux/<slug:slug>/signaler/", corrections.report, name="report"),
    path("lieux/<slug:slug>/signaler/merci/", corrections.report_thanks, name="report_thanks"),
    path("lieux/<slug:slug>/horaires/", editing.edit_hours, name="edit_hours"),
    path("lieux/<slug:slug>/horaires/exceptions/", editing.add_exception, name="add_exception"),
    path("lieux/<slug:slug>/horaires/exceptions/<int:pk>/retirer/", editing.remove_exception, name="remove_exception"),
    path("lieux/<slug:slug>/salles/", editing.rooms, name="rooms"),
    path("lieux/<slug:slug>/salles/<int:pk>/retirer/", editing.delete_room, name="delete_room"),
    path("signalements/", corrections.corrections, name="corrections"),
    path("signalements/<int:pk>/", corrections.correction, name="correction"),
    path("signalements/<int:pk>/accepter/", corrections.accept, name="accept_correction"),
    path("signalements/<int:pk>/ecarter/", corrections.reject, name="reject_correction"),
    path("a-verifier/", freshness.freshness, name="freshness"),
    path("a-verifier.csv", freshness.freshness_csv, name="freshness_csv"),
    path("doublons/", pairs.pairs, name="pairs"),
    path("doublons/chercher/", pairs.find, name="find_pairs"),
    path("doublons/<int:pk>/", pairs.pair, name="pair"),
    path("doublons/reunis/", pairs.merges, name="merges"),
    path("doublons/reunis/<int:pk>/separer/", pairs.part, name="part"),
    path("structures/", organisations.organisations, name="organisations"),
    path("structures/nouvelle/", organisations.create, name="create_organisation"),
    path("structures/<int:pk>/", organisations.organisation, name="organisation"),
    path("structures/<int:pk>/modifier/", organisations.edit, name="edit_organisation"),
    path("structures/<int:pk>/presente/", organisations.host, name="host"),
    path("structures/<int:pk>/presente/<slug:slug>/retirer/", organisations.unhost, name="unhost"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_detail, name="import"),
    path("imports/<int:pk>/lignes-gardees.csv", imports.kept_lines, name="kept_lines"),
]
