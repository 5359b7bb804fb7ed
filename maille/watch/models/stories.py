"""What was read: articles, the stories that they tell together, and the rules that sort them."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maille.watch.rules import sorting

from .sources import Source, Theme, watched_ids


class StoryQuerySet(models.QuerySet["Story"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(network_id__in=watched_ids(user))

    def shown(self) -> Self:
        """What nobody and no rule has put aside."""
        return self.exclude(fate=sorting.ASIDE)

    def with_marks_for(self, user: Any) -> Self:
        """Whether that person has read it, whether it is chosen for the next review, and how many articles tell it."""
        return self.annotate(
            is_read=Exists(StoryRead.objects.filter(story=OuterRef("pk"), user=user)),
            is_chosen=Exists(
                Story.objects.filter(pk=OuterRef("pk"), lines__isnull=False, lines__review__published_at__isnull=True)
            ),
            told=Count("items", distinct=True),
        )

    def for_display(self) -> Self:
        items = Item.objects.select_related("source").order_by("at", "pk")
        return self.prefetch_related(Prefetch("items", items), "themes")

    def last_first(self) -> Self:
        return self.order_by("-last_at", "-pk")


class Story(models.Model):
    """One thing that happened, told by one article or several: one card.

    Its title is that of its first article. `fate` and `themes` are derived: from its sources, from the rules, and from
    `hand`, what a person decided, which is stronger.
    """

    class Fate(models.TextChoices):
        NONE = "", _("à lire")
        ASIDE = sorting.ASIDE, _("écartée")
        ALERT = sorting.ALERT, _("alerte")

    class Hand(models.TextChoices):
        NONE = "", _("personne n’a décidé")
        ASIDE = "aside", _("écartée par une personne")
        KEPT = "kept", _("gardée par une personne")

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="+", verbose_name=_("réseau"))
    title = models.CharField(_("titre"), max_length=300)
    first_at = models.DateTimeField(_("premier article"))
    last_at = models.DateTimeField(_("dernier article"))
    themes = models.ManyToManyField(Theme, related_name="stories", blank=True, verbose_name=_("thèmes"))
    fate = models.CharField(_("sort"), max_length=5, choices=Fate, blank=True, default=Fate.NONE, editable=False)
    hand = models.CharField(_("décision"), max_length=5, choices=Hand, blank=True, default=Hand.NONE, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("histoire")
        verbose_name_plural = _("histoires")
        indexes = [models.Index(fields=["network", "-last_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("watch:story", args=[self.pk])


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(source__network_id__in=watched_ids(user))

    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)


class Item(models.Model):
    """One article of a feed; never deleted by grouping. `name` is its name in the feed, `key` that of its address.

    `is_apart`: a person has said that it tells something else; grouping leaves it alone.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="items", verbose_name=_("source"))
    story = models.ForeignKey(Story, models.PROTECT, related_name="items", verbose_name=_("histoire"))
    name = models.CharField(max_length=64, editable=False)
    key = models.CharField(max_length=500, blank=True, editable=False)
    url = models.CharField(_("adresse"), max_length=2_000, blank=True)
    title = models.CharField(_("titre"), max_length=300)
    summary = models.CharField(_("début"), max_length=500, blank=True)
    author = models.CharField(_("auteur"), max_length=120, blank=True)
    at = models.DateTimeField(_("publié le"))
    found_at = models.DateTimeField(_("trouvé le"))
    is_apart = models.BooleanField(_("séparé"), default=False, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="watch_item_once")]
        indexes = [models.Index(fields=["key"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return self.title


class StoryRead(models.Model):
    """A person has read a story."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="readings", verbose_name=_("histoire"))
    user = models.ForeignKey("people.User", models.CASCADE, related_name="+", verbose_name=_("personne"))

    class Meta:
        verbose_name = _("histoire lue")
        verbose_name_plural = _("histoires lues")
        constraints = [models.UniqueConstraint(fields=["story", "user"], name="watch_story_read_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.story}"


class RuleQuerySet(models.QuerySet["Rule"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(network_id__in=watched_ids(user))

    def with_hits(self) -> Self:
        return self.annotate(told=Count("hits"))


class Rule(models.Model):
    """A sentence that sorts: if the title holds one of these words, and none of those, then this."""

    class Where(models.TextChoices):
        TITLE = sorting.TITLE, _("le titre")
        ANYWHERE = sorting.ANYWHERE, _("le titre ou le début")
        SOURCE = sorting.SOURCE, _("le nom de la source")

    class Outcome(models.TextChoices):
        THEME = sorting.THEME, _("ranger dans un thème")
        ASIDE = sorting.ASIDE, _("écarter")
        ALERT = sorting.ALERT, _("prévenir tout de suite les veilleurs du thème")

    network = models.ForeignKey("territory.Network", models.CASCADE, related_name="+", verbose_name=_("réseau"))
    where = models.CharField(_("si"), max_length=8, choices=Where, default=Where.TITLE)
    words = models.JSONField(_("contient un de ces mots"), default=list)
    unless = models.JSONField(_("sauf s’il contient"), default=list, blank=True)
    outcome = models.CharField(_("alors"), max_length=5, choices=Outcome, default=Outcome.THEME)
    theme = models.ForeignKey(
        Theme, models.CASCADE, null=True, blank=True, related_name="rules", verbose_name=_("thème")
    )
    made_at = models.DateTimeField(_("écrite le"), editable=False)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("règle de veille")
        verbose_name_plural = _("règles de veille")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=sorting.ASIDE) | Q(theme__isnull=False),
                name="watch_rule_has_its_theme",
                violation_error_message=_("Choisissez le thème."),
            )
        ]

    def __str__(self) -> str:
        return ", ".join(self.words)

    @property
    def sieve(self) -> sorting.Sieve:
        return sorting.Sieve(self.where, tuple(self.words), tuple(self.unless))


class RuleHit(models.Model):
    """A rule has picked a story."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="hits", verbose_name=_("règle"))
    story = models.ForeignKey(Story, models.CASCADE, related_name="hits", verbose_name=_("histoire"))

    class Meta:
        verbose_name = _("effet d’une règle")
        verbose_name_plural = _("effets des règles")
        constraints = [models.UniqueConstraint(fields=["rule", "story"], name="watch_rule_hit_once")]

    def __str__(self) -> str:
        return f"{self.rule}, {self.story}"
