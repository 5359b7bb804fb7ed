"""Statements, their versions that nothing can change, who signs them, the posts they quote, who has read them."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maille.people.access import coordinated_ids, network_ids_of
from maille.workshops.models import Visibility

from .rules import posters
from .rules import statements as rules


class StatementQuerySet(models.QuerySet["Statement"]):
    def published(self) -> Self:
        return self.filter(current__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What is published, for everybody; drafts for the coordination of the network."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(Q(current__isnull=False) | Q(network_id__in=coordinated_ids(user)))

    def for_display(self) -> Self:
        return self.select_related("network", "current").prefetch_related("versions")


class Statement(models.Model):
    """What the network says in public. Its draft is here; what was published is in its versions.

    `left` holds the keys of the plain-language findings that the writers left on purpose.
    """

    network = models.ForeignKey(
        "territory.Network", models.CASCADE, related_name="statements", verbose_name=_("réseau")
    )
    slug = models.SlugField(_("nom dans l’adresse"), max_length=80)
    title = models.CharField(_("titre"), max_length=160)
    body = models.TextField(_("texte"), max_length=20_000)
    left = models.JSONField(_("remarques laissées"), default=list, blank=True)
    created_at = models.DateTimeField(_("commencé le"))
    current = models.OneToOneField(
        "communication.StatementVersion",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="current_of",
        verbose_name=_("version publiée"),
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("prise de position")
        verbose_name_plural = _("prises de position")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "slug"],
                name="statement_slug_once",
                violation_error_message=_("Un autre texte porte déjà ce titre\u00a0: changez-le un peu."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("communication:statement", args=[self.slug])

    @property
    def is_withdrawn(self) -> bool:
        return self.current is not None and self.current.kind == rules.WITHDRAWAL

    @property
    def is_changed(self) -> bool:
        """Whether the draft says something else than what is published."""
        return self.current is None or (self.title, self.body) != (self.current.title, self.current.body)


class StatementVersion(models.Model):
    """One publication, for ever: the database refuses to change or delete it (see the triggers of the migration).

    `dated_on` is the day that an older text says it was written, when it was first published elsewhere. `signatories`
    are names of the day. `seal` covers the version and, through it, all those before.
    """

    class Kind(models.TextChoices):
        PUBLICATION = rules.PUBLICATION, _("Publication")
        EDIT = rules.EDIT, _("EDIT")
        CORRECTION = rules.CORRECTION, _("RECTIFICATIF")
        REACTION = rules.REACTION, _("RÉACTION")
        TYPO = rules.TYPO, _("COQUILLE")
        WITHDRAWAL = rules.WITHDRAWAL, _("RETRAIT")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions", verbose_name=_("texte"))
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("sorte"), max_length=12, choices=Kind)
    note = models.TextField(_("ce qui change"), max_length=4_000, blank=True)
    title = models.CharField(_("titre"), max_length=160)
    body = models.TextField(_("texte"))
    signatories = models.JSONField(_("signataires"), default=list)
    left = models.JSONField(_("remarques laissées"), default=list)
    published_at = models.DateTimeField(_("publiée le"))
    published_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("publiée par")
    )
    dated_on = models.DateField(_("date d’origine déclarée"), null=True, blank=True)
    seal = models.CharField(_("empreinte"), max_length=64)

    class Meta:
        verbose_name = _("version d’une prise de position")
        verbose_name_plural = _("versions des prises de position")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="statement_version_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[rules.PUBLICATION, rules.TYPO]) | ~Q(note=""),
                name="statement_change_says_what",
                violation_error_message=_("Dites ce qui change\u00a0: les lecteurs le liront au-dessus du texte."),
            ),
            models.CheckConstraint(
                condition=Q(number=1, kind=rules.PUBLICATION) | (Q(number__gt=1) & ~Q(kind=rules.PUBLICATION)),
                name="statement_change_has_its_kind",
                violation_error_message=_("Choisissez ce qu’est ce changement."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def day(self) -> Any:
        """The day it bears: the one it declares, or the one it was published on."""
        return self.dated_on or timezone.localdate(self.published_at)

    def seal_after(self, previous: str) -> str:
        """The seal of what this version says, behind the seal of the one before."""
        words = (self.kind, self.note, self.title, self.body)
        return rules.fingerprint(previous, words, self.signatories, self.published_at, self.dated_on)


class Signature(models.Model):
    """An organisation that signs with the network, and who said so for it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="signatures", verbose_name=_("texte"))
    organisation = models.ForeignKey(
        "territory.Organisation", models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    agreed_by = models.CharField(_("qui a donné l’accord"), max_length=120)
    agreed_on = models.DateField(_("le"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "organisation"],
                name="statement_signed_once",
                violation_error_message=_("Cette structure signe déjà ce texte."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Quote(models.Model):
    """A post of a social network, kept as our own words of it: who, when, captured when, and its sum."""

    class State(models.TextChoices):
        ONLINE = "online", _("en ligne quand nous l’avons lu")
        DELETED = "deleted", _("supprimé par son auteur")
        REMOVED = "removed", _("retiré à la demande")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="quotes", verbose_name=_("texte"))
    number = models.PositiveSmallIntegerField(_("numéro"))
    author = models.CharField(_("auteur"), max_length=120)
    role = models.CharField(_("qualité"), max_length=160, blank=True)
    network_name = models.CharField(_("réseau social"), max_length=60)
    url = models.URLField(_("adresse"), blank=True)
    posted_on = models.DateField(_("publié le"))
    captured_on = models.DateField(_("relevé le"))
    text = models.TextField(_("ce qui est dit"), max_length=2_000)
    is_summary = models.BooleanField(_("résumé par nous"), default=False)
    text_sum = models.CharField(_("empreinte"), max_length=64, editable=False)
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.ONLINE)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="statement_quote_once")]

    def __str__(self) -> str:
        return f"{self.author}, {self.posted_on}"


