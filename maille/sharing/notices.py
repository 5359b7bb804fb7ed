"""What is said by mail of what the network shares: to whoever has something to do about it, once, in their language.

Each telling is planned in the transaction of what it tells, under a name of its own: told again, it is the same
message. Whoever did it is not told; what the installation itself writes (`by` is nobody) is told to nobody.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core.telephone import say_number
from maille.messaging.actions import cancel, plan
from maille.messaging.rules.reach import EMAIL
from maille.people.models import Role, User
from maille.people.rules import COORDINATOR, PLACE_MANAGER
from maille.sharing.models import Lending, Need, Promise, Unit
from maille.sharing.saying import span, way_said
from maille.sharing.takers import Taken
from maille.territory.models import Network, Place

Words = Callable[[], tuple[str, Sequence[str]]]
"""The subject and the lines, said when the language of who reads is on."""


def need_asked(need: Need, *, by: Any, at: datetime) -> None:
    """Equipment is asked for: those who may answer are told; a request that repeats is told once."""
    others = Need.objects.filter(series=need.series).exclude(pk=need.pk) if need.series else Need.objects.none()
    if by is None or others.exists():
        return
    models = list(need.lines.filter(model__isnull=False).values_list("model", flat=True))
    owners = list(Unit.objects.filter(model__in=models).values_list("base", flat=True).distinct())
    readers = _holding(need.network, at, COORDINATOR) | _managing(owners, need.network, at)
    asked = [f"{line.count} × {line.model}" for line in need.lines.select_related("model").order_by("pk")]

    def words() -> tuple[str, Sequence[str]]:
        values = {"place": need.place, "purpose": need.purpose}
        return _("%(place)s demande du matériel") % values, [
            _("«\u00a0%(place)s\u00a0» demande, pour «\u00a0%(purpose)s\u00a0»\u00a0:") % values,
            *asked,
            span(need),
            *([_("La même chose est demandée pour les semaines qui suivent.")] if need.series else []),
            "",
            _("Promettez-le, ou dites pourquoi non\u00a0:"),
            _address("sharing:need", need.pk),
        ]

    _tell(readers, f"need:{need.pk}:asked", words, need=need, by=by, at=at)


def need_answered(need: Need, *, by: Any, at: datetime) -> None:
    """A request is answered: whoever asked is told, with the reason of a refusal."""
    if by is None or need.asked_by is None:
        return

    def words() -> tuple[str, Sequence[str]]:
        values = {"purpose": need.purpose, "state": need.get_state_display()}
        told = [_("Votre demande pour «\u00a0%(purpose)s\u00a0»\u00a0: %(state)s.") % values, span(need)]
        if need.answer:
            told += [_("Réponse\u00a0: %(answer)s") % {"answer": need.answer}]
        if need.state != Need.State.CONFIRMED:
            told += ["", _("Vous pouvez demander autre chose, ou une autre heure.")]
        return _("Votre demande\u00a0: %(state)s") % values, [*told, "", _address("sharing:need", need.pk)]

    _tell({need.asked_by}, f"need:{need.pk}.{need.state}:answered", words, need=need, by=by, at=at)


def lending_told(lending: Lending, *, by: Any, at: datetime) -> None:
    """Somebody is proposed, let go, kept or no longer needed: she, her place and who asked are told what to do."""
    if by is None:
        return
    need, state = lending.line.need, lending.state
    home = _managing([lending.home_id], need.network, at) or _holding(need.network, at, COORDINATOR)
    asked = {one for one in (need.asked_by, lending.offered_by) if one is not None}
    readers = {lending.user, *home} if state == Lending.State.OFFERED else {lending.user, *home, *asked}

    def words() -> tuple[str, Sequence[str]]:
        subject, sentence = _lending_words(lending)
        way = _("Trajet\u00a0: %(way)s.") % {"way": way_said(lending.way_minutes, lending.mode)}
        told = [sentence, f"{need.purpose}, {need.place}", span(lending), way]
        if lending.answer:
            told.append(_("Raison\u00a0: %(reason)s") % {"reason": lending.answer})
        if state == Lending.State.OFFERED:
            told += ["", _("La responsable de son lieu ou la coordination accorde, ou dit pourquoi non\u00a0:")]
        return subject, [*told, "", _address("sharing:person_need", lending.line_id)]

    if state != Lending.State.OFFERED:  # answered before the question has left: the answer is enough
        for one in readers:
            cancel(key=f"lending:{lending.pk}.{one.pk}:{Lending.State.OFFERED}", at=at, by=by)
    _tell(readers, f"lending:{lending.pk}:{state}", words, need=need, by=by, at=at)


def _lending_words(lending: Lending) -> tuple[str, str]:
    values = {"person": lending.user, "place": lending.line.need.place, "home": lending.home}
    said = {
        Lending.State.OFFERED: (
            _("Un autre lieu demande %(person)s"),
            _("«\u00a0%(place)s\u00a0» demande %(person)s (%(home)s)."),
        ),
        Lending.State.AGREED: (_("Prêt accordé\u00a0: %(person)s"), _("%(person)s va à «\u00a0%(place)s\u00a0».")),
        Lending.State.REFUSED: (
            _("Prêt refusé\u00a0: %(person)s"),
            _("%(person)s ne va pas à «\u00a0%(place)s\u00a0»\u00a0: cherchez quelqu’un d’autre."),
        ),
        Lending.State.CANCELLED: (
            _("Prêt annulé\u00a0: %(person)s"),
            _("%(person)s ne va plus à «\u00a0%(place)s\u00a0»."),
        ),
    }
    subject, sentence = said[Lending.State(lending.state)]
    return subject % values, sentence % values


def handed_over(taken: Taken, *, old: User, new: User, network: Network, by: Any, at: datetime) -> None:
    """Somebody does what somebody who is ill had: she is told what, when, where, unless she took it herself."""
    if by is None or by.pk == new.pk or not new.email:
        return
    with override(new.language):
        lines = [
            _("Bonjour %(name)s,") % {"name": new.name},
            "",
            _("Vous remplacez %(person)s\u00a0:") % {"person": old},
            taken.what,
            span(taken),
            str(taken.place or ""),
            "",
            _("Vous ne pouvez pas\u00a0? Dites-le tout de suite à qui vous l’a confié\u00a0: %(who)s.") % {"who": by},
            settings.SITE_URL + taken.url,
        ]
        subject = _("Vous remplacez %(person)s\u00a0: %(what)s") % {"person": old, "what": taken.what}
    plan(
        key=f"{taken.because}:{taken.key}.{new.pk}.{at:%Y%m%d%H%M}:handed", channel=EMAIL, to=new.email, name=new.name,
        subject=subject, body="\n".join(lines), send_at=at, language=new.language, anchor_at=taken.ends_at,
        network=network, place=taken.place, at=at, by=by,
    )  # fmt: skip


def unit_broken(unit: Unit, *, by: Any, at: datetime) -> None:
    """A unit is out of use: the places to which it is promised are told, each once, and who owns it."""
    coming = unit.promises.standing().filter(left_at__isnull=True, ends_at__gt=at)
    for promise in coming.select_related("line__need__network", "line__need__place", "line__need__asked_by"):
        need = promise.line.need
        readers = _managing([need.place_id], need.network, at) | _holding(need.network, at, COORDINATOR)
        if need.asked_by is not None:
            readers.add(need.asked_by)
        broken = f"{promise.pk}.{at:%Y%m%d}"
        _tell(readers, f"promise:{broken}:broken", _broken_words(unit, promise), need=need, by=by, at=at)


def _broken_words(unit: Unit, promise: Promise) -> Words:
    def words() -> tuple[str, Sequence[str]]:
        need = promise.line.need
        values = {"unit": unit.label, "model": unit.model, "state": unit.get_condition_display(), "place": need.place}
        return _("%(unit)s ne peut pas venir\u00a0: %(state)s") % values, [
            _("%(unit)s (%(model)s), promis à «\u00a0%(place)s\u00a0»\u00a0: %(state)s.") % values,
            f"{need.purpose}, {span(promise)}",
            "",
            _("Voyez ce qui peut le remplacer\u00a0:"),
            _address("sharing:need", need.pk),
        ]

    return words


def hand_over_late(late: Promise, coming: Promise, *, at: datetime) -> None:
    """What should have come back is promised to somebody else next: these are told at once."""
    need = coming.line.need
    readers = _managing([need.place_id], need.network, at)
    if need.asked_by is not None:
        readers.add(need.asked_by)
    unit, holder = late.unit, late.place

    def words() -> tuple[str, Sequence[str]]:
        values = {"unit": unit.label, "model": unit.model, "place": holder}
        told = [
            _("%(unit)s (%(model)s) devait être rendu par «\u00a0%(place)s\u00a0», et ne l’est pas.") % values,
            _("Il vous est promis ensuite\u00a0: %(purpose)s, %(span)s.")
            % {"purpose": need.purpose, "span": span(coming)},
        ]
        if holder.phone:
            told.append(
                _("Appelez «\u00a0%(place)s\u00a0»\u00a0: %(phone)s.") % {**values, "phone": say_number(holder.phone)}
            )
        return _("En retard\u00a0: %(unit)s") % values, [*told, "", _address("sharing:need", need.pk)]

    _tell(readers, f"promise:{late.pk}.{coming.pk}:late", words, need=need, by=None, at=at)


def _tell(readers: Iterable[User], key: str, words: Words, *, need: Need, by: Any, at: datetime) -> None:
    """One mail each, useless once what it is about has begun."""
    name, _colon, kind = key.rpartition(":")
    for person in sorted({one for one in readers if one.is_active and one.email}, key=lambda one: one.pk):
        if by is not None and person.pk == by.pk:
            continue
        with override(person.language):
            subject, lines = words()
            body = "\n".join([_("Bonjour %(name)s,") % {"name": person.name}, "", *lines])
        plan(
            key=f"{name}.{person.pk}:{kind}", channel=EMAIL, to=person.email, name=person.name, subject=subject,
            body=body, send_at=at, language=person.language, anchor_at=need.ends_at, about=need,
            network=need.network, place=need.place, at=at, by=by,
        )  # fmt: skip


def _address(name: str, key: int) -> str:
    return settings.SITE_URL + reverse(name, args=[key])


def _holding(network: Network, at: datetime, kind: str) -> set[User]:
    roles = Role.objects.current(at.date()).filter(network=network, kind=kind).select_related("user")
    return {role.user for role in roles}


def _managing(places: Iterable[int | Place], network: Network, at: datetime) -> set[User]:
    roles = Role.objects.inside().current(at.date()).filter(network=network, kind=PLACE_MANAGER)
    return {role.user for role in roles.filter(place__in=list(places)).select_related("user")}
