from django.urls import path

from .views import accounts, desks, invitations, team

app_name = "people"

urlpatterns = [
    path("", team.team, name="team"),
    path("equipe.csv", team.team_csv, name="team_csv"),
    path("moi/", accounts.account, name="account"),
    path("moi/modifier/", accounts.edit_account, name="edit_account"),
    path("moi/code-du-poste/", accounts.set_desk_code, name="set_desk_code"),
    path("roles/donner/", team.grant_role, name="grant_role"),
    path("roles/<int:pk>/terminer/", team.end_role, name="end_role"),
    path("roles/<int:pk>/dates/", team.change_role_dates, name="change_role_dates"),
    path("inviter/", invitations.invite, name="invite"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/renvoyer/", invitations.resend_invitation, name="resend_invitation"),
    path("invitations/<int:pk>/annuler/", invitations.cancel_invitation, name="cancel_invitation"),
    path("invitation/<str:secret>/", invitations.accept_invitation, name="accept_invitation"),
    path("poste/", desks.desk, name="desk"),
    path("poste/ouvrir/", desks.open_desk, name="open_desk"),
    path("poste/quitter/", desks.leave_desk, name="leave_desk"),
    path("poste/<int:pk>/", desks.take_desk, name="take_desk"),
    path("postes/", desks.desks, name="desks"),
    path("postes/<int:pk>/fermer/", desks.close_desk, name="close_desk"),
]
