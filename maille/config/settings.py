"""Every setting, in one file, from the environment; safe when nothing is set.

Variables are listed with their defaults in docs/exploitation/reglages.md (a test compares the two lists).
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
import leaflet
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

env = environ.Env()

PACKAGE_DIR = Path(__file__).resolve().parent.parent

# Where this installation keeps what it writes (SQLite file, uploads, generated secret).
DATA_DIR = Path(env.str("MAILLE_HOME", default="var")).absolute()

DEBUG = env.bool("DEBUG", default=False)
# LOCAL is what `maille run` sets: plain HTTP on this machine, demonstration accounts, mails on the console.
LOCAL = env.bool("MAILLE_LOCAL", default=False)


def secret_key() -> str:
    """Read SECRET_KEY, or the one `maille run` generated for this installation."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    kept = DATA_DIR / "secret-key"
    if kept.exists():
        return kept.read_text(encoding="ascii").strip()
    # Without a key a command that needs none (hours, migrate) still works; Django refuses the first page or signature.
    return "local-only-" + "0" * 50 if LOCAL or DEBUG else ""


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "maille.demo",
    "maille.api",
    "maille.pages",
    "maille.watch",
    "maille.communication",
    "maille.companies",
    "maille.activity",
    "maille.workshops",
    "maille.appointments",
    "maille.sharing",
    "maille.directory",
    "maille.messaging",
    "maille.people",
    "maille.territory",
    "maille.core",
    "django_tasks_db",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "maille.config.apps.StaticFiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "maille.core.kept.middleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maille.people.context.desk_session",
    "maille.people.context.kept_by_no_browser",
]

ROOT_URLCONF = "maille.config.urls"
WSGI_APPLICATION = "maille.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maille.territory.context.current_network",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'maille.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue from the start of their transaction, readers never wait: what SQLite needs to serve a network.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
            " PRAGMA mmap_size=134217728; PRAGMA foreign_keys=ON;",
        }
    )
else:
    # A page's queries are short: compiling them, or sharing them among processes, takes PostgreSQL longer than to
    # answer. Its disks are not wheels: reading in an index costs about what reading in order does.
    options = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", options)
    # What is asked again and again is understood by the server once a connection (docs/decisions/0036).
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 3 if env.bool("PREPARED_STATEMENTS", default=True) else None
    DATABASES["default"] |= {"ENGINE": "maille.config.postgresql", "CONN_HEALTH_CHECKS": True}
# Opening takes longer than a page: PostgreSQL starts a process, SQLite reads the schema and Django lends it functions.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=300)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
# What comes back by itself, and when ("every 2 s", "every 5 min", "at 03:10" by the local clock): see core/clock.py.
CLOCK = {
    "companies.tasks.tell_changes": "every 60 s",
    "directory.actions.erase_contacts": "at 03:10",
    "communication.actions.erase_report_addresses": "at 03:10",
    "workshops.tasks.follow_conditions": "every 60 s",
    "workshops.tasks.lapse_offers": "every 30 s",
    "workshops.tasks.tell_interested": "every 60 s",
    "sharing.tasks.tell_late": "every 5 min",
    "watch.tasks.read_feeds": "every 60 s",
    "watch.tasks.tell_watchers": "at 07:00",
    "appointments.tasks.lapse_offers": "every 30 s",
    "appointments.tasks.offer_earlier": "every 5 min",
    "messaging.tasks.deliver_due": "every 2 s",
    "messaging.tasks.close_missed_calls": "every 5 min",
    "core.tasks.erase_what_is_old": "at 03:10",
}

# People
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:account"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_ADAPTER = "maille.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "maille.people.forms.SignInForm",
    "request_login_code": "maille.people.forms.AskCodeForm",
    "confirm_login_code": "maille.people.forms.LoginCodeForm",
    "reset_password": "maille.people.forms.AskResetForm",
    "add_email": "maille.people.forms.NewAddressForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
