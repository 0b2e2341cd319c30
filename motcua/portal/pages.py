"""Rendering pages and redirecting."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from motcua.kernel.errors import Refused
from motcua.portal.access import actor_of_request

# A cache in front of the site may answer visitors for it: `Vary: Cookie` keeps languages apart, and a page for somebody
# who is signed in, or with a form's token in it, is never marked so.
_A_MINUTE = "public, max-age=60"


def page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page `portal/<name>.html`. `errors` is {field: message}, empty unless given."""
    context.setdefault("errors", {})
    return render(request, f"portal/{name}.html", context, status=status)


def public_page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """A page that says the same to every visitor. Signed in, the middleware keeps it out of every cache."""
    response = page(request, name, **context)
    if actor_of_request(request) is None and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META:
        response.headers["Cache-Control"] = _A_MINUTE
    return response


def go(name: str, *args: Any, at: str = "", **query: str) -> HttpResponseRedirect:
    """On to another page of the portal, at the element `at` of it."""
    asked = {key: value for key, value in query.items() if value}
    address = reverse(f"portal:{name}", args=args)
    return HttpResponseRedirect(
        address + (f"?{urlencode(asked)}" if asked else "") + (f"#{at}" if at else ""), status=303
    )


def said(refused: Refused, **renamed: str) -> dict[str, str]:
    """What a refusal says, by field; under "" what belongs to no field. `renamed` maps its keys to the page's."""
    fields = {renamed.get(key, key): str(value) for key, value in refused.fields.items()}
    return fields or {"": str(refused.detail)}
