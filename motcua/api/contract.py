"""The machine's door put together."""

import json
import re
from typing import Any

import structlog
from django.http import Http404, HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from motcua.api import problems
from motcua.api.views import agencies, consultations, dossiers, evidence, files, procedures
from motcua.kernel.errors import NotAllowed

log = structlog.get_logger(__name__)

VERSION = "1.0.0"
# An escaped NUL whose backslash is not itself escaped.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class Reader(Parser):
    """JSON as RFC 8259 has it: no NaN, and only text that can be stored."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's value. Raises ValueError, which the framework answers with 400."""
        data = json.loads(request.body, parse_constant=_refuse)
        # Lone surrogates (refused by `encode`) and NUL are valid JSON, but no text that a database takes.
        text = json.dumps(data, ensure_ascii=False).encode()
        if _NUL.search(text):
            raise ValueError("NUL")
        return data


class Writer(JSONRenderer):
    """Vietnamese as it is written, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def undeclared(request: HttpRequest) -> None:
    """In the place of the key of an operation that does not say who may call it (`auth=None` says everybody)."""
    log.error("api.undeclared", method=request.method, path=request.path)
    raise NotAllowed


api = NinjaAPI(
    title="Một Cửa",
    version=VERSION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=Writer(),
    parser=Reader(),
    auth=undeclared,
)
# The framework has answers of its own for the last three, which are no problems in the sense of RFC 9457.
for kind in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(kind, problems.answer)
api.add_router("/procedures", procedures.router)
api.add_router("/dossiers", dossiers.router)
for router in (consultations.router, files.router, agencies.router, evidence.router):
    api.add_router("", router)
