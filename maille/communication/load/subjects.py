"""What a poster speaks of: its words ready to be changed, what is true of it today, and until when."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.communication import saying
from maille.communication.models import PosterVersion, Statement
from maille.communication.rules import posters as rules
from maille.communication.rules.breaking import in_lines
from maille.core.telephone import say_number
from maille.language.waffle import permalink
from maille.territory.hours.say import say_date
from maille.territory.models import HoursException, Network, Place
from maille.territory.opening import local_time
from maille.workshops import saying as sessions_said
from maille.workshops.models import Session

from .told import programme_of, sessions_of_weeks, told_closing, told_session

About = PosterVersion.About
GREEN, RED, BLUE, PLUM, SUN = "#0b5d4e", "#a3232c", "#1f5aa6", "#542f5f", "#f2b134"
STARTS = {
    rules.CAMPAIGN: SUN, rules.SESSION: GREEN, rules.WEEK: BLUE, rules.CLOSURE: RED, rules.STATEMENT: PLUM,
    rules.TABS: GREEN,
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What a poster speaks of. `key` says it in an address; `links` are the columns of the version that keep it."""

    key: str
    about: str
    words: rules.Words
    links: dict[str, Any] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    until: date | None = None

    @property
    def place(self) -> Place | None:
        """Whose team may post it."""
        found: Place | None = self.links.get("place")
        return found

    def laid_out_as(self, template: str) -> "Subject":
        """The same, as another kind of poster."""
        return replace(self, words=replace(self.words, template=template))


class NoSubject(LookupError):
    """Nothing is found under that key, or not for this person."""


def nothing(template: str, network: Network) -> Subject:
    """A poster of free words."""
    words = rules.Words(template, colour=STARTS[template], phone=say_phone(network.phone))
    return Subject("", About.NOTHING, _signed(words, network))


def subject(key: str, network: Network, user: Any, *, at: datetime) -> Subject:
    """What a key speaks of ("seance:12", "semaine:le-lieu:2026-11-30"…), for who may see it; `None` may all."""
    kind, _colon, rest = key.partition(":")
    makers = {
        "seance": _session, "position": _statement, "semaine": _week, "fermeture": _closing, "langue-de-bois": _waffle,
    }  # fmt: skip
    if kind not in makers or len(key) > LONGEST_KEY:
        raise NoSubject(key)
    with override("fr"):
        try:
            made = makers[kind](rest, network, user, at)
        except (Session.DoesNotExist, Statement.DoesNotExist, Place.DoesNotExist, HoursException.DoesNotExist,
                permalink.BadLink, ValueError) as absent:  # fmt: skip
            raise NoSubject(key) from absent
    return replace(made, key=key, words=_signed(made.words, network))


LONGEST_KEY = 600


def _session(rest: str, network: Network, user: Any, at: datetime) -> Subject:
    rows = Session.objects.all() if user is None else Session.objects.visible_to(user)
    found = rows.for_display().get(pk=int(rest), network=network)
    if found.state == Session.State.CANCELLED:
        raise NoSubject(rest)
    words = rules.Words(
        rules.SESSION,
        title=_("Atelier gratuit") if not found.cost else _("Atelier"),
        slogan=in_lines(found.title),
        when=sessions_said.when(found),
        where=_address(found.place),
        price=found.cost or _("gratuit"),
        phone=say_phone(found.place.phone or network.phone),
        facts=found.version.to_bring and _("À apporter\u00a0: %(what)s") % {"what": found.version.to_bring},
        colour=STARTS[rules.SESSION],
    )
    links = {"session": found, "place": found.place}
    return Subject(
        "", About.SESSION, words, links, told_session(found), local_time(found.place, found.starts_at).date()
    )


def _statement(rest: str, network: Network, user: Any, at: datetime) -> Subject:
    rows = Statement.objects.published().for_display()
    found = rows.get(slug=rest, network=network)
    if found.is_withdrawn or found.current is None:
        raise NoSubject(rest)
    cited = found.current
    source = _("«\u00a0%(title)s\u00a0», version %(number)s, %(day)s") % {
        "title": cited.title, "number": cited.number, "day": date_format(cited.day, "j F Y"),
    }  # fmt: skip
    words = rules.Words(
        rules.STATEMENT,
        title=_("Prise de position"),
        slogan=in_lines(cited.title),
        facts=saying.opening(cited.body, 300),
        source=Truncator(source).chars(rules.LONGEST["source"]),
        colour=STARTS[rules.STATEMENT],
    )
    return Subject("", About.STATEMENT, words, {"statement_version": cited}, {"version": str(cited.number)})


