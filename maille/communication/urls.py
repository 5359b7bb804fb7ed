from django.urls import path

from .views import clarity, poster_files, posters, reports, statements, waffle, writing

app_name = "communication"

urlpatterns = [
    path("clair/", clarity.read_plainly, name="clarity"),
    path("positions/", statements.statements, name="statements"),
    path("positions/atom.xml", statements.atom, name="atom"),
    path("positions/corrections/<int:year>/", statements.corrections, name="corrections"),
    path("positions/nouvelle/", writing.create, name="create_statement"),
    path("positions/signalements/", reports.reports, name="reports"),
    path("positions/signalements/<int:pk>/", reports.report, name="report"),
    path("positions/signalements/<int:pk>/corriger/", reports.take_report, name="take_report"),
    path("positions/<slug:address>/signaler/", reports.report_mistake, name="report_mistake"),
    path("positions/<slug:address>/signaler/merci/", reports.report_sent, name="report_sent"),
    path("positions/<slug:address>/", statements.statement, name="statement"),
    path("positions/<slug:address>/v/<int:number>/", statements.version, name="version"),
    path("positions/<slug:address>/historique/", statements.history, name="history"),
    path("positions/<slug:address>/ecrire/", writing.write, name="write"),
    path("positions/<slug:address>/publier/", writing.publish, name="publish"),
    path("positions/<slug:address>/citer/", writing.add_quote, name="add_quote"),
    path("positions/<slug:address>/citation/<int:number>/", writing.change_quote, name="change_quote"),
    path("positions/<slug:address>/signer/", writing.sign, name="sign"),
    path("positions/<slug:address>/signature/<int:signature>/retirer/", writing.drop_signature, name="drop_signature"),
    path("positions/<slug:address>/relu/", writing.read_by, name="read_by"),
    path("affiches/", posters.posters, name="posters"),
    path("affiches/nouvelle/", posters.create, name="create_poster"),
    path("affiches/<slug:poster_code>/", poster_files.poster, name="poster"),
    path("affiches/<slug:poster_code>/v/<int:number>/", poster_files.version, name="poster_version"),
    path("affiches/<slug:poster_code>/changer/", posters.change, name="change_poster"),
    path("affiches/<slug:poster_code>/fichiers/", poster_files.files, name="poster_files"),
    path("affiches/<slug:poster_code>/fichier/", poster_files.file, name="poster_file"),
    path("affiches/<slug:poster_code>/lot/", poster_files.batch, name="poster_batch"),
    path("langue-de-bois/", waffle.waffle, name="waffle"),
    path("langue-de-bois/tirer/", waffle.draw_text, name="draw"),
    path("langue-de-bois/<str:code>/", waffle.show_text, name="text"),
    path("langue-de-bois/<str:code>/changer/<int:position>/", waffle.change, name="change"),
]
