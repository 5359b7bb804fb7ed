"""The statement of December 2018 and its EDIT, summarised in our own words: a real story, with its dates."""

import tomllib
from datetime import datetime
from importlib.resources import files
from typing import Any

from maille.communication import actions
from maille.communication.models import Statement
from maille.territory.models import Network


def load_statement(network: Network, *, at: datetime) -> None:
    """Publish the text and its EDIT with the dates they declare; nothing when the network has spoken already."""
    if Statement.objects.filter(network=network).exists():
        return
    told: dict[str, Any] = tomllib.loads((files("maille.demo") / "statements.toml").read_text(encoding="utf-8"))
    statement = actions.create_statement(network=network, title=told["title"], body=told["body"], by=None, at=at)
    for quote in told["quotes"]:
        actions.add_quote(statement=statement, is_summary=True, url="", by=None, **quote)
    actions.publish(statement=statement, dated_on=told["dated_on"], by=None, at=at)
    actions.publish_change(statement=statement, kind="edit", by=None, at=at, **told["edit"])
