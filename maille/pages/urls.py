from django.urls import path

from .views import agenda, public

app_name = "pages"

urlpatterns = [
    path("", public.home, name="home"),
    path("entreprise/", public.company, name="company"),
    path("reseau-en-bref/", public.network, name="network"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("lieux/<slug:slug>/", public.place, name="place"),
    path("lieux/<slug:slug>/affiche.pdf", public.place_sheet, name="place_sheet"),
    path("lieux/<slug:slug>/porte.pdf", public.door_sheet, name="door_sheet"),
    path("credits/", public.credits_page, name="credits"),
    path("accessibilite/", public.accessibility, name="accessibility"),
]
