"""A question written once answers what the query answers, on both databases."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from maille.core.prepared import Prepared
from maille.people.models import Resident
from maille.workshops import actions
from maille.workshops.models import Registration, Seat, Session
from tests.workshops.factories import NOW, SessionFactory, applicant

pytestmark = pytest.mark.django_db


def values(rows):
    return [{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} for row in rows]


@pytest.fixture
def session():
    session = SessionFactory(seats=3, closes_at=NOW + dt.timedelta(days=1))
    for name in ("Anna", "Béa"):
        person = applicant(name, size=2, companions=("Léo",), has_carer=True, needs="Une rampe")
        actions.register(target=session, applicant=person, source="public", by=None, at=NOW)
    return session


def rows_of(session, at, keys):
    """A moment said twice, and as many keys as there are."""
    asked = Registration.objects.filter(session=session, pk__in=keys)
    return asked.filter(Q(queued_at__lt=at) | Q(queued_at=at, state="seated")).order_by("pk")


@pytest.mark.parametrize("how_many", [0, 1, 2])
@pytest.mark.parametrize("at", [NOW - dt.timedelta(seconds=1), NOW, NOW + dt.timedelta(microseconds=1)])
def test_moments_several_keys_columns_and_numbers(session, at, how_many):
    question = Prepared(rows_of, int, dt.datetime, list[int])
    columns = Prepared(lambda *asked: rows_of(*asked).values_list("queued_at", "size"), int, dt.datetime, list[int])
    keys = list(Registration.objects.order_by("pk").values_list("pk", flat=True))[:how_many]
    expected = rows_of(session.pk, at, keys)
    assert question.rows(session.pk, at, keys) == list(expected)
    assert question.number(session.pk, at, keys) == len(expected)
    assert columns.tuples(session.pk, at, keys) == list(expected.values_list("queued_at", "size"))


@pytest.mark.parametrize("model", [Session, Registration, Seat, Resident])
def test_reads_rows_as_the_query_does(session, model):
    for row in model.objects.all():
        query = model.objects.filter(pk=row.pk)
        asked = Prepared(lambda pk: model.objects.filter(pk=pk), int).rows(row.pk)
        assert values(asked) == values(query)
        assert list(map(type, values(asked)[0].values())) == list(map(type, values(query)[0].values()))
        assert asked[0] == row
        assert not asked[0]._state.adding


def test_each_value_goes_where_it_belongs(session):
    question = Prepared(
        lambda state, pk: Registration.objects.filter(session=pk).order_by("pk").filter(state=state), str, int
    )
    for state in ("seated", "waiting", "cancelled"):
        expected = Registration.objects.filter(session=session, state=state).order_by("pk")
        assert question.rows(state, session.pk) == list(expected)
    assert question.rows("seated", session.pk + 1) == []


def test_a_join_only_chooses_the_rows(session):
    question = Prepared(lambda pk: Session.objects.visible_to(AnonymousUser()).filter(pk=pk), int)
    assert question.first(session.pk) == session
    Session.objects.update(state="draft")
    assert question.first(session.pk) is None


def test_what_is_typed_stays_a_value(session):
    typed = "x' OR '1'='1"
    assert Prepared(lambda name: Resident.objects.filter(name=name), str).rows(typed) == []


def test_a_value_that_the_query_does_not_hold_is_told():
    with pytest.raises(LookupError, match="does not ask with"):
        Prepared(lambda pk: Session.objects.filter(pk=models.Value(1)), int).rows(1)
