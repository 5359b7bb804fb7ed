"""The addresses of sharing."""

from django.urls import path

from .views import doors, fairness, people

app_name = "sharing"

urlpatterns = [
    path("remises/", doors.doors, name="doors"),
    path("remises/<slug:code>/", doors.door, name="door"),
    path("personnes/", people.people, name="people"),
    path("personnes/demander/", people.ask_somebody, name="ask_somebody"),
    path("personnes/<int:pk>/", people.person_need, name="person_need"),
    path("personnes/prets/<int:pk>/", people.lending, name="lending"),
    path("equilibre/", fairness.fairness, name="fairness"),
    path("equilibre.csv", fairness.fairness_file, name="fairness_file"),
]
