"""The posters of the demonstration: the story of 2018, which cites the statement."""

import tomllib
from dataclasses import replace
from datetime import datetime
from importlib.resources import files

from maille.communication import actions, load
from maille.communication.models import Poster, Statement
from maille.territory.models import Network


def load_posters(network: Network, *, at: datetime) -> None:
    """Make the poster of the statement; nothing when the network has one already, or has not spoken."""
    statement = Statement.objects.published().filter(network=network).order_by("pk").first()
    if statement is None or Poster.objects.filter(network=network).exists():
        return
    said = tomllib.loads((files("maille.demo") / "posters.toml").read_text(encoding="utf-8"))
    subject = load.subject(f"position:{statement.slug}", network, None, at=at)
    words = replace(subject.words, **said)
    actions.make_poster(network=network, subject=subject, words=words, until=None, by=None, at=at)
