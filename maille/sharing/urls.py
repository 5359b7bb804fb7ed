"""The addresses of sharing."""

from django.urls import path

from .views import doors

app_name = "sharing"

urlpatterns = [
    path("remises/", doors.doors, name="doors"),
    path("remises/<slug:code>/", doors.door, name="door"),
]
