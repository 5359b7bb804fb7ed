"""The addresses of activity: the sheet of a session, its signatures, attestations."""

from django.urls import path

from .views import presence, sending, sheets

app_name = "activity"

urlpatterns = [
    path("accueil/feuilles/", sheets.sheets, name="sheets"),
    path("accueil/hors-ligne.js", sending.offline, name="offline"),
    path("accueil/seances/<int:pk>/presence/", presence.presence, name="presence"),
    path("accueil/seances/<int:pk>/presence/noter/", presence.note, name="note"),
    path("accueil/seances/<int:pk>/presence/billet/", presence.arrive, name="arrive"),
    path("accueil/seances/<int:pk>/presence/sans-inscription/", presence.walk_in, name="walk_in"),
    path("accueil/seances/<int:pk>/presence/compter/", presence.heads, name="heads"),
    path("accueil/seances/<int:pk>/presence/clore/", presence.close, name="close_sheet"),
    path("accueil/seances/<int:pk>/presence/rouvrir/", presence.reopen, name="reopen_sheet"),
    path("accueil/seances/<int:pk>/presence/envoi/", sending.send, name="send"),
    path("accueil/presences/<int:pk>/fiche/", presence.keep, name="keep"),
]