class StatementReading(models.Model):
    """People the text is meant for have read a version: who, and when. Nobody else may say that it is easy to read."""

    version = models.ForeignKey(StatementVersion, models.PROTECT, related_name="readings", verbose_name=_("version"))
    readers = models.CharField(_("relu par"), max_length=200)
    read_on = models.DateField(_("le"))

    class Meta:
        verbose_name = _("relecture")
        verbose_name_plural = _("relectures")

    def __str__(self) -> str:
        return self.readers


class StatementReportQuerySet(models.QuerySet["StatementReport"]):
    def waiting(self) -> Self:
        return self.filter(state=StatementReport.State.WAITING)

    def taken(self) -> Self:
        return self.filter(state=StatementReport.State.TAKEN)

    def visible_to(self, user: Any) -> Self:
        """For the coordination, which writes the texts."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(version__statement__network_id__in=coordinated_ids(user))

    def for_display(self) -> Self:
        return self.select_related("version__statement__network", "closed_by").order_by("created_at", "pk")


class StatementReport(models.Model):
    """A mistake that somebody reports in a published text, without an account. Nothing of it is public.

    `email` is where the answer goes; it is emptied a month after. `answer` says why it was put aside.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("à lire")
        TAKEN = "taken", _("à corriger")
        CORRECTED = "corrected", _("corrigé")
        REJECTED = "rejected", _("écarté")

    version = models.ForeignKey(StatementVersion, models.PROTECT, related_name="reports", verbose_name=_("version"))
    words = models.TextField(_("message"), max_length=2_000)
    email = models.EmailField(_("courriel"), blank=True)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    created_at = models.DateTimeField(_("reçu le"))
    state = models.CharField(_("état"), max_length=9, choices=State, default=State.WAITING)
    answer = models.CharField(_("réponse"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("traité par")
    )

    objects = StatementReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("erreur signalée dans un texte")
        verbose_name_plural = _("erreurs signalées dans les textes")

    def __str__(self) -> str:
        return self.version.title


class PosterQuerySet(models.QuerySet["Poster"]):
    def visible_to(self, user: Any) -> Self:
        """The posters of a network for all who have a role in it: anybody of it may print one for a wall."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(network_id__in=network_ids_of(user)) if user.is_authenticated else self.none()

    def for_display(self) -> Self:
        versions = PosterVersion.objects.with_subject()
        return self.select_related("network").prefetch_related(models.Prefetch("versions", versions))


class Poster(models.Model):
    """A poster of the network, under a code short enough to be typed. What it says is in its versions."""

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="posters", verbose_name=_("réseau"))
    code = models.CharField(_("code"), max_length=8, unique=True)
    created_at = models.DateTimeField(_("faite le"))

    objects = PosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiche")
        verbose_name_plural = _("affiches")

    def __str__(self) -> str:
        return self.latest.words.name

    def get_absolute_url(self) -> str:
        return reverse("communication:poster", args=[self.code])

    @property
    def latest(self) -> "PosterVersion":
        return list(self.versions.all())[-1]


class PosterVersionQuerySet(models.QuerySet["PosterVersion"]):
    def citing(self, statement: Statement) -> Self:
        """The latest versions of the posters that cite a text, whatever its version."""
        later = PosterVersion.objects.filter(poster=OuterRef("poster"), number__gt=OuterRef("number"))
        found = self.filter(statement_version__statement=statement).exclude(Exists(later))
        return found.select_related("poster", "statement_version").order_by("poster_id")

    def with_subject(self) -> Self:
        """With what each speaks of, as it is now."""
        return self.select_related(
            "statement_version__statement__current", "session__version", "session__place", "place__commune", "closing"
        ).prefetch_related("statement_version__statement__versions")


class PosterVersion(models.Model):
    """What a poster says once printed: its words, what it speaks of, and what was true of that on the day.

    `told` is compared with what is true now (`rules.posters.why_outdated`); `until` is the last day it is good for.
    """

    class About(models.TextChoices):
        NOTHING = "", _("rien d’enregistré ici")
        STATEMENT = "statement", _("une prise de position")
        SESSION = "session", _("une séance")
        WEEK = "week", _("la semaine d’un lieu")
        CLOSING = "closing", _("une fermeture")
        WAFFLE = "waffle", _("un texte en langue de bois")

    poster = models.ForeignKey(Poster, models.CASCADE, related_name="versions", verbose_name=_("affiche"))
    number = models.PositiveSmallIntegerField(_("version"))
    kept_words = models.JSONField(_("ce qu’elle dit"), default=dict)
    about = models.CharField(_("parle de"), max_length=10, choices=About, blank=True)
    statement_version = models.ForeignKey(
        StatementVersion, models.PROTECT, null=True, blank=True, related_name="posters", verbose_name=_("texte cité")
    )
    session = models.ForeignKey(
        "workshops.Session", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("séance")
    )
    place = models.ForeignKey(
        "territory.Place", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lieu")
    )
    closing = models.ForeignKey(
        "territory.HoursException",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fermeture"),
    )
    week = models.DateField(_("semaine du"), null=True, blank=True)
    told = models.JSONField(_("ce qui était vrai"), default=dict, blank=True)
    until = models.DateField(_("bonne jusqu’au"), null=True, blank=True)
    made_at = models.DateTimeField(_("faite le"))
    made_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("faite par")
    )

    objects = PosterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version d’une affiche")
        verbose_name_plural = _("versions des affiches")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["poster", "number"], name="poster_version_once")]

    def __str__(self) -> str:
        return f"{self.words.name} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("communication:poster_version", args=[self.poster.code, self.number])

    @property
    def words(self) -> posters.Words:
        return posters.Words.from_json(self.kept_words)

    @property
    def is_public(self) -> bool:
        """Whether the public may know of what it speaks of: not of a session in preparation, or for the teams alone."""
        if self.about != self.About.SESSION:
            return True
        if self.session is None:
            return bool(self.told.get("state") != "draft")
        is_prepared = self.session.state == "draft" or self.session.unseen_at is not None
        return not is_prepared and self.session.visibility != Visibility.NETWORK
