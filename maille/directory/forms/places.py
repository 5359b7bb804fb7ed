"""The page of a place as a form: the fields of the national standard, but for the hours, which have their own page."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from maille.core.telephone import read_phones
from maille.directory.load import said, says_who
from maille.directory.mapping.identifiers import read_pivot
from maille.directory.mapping.links import read_emails, read_url
from maille.directory.rules import LISTS, TOGETHER, Values
from maille.territory.models import Commune, Organisation, Place
from maille.territory.rules import Position, distance_km

from .communes import read_commune

SALT = "maille.directory.place"
FARTHEST_KM = 60
"""Beyond this distance from its commune, a position is a mistake (the widest communes of Guyane reach it)."""

SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("place", _("Le lieu"), ("name", "typologies", "parent_name", "organisation_id", "pivot")),
    (
        "where",
        _("Où c’est"),
        ("address", "address_complement", "postal_code", "commune_id", "latitude", "longitude", "roaming"),
    ),
    (
        "contact",
        _("Contact"),
        ("phone", "emails", "website", "booking_url", "acces_libre_url", "access_modes"),
    ),
    (
        "offer",
        _("Ce qu’on peut y faire"),
        ("summary", "description", "services", "support_modes", "costs", "audiences", "special_care"),
    ),
    ("labels", _("Dispositifs et labels"), ("programmes", "trainings", "other_labels")),
)
HINTS = {
    "pivot": _("Les 14 chiffres du SIRET, ou le numéro d’association\u00a0: W et 9 signes."),
    "commune_id": _("Rien\u00a0: celle du code postal."),
    "latitude": _("Par exemple\u00a0: 45.4397. Rien\u00a0: le lieu est cherché au centre de sa commune."),
    "emails": _("Plusieurs\u00a0: séparez-les par une virgule."),
    "summary": _("Une phrase ou deux, 280 signes au plus."),
    "other_labels": _("Un par ligne."),
    "acces_libre_url": _("L’adresse de la fiche sur acceslibre.beta.gouv.fr."),
}
MISSING = {
    "name": _("Écrivez le nom du lieu."),
    "address": _("Écrivez l’adresse\u00a0: le numéro et la rue."),
    "postal_code": _("Écrivez le code postal\u00a0: cinq chiffres."),
}
LONG = {"description": 8, "summary": 3, "other_labels": 3}
URLS = ("website", "booking_url", "acces_libre_url")


class PlaceForm(forms.Form):
    """What a place says of itself. A field that was not touched is never judged: old values stay as they are.

    `shown` holds what the form said when it was opened, signed, so that two people who write at once are told apart.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, place: Place, with_organisation: bool = False) -> None:
        self.place = place
        self.before: dict[str, Any] = _read_token(data.get("shown", "")) if data is not None else {}
        self.before = self.before or said(place)
        self.commune = Commune.objects.filter(pk=self.before["commune_id"]).first() or place.commune
        super().__init__(data, initial={"shown": _token(self.before), **self._initial()})
        for _key, _title, names in SECTIONS:
            for name in names:
                if name != "organisation_id" or with_organisation:
                    self.fields[name] = _field(name, self.before[name])

    def _initial(self) -> dict[str, Any]:
        """Each value as its field shows it."""
        shown = {name: value for name, value in self.before.items() if name not in TOGETHER["hours"]}
        return shown | {
            "commune_id": self.commune.name,
            "emails": ", ".join(shown["emails"]),
            "other_labels": "\n".join(shown["other_labels"]),
        }

    def sections(self) -> list[dict[str, Any]]:
        """The questions by subject, each with who said its present answer."""
        return [
            {
                "key": key,
                "title": title,
                "rows": [self._row(name) for name in names if name in self.fields],
            }
            for key, title, names in SECTIONS
        ]

    def _row(self, name: str) -> dict[str, Any]:
        chosen = self[name].value() if name in LISTS else []
        return {
            "field": self[name],
            "said_by": says_who(self.place, name),
            "chosen": self.in_words(name, list(chosen)) if chosen and not isinstance(chosen, str) else "",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in (*URLS, "pivot", "emails", "phone"):
            if name in data and self._is_touched(name, data):
                data[name] = self._read(name, data[name], data)
        self._read_where(data)
        self._read_position(data)
        return data

    def _is_touched(self, name: str, data: dict[str, Any]) -> bool:
        return _tidy(data[name]) != _tidy(self._initial()[name])

    def _read(self, name: str, text: str, data: dict[str, Any]) -> Any:
        try:
            return READERS[name](text, data.get("postal_code", ""))
        except forms.ValidationError as fault:
            self.add_error(name, fault)
            return None

    def _read_where(self, data: dict[str, Any]) -> None:
        """The commune meant by its name and the postal code."""
        if "postal_code" not in data or not any(self._is_touched(n, data) for n in ("postal_code", "commune_id")):
            data["commune_id"] = self.before["commune_id"]
            return
        try:
            self.commune = read_commune(data.get("commune_id", ""), data["postal_code"])
            data["commune_id"] = self.commune.pk
        except forms.ValidationError as fault:
            self.add_error("commune_id", fault)

    def _read_position(self, data: dict[str, Any]) -> None:
        latitude, longitude = data.get("latitude"), data.get("longitude")
        if self.errors.keys() & {"latitude", "longitude"} or (latitude is None and longitude is None):
            return
        if latitude is None or longitude is None:
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _now("Donnez la latitude et la longitude, ou aucune des deux."))
        elif [latitude, longitude] != [self.before["latitude"], self.before["longitude"]]:
            self._check_position(Position(latitude, longitude))

    def _check_position(self, here: Position) -> None:
        if self.commune.latitude is None or self.commune.longitude is None:
            return
        km = round(distance_km(here, Position(self.commune.latitude, self.commune.longitude)))
        if km > FARTHEST_KM:
            self.add_error(
                "latitude",
                _now("Ce point est à %(km)s\u00a0km de %(commune)s\u00a0: vérifiez les deux nombres, ou laissez vide.")
                % {"km": km, "commune": self.commune.name},
            )

    def typed(self) -> dict[str, Any]:
        """What is written, as JSON values under the place's own names; an answer left as it was is the very same."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name in self.before:
                found[name] = _kept_or(self.before[name], _as_said(name, value))
        return found

    def again(self, now: Values, overtaken: Iterable[str]) -> "PlaceForm":
        """The same form against what the place says now: mine stays typed, what others wrote elsewhere comes in."""
        data = self.data.copy()
        fresh = type(self)(place=self.place, with_organisation="organisation_id" in self.fields)
        fresh.before = dict(now)
        fresh.commune = Commune.objects.get(pk=now["commune_id"])
        shown = fresh._initial()
        for name in overtaken:
            value = shown.get(name)
            data.setlist(name, value if isinstance(value, list) else ["" if value is None else str(value)])
        data["shown"] = _token(now)
        form = type(self)(data, place=self.place, with_organisation="organisation_id" in self.fields)
        form.is_valid()
        return form

    def in_words(self, name: str, value: Any) -> str:
        """A value as people read it: the words of a list, the name of a commune or of an organisation."""
        if value in (None, "", []):
            return _now("rien")
        if name == "commune_id":
            return str(Commune.objects.filter(pk=value).first() or value)
        words = dict(getattr(self.fields.get(name), "choices", ()))
        if isinstance(value, list):
            return ", ".join(str(words.get(one, one)) for one in value)
        return str(words.get(str(value), value))

    def label_of(self, name: str) -> str:
        return str(self.fields[name].label) if name in self.fields else name


class ProposalForm(PlaceForm):
    """The same, for someone who proposes: the manager or the coordination decides."""

    words = forms.CharField(
        label=_("Un mot pour expliquer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne responsable du lieu et la coordination le liront."),
    )


def _field(name: str, value: Any) -> forms.Field:
    """The field that asks one thing of a place, with the model's own label, length and closed list."""
    model = Place._meta.get_field(name.removesuffix("_id"))
    label, hint = capfirst(str(model.verbose_name)), HINTS.get(name, "")
    common: dict[str, Any] = {"label": label, "help_text": hint, "required": name in MISSING}
    if name == "organisation_id":
        known = Organisation.objects.order_by("name", "pk")
        choices = [("", _("– aucune –")), *((str(one.pk), one.name) for one in known)]
        return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, **common)
    if name in LISTS and model.flatchoices:  # type: ignore[union-attr]
        return _boxes(model, value, common)
    if name in ("latitude", "longitude"):
        bounds = 90 if name == "latitude" else 180
        return DegreesField(min_value=-bounds, max_value=bounds, **common)
    widget = forms.Textarea(attrs={"rows": LONG[name]}) if name in LONG else _input(name)
    rules = [RegexValidator(r"^\d{5}$", _("Un code postal a cinq chiffres."))] if name == "postal_code" else []
    if name in MISSING:
        common["error_messages"] = {"required": MISSING[name]}
    return forms.CharField(max_length=getattr(model, "max_length", None), widget=widget, validators=rules, **common)


