"""The outbox: every message to somebody outside, from the moment it is planned to what became of it."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maille.people.access import coordinated_ids, team_place_ids

# A worker gives a message back, or is dead, within this time: a server's silence is cut long before.
CLAIM = timedelta(minutes=5)


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime) -> Self:
        """Waiting, and their time has come."""
        sent_by_us = self.filter(channel__in=(Message.Channel.EMAIL, Message.Channel.SMS))
        return sent_by_us.filter(state=Message.State.WAITING, try_at__lte=at).order_by("try_at", "pk")

    def abandoned(self, at: datetime) -> Self:
        """Taken by a worker that has died since, before the server had the whole text."""
        return self.filter(state=Message.State.SENDING, claimed_at__lte=at - CLAIM)

    def to_deliver(self) -> Self:
        """With what a channel needs of the place: where answers go, and its calendar."""
        own = (field.name for field in Message._meta.concrete_fields)
        return self.select_related("place").only(*own, "place__emails", "place__calendar")

    def about(self, obj: models.Model) -> Self:
        return self.filter(about_type=obj._meta.label_lower, about_id=str(obj.pk))

    def to_call(self, at: datetime) -> Self:
        """Those whom somebody must call while it is of use, place by place, the most pressing first."""
        calls = self.filter(channel=Message.Channel.CALL, state=Message.State.WAITING, send_at__lte=at)
        useful = calls.filter(Q(anchor_at__isnull=True) | Q(anchor_at__gt=at))
        return useful.order_by("place__name", "place", F("anchor_at").asc(nulls_last=True), "send_at", "pk")

    def to_post(self, at: datetime) -> Self:
        """The letters whose day has come, place by place."""
        letters = self.filter(channel=Message.Channel.LETTER, state=Message.State.WAITING, send_at__lte=at)
        return letters.order_by("place__name", "place", "send_at", "pk")

    def visible_to(self, user: Any) -> Self:
        """The team of the place they concern, and the coordination of the network."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(network__in=coordinated_ids(user)) | Q(place__in=team_place_ids(user)))


class Message(models.Model):
    """One message to one person.

    `key` names what it tells ("registration:12:seated"): planning the same key again changes the message as long as it
    has not left, and does nothing after. A reminder keeps its `anchor_at` and its `offset` (minutes, negative before),
    so that moving the session moves it. `handing_over` is the instant between the text given to the mail server and its
    answer: a worker killed there leaves a doubt, which a person settles; nothing is sent twice by itself.
    `try_at` is when it leaves really: after `send_at` when the hour is quiet or the server asked to wait. `phone` is
    the number to call if it cannot leave. `attachments` are [{"name", "type", "text"}].
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("courriel")
        SMS = "sms", _("SMS")
        LETTER = "letter", _("lettre")
        CALL = "call", _("appel")

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        SENDING = "sending", _("en cours d’envoi")
        HANDING_OVER = "handing_over", _("en doute")
        SENT = "sent", _("fait")
        FAILED = "failed", _("pas fait")
        BOUNCED = "bounced", _("revenu")
        CANCELLED = "cancelled", _("annulé")

    key = models.CharField(_("clé"), max_length=120, unique=True, editable=False)
    asked = models.CharField(max_length=64, blank=True, editable=False)
    channel = models.CharField(_("canal"), max_length=8, choices=Channel)
    recipient = models.CharField(_("adresse ou numéro"), max_length=300, blank=True)
    name = models.CharField(_("à"), max_length=160, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    subject = models.CharField(_("objet"), max_length=200, blank=True)
    body = models.TextField(_("texte"))
    html = models.TextField(_("texte mis en page"), blank=True)
    attachments = models.JSONField(_("pièces jointes"), default=list, blank=True)
    language = models.CharField(_("langue"), max_length=10, default="fr")
    network = models.ForeignKey(
        "territory.Network", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("réseau")
    )
    place = models.ForeignKey(
        "territory.Place", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lieu")
    )
    about_type = models.CharField(max_length=80, blank=True, editable=False)
    about_id = models.CharField(max_length=40, blank=True, editable=False)
    state = models.CharField(_("état"), max_length=14, choices=State, default=State.WAITING)
    planned_at = models.DateTimeField(_("écrite le"))
    send_at = models.DateTimeField(_("à envoyer le"))
    try_at = models.DateTimeField(_("prochain essai le"), editable=False)
    anchor_at = models.DateTimeField(_("se rapporte à"), null=True, blank=True)
    offset = models.IntegerField(_("décalage (minutes)"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("prise en charge le"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0, editable=False)
    error = models.CharField(_("erreur"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("partie le"), null=True, blank=True)
    done_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("faite par")
    )
    outcome = models.CharField(_("ce qui a été dit"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("effacée le"), null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["state", "try_at"], name="message_due"),
            models.Index(fields=["about_type", "about_id"], name="message_about"),
            models.Index(fields=["place", "channel", "state"], name="message_of_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("sending", "handing_over")) | Q(claimed_at__isnull=False),
                name="message_in_hand_has_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.key

    @property
    def state_in_words(self) -> str:
        """What became of it, in the words of its channel: a mail has left, a letter is posted, a call is made."""
        return str(SAID[self.Channel(self.channel)].get(self.State(self.state), self.get_state_display()))

    @property
    def has_left(self) -> bool:
        """Left, or perhaps: planning it again changes nothing."""
        return self.state in (self.State.SENDING, self.State.HANDING_OVER, self.State.SENT)


_SENT = {
    Message.State.WAITING: _("à envoyer"),
    Message.State.SENDING: _("en cours d’envoi"),
    Message.State.HANDING_OVER: _("peut-être parti"),
    Message.State.SENT: _("parti"),
    Message.State.FAILED: _("n’est pas parti"),
    Message.State.BOUNCED: _("revenu\u00a0: adresse fausse"),
    Message.State.CANCELLED: _("annulé"),
}
SAID = {
    Message.Channel.EMAIL: _SENT,
    Message.Channel.SMS: _SENT | {Message.State.BOUNCED: _("pas arrivé\u00a0: numéro faux")},
    Message.Channel.LETTER: {
        Message.State.WAITING: _("à poster"),
        Message.State.SENT: _("postée"),
        Message.State.FAILED: _("pas postée"),
        Message.State.BOUNCED: _("revenue\u00a0: adresse fausse"),
        Message.State.CANCELLED: _("annulée"),
    },
    Message.Channel.CALL: {
        Message.State.WAITING: _("à appeler"),
        Message.State.SENT: _("appel fait"),
        Message.State.FAILED: _("pas appelée à temps"),
        Message.State.BOUNCED: _("numéro faux"),
        Message.State.CANCELLED: _("appel annulé"),
    },
}
"""States as each channel says them; nobody knows of an e-mail or an SMS more than that it has left."""
