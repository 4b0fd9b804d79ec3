"""Settings of every environment; development, test and production add theirs."""

from .accounts import *  # noqa: F403 - a topic file of this package
from .environment import PROJECT_ROOT, env
from .forum import *  # noqa: F403 - a topic file of this package
from .languages import *  # noqa: F403 - a topic file of this package
from .mail import *  # noqa: F403 - a topic file of this package
from .search import *  # noqa: F403 - a topic file of this package
from .security import *  # noqa: F403 - a topic file of this package
from .storage import *  # noqa: F403 - a topic file of this package
from .wagtail import *  # noqa: F403 - a topic file of this package

DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
ROOT_URLCONF = "kennisnetwerk.urls"
WSGI_APPLICATION = "kennisnetwerk.wsgi.application"
COMPONENT_GALLERY = False

INSTALLED_APPS = [
    "kennisnetwerk",
    "home",
    "search",
    "events",
    "knowledge",
    "community.forums",
    "community.initiatives",
    "community.notifications",
    "community.members",
    "community.themes",
    "community.places",
    "foundation",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "kennisnetwerk.apps.MembersAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "foundation.content_security.ContentSecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "foundation.addresses.RefuseNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "community.members.accounts.admin_door.AdminDoorMiddleware",
    "community.members.accounts.second_factor.SecondFactorMiddleware",
    "community.members.consent.ConsentMiddleware",
    "community.members.exporting.ExportRecordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_ROOT / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "foundation.templatetags.street",
                "wagtail.templatetags.wagtailcore_tags",
            ],
        },
    },
]
