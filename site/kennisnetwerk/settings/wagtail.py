"""Wagtail's own settings."""

from .environment import env

WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="Kennisnetwerk")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # zorgcoöperatie becomes zorgcooperatie
WAGTAIL_USERBAR_ENABLED = False
# The admin asks nobody outside for anything.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# Passwords and addresses are changed where everybody does it, with the checks that belong to it.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody chooses a password for somebody else: a new person logs in with a code

WAGTAILIMAGES_IMAGE_MODEL = "foundation.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "foundation.forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "gif", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "odt", "ods", "odp", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "rtf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # everything is an attachment: what was uploaded never runs here

TAGGIT_CASE_INSENSITIVE = True
TAG_SPACES_ALLOWED = True

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "foundation.search_backends"}}
