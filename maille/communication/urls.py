from django.urls import path

from . import views

app_name = "communication"

urlpatterns = [
    path("", views.waffle, name="waffle"),
    path("tirer/", views.draw_text, name="draw"),
    path("<str:code>/", views.show_text, name="text"),
    path("<str:code>/changer/<int:position>/", views.change, name="change"),
]
