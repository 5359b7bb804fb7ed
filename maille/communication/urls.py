from django.urls import path

from .views import clarity, waffle

app_name = "communication"

urlpatterns = [
    path("clair/", clarity.read_plainly, name="clarity"),
    path("langue-de-bois/", waffle.waffle, name="waffle"),
    path("langue-de-bois/tirer/", waffle.draw_text, name="draw"),
    path("langue-de-bois/<str:code>/", waffle.show_text, name="text"),
    path("langue-de-bois/<str:code>/changer/<int:position>/", waffle.change, name="change"),
]
