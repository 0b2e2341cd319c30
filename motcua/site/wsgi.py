"""What the web server loads."""

import gc
import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from motcua.site.pace import paced
from motcua.site.processes import dies_with_parent
from motcua.site.web import THREADS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")

# A killed web server must not leave its workers behind, which would hold the port against the next one.
if multiprocessing.parent_process() and (follow := dies_with_parent(signal.SIGKILL)):
    follow()

application = paced(get_wsgi_application(), threads=THREADS)
# Read all pages' code now, not while the first visitor waits; what lives for ever need not be looked at by the
# garbage collector again.
len(get_resolver().url_patterns)
gc.freeze()
