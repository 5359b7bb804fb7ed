"""The draft of a statement: its words, the posts it quotes, the organisations that sign it."""

from collections.abc import Collection
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from maille.communication.models import Quote, Signature, Statement
from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.models import Network, Organisation

from .rights import check_right

DRAFT = ("title", "body")
QUOTED = ("author", "role", "network_name", "url", "posted_on", "captured_on", "text", "is_summary", "state")


@transaction.atomic
def create_statement(
    *, network: Network, title: str, body: str, left: Collection[str] = (), by: Any, at: datetime
) -> Statement:
    """Begin a statement; its address is drawn from its first title and never changes."""
    check_right(by, network)
    statement = Statement(network=network, title=title, body=_tidy(body), left=sorted(left), created_at=at)
    statement.slug = slugify(title)[:80].strip("-")
    if not statement.slug:
        raise Refused(_("Écrivez un titre avec des lettres\u00a0: il devient l’adresse du texte."), field="title")
    if statement.slug in RESERVED:
        raise Refused(_("Ce titre est pris par une page du site\u00a0: ajoutez-y un mot."), field="title")
    _check(statement)
    statement.save(force_insert=True)
    after = journal.snapshot(statement, DRAFT)
    journal.record("communication.statement_created", statement, by=by, after=after, network_id=network.pk)
    return statement


# Addresses of pages that stand beside the statements.
RESERVED = frozenset({"nouvelle", "corrections", "atom", "signalements"})


@transaction.atomic
def save_draft(*, statement: Statement, title: str, body: str, left: Collection[str] = (), by: Any) -> Statement:
    """Change the draft; what is published stays as it is until a version is published."""
    check_right(by, statement.network)
    statement = locked(statement)
    if statement.is_withdrawn:
        raise Refused(_("Ce texte a été retiré\u00a0: écrivez-en un autre."))
    before = journal.snapshot(statement, DRAFT)
    statement.title, statement.body, statement.left = title, _tidy(body), sorted(left)
    _check(statement)
    statement.save(update_fields=["title", "body", "left"])
    after = journal.snapshot(statement, DRAFT)
    if before != after:
        _record("communication.statement_changed", statement, by, before=before, after=after)
    return statement


@transaction.atomic
def add_quote(*, statement: Statement, by: Any, **said: Any) -> Quote:
    """Keep a post of a social network as our own words of it; `said` holds fields of QUOTED."""
    check_right(by, statement.network)
    statement = locked(statement)
    quote = Quote(statement=statement, number=statement.quotes.count() + 1, **said)
    quote.text_sum = sha256(quote.text.encode()).hexdigest()
    if quote.posted_on > quote.captured_on:
        raise Refused(_("Le relevé est d’avant la publication\u00a0: vérifiez les deux dates."), field="captured_on")
    _check(quote)
    quote.save(force_insert=True)
    after = {f"communication.quote.{name}": value for name, value in journal.snapshot(quote, QUOTED).items() if value}
    _record("communication.quote_added", statement, by, after=after)
    return quote


@transaction.atomic
def change_quote_state(*, quote: Quote, state: str, by: Any) -> Quote:
    """Say that a post is gone from its network, or take it away at the request of who wrote it; its words are kept."""
    check_right(by, quote.statement.network)
    if state not in Quote.State.values:
        raise Refused(_("Choisissez un état dans la liste."), field="state")
    if state != quote.state:
        before, quote.state = quote.state, state
        quote.save(update_fields=["state"])
        name = "communication.quote.state"
        _record("communication.quote_state", quote.statement, by, before={name: before}, after={name: state})
    return quote


@transaction.atomic
def sign(*, statement: Statement, organisation: Organisation, agreed_by: str, agreed_on: date, by: Any) -> Signature:
    """Have an organisation sign with the network; the next version published bears its name."""
    check_right(by, statement.network)
    signature = Signature(
        statement=locked(statement), organisation=organisation, agreed_by=agreed_by.strip(), agreed_on=agreed_on
    )
    _check(signature)
    signature.save(force_insert=True)
    _record("communication.signed", statement, by, after={"communication.signature.organisation": str(organisation)})
    return signature


@transaction.atomic
def drop_signature(*, signature: Signature, by: Any) -> None:
    """Take an organisation off the next version; the versions it has signed keep its name."""
    check_right(by, signature.statement.network)
    name = {"communication.signature.organisation": str(signature.organisation)}
    _record("communication.signature_dropped", signature.statement, by, before=name)
    signature.delete()


def locked(statement: Statement) -> Statement:
    """The statement as it stands once nobody else writes it.

    Its version is read afterwards, apart: joined to the lock, PostgreSQL gives the one of before the wait.
    """
    return Statement.objects.select_for_update(of=("self",)).select_related("network").get(pk=statement.pk)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _check(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as faults:
        name, sentences = next(iter(faults.message_dict.items()))
        raise Refused(" ".join(sentences), field=None if name == "__all__" else name) from faults


def _record(action: str, statement: Statement, by: Any, **values: Any) -> None:
    journal.record(action, statement, by=by, network_id=statement.network_id, **values)
