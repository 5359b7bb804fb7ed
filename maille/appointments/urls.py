"""The addresses of the appointments: for everybody, behind a secret link, for the team."""

from django.urls import path, register_converter

from maille.workshops.urls import TicketConverter

from .views import mine, planning, public, team


class AppointmentTicketConverter(TicketConverter):
    """The code of an appointment and its secret."""


register_converter(AppointmentTicketConverter, "appointment_ticket")

app_name = "appointments"
MINE = "mien/<appointment_ticket:appointment_ticket>/"

urlpatterns = [
    # For everybody, without an account
    path("", public.reasons, name="reasons"),
    path("motifs/<int:pk>/", public.slots, name="slots"),
    path("motifs/<int:pk>/prendre/", public.book, name="book"),
    path("motifs/<int:pk>/orienter/", public.orient, name="orient"),
    path("orienter/merci/", public.orient_done, name="orient_done"),
    path("retrouver/", mine.find, name="find"),
    path(MINE, mine.mine, name="mine"),
    path(f"{MINE}agenda.ics", mine.calendar, name="calendar"),
    path(f"{MINE}deplacer/", mine.move, name="move_mine"),
    path(f"{MINE}annuler/", mine.leave, name="leave"),
    path(f"{MINE}plus-tot/", mine.earlier, name="earlier"),
    path(f"{MINE}repondre/", mine.answer, name="answer"),
    # The team
    path("equipe/", team.mine, name="list"),
    path("equipe/<int:pk>/", team.detail, name="detail"),
    path("equipe/<int:pk>/deplacer/", team.move, name="move"),
    path("equipe/<int:pk>/annuler/", team.cancel, name="cancel"),
    path("accueil/<slug:slug>/", team.desk, name="desk"),
    path("accueil/<slug:slug>/prendre/", team.book, name="desk_book"),
    path("plages/", planning.openings, name="openings"),
    path("plages/<int:pk>/fermer/", planning.end_opening, name="end_opening"),
    path("absences/", planning.absences, name="absences"),
    path("absences/<int:pk>/enlever/", planning.end_absence_of, name="end_absence"),
    path("reglages/", planning.reasons, name="reasons_team"),
    path("reglages/nouveau/", planning.create_reason, name="create_reason"),
    path("reglages/<int:pk>/", planning.edit_reason, name="edit_reason"),
    path("reglages/<int:pk>/retirer/", planning.archive_reason, name="archive_reason"),
]
