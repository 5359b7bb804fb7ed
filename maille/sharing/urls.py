"""The addresses of sharing: what can be borrowed, what was asked for, the doors."""

from django.urls import path

from .views import (
    asked,
    borrowing,
    doors,
    fairness,
    inventory,
    labels,
    leaves,
    people,
    team,
    units,
)

app_name = "sharing"

urlpatterns = [
    path("", borrowing.borrow, name="borrow"),
    path("demandes/", asked.needs, name="needs"),
    path("demandes/<int:pk>/", asked.need, name="need"),
    path("demandes/<int:pk>/annuler/", asked.cancel, name="cancel_need"),
    path("demandes/<int:pk>/promettre/", asked.promise, name="promise"),
    path("demandes/<int:pk>/refuser/", asked.refuse, name="refuse_need"),
    path("materiel/", inventory.inventory, name="inventory"),
    path("materiel/etiquettes/", labels.labels, name="labels"),
    path("materiel/etiquettes.pdf", labels.labels_pdf, name="labels_pdf"),
    path("materiel/nouveau/", inventory.add_model, name="add_model"),
    path("materiel/<int:pk>/", inventory.model, name="model"),
    path("materiel/<int:pk>/modifier/", inventory.edit_model, name="edit_model"),
    path("materiel/<int:pk>/retirer/", inventory.archive_model, name="archive_model"),
    path("materiel/<int:pk>/unites/", inventory.add_units, name="add_units"),
    path("materiel/unites/<slug:code>/", units.unit, name="unit"),
    path("materiel/unites/<slug:code>/etat/", units.unit_state, name="unit_state"),
    path("materiel/unites/<slug:code>/modifier/", units.edit_unit, name="edit_unit"),
    path("remises/", doors.doors, name="doors"),
    path("remises/<slug:code>/", doors.door, name="door"),
    path("personnes/", people.people, name="people"),
    path("personnes/demander/", people.ask_somebody, name="ask_somebody"),
    path("personnes/<int:pk>/", people.person_need, name="person_need"),
    path("personnes/prets/<int:pk>/", people.lending, name="lending"),
    path("moi/", team.own, name="own"),
    path("equipe/", team.team, name="team"),
    path("equipe/<int:pk>/", team.member, name="member"),
    path("absences/importer/", leaves.import_leaves, name="import_leaves"),
    path("competences/", team.skills, name="skills"),
    path("competences/<int:pk>/", team.skill, name="skill"),
    path("equilibre/", fairness.fairness, name="fairness"),
    path("equilibre.csv", fairness.fairness_file, name="fairness_file"),
]
