"""The application that a WSGI server runs: `gunicorn --pythonpath site kennisnetwerk.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennisnetwerk.settings.production")

application = get_wsgi_application()
