"""Rendering the desk's pages, and going from one to the next."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from motcua.accounts.door import Actor
from motcua.desk.menu import menu_of
from motcua.kernel.errors import Refused


def page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page `desk/<name>.html`. `errors` is {field: message}, empty unless given."""
    actor: Actor | None = getattr(request, "actor", None)
    context = {"errors": {}, "section": "", "menu": menu_of(actor), **context}
    return render(request, f"desk/{name}.html", context, status=status)


def go(name: str, *args: Any, **query: str) -> HttpResponseRedirect:
    """On to another page of the desk."""
    asked = {key: value for key, value in query.items() if value}
    address = reverse(f"desk:{name}", args=args)
    return HttpResponseRedirect(address + (f"?{urlencode(asked)}" if asked else ""), status=303)


def go_to(address: str) -> HttpResponseRedirect:
    """On to an address that `way_back` let through."""
    return HttpResponseRedirect(address, status=303)


def way_back(request: HttpRequest) -> str:
    """The page of the desk from which one came, as the form or the address names it; empty for anything else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith(reverse("desk:inbox"))
    return wanted if ours and url_has_allowed_host_and_scheme(wanted, None) else ""


def said(refused: Refused, **renamed: str) -> dict[str, str]:
    """What a refusal says, by field; under "" what belongs to no field. `renamed` maps its keys to the page's."""
    fields = {renamed.get(key, key): str(value) for key, value in refused.fields.items()}
    return fields or {"": str(refused.detail)}