def _input(name: str) -> forms.TextInput:
    if name in URLS:
        return forms.TextInput(attrs={"inputmode": "url"})
    kinds = {"phone": {"type": "tel"}, "postal_code": {"inputmode": "numeric"}}
    return forms.TextInput(attrs=kinds.get(name, {}))


def _boxes(model: Any, value: Iterable[str], common: dict[str, Any]) -> forms.MultipleChoiceField:
    """One box a value of the closed list, and one for each old value of the place that is no longer in it."""
    known = [(str(code), label) for code, label in model.flatchoices]
    listed = {code for code, _label in known}
    known += [(old, old) for old in value if old not in listed]
    return forms.MultipleChoiceField(choices=known, widget=forms.CheckboxSelectMultiple, **common)


class DegreesField(forms.FloatField):
    """A latitude or a longitude, with a point or a comma."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        wrong = _("Ce n’est pas un nombre de degrés\u00a0: écrivez-le comme 45.4397.")
        self.error_messages |= {"invalid": wrong}

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        return super().to_python(str(value).strip().replace(",", ".") if value not in (None, "") else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}


def _read_site(text: str, _postal_code: str) -> str:
    url = read_url(text) if text.strip() else ""
    if text.strip() and not url:
        raise forms.ValidationError(_("Cette adresse ne va pas\u00a0: écrivez-la comme https://www.exemple.fr."))
    return url


def _read_pivot(text: str, _postal_code: str) -> str:
    pivot = read_pivot(text)
    if pivot.problem:
        raise forms.ValidationError(
            _("Ce n’est ni un SIRET ni un numéro d’association\u00a0: vérifiez-le, ou laissez vide.")
        )
    return pivot.value


def _read_emails(text: str, _postal_code: str) -> list[str]:
    found, unread = read_emails(text)
    if unread:
        raise forms.ValidationError(
            _("«\u00a0%(text)s\u00a0» n’est pas une adresse complète\u00a0: par exemple camille@exemple.fr."),
            params={"text": unread},
        )
    return list(found)


def _read_phone(text: str, postal_code: str) -> str:
    phones = read_phones(text, postal_code)
    if not text.strip():
        return ""
    if len(phones.numbers) != 1 or phones.unread:
        raise forms.ValidationError(_("Écrivez un seul numéro, avec ses dix chiffres\u00a0: 04 77 33 22 11."))
    return phones.numbers[0]


READERS = {"pivot": _read_pivot, "emails": _read_emails, "phone": _read_phone} | dict.fromkeys(URLS, _read_site)


def _as_said(name: str, value: Any) -> Any:
    if name == "emails" and isinstance(value, str):
        return [part for part in value.replace(",", " ").split() if part]
    if name == "other_labels":
        return [line.strip() for line in value.splitlines() if line.strip()]
    return list(value) if name in LISTS else value


def _kept_or(before: Any, value: Any) -> Any:
    """The value as it was when only its spaces, its line ends or the order of its boxes differ."""
    if isinstance(before, list):
        return before if sorted(before) == sorted(value or []) else value
    if isinstance(before, str):
        return before if _tidy(before) == _tidy(value) else _tidy(value)
    return value


def _tidy(value: Any) -> Any:
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _token(values: Values) -> str:
    return signing.dumps(json.dumps(dict(values), ensure_ascii=False), salt=SALT, compress=True)


def _read_token(token: str) -> dict[str, Any]:
    """What the form was shown with; nothing when it was tampered with or lost: then nobody is overtaken."""
    try:
        found: dict[str, Any] = json.loads(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return {}
    return found