# Codes: eight figures that a person reads from a mail and types; ten minutes, five tries, then from the beginning.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,5/15m/key",
    # "Signaler une erreur", counted in the same shared cache: by visitor's address, then by place whoever writes.
    "report_error": "5/h/ip,20/d/key",
    "report_mistake": "5/h/ip,20/d/key",
    # A company's request, by visitor's address, then by network; and the codes of certificates that anybody may try.
    "ask_company": "5/h/ip,60/d/key",
    "check_certificate": "60/h/ip",
    "check_attestation": "60/h/ip",
    # The short code of a registration with its name: 31^6 codes, and ten tries of each an hour.
    "find_registration": "30/h/ip,10/h/key",
}
MFA_ADAPTER = "maille.people.adapters.MfaAdapter"
MFA_FORMS = {"add_webauthn": "maille.people.forms.PasskeyForm"}
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Maille"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL

# Language and time. The French text is the message id; the second complete language is English.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
FORMAT_MODULE_PATH = ["maille.config.formats"]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static"))).absolute()
# Leaflet's files come from the Python package that carries them; its Django app is not needed.
STATICFILES_DIRS = [("leaflet", Path(leaflet.__file__).parent / "static" / "leaflet")]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "media"))).absolute()
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "maille.config.storage.StaticFilesStorage"
    },
}
# A file is served under its name with a fingerprint only: half as much to write and to compress.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# Mail
mail = env.email_url("EMAIL_URL", default="consolemail://")
MAIL_OPTIONS = {
    "host": mail["EMAIL_HOST"],
    "port": mail["EMAIL_PORT"],
    "username": mail["EMAIL_HOST_USER"],
    "password": mail["EMAIL_HOST_PASSWORD"],
    "use_tls": mail.get("EMAIL_USE_TLS"),
    "use_ssl": mail.get("EMAIL_USE_SSL"),
    "file_path": mail["EMAIL_FILE_PATH"],
}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
if mail["EMAIL_BACKEND"] == SMTP:
    MAIL_OPTIONS["timeout"] = 20  # seconds of silence: a server that says nothing holds up nobody for long
MAILERS = {
    "default": {
        # Ours is Django's, which also says when a mail is about to leave whole.
        "BACKEND": mail["EMAIL_BACKEND"].replace(SMTP, "maille.messaging.channels.smtp.EmailBackend"),
        "OPTIONS": {name: value for name, value in MAIL_OPTIONS.items() if value},
    }
}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Maille <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# SMS: an HTTP provider's address, "console:" to read them on the screen, or nothing: then people are called.
SMS_URL = env.str("SMS_URL", default="console:" if LOCAL or DEBUG else "")
SMS_TOKEN = env.str("SMS_TOKEN", default="")
SMS_SENDER = env.str("SMS_SENDER", default="Maille")

# What a page may load: itself, nothing inline, and the map's tiles when an installation configures some.
MAP_TILES_URL = env.str("MAP_TILES_URL", default="")
MAP_TILES_CREDIT = env.str("MAP_TILES_CREDIT", default="")


def origin_of(tiles: str) -> str:
    """Read where a map's images come from in their address: `https://{s}.tuiles.example` stands for each sub-domain."""
    parts = urlsplit(tiles)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.netloc else ""


SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *filter(None, [origin_of(MAP_TILES_URL)])],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

# HTTPS: on unless this is a local run. Behind a proxy, the proxy must set X-Forwarded-Proto itself.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
HTTPS = env.bool("HTTPS", default=not (LOCAL or DEBUG))
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all visitors would share the proxy's own rate limits
# The address that messages lead to: nobody's request is there to tell it when the clock speaks.
PORT = env.str("PORT", default="8000")
SITE_URL = env.str(
    "SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if HTTPS else f"http://127.0.0.1:{PORT}"
).rstrip("/")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

CACHES = {"default": env.cache("CACHE_URL", default="dbcache://core_cache")}

# Sign-ups for workshops from one address in an hour, counted by each web process; 0 for no limit. A library or a school
# has one address for everybody in it.
SIGN_UPS_PER_HOUR = env.int("SIGN_UPS_PER_HOUR", default=120)

# The network shown to a visitor who has not chosen one (an installation usually holds one).
DEFAULT_NETWORK = env.str("DEFAULT_NETWORK", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
