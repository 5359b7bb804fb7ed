"""The addresses of the workshops: sessions and registrations for everybody, the rest for those who hold them."""

from django.urls import path, register_converter

from .views import (
    catalogue,
    computers,
    desk,
    desk_registrations,
    interests,
    manage,
    merging,
    missing,
    orient,
    planning,
    programme,
    public,
    residents,
    sessions,
    slip,
)


class TicketConverter:
    """The code of a registration and its secret: "KX47PM-…"."""

    regex = r"[A-Z2-9]{6}-[A-Za-z0-9_-]{16,32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SecretConverter(TicketConverter):
    """What ends a secret link, alone."""

    regex = r"[A-Za-z0-9_-]{16,32}"


register_converter(TicketConverter, "ticket")
register_converter(SecretConverter, "ticket_secret")

app_name = "workshops"

urlpatterns = [
    # For everybody, without an account
    path("programme/", programme.programme, name="programme"),
    path("seances/<int:pk>/", public.session, name="session"),
    path("seances/<int:pk>/inscription/", public.register, name="register"),
    path("inscription/", manage.find, name="find_registration"),
    path("inscription/<ticket:ticket>/", manage.registration, name="registration"),
    path("inscription/<ticket:ticket>/agenda.ics", manage.calendar, name="registration_calendar"),
    path("inscription/<ticket:ticket>/billet.pdf", slip.slip, name="slip"),
    path("inscription/<ticket:ticket>/combien/", manage.size, name="change_size"),
    path("inscription/<ticket:ticket>/j-accepte/", manage.accept, name="accept_offer"),
    path("inscription/<ticket:ticket>/je-ne-viens-pas/", manage.leave, name="leave"),
    path("inscription/<ticket:ticket>/je-reviens/", manage.come_back, name="come_back"),
    # A partner sends somebody
    path("orienter/", orient.choose, name="orient_choose"),
    path("orienter/prevenir/", orient.topic, name="orient_topic"),
    path("orienter/prevenir/merci/", orient.noted, name="orient_noted"),
    path("orienter/merci/", orient.done, name="orient_done"),
    path("seances/<int:pk>/orienter/", orient.orient, name="orient"),
    # The desk
    path("accueil/", desk.desks, name="desks"),
    path("accueil/seances/<int:pk>/", desk.session, name="desk_session"),
    path("accueil/seances/<int:pk>/inscrire/", desk.sign_up, name="desk_sign_up"),
    path("accueil/inscriptions/<int:pk>/", desk_registrations.registration, name="desk_registration"),
    path("accueil/inscriptions/<int:pk>/place/", desk_registrations.seat, name="desk_seat"),
    path("accueil/inscriptions/<int:pk>/annuler/", desk_registrations.cancel, name="desk_cancel"),
    path("accueil/inscriptions/<int:pk>/reprendre/", desk_registrations.come_back, name="desk_come_back"),
    path("accueil/inscriptions/<int:pk>/combien/", desk_registrations.size, name="desk_size"),
    path("accueil/inscriptions/<int:pk>/deplacer/", desk_registrations.move, name="desk_move"),
    path("accueil/habitants/<int:pk>/", residents.resident, name="resident"),
    path("accueil/habitants/<int:pk>/effacer/", residents.erase, name="erase_resident"),
    path("accueil/habitants/<int:pk>/reunir/", merging.choose, name="merge_choose"),
    path("accueil/habitants/<int:pk>/reunir/<int:other>/", merging.merge, name="merge"),
    path("accueil/habitants/reunions/<int:pk>/separer/", merging.part, name="part"),
    path("accueil/<slug:slug>/", desk.desk, name="desk_of"),
    path("prevenez-moi/", interests.ask, name="ask_interest"),
    path("prevenez-moi/<ticket_secret:interest_secret>/", interests.interest, name="interest"),
    path("prevenez-moi/<ticket_secret:interest_secret>/arreter/", interests.stop, name="stop_interest"),
    # The catalogue, and sessions as the team prepares them
    path("ateliers/", catalogue.catalogue, name="list"),
    path("ateliers/ateliers.csv", catalogue.catalogue_csv, name="csv"),
    path("ateliers/nouveau/", catalogue.create, name="create"),
    path("ateliers/bibliotheque/", catalogue.from_library, name="library"),
    path("ateliers/<int:pk>/", catalogue.workshop, name="workshop"),
    path("ateliers/<int:pk>/modifier/", catalogue.edit, name="edit"),
    path("ateliers/<int:pk>/retirer/", catalogue.archive, name="archive"),
    path("ateliers/<int:pk>/remettre/", catalogue.restore, name="restore"),
    path("ateliers/<int:pk>/nouvelles-seances/", planning.plan, name="plan"),
    path("ateliers/demandes/", interests.interests, name="interests"),
    path("ateliers/seances/", sessions.sessions, name="sessions"),
    path("ateliers/seances/<int:pk>/equipe/", sessions.team_session, name="team_session"),
    path("ateliers/seances/<int:pk>/publier/", sessions.publish, name="publish"),
    path("ateliers/seances/<int:pk>/reprendre/", sessions.unpublish, name="unpublish"),
    path("ateliers/seances/<int:pk>/modifier/", sessions.change, name="change_session"),
    path("ateliers/seances/<int:pk>/deplacer/", sessions.move, name="move_session"),
    path("ateliers/seances/<int:pk>/quelquun/", missing.missing, name="missing"),
    path("ateliers/seances/<int:pk>/annuler/", sessions.cancel, name="cancel_session"),
    path("ateliers/cycles/<int:pk>/", sessions.cycle, name="cycle"),
    path("ateliers/lieux/<slug:slug>/ordinateurs/", computers.computers, name="computers"),
    path("ateliers/ordinateurs/<int:pk>/etat/", computers.condition, name="condition"),
]
