"""Addresses under /api/v1/."""

from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_GET

from motcua.api.contract import api
from motcua.api.docs import docs
from motcua.api.envelope import envelope, enveloped, not_found
from motcua.api.openapi import openapi_json

app_name = "api"
# The framework adds an address for its own start page, which this door does not have.
_calls = [call for call in api.urls[0] if isinstance(call, URLPattern) and call.name != "api-root"]

urlpatterns = [
    path("openapi.json", envelope(require_GET(openapi_json)), name="openapi"),
    path("docs", docs, name="docs"),
    *enveloped(_calls, files={"store_file", "attach_component", "verify_file"}),
    re_path(r"^(?P<path>.*)$", envelope(not_found, any_body=True)),
]
