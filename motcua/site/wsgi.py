"""What the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")

application = get_wsgi_application()
# Read all pages' code now, not while the first visitor waits; what lives for ever need not be looked at by the
# garbage collector again.
len(get_resolver().url_patterns)
gc.freeze()
