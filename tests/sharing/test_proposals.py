"""Something else than what was asked: looked for, offered, taken or not."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.sharing.actions import accept, ask, cancel_need, decline, promise, propose, withdraw
from maille.sharing.models import Need, Promise, Proposal
from maille.sharing.rules import Window
from maille.sharing.rules.alternatives import Why
from maille.sharing.substitutes import substitutes
from tests.sharing.factories import MORNING, NOW, PARIS, EquipmentModelFactory, LentUnitFactory, asked, cupboard

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FRIDAY = Window(MORNING.starts_at + DAY, MORNING.ends_at + DAY)


def sentence(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.sentence


@pytest.fixture
def network():
    """Three tablets, two of them promised on Thursday morning; somebody wants all three then."""
    of = cupboard()
    promise(need=asked(of, 2, place=of.places[2]), by=None, at=NOW)
    of.need = asked(of, 3)
    of.line = of.need.lines.get()
    return of


@pytest.fixture
def others(network):
    """Another sort of tablet, three of them."""
    model = EquipmentModelFactory(network=network.network, name="Tablette Lyre")
    for _ in range(3):
        LentUnitFactory(model=model, base=network.places[0])
    return model


def offered(network, model=None, count=3, window=FRIDAY, by=None):
    return propose(line=network.line, model=model or network.model, count=count, window=window, by=by, at=NOW)


class TestWhatElseThereIs:
    def test_nothing_is_looked_for_when_all_of_it_is_free(self, network):
        free = asked(network, 1).lines.get()
        assert substitutes(free, at=NOW) == []

    def test_what_is_found_can_be_promised(self, network, others):
        found = substitutes(network.line, at=NOW)
        assert {one.why for one in found} == {Why.OTHER_MODEL, Why.OTHER_TIME, Why.FEWER}
        for one in found:
            again = ask(
                network=network.network, place=network.places[1], window=one.window, purpose="Autrement",
                wanted=[(one.model, one.count)], by=None, at=NOW,
            )  # fmt: skip
            assert len(promise(need=again, by=None, at=NOW)) == one.count
            cancel_need(need=again, by=None, at=NOW)

    def test_fewer_are_offered_too_and_nothing_of_the_past(self, network):
        later = dt.datetime(2026, 11, 26, 8, tzinfo=PARIS)
        found = substitutes(network.line, at=later)
        assert (Why.FEWER, 1) in {(one.why, one.count) for one in found}
        assert all(one.window.starts_at > later for one in found)

    def test_the_hours_of_the_clock_are_kept_when_it_changes(self, network):
        """The last Sunday of March: nine o’clock stays nine o’clock the day after."""
        thursday = Window(*(dt.datetime(2027, 3, 25, hour, tzinfo=PARIS) for hour in (9, 12)))
        promise(need=asked(network, 2, window=thursday, place=network.places[2]), by=None, at=NOW)
        line = asked(network, 3, window=thursday).lines.get()
        times = {one.window.starts_at.astimezone(PARIS).hour for one in substitutes(line, at=NOW)}
        assert times <= {5, 9, 13}
        assert 9 in times


class TestOffering:
    def test_promises_nothing_and_is_written(self, network):
        made = offered(network)
        assert (made.state, Promise.objects.filter(line=network.line).count()) == (Proposal.State.OPEN, 0)
        assert Entry.objects.get(action="sharing.proposed").after["count"] == 3

    def test_takes_the_place_of_what_was_offered_before(self, network):
        first, second = offered(network), offered(network, count=2)
        first.refresh_from_db()
        assert (first.state, second.state) == (Proposal.State.WITHDRAWN, Proposal.State.OPEN)

    def test_refuses_what_cannot_be_had_or_was_asked(self, network):
        assert "Il n’y a que 1" in sentence(lambda: offered(network, count=2, window=MORNING))
        assert "Proposez-en de 1 à 3" in sentence(lambda: offered(network, count=4))
        assert "C’est ce qui est demandé" in sentence(lambda: offered(network, window=MORNING))
        gone = EquipmentModelFactory(network=network.network, archived_at=NOW)
        assert "Choisissez un modèle" in sentence(lambda: offered(network, model=gone))
        assert "passé" in sentence(lambda: offered(network, window=Window(NOW - DAY, NOW)))

    def test_only_who_lends_offers(self, network):
        assert "répondent aux demandes" in sentence(lambda: offered(network, by=network.mediator))

    def test_an_answered_request_is_offered_nothing_and_its_offers_end(self, network):
        made = offered(network)
        cancel_need(need=network.need, by=None, at=NOW)
        made.refresh_from_db()
        assert made.state == Proposal.State.WITHDRAWN
        assert "déjà sa réponse" in sentence(lambda: offered(network))


class TestAnswering:
    def test_another_time_is_promised_at_once_and_once(self, network):
        made = offered(network)
        for _ in range(2):
            need = accept(proposal=made, by=network.mediator, at=NOW)
            assert (need.pk, need.starts_at) == (network.need.pk, FRIDAY.starts_at)
        assert Promise.objects.standing().filter(line=network.line, starts_at=FRIDAY.starts_at).count() == 3
        need.refresh_from_db()
        assert need.state == Need.State.CONFIRMED

    def test_fewer_confirm_in_part(self, network):
        need = accept(proposal=offered(network, count=1, window=MORNING), by=network.mediator, at=NOW)
        need.refresh_from_db()
        assert need.state == Need.State.PARTLY
        assert need.lines.get().count == 3

    def test_another_model_takes_the_place_of_the_line(self, network, others):
        need = accept(proposal=offered(network, model=others, window=MORNING), by=network.mediator, at=NOW)
        assert set(Promise.objects.filter(line__need=need).values_list("unit__model", flat=True)) == {others.pk}

    def test_what_else_was_asked_stays_asked_as_it_was(self, network, others):
        both = ask(
            network=network.network, place=network.places[1], window=MORNING, purpose="Deux sortes",
            wanted=[(network.model, 3), (others, 2)], by=None, at=NOW,
        )  # fmt: skip
        network.line = both.lines.get(model=network.model)
        moved = accept(proposal=offered(network), by=network.mediator, at=NOW)
        both.refresh_from_db()
        assert moved.pk != both.pk
        assert (both.state, both.starts_at) == (Need.State.ASKED, MORNING.starts_at)
        assert [line.model for line in both.lines.all()] == [others]
        assert [line.model for line in moved.lines.all()] == [network.model]

    def test_what_went_meanwhile_is_not_promised_and_the_offer_stays(self, network):
        made = offered(network)
        promise(need=asked(network, 1, window=FRIDAY, place=network.places[2]), by=None, at=NOW)
        assert "Il n’y a plus" in sentence(lambda: accept(proposal=made, by=network.mediator, at=NOW))
        made.refresh_from_db()
        network.need.refresh_from_db()
        assert (made.state, network.need.state) == (Proposal.State.OPEN, Need.State.ASKED)
        assert network.need.starts_at == MORNING.starts_at

    def test_no_leaves_the_request_waiting(self, network):
        made = offered(network)
        for _ in range(2):
            decline(proposal=made, by=network.mediator)
        network.need.refresh_from_db()
        assert network.need.state == Need.State.ASKED
        assert Entry.objects.filter(action="sharing.proposal_answered").count() == 1
        assert "déjà sa réponse" in sentence(lambda: accept(proposal=made, by=network.mediator, at=NOW))

    def test_each_answers_for_its_side(self, network):
        made = offered(network)
        assert "Le lieu qui demande" in sentence(lambda: accept(proposal=made, by=network.manager, at=NOW))
        assert "répondent aux demandes" in sentence(lambda: withdraw(proposal=made, by=network.mediator))
        withdraw(proposal=made, by=network.manager)
        made.refresh_from_db()
        assert made.state == Proposal.State.WITHDRAWN


class TestScreens:
    """On days to come, whatever the day."""

    @pytest.fixture
    def coming(self):
        of = cupboard()
        day = dt.datetime.combine(timezone.localdate() + 10 * DAY, dt.time(9), PARIS)
        of.window = Window(day, day + dt.timedelta(hours=3))
        promise(need=asked(of, 2, window=of.window, place=of.places[2]), by=None, at=timezone.now())
        of.need = asked(of, 3, window=of.window)
        return of

    def page(self, client, of, user):
        client.force_login(user)
        return client.get(reverse("sharing:need", args=[of.need.pk])).text

    def test_from_one_click_to_the_promise(self, client, coming):
        text = self.page(client, coming, coming.coordinator)
        assert "Pas assez de «\u00a0Tablette Galet 10\u00a0»" in text
        assert "1 sur 3, au moment demandé" in text
        line = coming.need.lines.get()
        said = {"line": line.pk, "model": coming.model.pk, "count": 1, "reason": "Les autres sont prises"}
        said |= {"day": coming.window.starts_at.date(), "starts": "09:00", "ends": "12:00"}
        answer = client.post(reverse("sharing:propose", args=[coming.need.pk]), said)
        assert answer.status_code == 302
        made = Proposal.objects.get()
        text = self.page(client, coming, coming.mediator)
        assert "Les autres sont prises" in text
        assert "Accepter" in text
        assert "Retirer la proposition" not in text
        client.post(reverse("sharing:answer_proposal", args=[made.pk]), {"answer": "accept"})
        coming.need.refresh_from_db()
        assert coming.need.state == Need.State.PARTLY

    def test_what_was_typed_is_kept_with_the_sentence(self, client, coming):
        client.force_login(coming.coordinator)
        said = {"line": coming.need.lines.get().pk, "model": coming.model.pk, "count": 2, "reason": "Une raison à moi"}
        said |= {"day": coming.window.starts_at.date(), "starts": "09:00", "ends": "12:00"}
        answer = client.post(reverse("sharing:propose", args=[coming.need.pk]), said)
        assert answer.status_code == 422
        assert "Il n’y a que 1" in answer.text
        assert "Une raison à moi" in answer.text

    def test_a_form_in_disorder_says_which_field(self, client, coming):
        client.force_login(coming.coordinator)
        answer = client.post(reverse("sharing:propose", args=[coming.need.pk]), {"day": "2026-13-45", "count": "x"})
        assert answer.status_code == 422
        assert "Saisissez un nombre entier" in answer.text

    def test_nobody_answers_for_the_other_side(self, client, coming):
        made = propose(
            line=coming.need.lines.get(), model=coming.model, count=1, window=coming.window, by=None, at=timezone.now()
        )
        for user, answer in ((coming.manager, "accept"), (coming.mediator, "withdraw")):
            client.force_login(user)
            assert (
                client.post(reverse("sharing:answer_proposal", args=[made.pk]), {"answer": answer}).status_code == 404
            )
