"""A workshop as a form, and the filters of the catalogue."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from maille.territory.vocabulary import Audience
from maille.workshops import saying
from maille.workshops.actions import CONTENT
from maille.workshops.models import Session, WorkshopVersion
from maille.workshops.vocabulary import FRAMEWORKS, Level, Theme

USES = list(Theme.choices[:19])
PROCEDURES = list(Theme.choices[19:])
SKILLS = {
    name.split(":")[0]: [
        (f"{name}:{code}", format_lazy("{} {}", code, label)) for _area, names in areas for code, label in names.items()
    ]
    for name, _label, areas in FRAMEWORKS
}
LISTS = ("themes", "procedures", "audiences", "digcomp", "crcn", "sessions")
SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("what", _("Ce qu’on y apprend"), ("title", "aim", "level", "minutes")),
    ("themes", _("Thèmes"), ("themes", "procedures")),
    ("who", _("Pour qui"), ("audiences", "language", "prerequisites", "to_bring")),
    ("means", _("Ce qu’il faut"), ("ratio", "room_kind", "needs_computers", "kit", "mediator_skill")),
    ("skills", _("Compétences travaillées"), ("digcomp", "crcn")),
    ("sessions", _("Séances à venir"), ("sessions",)),
)


def _boxes(label: Any, choices: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


class WorkshopForm(forms.ModelForm):  # type: ignore[type-arg]
    """Every field of a version; the themes and the skills in the order of their lists."""

    themes = _boxes(_("Usages du numérique"), USES)
    procedures = _boxes(_("Démarches en ligne"), PROCEDURES)
    audiences = _boxes(_("Réservé à"), Audience.choices, _("Rien\u00a0: ouvert à toutes et à tous."))
    digcomp = _boxes(_("DigComp 3.0"), SKILLS["digcomp"])
    crcn = _boxes(_("Cadre de référence des compétences numériques (Pix)"), SKILLS["crcn"])
    sessions = _boxes(
        _("Passer à cette nouvelle version"),
        (),
        _("Les autres séances gardent la version avec laquelle elles sont nées."),
    )

    class Meta:
        model = WorkshopVersion
        fields = [name for name in CONTENT if name not in ("themes", "skills", "audiences")]
        widgets = {"aim": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "aim": _("Avec des verbes\u00a0: «\u00a0envoyer une photo, la retrouver\u00a0»."),
            "language": _("Rien\u00a0: en français."),
            "ratio": _("Combien de personnes un médiateur peut suivre. Les places s’en déduisent."),
            "needs_computers": _("Les places suivent alors les ordinateurs qui marchent dans la salle."),
        }
        error_messages = {
            "title": {"required": _("Écrivez le titre.")},
            "aim": {"required": _("Dites ce qu’on saura faire.")},
            "level": {"required": _("Choisissez le niveau.")},
            "ratio": {"required": _("Dites combien de personnes un médiateur suit.")},
            "minutes": {"required": _("Dites combien de minutes dure l’atelier.")},
        }

    def __init__(self, *args: Any, coming: Iterable[Session] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance
        shown: dict[str, Any] = {
            "themes": [theme for theme in version.themes if theme in dict(USES)],
            "procedures": [theme for theme in version.themes if theme in dict(PROCEDURES)],
            "audiences": list(version.audiences),
            "digcomp": [code.replace(":2.2:", ":3.0:") for code in version.skills if code.startswith("digcomp")],
            "crcn": [code for code in version.skills if code.startswith("crcn")],
        }
        self.initial.update(shown)
        self.coming = {str(session.pk): session for session in coming}
        self.fields["sessions"].choices = [(key, _named(one)) for key, one in self.coming.items()]
        if not self.coming:
            del self.fields["sessions"]

    def content(self) -> dict[str, Any]:
        """What the action takes: the fields of a version."""
        data = self.cleaned_data
        said = {name: data[name] for name in self.Meta.fields}
        return said | {
            "themes": data["themes"] + data["procedures"],
            "audiences": data["audiences"],
            "skills": data["digcomp"] + data["crcn"],
        }

    def brought_up(self) -> list[Session]:
        """The coming sessions that were ticked."""
        return [self.coming[key] for key in self.cleaned_data.get("sessions", [])]

    def sections(self) -> list[dict[str, Any]]:
        return [
            {"key": key, "title": title, "rows": [self._row(name) for name in names if name in self.fields]}
            for key, title, names in SECTIONS
            if any(name in self.fields for name in names)
        ]

    def _row(self, name: str) -> dict[str, Any]:
        folded = name in ("procedures", "digcomp", "crcn")
        return {"field": self[name], "is_folded": folded, "chosen": len(self[name].value() or []) if folded else 0}


def _named(session: Session) -> str:
    return f"{saying.when(session)}, {session.place}"


class CatalogueFilterForm(forms.Form):
    """Reads the address of the catalogue; a value that is not in a list is ignored, since links grow old."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    theme = forms.ChoiceField(label=_("Thème"), required=False, choices=[("", _("tous")), *Theme.choices])
    niveau = forms.ChoiceField(label=_("Niveau"), required=False, choices=[("", _("tous")), *Level.choices])
    public = forms.ChoiceField(label=_("Public"), required=False, choices=[("", _("tous")), *Audience.choices])
    retires = forms.BooleanField(label=_("Les ateliers retirés"), required=False)

    def __init__(self, asked: Any) -> None:
        super().__init__(asked)
        self.is_valid()

    def choose(self, workshops: Any) -> Any:
        asked = self.cleaned_data
        workshops = workshops.filter(archived_at__isnull=not asked.get("retires"))
        for word in asked.get("q", "").split():
            workshops = workshops.filter(current__title__icontains=word) | workshops.filter(
                current__aim__icontains=word
            )
        if asked.get("theme"):
            workshops = workshops.filter(current__themes__has=asked["theme"])
        if asked.get("niveau"):
            workshops = workshops.filter(current__level=asked["niveau"])
        if asked.get("public"):
            workshops = workshops.filter(current__audiences__has=asked["public"])
        return workshops.order_by("current__title", "pk")
