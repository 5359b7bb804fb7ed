"""Who grants what, and what invitations and desks accept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.people import rules
from maille.people.rules import CodeProblem, Holding, InvitationState

CITY, COUNTY = 1, 2
COLIBRI, BABET = 10, 11
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


def coordinator(network=CITY, **days):
    return Holding("coordinator", network, **days)


def manager(place=COLIBRI, network=CITY):
    return Holding("place_manager", network, place)


class TestHolding:
    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "active"),
        [
            (TODAY, None, True),
            (TODAY + timedelta(1), None, False),
            (TODAY - timedelta(9), TODAY, False),
            (TODAY - timedelta(9), TODAY + timedelta(1), True),
        ],
    )
    def test_is_active_from_its_first_day_until_the_day_it_ends(self, starts_on, ends_on, active):
        assert Holding("mediator", CITY, COLIBRI, starts_on, ends_on).is_active(TODAY) is active


class TestMayGrant:
    @pytest.mark.parametrize("kind", rules.KINDS)
    def test_a_coordinator_gives_any_role_of_the_network(self, kind):
        place = COLIBRI if kind in rules.PLACE_KINDS else None
        assert rules.may_grant([coordinator()], Holding(kind, CITY, place))

    @pytest.mark.parametrize("kind", rules.KINDS)
    def test_a_coordinator_gives_nothing_in_another_network(self, kind):
        assert not rules.may_grant([coordinator()], Holding(kind, COUNTY, COLIBRI))

    @pytest.mark.parametrize(
        ("kind", "may"),
        [
            ("coordinator", False),
            ("place_manager", False),
            ("mediator", True),
            ("desk", True),
            ("neighbour", False),
            ("partner", False),
        ],
    )
    def test_a_place_manager_gives_mediation_and_desk_in_their_place(self, kind, may):
        assert rules.may_grant([manager()], Holding(kind, CITY, COLIBRI)) is may

    def test_a_place_manager_gives_nothing_elsewhere(self):
        assert not rules.may_grant([manager()], Holding("mediator", CITY, BABET))
        assert not rules.may_grant([manager()], Holding("mediator", COUNTY, COLIBRI))

    @pytest.mark.parametrize("kind", ["mediator", "desk", "neighbour", "partner"])
    def test_the_others_give_nothing(self, kind):
        held = [Holding(kind, CITY, COLIBRI if kind != "partner" else None)]
        assert not any(rules.may_grant(held, Holding(wanted, CITY, COLIBRI)) for wanted in rules.KINDS)

    def test_what_is_offered_on_a_form_is_what_may_be_given(self):
        for held in ([coordinator()], [manager()], [Holding("mediator", CITY, COLIBRI)], []):
            offered = rules.grantable_kinds(held, CITY)
            assert offered == tuple(k for k in rules.KINDS if rules.may_grant(held, Holding(k, CITY, COLIBRI)))


class TestIsCoordinated:
    def test_needs_someone_without_an_end_in_sight(self):
        assert rules.is_coordinated([coordinator()], TODAY)
        assert not rules.is_coordinated([coordinator(ends_on=TODAY + timedelta(365))], TODAY)
        assert not rules.is_coordinated([manager()], TODAY)
        assert not rules.is_coordinated([], TODAY)

    def test_someone_who_comes_later_does_not_fill_the_gap(self):
        assert not rules.is_coordinated([coordinator(starts_on=TODAY + timedelta(1))], TODAY)
        assert rules.is_coordinated([coordinator(starts_on=TODAY + timedelta(1))], TODAY + timedelta(1))


def state(**changes):
    sent = {"sent_at": NOW, "expires_at": NOW + timedelta(14), "accepted_at": None, "cancelled_at": None, "at": NOW}
    return rules.invitation_state(**{**sent, **changes})


class TestInvitationState:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({}, InvitationState.PENDING),
            ({"sent_at": None}, InvitationState.SENDING),
            ({"at": NOW + timedelta(14)}, InvitationState.EXPIRED),
            ({"at": NOW + timedelta(14) - timedelta(microseconds=1)}, InvitationState.PENDING),
            ({"cancelled_at": NOW, "at": NOW + timedelta(20)}, InvitationState.CANCELLED),
            ({"accepted_at": NOW, "at": NOW + timedelta(20)}, InvitationState.ACCEPTED),
        ],
    )
    def test_says_where_it_stands(self, changes, expected):
        assert state(**changes) is expected


class TestSecret:
    def test_is_drawn_anew_each_time_and_kept_as_a_hash_of_fixed_length(self):
        secrets = {rules.new_secret() for _ in range(100)}
        assert len(secrets) == 100
        assert all(len(secret) >= 43 for secret in secrets)
        assert rules.hash_of_secret("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


class TestCodeProblem:
    @pytest.mark.parametrize("code", ["4816", "70513", "908265", "8043", "3518"])
    def test_accepts_mixed_digits(self, code):
        assert rules.code_problem(code) is None

    @pytest.mark.parametrize("code", ["", "12", "739", "7391528", "12a4", "73 91", "٤٨١٦", "-481"])
    def test_refuses_what_is_not_four_to_six_digits(self, code):
        assert rules.code_problem(code) is CodeProblem.SHAPE

    @pytest.mark.parametrize("code", ["0000", "4444", "77777", "1212", "909090", "481481"])
    def test_refuses_repeated_digits(self, code):
        assert rules.code_problem(code) is CodeProblem.REPEATED

    @pytest.mark.parametrize("code", ["1234", "4321", "34567", "012345", "7890", "1098", "890123"])
    def test_refuses_digits_that_follow_each_other(self, code):
        assert rules.code_problem(code) is CodeProblem.SEQUENCE

    @pytest.mark.parametrize("code", ["1987", "2004", "1407", "3112", "140787", "290200", "010156"])
    def test_refuses_what_looks_like_a_birth(self, code):
        assert rules.code_problem(code) is CodeProblem.DATE

    @pytest.mark.parametrize("code", ["3202", "0013", "321387", "14078"])
    def test_keeps_digits_that_are_no_date(self, code):
        assert rules.code_problem(code) is None

    @given(st.text(alphabet="0123456789", min_size=4, max_size=6))
    def test_never_fails_on_digits(self, code):
        assert rules.code_problem(code) in {None, *CodeProblem}

    def test_leaves_most_codes_free(self):
        free = sum(rules.code_problem(f"{n:04}") is None for n in range(10_000))
        assert free > 9_000


class TestAfterWrongCode:
    def test_locks_at_the_fifth_wrong_code_for_a_quarter_of_an_hour(self):
        failures, locked = 0, None
        for _ in range(4):
            failures, locked = rules.after_wrong_code(failures, NOW)
            assert locked is None
        assert failures == 4
        assert rules.after_wrong_code(failures, NOW) == (0, NOW + timedelta(minutes=15))
