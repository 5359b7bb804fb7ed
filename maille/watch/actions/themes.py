"""Themes and who watches them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.people.models import User
from maille.territory.models import Network
from maille.watch import access
from maille.watch.models import Theme, Watcher

from .rights import check_manages, check_row, check_watches


@transaction.atomic
def save_theme(*, network: Network, name: str, about: str = "", theme: Theme | None = None, by: Any) -> Theme:
    """Begin a theme, or say another way what it is."""
    check_manages(by, network)
    saved = theme or Theme(network=network)
    before = journal.snapshot(saved, ["name", "about"]) if theme else None
    saved.name, saved.about = " ".join(name.split()), about.strip()
    check_row(saved)
    saved.save()
    after = journal.snapshot(saved, ["name", "about"])
    if before != after:
        journal.record("watch.theme_saved", saved, by=by, before=before, after=after, network_id=network.pk)
    return saved


@transaction.atomic
def add_watcher(*, theme: Theme, user: User, rhythm: str, by: Any, at: datetime) -> Watcher:
    """Give a theme to somebody of the network, or take it oneself."""
    network = theme.network
    check_watches(by, network)
    if by != user:
        check_manages(by, network)
    if not access.can_watch(user, network):
        raise Refused(_("Cette personne n’est pas du réseau\u00a0: invitez-la d’abord."), field="user")
    watcher = Watcher(theme=theme, user=user, rhythm=rhythm, told_until=at)
    check_row(watcher)
    watcher.save(force_insert=True)
    said = {"watch.watcher.rhythm": rhythm}
    journal.record("watch.watcher_added", theme, by=by, after=said, concerns=user, network_id=network.pk)
    return watcher


@transaction.atomic
def change_rhythm(*, watcher: Watcher, rhythm: str, by: Any) -> Watcher:
    """Be told more often, or less, or not at all."""
    _check_mine(watcher, by)
    if rhythm not in Watcher.Rhythm.values:
        raise Refused(_("Choisissez un rythme dans la liste."), field="rhythm")
    before, watcher.rhythm = watcher.rhythm, rhythm
    watcher.save(update_fields=["rhythm"])
    said = "watch.watcher.rhythm"
    network_id = watcher.theme.network_id
    journal.record(
        "watch.watcher_changed",
        watcher.theme,
        by=by,
        before={said: before},
        after={said: rhythm},
        network_id=network_id,
    )
    return watcher


@transaction.atomic
def remove_watcher(*, watcher: Watcher, by: Any) -> None:
    """Leave a theme, or take it from somebody."""
    _check_mine(watcher, by)
    theme = watcher.theme
    said = {"watch.watcher.rhythm": watcher.rhythm}
    journal.record(
        "watch.watcher_removed", theme, by=by, before=said, concerns=watcher.user, network_id=theme.network_id
    )
    watcher.delete()


def _check_mine(watcher: Watcher, by: Any) -> None:
    if by is not None and by.pk != watcher.user_id:
        check_manages(by, watcher.theme.network)
