"""When and how a session is held."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.people.models import Role, User
from maille.territory.hours.clock import local_instant
from maille.territory.models import Network, Place, Room
from maille.workshops.actions import Arrangement
from maille.workshops.load import leaders, zone_of
from maille.workshops.models import Session, Visibility
from maille.workshops.rules.recurrence import MOST, Every, Series
from maille.workshops.rules.times import Scope, Slot

EVERY = [
    (Every.ONCE.value, _("une seule fois")),
    (Every.WEEK.value, _("chaque semaine")),
    (Every.FORTNIGHT.value, _("toutes les deux semaines")),
    (Every.MONTH.value, _("chaque mois, le même jour de la même semaine")),
]
CLOSES = [
    (0, _("quand elle commence")),
    (60, _("une heure avant")),
    (24 * 60, _("la veille, à la même heure")),
    (48 * 60, _("deux jours avant")),
    (7 * 24 * 60, _("une semaine avant")),
]
SCOPES = [
    (Scope.ONE.value, _("cette date seulement")),
    (Scope.FOLLOWING.value, _("celle-ci et les suivantes de la série")),
]


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class ArrangementForm(forms.Form):
    """Where in the place, by whom, for whom; the scope is asked when the session has others after it."""

    room = forms.ModelChoiceField(
        label=_("Salle"), queryset=Room.objects.none(), required=False, empty_label=_("aucune en particulier")
    )
    mediators = forms.ModelMultipleChoiceField(
        label=_("Qui anime"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    chosen_seats = forms.IntegerField(
        label=_("Places au plus"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Rien\u00a0: autant que la salle, les ordinateurs et les médiateurs le permettent."),
    )
    visibility = forms.ChoiceField(label=_("Visible"), choices=Visibility.choices, initial=Visibility.PUBLIC)
    closes = forms.TypedChoiceField(label=_("Les inscriptions ferment"), choices=CLOSES, coerce=int, initial=0)
    cost = forms.CharField(
        label=_("Prix"), required=False, max_length=80, help_text=_("Avec vos mots. Rien\u00a0: gratuit.")
    )
    notes = forms.CharField(
        label=_("À savoir"), required=False, max_length=300, help_text=_("Par exemple\u00a0: entrée par la cour.")
    )
    carer_takes_seat = forms.BooleanField(label=_("Un accompagnant compte pour une place"), required=False)
    scope = forms.ChoiceField(label=_("Changer"), choices=SCOPES, initial=Scope.ONE, widget=forms.RadioSelect)

    def __init__(
        self,
        data: Any = None,
        *,
        place: Place,
        network: Network,
        also: Sequence[User] = (),
        has_following: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.place = place
        self.fields["room"].queryset = place.rooms.order_by("name")
        able = Q(pk__in=leaders(network, timezone.localdate())) | Q(pk__in=[person.pk for person in also])
        # The team of the place first: a network has many mediators, a place a few.
        here = Exists(Role.objects.filter(user=OuterRef("pk"), place=place))
        self.fields["mediators"].queryset = User.objects.filter(able).order_by(here.desc(), "name", "pk")
        if not has_following:
            del self.fields["scope"]

    def chosen_mediators(self) -> str:
        """Who is ticked, by name, for the folded list."""
        keys = {str(key) for key in self["mediators"].value() or []}
        return ", ".join(str(one) for one in self.fields["mediators"].queryset if str(one.pk) in keys)

    def arrangement(self) -> Arrangement:
        data = self.cleaned_data
        return Arrangement(
            room=data["room"],
            mediators=list(data["mediators"]),
            visibility=data["visibility"],
            chosen_seats=data["chosen_seats"],
            cost=data["cost"],
            notes=data["notes"],
            closes_before=timedelta(minutes=data["closes"]),
            carer_takes_seat=data["carer_takes_seat"],
        )

    def scope_chosen(self) -> Scope:
        return Scope(self.cleaned_data.get("scope") or Scope.ONE)

    @staticmethod
    def initial_of(session: Session, leading: Sequence[User]) -> dict[str, Any]:
        """What the form shows of a session."""
        before = session.starts_at - session.closes_at if session.closes_at else timedelta(0)
        return {
            "room": session.room_id,
            "mediators": [person.pk for person in leading],
            "chosen_seats": session.chosen_seats,
            "visibility": session.visibility,
            "closes": int(before.total_seconds() // 60),
            "cost": session.cost,
            "notes": session.notes,
            "carer_takes_seat": session.carer_takes_seat,
        }


class PlanForm(ArrangementForm):
    """A date or a series of dates, and how they are held."""

    first_on = _day(_("Premier jour"), error_messages={"required": _("Choisissez le jour.")})
    start = _hour(_("Début"))
    end = _hour(_("Fin"))
    every = forms.ChoiceField(label=_("Répéter"), choices=EVERY, initial=Every.ONCE.value)
    count = forms.IntegerField(label=_("Nombre de dates"), required=False, min_value=1, max_value=MOST)
    until_on = _day(_("Ou jusqu’au"), required=False)
    skip_school = forms.BooleanField(label=_("Sauter les vacances scolaires"), required=False)
    cycle_title = forms.CharField(
        label=_("Nom du cycle"),
        required=False,
        max_length=120,
        help_text=_("Seulement si l’on s’inscrit à toutes les dates à la fois."),
    )
    publish = forms.BooleanField(label=_("Publier tout de suite"), required=False)

    WHEN = ("first_on", "start", "end", "every", "count", "until_on", "skip_school", "cycle_title")
    HOW = ("room", "mediators", "chosen_seats", "visibility", "closes", "cost", "notes", "carer_takes_seat", "publish")

    def when(self) -> list[Any]:
        return [self[name] for name in self.WHEN]

    def how(self) -> list[Any]:
        return [self[name] for name in self.HOW]

    def series(self) -> Series:
        data = self.cleaned_data
        return Series(
            first_on=data["first_on"],
            every=Every(data["every"]),
            count=data["count"],
            until_on=data["until_on"],
            skip_school_holidays=data["skip_school"],
        )

    def slots(self, days: Sequence[date]) -> list[Slot]:
        """These days, at the hours of the form on the clock of the place."""
        zone, data = zone_of(self.place), self.cleaned_data
        return [Slot(local_instant(day, data["start"], zone), local_instant(day, data["end"], zone)) for day in days]


class MoveForm(forms.Form):
    """Another time for a session."""

    day = _day(_("Nouveau jour"))
    start = _hour(_("Début"))
    end = _hour(_("Fin"))
    scope = forms.ChoiceField(label=_("Déplacer"), choices=SCOPES, initial=Scope.ONE, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, session: Session, has_following: bool) -> None:
        self.zone = zone_of(session.place)
        starts, ends = session.starts_at.astimezone(self.zone), session.ends_at.astimezone(self.zone)
        super().__init__(data, initial={"day": starts.date(), "start": starts.time(), "end": ends.time()})
        if not has_following:
            del self.fields["scope"]

    def slot(self) -> Slot:
        data = self.cleaned_data
        return Slot(
            local_instant(data["day"], data["start"], self.zone), local_instant(data["day"], data["end"], self.zone)
        )

    def scope_chosen(self) -> Scope:
        return Scope(self.cleaned_data.get("scope") or Scope.ONE)

    def wanted(self) -> str:
        """What was asked, in one word: who says yes to a warning says it of these dates, and of no others."""
        return f"{self.cleaned_data['day'].isoformat()}/{self.scope_chosen()}" if self.is_valid() else ""


class CancelForm(forms.Form):
    """Why a session is cancelled; those who are registered read it."""

    reason = forms.CharField(
        label=_("Raison"),
        max_length=200,
        help_text=_("Les personnes inscrites la liront. Par exemple\u00a0: la médiatrice est malade."),
        error_messages={"required": _("Dites pourquoi\u00a0: les personnes inscrites le liront.")},
    )
    scope = forms.ChoiceField(label=_("Annuler"), choices=SCOPES, initial=Scope.ONE, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, has_following: bool) -> None:
        super().__init__(data)
        if not has_following:
            del self.fields["scope"]

    def scope_chosen(self) -> Scope:
        return Scope(self.cleaned_data.get("scope") or Scope.ONE)


class SessionFilterForm(forms.Form):
    """Reads the address of the list of sessions; a value that is not in a list is ignored, since links grow old."""

    lieu = forms.ModelChoiceField(
        label=_("Lieu"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("tous"),
        to_field_name="slug",
    )
    du = _day(_("À partir du"), required=False)
    duree = forms.ChoiceField(
        label=_("Pendant"),
        required=False,
        choices=[("7", _("une semaine")), ("1", _("un jour")), ("31", _("un mois")), ("", _("sans limite"))],
    )
    etat = forms.ChoiceField(label=_("État"), required=False, choices=[("", _("tous")), *Session.State.choices])

    def __init__(self, asked: Any, *, network: Network, today: date) -> None:
        super().__init__(asked)
        self.today = today
        self.fields["lieu"].queryset = Place.objects.in_network(network).order_by("name", "pk")
        self.is_valid()

    def choose(self, sessions: Any) -> Any:
        """Keep the sessions of the days asked for, from today on unless another day is given."""
        asked = self.cleaned_data
        zone = zone_of(asked["lieu"]) if asked.get("lieu") else timezone.get_current_timezone()
        first = asked.get("du") or self.today
        sessions = sessions.filter(ends_at__gt=datetime.combine(first, datetime.min.time(), zone))
        if asked.get("duree"):
            last = first + timedelta(days=int(asked["duree"]))
            sessions = sessions.filter(starts_at__lt=datetime.combine(last, datetime.min.time(), zone))
        if asked.get("lieu"):
            sessions = sessions.filter(place=asked["lieu"])
        if asked.get("etat"):
            sessions = sessions.filter(state=asked["etat"])
        return sessions.order_by("starts_at", "pk")
