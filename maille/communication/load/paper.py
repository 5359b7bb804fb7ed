"""Posters as they are printed: with the address of their code, their mark, the wall they hang on."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from maille.communication.models import PosterVersion
from maille.communication.rules import posters as rules
from maille.communication.rules.sheets import Drawable, Here
from maille.territory.models import Network, Place

from .subjects import About, say_phone, week_of


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
    return Here(place.name, address, say_phone(place.phone), place.ribbon)


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
