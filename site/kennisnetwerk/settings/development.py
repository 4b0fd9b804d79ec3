"""A machine of one's own: `make run`, demo data, no secrets."""

from .base import *  # noqa: F403 - extends the base settings
from .environment import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "development-only-never-in-production"  # noqa: S105 - not a secret: production refuses to start without its own
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
COMPONENT_GALLERY = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
