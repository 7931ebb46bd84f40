"""Django's settings: one computer, loopback only, nothing that tells anybody about a person."""

import os
import secrets
import stat
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from milium.adapters.store.database import sqlite_settings

DATA_DIR = Path(os.environ.get("MILIUM_DATA", "var")).resolve()
KEY_BYTES, KEY_MODE, DIR_MODE = 50, 0o600, 0o700
ONE_MONTH_S = 30 * 24 * 3600
MOST_BYTES = 1_000_000  # of a form: fifty times the longest label we read


def secret_key(data_dir: Path) -> str:
    """Return the key of this installation; made at the first start, readable by its owner only."""
    path = data_dir / "secret.key"
    data_dir.mkdir(parents=True, exist_ok=True, mode=DIR_MODE)
    if not path.exists():
        own = data_dir / f"secret.{secrets.token_hex(8)}"
        handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_MODE)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(own, path)  # two first starts at once: the first one's key holds
        except FileExistsError:
            pass
        finally:
            own.unlink()
    if stat.S_IMODE(path.stat().st_mode) != KEY_MODE:
        path.chmod(KEY_MODE)
    return path.read_text(encoding="ascii").strip()


DEBUG = False
SECRET_KEY = secret_key(DATA_DIR)
SITE = os.environ.get("MILIUM_SITE", "")  # "https://skin.example.org": where a proxy of one's own shows the app
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([urlsplit(SITE).hostname or ""] if SITE else [])]
ROOT_URLCONF = "milium.web.urls"
WSGI_APPLICATION = "milium.web.wsgi.application"
INSTALLED_APPS = ["django.contrib.sessions", "milium.adapters.store", "milium.web"]
MIDDLEWARE = [
    "milium.web.headers.SafeHeaders",
    "milium.web.headers.OwnHostOnly",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "milium.web.signin.SignedInOnly",
    "django.middleware.csrf.CsrfViewMiddleware",
]
DATABASES = {"default": sqlite_settings(DATA_DIR / "milium.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ, TIME_ZONE = True, "UTC"  # moments only order the log; dates are the person's own
USE_I18N = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would make the origin of our own forms "null"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "milium"
SESSION_COOKIE_AGE = ONE_MONTH_S
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = bool(SITE)
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_USE_SESSIONS = True
CSRF_TRUSTED_ORIGINS = [SITE] if SITE else []
CSRF_FAILURE_VIEW = "milium.web.views.stale"
DATA_UPLOAD_MAX_MEMORY_SIZE = MOST_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["milium.web.uploads.OneCopy"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"plain": {"()": "milium.web.logs.NothingPersonal"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
