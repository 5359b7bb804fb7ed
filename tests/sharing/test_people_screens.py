"""The screens of people lent: who could come is said with reasons, one press offers, the other place answers."""

import datetime as dt

import pytest
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone

from maille.sharing.actions import agree, ask_for_somebody, offer
from maille.sharing.fairness import balance_sheet
from maille.sharing.models import LedgerEntry, Lending, Need, WorkingHours
from maille.sharing.rules import Window
from tests.sharing.lent import team, works

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def soon(days: int = 8) -> Window:
    """A morning, some days ahead of the real clock."""
    day = timezone.localdate() + days * DAY
    at = dt.datetime.combine(day, dt.time(9), timezone.get_default_timezone())
    return Window(at, at + dt.timedelta(hours=3))


@pytest.fixture
def of():
    made = team()
    WorkingHours.objects.all().delete()
    for person in (made.lent, made.stays):
        works(person, made.places[0], soon().starts_at.weekday())
    return made


def line_of(of, window: Window | None = None):
    need = ask_for_somebody(
        network=of.network, place=of.places[1], window=window or soon(), purpose="IA débutants", skill=of.skill,
        by=None, at=timezone.now(),
    )  # fmt: skip
    return need.lines.select_related("need__network", "need__place", "skill").get()


def words(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def typed(of, **said):
    return {
        "skill": of.skill.pk, "place": of.places[1].slug, "day": soon().starts_at.date().isoformat(),
        "start": "09:00", "end": "12:00", "purpose": "IA débutants", "count": "1",
    } | said  # fmt: skip


def test_asked_then_offered_then_agreed(client, of):
    client.force_login(of.mediator)
    answer = client.post(reverse("sharing:ask_somebody"), typed(of), follow=True)
    page = words(answer)
    assert "Lou Exemple" in page
    assert "quelqu’un d’autre reste à Le Colibri" in page
    assert "Sacha Exemple n’a pas cette compétence" in page
    line = Need.objects.get().lines.get()
    client.post(reverse("sharing:person_need", args=[line.pk]), {"user": of.lent.pk})
    lending = Lending.objects.get()
    client.force_login(of.manager)
    assert "À accorder" in words(client.get(reverse("sharing:people")))
    client.post(reverse("sharing:lending", args=[lending.pk]), {"do": "agree"})
    lending.refresh_from_db()
    assert lending.state == Lending.State.AGREED
    client.force_login(of.lent)
    assert "Où je vais" in words(client.get(reverse("sharing:people")))


def test_what_was_typed_is_kept_beside_the_refusal(client, of):
    client.force_login(of.mediator)
    answer = client.post(reverse("sharing:ask_somebody"), typed(of, end="08:00", purpose="Atelier du jeudi"))
    assert answer.status_code == 422
    assert "La fin vient avant le début" in words(answer)
    assert "Atelier du jeudi" in words(answer)


@pytest.mark.parametrize("user", ["", "0", "x", "9" * 30, "-1"])
def test_somebody_who_is_not_on_the_page_is_refused(client, of, user):
    client.force_login(of.mediator)
    answer = client.post(reverse("sharing:person_need", args=[line_of(of).pk]), {"user": user})
    assert answer.status_code == 422
    assert "Choisissez quelqu’un de la liste" in words(answer)


def test_a_refused_answer_says_why_and_changes_nothing(client, of):
    lending = offer(line=line_of(of), user=of.lent, by=None, at=timezone.now())
    client.force_login(of.manager)
    answer = client.post(reverse("sharing:lending", args=[lending.pk]), {"do": "refuse", "reason": " "})
    assert answer.status_code == 422
    assert "Dites pourquoi" in words(answer)


def test_another_team_sees_nothing_of_it(client, of):
    line = line_of(of)
    client.force_login(of.stays)
    assert client.get(reverse("sharing:person_need", args=[line.pk])).status_code == 404


def test_as_many_queries_for_one_need_as_for_ten(client, of, django_assert_max_num_queries):
    for _ in range(10):
        lending = offer(line=line_of(of), user=of.lent, by=None, at=timezone.now())
    agree(lending=lending, by=None, at=timezone.now())
    client.force_login(of.coordinator)
    with django_assert_max_num_queries(26):
        client.get(reverse("sharing:people"))


def test_agreed_it_is_in_the_agenda_of_both_places(client, of):
    lending = offer(line=line_of(of), user=of.lent, by=None, at=timezone.now())
    query = f"?jour={soon().starts_at.date()}"
    client.force_login(of.mediator)
    needed = reverse("sharing:person_need", args=[lending.line_id])
    assert needed not in words(client.get(reverse("pages:agenda") + query))
    agree(lending=lending, by=None, at=timezone.now())
    for somebody in (of.mediator, of.manager, of.lent):
        client.force_login(somebody)
        assert needed in words(client.get(reverse("pages:agenda") + query))


class TestFairness:
    @pytest.fixture
    def ledger(self, of):
        """Events of each kind, one of them older than a year, one taken back."""
        first, second, third = of.places
        told = [
            (first, second, "minutes", 240, 0), (second, first, "minutes", 65, 364), (first, third, "minutes", 90, 365),
            (third, first, "minutes", 30, 10), (third, first, "minutes", -30, 9), (second, third, "loan", 1, 3),
        ]  # fmt: skip
        for number, (giver, receiver, kind, amount, ago) in enumerate(told):
            LedgerEntry.objects.create(
                network=of.network, giver=giver, receiver=receiver, kind=kind, amount=amount, because="lending",
                on=timezone.localdate() - ago * DAY, object_id=number, noted_at=timezone.now(),
            )  # fmt: skip
        return of

    def test_figures_are_those_of_another_query(self, ledger):
        since = timezone.localdate() - 364 * DAY
        for one in balance_sheet(ledger.network, timezone.localdate()):
            rows = LedgerEntry.objects.filter(on__gte=since)
            sums = rows.aggregate(
                given=Sum("amount", default=0, filter=Q(giver=one.place, kind="minutes")),
                received=Sum("amount", default=0, filter=Q(receiver=one.place, kind="minutes")),
                lent=Sum("amount", default=0, filter=Q(giver=one.place, kind="loan")),
                borrowed=Sum("amount", default=0, filter=Q(receiver=one.place, kind="loan")),
            )
            shown = (one.minutes_given, one.minutes_received, one.loans_given, one.loans_received)
            assert shown == tuple(sums.values())

    def test_all_that_is_given_is_received(self, ledger):
        sheet = balance_sheet(ledger.network, timezone.localdate())
        assert sum(one.minutes_given for one in sheet) == sum(one.minutes_received for one in sheet) == 305
        assert sum(one.minutes for one in sheet) == 0

    def test_the_coordination_sees_all_and_a_place_itself(self, client, ledger):
        client.force_login(ledger.coordinator)
        assert "4 h" in words(client.get(reverse("sharing:fairness")))
        client.force_login(ledger.mediator)
        page = words(client.get(reverse("sharing:fairness")))
        assert "L’Arlequin" in page
        assert "Montreynaud" not in page
        lines = client.get(reverse("sharing:fairness_file")).content.decode("utf-8-sig").splitlines()
        assert lines[1:] == ["L’Arlequin;65;240;1;0"]
