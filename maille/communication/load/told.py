"""What is true today of what posters speak of, and which of those printed no longer say it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.communication import saying
from maille.communication.models import PosterVersion, StatementVersion
from maille.communication.rules import posters as rules
from maille.communication.rules.statements import WITHDRAWAL
from maille.language.phrases import Phrase
from maille.territory.hours.say import say_date
from maille.territory.models import HoursException, Network, Place
from maille.territory.opening import local_time
from maille.workshops import saying as sessions_said
from maille.workshops.models import Session

About = PosterVersion.About


def told_session(found: Session) -> dict[str, str]:
    return {"state": found.state, "when": sessions_said.when(found), "where": found.place.name}


def told_statement(cited: StatementVersion) -> dict[str, str]:
    last = saying.change_since(cited)
    if last is None:
        return {"version": str(cited.number)}
    state = {"state": "withdrawn"} if last.kind == WITHDRAWAL else {}
    return {"version": str(last.number), "change": last.kind, "changed_on": f"{last.day:%d/%m/%Y}", **state}


def told_closing(found: HoursException) -> dict[str, str]:
    first, last = say_date(found.starts_on), say_date(found.ends_on)
    days = first if first == last else _("du %(first)s au %(last)s") % {"first": first, "last": last}
    return {"when": f"{days}{f', {found.hours}' if found.hours else ''}"}


def sessions_of_weeks(network: Network, weeks: Sequence[tuple[int, date]]) -> list[Session]:
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


def programme_of(place: Place, sessions: Iterable[Session], monday: date) -> list[str]:
    """The clock is that of the place: a session late on a Sunday is of that Sunday there."""
    days = {monday + timedelta(days=number) for number in range(7)}
    own = [one for one in sessions if one.place_id == place.pk and local_time(place, one.starts_at).date() in days]
    return [f"{sessions_said.when(one)} | {one.title}" for one in own]


def told_now(versions: Iterable[PosterVersion], network: Network) -> dict[int, dict[str, str] | None]:
    """What is true today of what each poster speaks of, under its key; nothing when that is gone."""
    shown = list(versions)
    weeks = [(one.place_id, one.week) for one in shown if one.about == About.WEEK and one.place_id and one.week]
    with override("fr"):
        sessions = sessions_of_weeks(network, weeks)
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
        return told_statement(version.statement_version)
    if version.about == About.SESSION:
        return told_session(version.session) if version.session else None
    if version.about == About.CLOSING:
        return told_closing(version.closing) if version.closing else None
    if version.about == About.WEEK:
        if version.place is None or version.week is None:
            return None
        return {"programme": "\n".join(programme_of(version.place, sessions, version.week))}
    return {}
