from django.urls import path

from .views import jobs, journal, offline

app_name = "core"

urlpatterns = [
    path("", jobs.job_list, name="jobs"),
    path("hors-ligne.js", offline.offline, name="offline"),
    path("<uuid:pk>/", jobs.job_detail, name="job"),
    path("<uuid:pk>/annuler/", jobs.job_cancel, name="job_cancel"),
    path("<uuid:pk>/reprendre/", jobs.job_restart, name="job_restart"),
    path("journal/personne/<int:pk>/", journal.journal_person, name="journal_person"),
    path("journal/<str:object_type>/<str:object_id>/", journal.journal_object, name="journal_object"),
]