def _week(rest: str, network: Network, user: Any, at: datetime) -> Subject:
    slug, _colon, day = rest.partition(":")
    place = Place.objects.published().in_network(network).select_related("commune").get(slug=slug)
    return week_of(place, network, date.fromisoformat(day))


def week_of(place: Place, network: Network, day: date) -> Subject:
    """The public programme of a place for the week of that day."""
    monday = day - timedelta(days=day.weekday())
    rows = programme_of(place, sessions_of_weeks(network, [(place.pk, monday)]), monday)
    until = monday + timedelta(days=6)
    words = rules.Words(
        rules.WEEK,
        title=_("Du %(monday)s au %(sunday)s") % {"monday": _short(monday), "sunday": _short(until)},
        where=_address(place),
        lines="\n".join(rows),
        phone=say_phone(place.phone or network.phone),
        colour=STARTS[rules.WEEK],
    )
    told = {"programme": "\n".join(rows)}
    return Subject("", About.WEEK, words, {"place": place, "week": monday}, told, until)


def _closing(rest: str, network: Network, user: Any, at: datetime) -> Subject:
    places = Place.objects.published().in_network(network)
    found = HoursException.objects.select_related("place__commune").get(pk=int(rest), place__in=places)
    words = rules.Words(
        rules.CLOSURE,
        title=found.place.name,
        slogan=in_lines((found.hours and _("Horaires changés")) or _("Fermé")),
        when=told_closing(found)["when"],
        where=_address(found.place),
        phone=say_phone(network.phone or found.place.phone),
        facts=found.reason,
        colour=STARTS[rules.CLOSURE],
    )
    links = {"closing": found, "place": found.place}
    return Subject("", About.CLOSING, words, links, told_closing(found), found.ends_on)


def _waffle(rest: str, network: Network, user: Any, at: datetime) -> Subject:
    text = permalink.read(rest)
    said = [line.plain for line in text.lines if line.kind not in ("title", "subtitle", "signature")]
    sentence = Truncator(max(said[:4], key=len)).chars(rules.LONGEST["slogan"] - 20)
    words = rules.Words(
        rules.CAMPAIGN,
        title=_("Déclaration presque officielle"),
        slogan=in_lines(sentence, 24),
        facts=_("Ce texte est tiré au sort. Il ne dit rien, et n’est pas une annonce du réseau."),
        source=f"{settings.SITE_URL}/langue-de-bois/".removeprefix("https://").removeprefix("http://"),
        colour=STARTS[rules.CAMPAIGN],
        is_parody=True,
    )
    return Subject("", About.WAFFLE, words)


def again(version: PosterVersion, network: Network, user: Any, *, at: datetime) -> Subject:
    """What a version speaks of, as it is today, to make the next one; as it was then, when it is gone or called off."""
    keys = {
        About.STATEMENT: version.statement_version and f"position:{version.statement_version.statement.slug}",
        About.SESSION: version.session and f"seance:{version.session.pk}",
        About.CLOSING: version.closing and f"fermeture:{version.closing.pk}",
        About.WEEK: version.place and f"semaine:{version.place.slug}:{version.week}",
    }
    try:
        found = subject(keys.get(About(version.about)) or "", network, user, at=at)
    except NoSubject:
        return Subject("", version.about, version.words, _links(version), version.told)
    return replace(found, words=replace(found.words, template=version.words.template, colour=version.words.colour))


def _links(version: PosterVersion) -> dict[str, Any]:
    names = ("statement_version", "session", "place", "closing", "week")
    return {name: value for name in names if (value := getattr(version, name)) is not None}


def as_said(subject: Subject, words: rules.Words, before: PosterVersion) -> Subject:
    """What a next version may say that it tells of its subject, by the words that were written again since `before`."""
    if subject.about != before.about or not before.told:
        return subject
    told = rules.told_by(words, subject.told, before=before.words, then=before.told)
    cites_the_same = told.get("version") == before.told.get("version")
    links = subject.links | ({"statement_version": before.statement_version} if cites_the_same else {})
    return replace(subject, told=told, links=links)


def _address(place: Place) -> str:
    return f"{place.name}, {place.address}, {place.postal_code} {place.commune.name}"


def say_phone(number: str) -> str:
    return say_number(number) if number else ""


def _short(day: date) -> str:
    return re.sub(r"^\w+ ", "", say_date(day))


def _signed(words: rules.Words, network: Network) -> rules.Words:
    """Who answers for the poster, with an address, as the law asks."""
    centre = Place.objects.select_related("commune").filter(pk=network.resource_centre_id).first()
    with override("fr"):
        who = f"{network.name}, {_address(centre)}" if centre else network.name
        legal = _("Imprimé par nos soins. Ne pas jeter sur la voie publique.")
    return replace(words, signature=f"{who}. {legal}")
