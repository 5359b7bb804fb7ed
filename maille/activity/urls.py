"""The addresses of activity: the sheet of a session, its signatures, attestations."""

from django.urls import path

from .views import attestations, emargement, presence, received, sending, sheets

app_name = "activity"

urlpatterns = [
    path("accueil/feuilles/", sheets.sheets, name="sheets"),
    path("accueil/seances/<int:pk>/presence/", presence.presence, name="presence"),
    path("accueil/seances/<int:pk>/presence/noter/", presence.note, name="note"),
    path("accueil/seances/<int:pk>/presence/billet/", presence.arrive, name="arrive"),
    path("accueil/seances/<int:pk>/presence/sans-inscription/", presence.walk_in, name="walk_in"),
    path("accueil/seances/<int:pk>/presence/compter/", presence.heads, name="heads"),
    path("accueil/seances/<int:pk>/presence/clore/", presence.close, name="close_sheet"),
    path("accueil/seances/<int:pk>/presence/rouvrir/", presence.reopen, name="reopen_sheet"),
    path("accueil/seances/<int:pk>/presence/envoi/", sending.send, name="send"),
    path("accueil/seances/<int:pk>/emargement/", emargement.emargement, name="emargement"),
    path("accueil/seances/<int:pk>/emargement.pdf", emargement.emargement_pdf, name="emargement_pdf"),
    path("accueil/rendez-vous/", received.received, name="received"),
    path("accueil/rendez-vous/<int:pk>/noter/", received.note_received, name="note_received"),
    path("accueil/habitants/<int:pk>/attestation/", attestations.give, name="give"),
    path("accueil/attestations/<int:pk>/", attestations.attestation, name="attestation"),
    path("accueil/attestations/<int:pk>/attestation.pdf", attestations.attestation_pdf, name="attestation_pdf"),
    path("attestation/", attestations.find, name="find_attestation"),
    path("attestation/<slug:attestation_code>/", attestations.check, name="check"),
    path("accueil/presences/<int:pk>/fiche/", presence.keep, name="keep"),
]
