"""What a poster speaks of: its words ready to be changed, what is true of it today, and until when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.core.telephone import say_number
from maille.language.phrases import Phrase
from maille.language.waffle import permalink
from maille.territory.hours.say import say_date
from maille.territory.models import HoursException, Network, Place
from maille.territory.opening import local_time
from maille.workshops import saying as sessions_said
from maille.workshops.models import Session

from . import saying
from .models import PosterVersion, Statement, StatementVersion
from .rules import posters as rules
from .rules.breaking import in_lines
from .rules.sheets import Drawable, Here
from .rules.statements import WITHDRAWAL

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
    words = rules.Words(template, colour=STARTS[template], phone=_phone(network.phone))
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
        phone=_phone(found.place.phone or network.phone),
        facts=found.version.to_bring and _("À apporter\u00a0: %(what)s") % {"what": found.version.to_bring},
        colour=STARTS[rules.SESSION],
    )
    links = {"session": found, "place": found.place}
    return Subject(
        "", About.SESSION, words, links, _told_session(found), local_time(found.place, found.starts_at).date()
    )


def _told_session(found: Session) -> dict[str, str]:
    return {"state": found.state, "when": sessions_said.when(found), "where": found.place.name}


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


def _told_statement(cited: StatementVersion) -> dict[str, str]:
    last = saying.change_since(cited)
    if last is None:
        return {"version": str(cited.number)}
    state = {"state": "withdrawn"} if last.kind == WITHDRAWAL else {}
    return {"version": str(last.number), "change": last.kind, "changed_on": f"{last.day:%d/%m/%Y}", **state}


def _week(rest: str, network: Network, user: Any, at: datetime) -> Subject:
    slug, _colon, day = rest.partition(":")
    place = Place.objects.published().in_network(network).select_related("commune").get(slug=slug)
    return week_of(place, network, date.fromisoformat(day))


def week_of(place: Place, network: Network, day: date) -> Subject:
    """The public programme of a place for the week of that day."""
    monday = day - timedelta(days=day.weekday())
    rows = _programme(place, _sessions_of_weeks(network, [(place.pk, monday)]), monday)
    until = monday + timedelta(days=6)
    words = rules.Words(
        rules.WEEK,
        title=_("Du %(monday)s au %(sunday)s") % {"monday": _short(monday), "sunday": _short(until)},
        where=_address(place),
        lines="\n".join(rows),
        phone=_phone(place.phone or network.phone),
        colour=STARTS[rules.WEEK],
    )
    told = {"programme": "\n".join(rows)}
    return Subject("", About.WEEK, words, {"place": place, "week": monday}, told, until)


def _sessions_of_weeks(network: Network, weeks: Sequence[tuple[int, date]]) -> list[Session]:
    """The public sessions of several weeks of places, in one query."""
    if not weeks:
        return []
    zone = timezone.get_current_timezone()
    wanted = Q()
    for place, monday in weeks:
        start = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
        wanted |= Q(place=place, starts_at__gte=start - timedelta(hours=12), starts_at__lt=start + timedelta(days=7.5))
    found = Session.objects.open_to_all().filter(wanted, network=network).select_related("version", "place")
    return list(found.order_by("starts_at", "pk"))


def _programme(place: Place, sessions: Iterable[Session], monday: date) -> list[str]:
    """The clock is that of the place: a session late on a Sunday is of that Sunday there."""
    days = {monday + timedelta(days=number) for number in range(7)}
    own = [one for one in sessions if one.place_id == place.pk and local_time(place, one.starts_at).date() in days]
    return [f"{sessions_said.when(one)} | {one.title}" for one in own]


def _closing(rest: str, network: Network, user: Any, at: datetime) -> Subject:
    places = Place.objects.published().in_network(network)
    found = HoursException.objects.select_related("place__commune").get(pk=int(rest), place__in=places)
    words = rules.Words(
        rules.CLOSURE,
        title=found.place.name,
        slogan=in_lines((found.hours and _("Horaires changés")) or _("Fermé")),
        when=_told_closing(found)["when"],
        where=_address(found.place),
        phone=_phone(network.phone or found.place.phone),
        facts=found.reason,
        colour=STARTS[rules.CLOSURE],
    )
    links = {"closing": found, "place": found.place}
    return Subject("", About.CLOSING, words, links, _told_closing(found), found.ends_on)


def _told_closing(found: HoursException) -> dict[str, str]:
    first, last = say_date(found.starts_on), say_date(found.ends_on)
    days = first if first == last else _("du %(first)s au %(last)s") % {"first": first, "last": last}
    return {"when": f"{days}{f', {found.hours}' if found.hours else ''}"}


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


def told_now(versions: Iterable[PosterVersion], network: Network) -> dict[int, dict[str, str] | None]:
    """What is true today of what each poster speaks of, under its key; nothing when that is gone."""
    shown = list(versions)
    weeks = [(one.place_id, one.week) for one in shown if one.about == About.WEEK and one.place_id and one.week]
    with override("fr"):
        sessions = _sessions_of_weeks(network, weeks)
        return {one.pk: _told(one, sessions) for one in shown}


def outdated(versions: Iterable[PosterVersion], network: Network, *, on: date) -> dict[int, Phrase]:
    """Why each version is out of date, under its key; those that are right are not there."""
    shown = list(versions)
    now, found = told_now(shown, network), {}
    for version in shown:
        latest = version.poster.latest
        printed = rules.Printed(version.number, version.until, version.told)
        day = timezone.localdate(latest.made_at)
        why = rules.why_outdated(printed, latest=latest.number, replaced_on=day, now=now[version.pk], on=on)
        if why:
            found[version.pk] = why
    return found


def still_outdated(version: PosterVersion, words: rules.Words, *, on: date) -> Phrase | None:
    """Why a version would still be out of date, said with these words; the last day that it is good for is left aside.

    No words make what was called off or withdrawn true again.
    """
    now, then = told_now([version], version.poster.network)[version.pk], version.told
    told = then if now is None else rules.told_by(words, now, before=version.words, then=then)
    if "state" in then:
        told = told | {"state": then["state"]}
    printed = rules.Printed(version.number, None, told)
    return rules.why_outdated(printed, latest=version.number, replaced_on=None, now=now, on=on)


def _told(version: PosterVersion, sessions: list[Session]) -> dict[str, str] | None:
    if version.about == About.STATEMENT and version.statement_version:
        return _told_statement(version.statement_version)
    if version.about == About.SESSION:
        return _told_session(version.session) if version.session else None
    if version.about == About.CLOSING:
        return _told_closing(version.closing) if version.closing else None
    if version.about == About.WEEK:
        if version.place is None or version.week is None:
            return None
        return {"programme": "\n".join(_programme(version.place, sessions, version.week))}
    return {}


def drawable(version: PosterVersion, *, place: Here | None = None, words: rules.Words | None = None) -> Drawable:
    """A version ready to draw, with the address its code leads to and its mark."""
    with override("fr"):
        said = {"code": version.poster.code, "number": version.number, "day": date_format(version.made_at, "j F Y")}
        mark = _("Affiche %(code)s, version %(number)s, %(day)s") % said
        url = settings.SITE_URL + version.get_absolute_url()
    return Drawable(words or version.words, url, mark, place, version.made_at)


def here(place: Place) -> Here:
    """The wall of a place (`for_display` has given its ribbon)."""
    address = f"{place.address}, {place.postal_code} {place.commune.name}"
    return Here(place.name, address, _phone(place.phone), place.ribbon)


def hung_everywhere(version: PosterVersion, network: Network, *, today: date) -> list[tuple[str, Drawable]]:
    """One poster for each member place; of a week, each has its own programme, and who has none is left out."""
    places = Place.objects.published().in_network(network, kind="member").for_display(network, today).order_by("slug")
    found = []
    for place in places:
        words = version.words
        if version.about == About.WEEK and version.week:
            with override("fr"):
                own = week_of(place, network, version.week).words
            words = replace(words, where=own.where, lines=own.lines, phone=own.phone)
        if version.about != About.WEEK or words.lines:
            found.append((place.slug, drawable(version, place=here(place), words=words)))
    return found


def _address(place: Place) -> str:
    return f"{place.name}, {place.address}, {place.postal_code} {place.commune.name}"


def _phone(number: str) -> str:
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
