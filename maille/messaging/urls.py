from django.urls import path

from .views import calls, letters, outbox

app_name = "messaging"

urlpatterns = [
    path("", outbox.messages_list, name="list"),
    path("messages.csv", outbox.messages_csv, name="csv"),
    path("appels/", calls.call_list, name="calls"),
    path("appels/appels.pdf", calls.call_sheet, name="call_sheet"),
    path("courrier/", letters.letters, name="letters"),
    path("courrier/courrier.pdf", letters.letters_pdf, name="letters_pdf"),
    path("courrier/poste/", letters.letters_posted, name="letters_posted"),
    path("<int:pk>/", outbox.message, name="detail"),
    path("<int:pk>/annuler/", outbox.cancel, name="cancel"),
    path("<int:pk>/renvoyer/", outbox.replay, name="replay"),
    path("<int:pk>/partie/", outbox.settle, name="settle"),
    path("<int:pk>/revenue/", outbox.bounced, name="bounced"),
    path("<int:pk>/appel/", calls.called, name="called"),
]
