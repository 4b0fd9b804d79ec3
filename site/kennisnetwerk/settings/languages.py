"""Languages, time and place."""

from django.utils.translation import gettext_lazy as _

from .environment import PROJECT_ROOT

LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PROJECT_ROOT / "site" / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
# Editors publish in Dutch; what is not translated yet stands as an alias in the English tree.
WAGTAILLOCALIZE_DEFAULT_TRANSLATION_MODE = "synced"

TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
FORMAT_MODULE_PATH = ["kennisnetwerk.formats"]
