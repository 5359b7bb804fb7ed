"""Every address: French at the root, the same under /en/ in English."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from maille.core.style_guide import style_guide

urlpatterns = i18n_patterns(
    path("", include("maille.pages.urls")),
    path("", include("maille.activity.urls")),
    path("", include("maille.workshops.urls")),
    path("rendez-vous/", include("maille.appointments.urls")),
    path("", include("maille.api.urls")),
    path("", include("maille.communication.urls")),
    path("mutualisation/", include("maille.sharing.urls")),
    path("veille/", include("maille.watch.urls")),
    path("entreprises/", include("maille.companies.urls")),
    path("annuaire/", include("maille.directory.urls")),
    path("equipe/", include("maille.people.urls")),
    path("reseau/", include("maille.territory.urls")),
    path("messages/", include("maille.messaging.urls")),
    path("travaux/", include("maille.core.urls")),
    path("compte/", include("allauth.urls")),
    path("administration/", admin.site.urls),
    prefix_default_language=False,
)

if settings.DEBUG:
    urlpatterns += i18n_patterns(path("style/", style_guide, name="style"), prefix_default_language=False)
