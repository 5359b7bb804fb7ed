"""The addresses of the companies: what they ask and follow without an account, then those who answer them."""

from django.urls import path

from .views import follow, papers, public, signing, team, writing

app_name = "companies"

urlpatterns = [
    # For companies, without an account
    path("demande/", public.ask, name="ask"),
    path("certificats/", public.find_certificate, name="find_certificate"),
    path("certificats/<str:code>/", public.check, name="check"),
    path("suivi/<ticket:ticket>/", follow.follow, name="follow"),
    path("suivi/<ticket:ticket>/accepter/<int:option>/", follow.accept, name="accept"),
    path("suivi/<ticket:ticket>/rien-ne-convient/", follow.turn_down, name="turn_down"),
    path("suivi/<ticket:ticket>/convention/", follow.sign, name="sign"),
    path("suivi/<ticket:ticket>/convention.pdf", papers.convention, name="convention"),
    path("suivi/<ticket:ticket>/personnes/", follow.people, name="people"),
    path("suivi/<ticket:ticket>/personnes/completes/", follow.confirm, name="confirm"),
    path("suivi/<ticket:ticket>/personnes/<int:trainee>/retirer/", follow.remove, name="remove"),
    path("suivi/<ticket:ticket>/renoncer/", follow.withdraw, name="withdraw"),
    path("suivi/<ticket:ticket>/certificats.pdf", papers.certificates, name="certificates"),
    path("suivi/<ticket:ticket>/certificats.zip", papers.certificate_files, name="certificate_files"),
    path("suivi/<ticket:ticket>/certificats/<int:trainee>.pdf", papers.certificate, name="certificate"),
    # For those who answer
    path("", team.enquiries, name="list"),
    path("<int:pk>/", team.enquiry, name="enquiry"),
    path("<int:pk>/option/", writing.add_option, name="add_option"),
    path("<int:pk>/option/<int:option>/retirer/", writing.drop_option, name="drop_option"),
    path("<int:pk>/envoyer/", team.send, name="send"),
    path("<int:pk>/reprendre/", writing.recall, name="recall"),
    path("<int:pk>/refuser/", writing.decline, name="decline"),
    path("<int:pk>/convention-recue/", writing.paper, name="paper"),
    path("<int:pk>/convention.pdf", papers.team_convention, name="team_convention"),
    path("<int:pk>/ouvrir/", team.open_sessions, name="open"),
    path("<int:pk>/emargement/<int:session>/", signing.sheet, name="sheet"),
    path("<int:pk>/emargement/<int:session>/<int:trainee>/", signing.confirm, name="confirm_halves"),
    path("<int:pk>/certificats/", team.issue, name="issue"),
    path("<int:pk>/certificats.pdf", papers.team_certificates, name="team_certificates"),
    path("<int:pk>/certificats.zip", papers.team_certificate_files, name="team_certificate_files"),
    path("<int:pk>/certificats/<int:trainee>/retirer/", writing.withdraw_certificate, name="withdraw_certificate"),
    path("<int:pk>/nouveau-lien/", team.renew, name="renew"),
    path("<int:pk>/les-autres/", team.split, name="split"),
]
