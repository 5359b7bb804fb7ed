"""Who may do what with people."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from maille.core.refusals import Refused
from maille.people import access, rules
from maille.people.models import Desk, Invitation, Role, User
from maille.people.rules import Holding
from maille.territory.access import can_edit_place
from maille.territory.actions import leave_network, set_hours
from tests.people.factories import DeskFactory, InvitationFactory, RoleFactory, UserFactory, user_with
from tests.people.steps import TODAY
from tests.territory.factories import NetworkFactory, NetworkPlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def other_network():
    return NetworkFactory(slug="loire", name="Réseau de la Loire")


def superuser():
    return UserFactory(is_superuser=True, is_staff=True)


class TestRolesOf:
    def test_gives_those_in_force_that_day(self, place, network):
        user = UserFactory()
        RoleFactory(user=user, place=place, starts_on=dt.date(2020, 1, 1), ends_on=TODAY)
        now = RoleFactory(user=user, place=place, starts_on=TODAY)
        later = RoleFactory(user=user, kind=rules.DESK, place=place, starts_on=TODAY + dt.timedelta(1))
        assert access.roles_of(user) == (now,)
        assert access.roles_of(user, TODAY + dt.timedelta(1)) == (now, later)

    def test_gives_nothing_to_a_visitor(self):
        assert access.roles_of(AnonymousUser()) == ()

    def test_asks_the_database_once(self, network, django_assert_num_queries):
        user = user_with(rules.COORDINATOR, network=network)
        with django_assert_num_queries(1):
            access.roles_of(user)
            access.is_coordinator(user, network)
            access.is_member(user, network)
            access.can_see_team(user, network)
            access.grantable_kinds(user, network)
            user.can_read_journal(network.pk)

    def test_at_a_desk_keeps_those_of_its_place(self, network, place):
        user = UserFactory()
        here = RoleFactory(user=user, place=place)
        RoleFactory(user=user, network=network)
        RoleFactory(user=user, kind=rules.COORDINATOR, network=network)
        user.desk_place_id = place.pk
        assert access.roles_of(user) == (here,)
        assert not access.is_coordinator(user, network)


class TestHolds:
    def test_asks_for_a_kind_in_a_network_and_a_place(self, network, other_network, place):
        user = user_with(rules.PLACE_MANAGER, network=network, place=place)
        assert user.holds(["place_manager"])
        assert user.holds(["place_manager", "coordinator"], network_id=network.pk, place_id=place.pk)
        assert not user.holds(["coordinator"])
        assert not user.holds(["place_manager"], network_id=other_network.pk)
        assert not user.holds(["place_manager"], place_id=place.pk + 1)


class TestNetworksAndPlaces:
    def test_are_those_of_the_roles_once_each(self, network, place):
        user = user_with(rules.MEDIATOR, network=network, place=place)
        RoleFactory(user=user, kind=rules.DESK, network=network, place=place)
        assert access.networks_of(user) == [network]
        assert access.places_of(user) == [place]

    def test_an_administrator_sees_every_network(self, network, other_network):
        assert set(access.networks_of(superuser())) == {network, other_network}

    def test_a_partner_reads_a_territory(self, network):
        assert access.territories_read(user_with(rules.PARTNER, network=network)) == {"42"}


class TestJournal:
    def test_is_open_to_the_coordinators_of_the_network_and_to_administrators(self, network, other_network):
        coordinator = user_with(rules.COORDINATOR, network=network)
        assert coordinator.can_read_journal(network.pk)
        assert not coordinator.can_read_journal(other_network.pk)
        assert not coordinator.can_read_journal(None)
        assert superuser().can_read_journal(None)
        assert not user_with(rules.PLACE_MANAGER, network=network).can_read_journal(network.pk)


class TestCanManagePeople:
    def test_a_coordinator_everywhere_in_the_network(self, network, other_network, place):
        user = user_with(rules.COORDINATOR, network=network)
        elsewhere = NetworkPlaceFactory(network=other_network).place
        assert access.can_manage_people(user, network)
        assert access.can_manage_people(user, place)
        assert not access.can_manage_people(user, other_network)
        assert not access.can_manage_people(user, elsewhere)

    def test_a_place_manager_in_their_place(self, network, place):
        user = user_with(rules.PLACE_MANAGER, network=network, place=place)
        assert access.can_manage_people(user, network)
        assert access.can_manage_people(user, place)
        assert not access.can_manage_people(user, NetworkPlaceFactory(network=network).place)

    @pytest.mark.parametrize("kind", [rules.MEDIATOR, rules.DESK, rules.NEIGHBOUR, rules.PARTNER])
    def test_nobody_else(self, kind, network, place):
        user = user_with(kind, network=network)
        assert not access.can_manage_people(user, network)
        assert not access.can_manage_people(user, place)
        assert access.grantable_kinds(user, network) == ()
        assert access.grantable_places(user, network) == []

    def test_not_after_the_role_has_ended(self, network):
        assert not access.can_manage_people(user_with(rules.COORDINATOR, network=network, ends_on=TODAY), network)

    def test_not_at_a_desk(self, network, place):
        user = user_with(rules.PLACE_MANAGER, network=network, place=place)
        user.desk_place_id = place.pk
        assert not access.can_manage_people(user, place)
        assert not access.can_grant(user, Holding(rules.MEDIATOR, network.pk, place.pk))
        assert not access.can_manage_desks(user, place)

    def test_the_installation_itself_and_its_administrators_always(self, network, place):
        for user in (None, superuser()):
            assert access.can_manage_people(user, network)
            assert access.grantable_kinds(user, network) == rules.KINDS
            assert [link.place for link in access.grantable_places(user, network)] == [place]
        assert not access.can_manage_people(AnonymousUser(), network)


class TestCanEndRole:
    def test_the_person_may_leave_but_not_from_a_desk(self, place):
        role = RoleFactory(place=place)
        assert access.can_end_role(role.user, role)
        assert not access.can_end_role(UserFactory(), role)
        role.user.desk_place_id = place.pk
        assert not access.can_end_role(role.user, role)


class TestVisibleRoles:
    def names(self, user):
        return set(Role.objects.visible_to(user).values_list("pk", flat=True))

    def test_a_member_sees_the_network_as_it_is_today(self, network, other_network):
        colleague, gone = RoleFactory(network=network), RoleFactory(network=network, ends_on=TODAY)
        stranger = RoleFactory(network=other_network)
        mediator = RoleFactory(network=network)
        seen = self.names(mediator.user)
        assert {colleague.pk, mediator.pk} <= seen
        assert not {gone.pk, stranger.pk} & seen

    def test_those_who_manage_also_see_what_is_over(self, network, place):
        gone = RoleFactory(network=network, place=place, ends_on=TODAY)
        assert gone.pk in self.names(user_with(rules.COORDINATOR, network=network))
        assert gone.pk in self.names(user_with(rules.PLACE_MANAGER, network=network, place=place))
        assert gone.pk not in self.names(user_with(rules.PLACE_MANAGER, network=network))
        assert gone.pk in self.names(gone.user)

    @pytest.mark.parametrize("kind", [rules.NEIGHBOUR, rules.PARTNER])
    def test_neighbours_and_partners_see_themselves_and_the_coordination(self, kind, network):
        RoleFactory(network=network)
        coordinator, own = RoleFactory(kind=rules.COORDINATOR, network=network), RoleFactory(kind=kind, network=network)
        assert self.names(own.user) == {coordinator.pk, own.pk}

    def test_a_visitor_sees_nobody_and_an_administrator_everybody(self, network):
        RoleFactory(network=network)
        assert self.names(AnonymousUser()) == set()
        assert len(self.names(superuser())) == 1


class TestVisibleInvitations:
    def test_are_those_one_could_have_sent(self, network, other_network, place):
        here = InvitationFactory(network=network, place=place)
        manager_to_be = InvitationFactory(network=network, place=place, kind=rules.PLACE_MANAGER)
        InvitationFactory(network=other_network)

        def seen(user):
            return set(Invitation.objects.visible_to(user))

        assert seen(user_with(rules.COORDINATOR, network=network)) == {here, manager_to_be}
        assert seen(user_with(rules.PLACE_MANAGER, network=network, place=place)) == {here}
        assert seen(user_with(rules.PLACE_MANAGER, network=network)) == set()
        assert seen(user_with(rules.MEDIATOR, network=network, place=place)) == set()
        assert seen(AnonymousUser()) == set()


class TestVisibleDesks:
    def test_are_those_of_the_places_one_answers_for(self, network, other_network, place):
        desk = DeskFactory(place=place)
        NetworkPlaceFactory(network=other_network, place=place)
        both = user_with(rules.COORDINATOR, network=network)
        RoleFactory(user=both, kind=rules.COORDINATOR, network=other_network)

        def seen(user):
            return list(Desk.objects.visible_to(user))

        assert seen(both) == [desk]
        assert seen(user_with(rules.PLACE_MANAGER, network=network, place=place)) == [desk]
        assert seen(user_with(rules.PLACE_MANAGER, network=network)) == []
        assert seen(user_with(rules.MEDIATOR, network=network, place=place)) == []
        assert seen(AnonymousUser()) == []


class TestAPlaceThatLeftTheNetwork:
    """Its people keep their roles on paper: they open nothing until it comes back."""

    @pytest.fixture
    def left(self):
        network = NetworkFactory()
        link = NetworkPlaceFactory(network=network)
        manager = user_with(rules.PLACE_MANAGER, network=network, place=link.place)
        assert can_edit_place(manager, link.place)
        assert access.can_see_team(manager, network)
        leave_network(link=link, by=None)
        return User.objects.get(pk=manager.pk), link.place, network

    def test_is_no_longer_edited_by_its_manager(self, left):
        manager, place, _network = left
        assert not can_edit_place(manager, place)
        with pytest.raises(Refused):
            set_hours(place=place, text="du lundi au vendredi 9h-12h", by=manager)

    def test_nor_is_the_team_read(self, left):
        manager, _place, network = left
        user_with(rules.MEDIATOR, network=network)
        assert not access.can_see_team(manager, network)
        assert {role.user for role in Role.objects.visible_to(manager)} == {manager}

    def test_its_people_leave_the_team_but_for_the_coordination(self, left):
        manager, place, network = left
        colleague = user_with(rules.MEDIATOR, network=network)
        assert manager not in {role.user for role in Role.objects.visible_to(colleague)}
        coordinator = user_with(rules.COORDINATOR, network=network)
        assert manager in {role.user for role in Role.objects.visible_to(coordinator)}
        assert not User.objects.at_desk_of(place.pk, TODAY).exists()
