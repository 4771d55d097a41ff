"""Settings, driven by the environment.

DATABASE_URL    where the data lives; SQLite in var/ unless given
DATABASE_REPLICA_URL  a streaming replica of that PostgreSQL server: the public pages are read from it, and from the primary
                where it does not answer
DATABASE_TIMEOUT  seconds after which PostgreSQL gives a statement up; 15 unless given, 0 for never
FIXTURES_DIR    the folder of the content; fixtures/ unless given. Another one needs a database of its own
VAR_DIR         the one folder that the site writes in (key, static files, a SQLite database); var/ unless given
FIXTURES_LARGEST  how many characters a file of the content may have; 2,000,000 unless given
SECRET_KEY      Django's key, of 50 characters or more; else the private file secret_key in VAR_DIR, which a start makes
ALLOWED_HOSTS   comma-separated host names that the site answers to; this machine alone unless given
SITE_URL        the site's own address, as in https://reference.example: absolute addresses are made from it, not from what a
                reader's Host header says; https:// means HTTPS=1
TRUSTED_PROXIES comma-separated addresses or networks whose X-Forwarded-For and X-Forwarded-Proto count; this machine alone
                unless given
ADMIN_ENABLED   0 for a site without the curators' pages, sessions and log-ins: it works on a role that may only SELECT
HTTPS           1 where the site is served over HTTPS: secure cookies, redirects, HSTS for this host alone
HSTS_SUBDOMAINS 1, beside HTTPS=1, to bind every subdomain of this host to HTTPS for a year
HSTS_PRELOAD    1, beside HTTPS=1, to ask for a place on browsers' preload lists, which binds subdomains too and is hard to undo
ACCESS_LOG      1 for a line in the log for each request, with its id, path, status and time, and never what was searched for
LOG_ADDRESSES   how much of a reader's address the log keeps: none, network (/24 or /48) or full; network unless given
METRICS_PORT    the TCP port on which Prometheus finds what the site counts; nothing is counted unless given
METRICS_HOST    the address of that port; 127.0.0.1, this machine alone, unless given
DEBUG           1 for Django's debug pages; refused where HOST or ALLOWED_HOSTS lets others reach the site
OPERATOR        who makes the site, as it stands on /about/: a person or an organisation; “not stated” unless given
OPERATOR_CONTACT  how to reach them: a mail address, or an https:// address; “not stated” unless given
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management.utils import get_random_secret_key
from django.core.validators import EmailValidator, URLValidator

from jnimref.address import is_of_this_machine
from jnimref.private_files import SECRET_KEY as SECRET_KEY_NAME
from jnimref.private_files import state_folder
from jnimref.secret_key import refuse_weak_key
from jnimref.serving.request_bodies import LARGEST_BODY
from jnimref.telling.logs import log_settings, read_addresses

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = state_folder(os.environ)
FIXTURES_LARGEST = int(os.environ.get("FIXTURES_LARGEST") or 2_000_000)
FIXTURES_DIR = Path(os.environ.get("FIXTURES_DIR") or BASE_DIR / "fixtures")

DEBUG = os.environ.get("DEBUG") == "1"
SITE_URL = os.environ.get("SITE_URL", "")
TRUSTED_PROXIES = os.environ.get("TRUSTED_PROXIES", "127.0.0.0/8,::1")
ADMIN_ENABLED = os.environ.get("ADMIN_ENABLED") != "0"
HTTPS = os.environ.get("HTTPS") == "1" or SITE_URL.startswith("https://")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()]
if DEBUG and (others := [host for host in (os.environ.get("HOST", ""), *ALLOWED_HOSTS) if not is_of_this_machine(host)]):
    raise ImproperlyConfigured(f"DEBUG=1 is for this machine alone: unset it, or leave out {others[0]!r}")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if HTTPS else []

SECRET_KEY_FILE = VAR_DIR / SECRET_KEY_NAME


def _secret_key() -> str:
    """Return the key of the environment, else of the private file, else one for this process alone.

    Raises ImproperlyConfigured for one that can be guessed.
    """
    try:
        if key := os.environ.get("SECRET_KEY"):
            return refuse_weak_key(key, "SECRET_KEY")
        if SECRET_KEY_FILE.is_file():
            return refuse_weak_key(SECRET_KEY_FILE.read_text(encoding="ascii").strip(), str(SECRET_KEY_FILE))
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from None
    return get_random_secret_key()


SECRET_KEY = _secret_key()


def _operator_contact() -> str:
    """Return how to reach the operator. Raise ImproperlyConfigured for what is neither a mail address nor an https address."""
    contact = os.environ.get("OPERATOR_CONTACT", "").strip()
    validate = URLValidator(schemes=["https"]) if "://" in contact else EmailValidator()
    try:
        if contact:
            validate(contact)
    except ValidationError:
        raise ImproperlyConfigured(
            f"OPERATOR_CONTACT must be a mail address or begin with https://, and is {contact[:80]!r}"
        ) from None
    return contact


def _log_addresses() -> str:
    try:
        return read_addresses(os.environ.get("LOG_ADDRESSES"))
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from None


ACCESS_LOG = os.environ.get("ACCESS_LOG") == "1"
LOG_ADDRESSES = _log_addresses()

OPERATOR = os.environ.get("OPERATOR", "").strip()
OPERATOR_CONTACT = _operator_contact()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "sources",
    "profiles",
    "jnimref.static_site",
]

MIDDLEWARE = [
    # What every answer has comes first: static files, refusals and faults have it too.
    "jnimref.serving.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jnimref.telling.request_log.KindMiddleware",
    "jnimref.trackers.TrackersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "jnimref.serving.snapshot.SnapshotMiddleware",
    "jnimref.serving.database_gone.DatabaseGoneMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "jnimref.odd_characters.OddCharactersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "profiles.site.SiteMiddleware",
]

# Without the curators' pages nobody logs in: nothing reads a cookie, and nothing sets one.
WITH_ADMIN = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
if not ADMIN_ENABLED:
    MIDDLEWARE = [name for name in MIDDLEWARE if name not in WITH_ADMIN]

ROOT_URLCONF = "jnimref.urls"
WSGI_APPLICATION = "jnimref.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                ),
                "jnimref.components.Loader",
            ],
            "libraries": {"page": "jnimref.page"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "profiles.site.site_context",
            ],
        },
    },
]


def _database(url: str) -> dict[str, Any]:
    """Return Django's settings for a database, by its address."""
    parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        # Several workers read while a curator writes: WAL lets them, and a writer waits instead of failing.
        options = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    else:
        # A server that swallows what it is sent, or thinks for ever, must not hold up what can be answered without it.
        milliseconds = 1000 * int(os.environ.get("DATABASE_TIMEOUT", "15"))
        options = {
            "connect_timeout": 3,
            "options": f"-c statement_timeout={milliseconds}",
            # A machine that is gone without a word is given up after as long.
            **{"keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 2, "tcp_user_timeout": 15_000},
        }
    return {**parsed, "OPTIONS": {**options, **parsed.get("OPTIONS", {})}}


DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'jnimref.sqlite3'}")}
if os.environ.get("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = {**_database(os.environ["DATABASE_REPLICA_URL"]), "TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["jnimref.serving.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "jnimref.static_files.SiteStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's stylesheets hold icons as data
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Curators send forms and no files: what is larger is refused before it is read (serving/worker.py), and nothing is put on a disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 0
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a health check inside the container speaks plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Both bind hosts that are not this site's, so whoever runs the domain asks for them; checks that urge them are silenced.
SECURE_HSTS_PRELOAD = HTTPS and os.environ.get("HSTS_PRELOAD") == "1"
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and (SECURE_HSTS_PRELOAD or os.environ.get("HSTS_SUBDOMAINS") == "1")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if not ADMIN_ENABLED:
    # Django's admin, which is installed and has no address, asks for what logs people in; and no form needs a token.
    SILENCED_SYSTEM_CHECKS += ["admin.E408", "admin.E409", "admin.E410", "security.W003"]

LOGGING = log_settings(readable=DEBUG)
