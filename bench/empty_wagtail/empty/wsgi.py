"""The application of the empty site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "empty.settings"

application = get_wsgi_application()
