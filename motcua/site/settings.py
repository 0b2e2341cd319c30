"""Settings. Every value that a province may change comes from the environment; docs/settings.md lists them."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from motcua.site import embedded
from motcua.site.places import VAR_DIR


def _kept_secret(name: str, strength: int = 48) -> str:
    """A secret made at the first start and kept in a file that only the owner reads."""
    file = VAR_DIR / "secrets" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_name(f"{name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(strength))
        # Of two processes that start together, both use the secret of the first, and neither reads half of it.
        with suppress(FileExistsError):
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text()


def _database(url: str) -> dict[str, object]:
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "NAME": parts.pop("dbname", ""),
        # Connections are kept: opening one for each request costs three to four times the request itself.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "server_side_binding": True, "prepare_threshold": 3},
    }


# Shows the sample accounts on the sign-in page; `motcua demo` sets it.
DEMO = os.environ.get("MOTCUA_DEMO") == "1"
DEBUG = os.environ.get("MOTCUA_DEBUG") == "1"
SECRET_KEY = os.environ.get("MOTCUA_SECRET_KEY") or _kept_secret("django")
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MOTCUA_ORIGINS", "").split(",") if o]
HTTPS = os.environ.get("MOTCUA_HTTPS") == "1"
MOTCUA_TRUSTED_PROXIES = os.environ.get("MOTCUA_TRUSTED_PROXIES", "")
PUBLIC_URL = os.environ.get("MOTCUA_PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
MOTCUA_PROVINCE_NAME = os.environ.get("MOTCUA_PROVINCE_NAME", "")
MOTCUA_BRAND_STYLESHEET = os.environ.get("MOTCUA_BRAND_STYLESHEET", "")

DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or embedded.url(VAR_DIR))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "motcua.kernel",
    "motcua.audit",
    "motcua.files",
    "motcua.directory",
    "motcua.accounts",
    "motcua.papers",
    "motcua.signing",
    "motcua.notices",
    "motcua.deadlines",
    "motcua.procedures",
    "motcua.dossiers",
    "motcua.portal",
    "motcua.desk",
    "motcua.console",
    "motcua.api",
    "motcua.site",
]
MIDDLEWARE = [
    "motcua.site.middleware.BehindProxies",
    "motcua.site.middleware.RequestId",
    "motcua.site.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.site.middleware.CompressPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.site.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.site.middleware.Authenticated",
    "motcua.site.bodies.Bodies",
    "motcua.site.confirming.Confirming",
    "motcua.site.middleware.RefusalPages",
    "motcua.site.gate.Gate",
]
ROOT_URLCONF = "motcua.site.urls"
WSGI_APPLICATION = "motcua.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "motcua.kernel.ui.environment.environment"},
    }
]

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["motcua.accounts.hashers.Argon2id"]
LOGIN_URL = "/sign-in"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "motcua.accounts.session_store"
# Longer than a session lasts: a form sent after its end still says whose it was (`motcua.accounts.sessions`).
SESSION_COOKIE_AGE = 7 * 24 * 3600
MOTCUA_SESSION_HOURS = int(os.environ.get("MOTCUA_SESSION_HOURS", "12"))
MOTCUA_IDLE_MINUTES = int(os.environ.get("MOTCUA_IDLE_MINUTES", "60"))
# "required" or "offered": whether officials must have a second factor.
MOTCUA_SECOND_FACTOR = os.environ.get("MOTCUA_SECOND_FACTOR", "required")
MOTCUA_CONFIRM_MINUTES = int(os.environ.get("MOTCUA_CONFIRM_MINUTES", "15"))
CSRF_FAILURE_VIEW = "motcua.site.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = ["^healthz$"]  # a load balancer asks from inside, without TLS
# The remaining headers are set by SecurityHeaders.
SECURE_CONTENT_TYPE_NOSNIFF = False
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = None

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "lang"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    # Blobs are named by the hash of their content; `motcua.files` is the only room that touches them.
    "default": {
        "BACKEND": os.environ.get("MOTCUA_STORAGE", "motcua.files.storage.LocalStorage"),
        "OPTIONS": {},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = Path(os.environ.get("MOTCUA_FILES", VAR_DIR / "files"))
# Below this an alarm is raised; a full disk stops everything that is written.
MOTCUA_MIN_FREE_MB = int(os.environ.get("MOTCUA_MIN_FREE_MB", "2048"))
# Files that are still coming in, until they are whole or nobody goes on with them.
MOTCUA_PARTS = Path(os.environ.get("MOTCUA_PARTS", VAR_DIR / "parts"))
MOTCUA_PARTS_HOURS = int(os.environ.get("MOTCUA_PARTS_HOURS", "24"))
# One upload; the portal says the same figure to the citizen.
MAX_UPLOAD_BYTES = int(os.environ.get("MOTCUA_MAX_UPLOAD_MB", "50")) * 1024 * 1024
# One request with all its files, of someone who is signed in; a visitor may send one file.
MAX_BODY_BYTES = int(os.environ.get("MOTCUA_MAX_BODY_MB", "200")) * 1024 * 1024
# What is refused, and from when on; the default lies beside its code in motcua/files/policy.json.
MOTCUA_RETENTION = os.environ.get("MOTCUA_RETENTION", "")
MOTCUA_UPLOAD_POLICY = os.environ.get("MOTCUA_UPLOAD_POLICY", "")
# `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`; empty: files are not scanned.
MOTCUA_CLAMAV = os.environ.get("MOTCUA_CLAMAV", "")
# `smtp://`, `smtp+starttls://` or `smtps://`; empty: letters wait until there is one.
MOTCUA_SMTP_URL = os.environ.get("MOTCUA_SMTP_URL", "")
MOTCUA_MAIL_FROM = os.environ.get("MOTCUA_MAIL_FROM", "Một Cửa <motcua@localhost>")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

MOTCUA_KEYS_DIR = Path(os.environ.get("MOTCUA_KEYS_DIR", VAR_DIR / "keys"))
MOTCUA_KEY_PASSPHRASE = os.environ.get("MOTCUA_KEY_PASSPHRASE") or _kept_secret("keys")
# Personal data in the database are sealed with the first of these; all of them open (motcua.kernel.secrecy).
MOTCUA_DATA_KEYS = os.environ.get("MOTCUA_DATA_KEYS", "")
MOTCUA_DATA_KEYS_FILE = VAR_DIR / "secrets" / "data-keys"
if not MOTCUA_DATA_KEYS:
    _kept_secret("data-keys", 32)
MOTCUA_FINGERPRINT_KEY = os.environ.get("MOTCUA_FINGERPRINT_KEY") or _kept_secret("fingerprint-key")
MOTCUA_TSA_URL = os.environ.get("MOTCUA_TSA_URL", "")
MOTCUA_PKCS11_MODULE = os.environ.get("MOTCUA_PKCS11_MODULE", "")
MOTCUA_PKCS11_PIN = os.environ.get("MOTCUA_PKCS11_PIN", "")

LOGGING_CONFIG = None
