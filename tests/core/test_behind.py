"""Rows that the database takes in while the program goes on: the same rows, in the same order, refused as surely."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.core.behind import rows_go_behind
from maille.core.bulk import delete_among, insert_rows
from maille.directory.models import Word

pytestmark = pytest.mark.django_db


def add(*texts: str) -> None:
    insert_rows(Word, ["text"], [(text,) for text in texts])


def held() -> list[str]:
    return sorted(Word.objects.values_list("text", flat=True))


@transaction.atomic
def stopped_halfway() -> None:
    with rows_go_behind():
        add(*(f"mot{number}" for number in range(5_000)))
        raise ValueError("halfway")


def test_what_is_asked_next_sees_the_rows() -> None:
    with rows_go_behind():
        for rank in range(30):
            add(*(f"{rank}-{number}" for number in range(100)))
            assert Word.objects.count() == (rank + 1) * 100


def test_what_is_refused_is_raised_by_what_is_asked_next() -> None:
    add("atelier")
    with pytest.raises(IntegrityError), transaction.atomic():
        refused_then_asked()
    assert held() == ["atelier"]


def refused_then_asked() -> None:
    with rows_go_behind():
        add("neuf")
        add("atelier")
        Word.objects.count()
        pytest.fail("the refusal is raised by the count")


def test_what_is_refused_is_raised_at_the_end_when_nothing_is_asked() -> None:
    add("atelier")
    with pytest.raises(IntegrityError), transaction.atomic(), rows_go_behind():
        add("atelier")
    assert held() == ["atelier"]


def test_another_error_leaves_nothing_behind() -> None:
    with pytest.raises(ValueError, match="halfway"):
        stopped_halfway()
    assert held() == []


def test_the_connection_is_as_it_was_afterwards() -> None:
    with rows_go_behind(), rows_go_behind():
        add("atelier")
    assert not connection.execute_wrappers
    add("encore")
    assert held() == ["atelier", "encore"]


STEPS = st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 9), min_size=1)), max_size=12)


@settings(max_examples=40)
@given(STEPS)
def test_whatever_the_order_the_rows_are_those_of_the_slow_way(steps: list[tuple[bool, set[int]]]) -> None:
    expected: set[str] = set()
    with transaction.atomic():
        with rows_go_behind():
            for comes, numbers in steps:
                texts = {str(number) for number in numbers}
                if comes:
                    add(*sorted(texts - expected))
                    expected |= texts
                else:
                    delete_among(Word, "text", texts)
                    expected -= texts
        found = held()
        transaction.set_rollback(True)
    assert found == sorted(expected)
