"""Roles: what giving, moving and ending them does, what it refuses, what the journal keeps."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from maille.people import actions, rules
from maille.people.models import Role
from tests.people.factories import RoleFactory, UserFactory, user_with
from tests.people.steps import DAY, TODAY, journal, refused
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestGrantRole:
    def grant(self, by, place, **changes):
        role = {"user": UserFactory(), "kind": rules.MEDIATOR, "place": place, "starts_on": TODAY, **changes}
        network = changes.pop("network", NetworkFactory())
        return actions.grant_role(**{**role, "network": network, "by": by})

    def test_gives_it_and_says_so_in_the_journal(self, coordinator, place):
        role = self.grant(coordinator, place)
        assert role.granted_by == coordinator
        line = journal("people.role_granted").get()
        assert (line.by, line.concerns, line.network_id) == (coordinator, role.user, role.network_id)
        assert line.after["kind"] == "mediator"

    def test_refuses_who_may_not(self, place, network):
        sentence = refused(lambda: self.grant(user_with(rules.MEDIATOR, network=network), place), field="kind")
        assert "coordination" in sentence
        assert Role.objects.filter(starts_on=TODAY).count() == 0

    def test_refuses_a_role_held_on_one_of_the_same_days(self, coordinator, place):
        user = UserFactory()
        self.grant(coordinator, place, user=user, ends_on=TODAY + 10 * DAY)
        refused(lambda: self.grant(coordinator, place, user=user, starts_on=TODAY + 9 * DAY), field="user")
        self.grant(coordinator, place, user=user, starts_on=TODAY + 10 * DAY)
        assert user.roles.count() == 2

    def test_refuses_an_end_before_the_beginning(self, coordinator, place):
        refused(lambda: self.grant(coordinator, place, ends_on=TODAY), field="last_day")

    def test_refuses_a_closed_account(self, coordinator, place):
        refused(lambda: self.grant(coordinator, place, user=UserFactory(is_active=False)))

    def test_refuses_a_place_of_another_network(self, coordinator):
        elsewhere = NetworkPlaceFactory(network=NetworkFactory(slug="loire")).place
        refused(lambda: self.grant(coordinator, elsewhere), field="place")

    def test_refuses_a_team_role_in_a_neighbour_and_the_other_way_round(self, coordinator, place, network):
        neighbour = NetworkPlaceFactory(network=network, kind="neighbour").place
        refused(lambda: self.grant(coordinator, neighbour), field="place")
        refused(lambda: self.grant(coordinator, place, kind=rules.NEIGHBOUR), field="place")
        assert self.grant(coordinator, neighbour, kind=rules.NEIGHBOUR).pk

    def test_wants_a_place_for_a_team_role_and_none_for_the_network(self, coordinator, place):
        refused(lambda: self.grant(coordinator, None), field="place")
        refused(lambda: self.grant(coordinator, place, kind=rules.COORDINATOR), field="place")

    def test_wants_a_known_territory_for_a_partner(self, coordinator):
        CommuneFactory()

        def grant(code):
            return self.grant(coordinator, None, kind=rules.PARTNER, territory=code)

        refused(lambda: grant(""), field="territory")
        assert "99999" in refused(lambda: grant("99999"), field="territory")
        assert grant("42").territory == "42"
        assert grant("42218").territory == "42218"
        refused(lambda: self.grant(coordinator, None, kind=rules.COORDINATOR, territory="42"), field="territory")


class TestTheDatabaseRefuses:
    def test_the_same_open_role_twice(self, place, network):
        role = RoleFactory(place=place, network=network)
        with pytest.raises(IntegrityError):
            RoleFactory(user=role.user, place=place, network=network)

    def test_the_same_open_network_role_twice(self, coordinator, network):
        with pytest.raises(IntegrityError):
            RoleFactory(user=coordinator, kind=rules.COORDINATOR, network=network)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"ends_on": dt.date(2024, 1, 1)},
            {"place": None},
            {"kind": rules.COORDINATOR, "place": "a place"},
            {"kind": rules.PARTNER, "territory": ""},
            {"territory": "42"},
        ],
    )
    def test_a_role_that_makes_no_sense(self, wrong, place):
        wrong = {**wrong, "place": place} if wrong.get("place") else wrong
        with pytest.raises(IntegrityError):
            RoleFactory(**wrong)

    def test_an_address_with_capitals(self):
        with pytest.raises(IntegrityError):
            UserFactory(email="Camille@essai.example", address=False)

    def test_and_says_why_in_french(self, place):
        role = RoleFactory.build(user=UserFactory(), network=NetworkFactory(), place=place, ends_on=dt.date(2020, 1, 1))
        with pytest.raises(ValidationError, match="finit avant de commencer"):
            role.full_clean(exclude=["granted_by"])


class TestEndRole:
    def test_ends_it_that_day_and_keeps_its_past(self, coordinator, place):
        role = RoleFactory(place=place)
        actions.end_role(role=role, on=TODAY, by=coordinator)
        role.refresh_from_db()
        assert role.ends_on == TODAY
        assert not role.holding.is_active(TODAY)
        line = journal("people.role_ended").get()
        assert (line.before["ends_on"], line.after["ends_on"]) == (None, "2026-11-24")

    def test_takes_back_a_role_that_has_not_begun(self, coordinator, place):
        role = RoleFactory(place=place, starts_on=TODAY)
        actions.end_role(role=role, on=TODAY, by=coordinator)
        assert not Role.objects.filter(pk=role.pk).exists()
        assert journal("people.role_withdrawn").get().before["kind"] == "mediator"

    def test_lets_one_leave(self, place):
        role = RoleFactory(place=place)
        actions.end_role(role=role, on=TODAY, by=role.user)
        assert journal("people.role_ended").get().by == role.user

    def test_refuses_strangers_and_what_is_over(self, coordinator, place, network):
        role = RoleFactory(place=place)
        refused(lambda: actions.end_role(role=role, on=TODAY, by=user_with(rules.PLACE_MANAGER, network=network)))
        over = RoleFactory(place=place, ends_on=TODAY - DAY)
        refused(lambda: actions.end_role(role=over, on=TODAY, by=coordinator), field="last_day")

    def test_refuses_to_leave_a_network_without_coordination(self, coordinator, network):
        role = coordinator.roles.get()
        assert "seule personne" in refused(lambda: actions.end_role(role=role, on=TODAY, by=coordinator))
        temporary = user_with(rules.COORDINATOR, network=network, ends_on=TODAY + 30 * DAY)
        refused(lambda: actions.end_role(role=role, on=TODAY, by=temporary))
        closed = UserFactory(is_active=False)
        RoleFactory(user=closed, kind=rules.COORDINATOR, network=network)
        refused(lambda: actions.end_role(role=role, on=TODAY, by=coordinator))
        user_with(rules.COORDINATOR, network=network)
        actions.end_role(role=role, on=TODAY, by=coordinator)
        assert Role.objects.get(pk=role.pk).ends_on == TODAY


class TestChangeRoleDates:
    def change(self, role, by, starts_on=TODAY, ends_on=None):
        return actions.change_role_dates(role=role, starts_on=starts_on, ends_on=ends_on, by=by)

    def test_moves_them_and_says_so(self, coordinator, place):
        role = RoleFactory(place=place, ends_on=TODAY + DAY)
        self.change(role, coordinator, ends_on=TODAY + 90 * DAY)
        assert Role.objects.get(pk=role.pk).last_day == TODAY + 89 * DAY
        assert journal("people.role_dates_changed").get().after["ends_on"] == "2027-02-22"

    def test_refuses_days_on_which_the_role_is_held_already(self, coordinator, place):
        now_ = RoleFactory(place=place, ends_on=TODAY)
        later = RoleFactory(user=now_.user, place=place, starts_on=TODAY + 5 * DAY)
        refused(lambda: self.change(now_, coordinator, ends_on=TODAY + 6 * DAY), field="starts_on")
        self.change(later, coordinator, starts_on=TODAY)

    def test_refuses_to_leave_a_network_without_coordination(self, coordinator):
        refused(lambda: self.change(coordinator.roles.get(), coordinator, ends_on=TODAY + DAY))

    def test_refuses_to_put_off_the_only_coordination(self, coordinator, network):
        role = coordinator.roles.get()
        assert "seule personne" in refused(lambda: self.change(role, coordinator, starts_on=TODAY + DAY))
        assert self.change(role, coordinator, starts_on=TODAY).starts_on == TODAY
        user_with(rules.COORDINATOR, network=network)
        assert self.change(role, coordinator, starts_on=TODAY + DAY).starts_on == TODAY + DAY

    def test_refuses_to_put_off_who_takes_over(self, coordinator, network):
        heir = user_with(rules.COORDINATOR, network=network, starts_on=TODAY + 5 * DAY).roles.get()
        self.change(coordinator.roles.get(), coordinator, ends_on=TODAY + 5 * DAY)
        assert "seule personne" in refused(lambda: self.change(heir, coordinator, starts_on=TODAY + 6 * DAY))

    def test_refuses_the_person_themselves(self, place):
        role = RoleFactory(place=place)
        refused(lambda: self.change(role, role.user))
