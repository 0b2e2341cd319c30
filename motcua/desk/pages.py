"""Rendering the desk's pages, and going from one to the next."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from motcua.accounts.door import Actor
from motcua.desk.menu import menu_of
from motcua.desk.queues import action_labels
from motcua.kernel.errors import Refused

# What a page says once, when one comes back to it: what was done to which dossier, or what was missing.
NOTICES = ("done", "of", "problem")
_CODE = re.compile(r"[\w.-]{1,60}")


def page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page `desk/<name>.html`. `errors` is {field: message}, empty unless given."""
    actor: Actor | None = getattr(request, "actor", None)
    frame = {
        "errors": {},
        "section": "",
        "menu": menu_of(actor),
        "action_labels": action_labels(),
        "asked": asked(request),
        "done": request.GET.get("done", ""),
        "of": _code(request.GET.get("of", "")),
    }
    context = {**frame, **context}
    return render(request, f"desk/{name}.html", context, status=status)


def go(name: str, *args: Any, **query: str) -> HttpResponseRedirect:
    """On to another page of the desk."""
    wanted = {key: value for key, value in query.items() if value}
    address = reverse(f"desk:{name}", args=args)
    return HttpResponseRedirect(address + (f"?{urlencode(wanted)}" if wanted else ""), status=303)


def go_back(address: str, **words: str) -> HttpResponseRedirect:
    """Back to an address that `way_back` let through; `words` are for the page there, see `NOTICES`."""
    joint = "&" if "?" in address else "?"
    return HttpResponseRedirect(f"{address}{joint}{urlencode(words)}", status=303)


def asked(request: HttpRequest) -> dict[str, str]:
    """What the page's address asks for, without the notices of the page one came from."""
    return {name: request.GET[name] for name in request.GET if name not in NOTICES}


def way_back(request: HttpRequest) -> str:
    """The page of the desk from which one came, as the form or the address names it; empty for anything else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith(reverse("desk:inbox"))
    return wanted if ours and url_has_allowed_host_and_scheme(wanted, None) else ""


def said(refused: Refused, **renamed: str) -> dict[str, str]:
    """What a refusal says, by field; under "" what belongs to no field. `renamed` maps its keys to the page's."""
    fields = {renamed.get(key, key): str(value) for key, value in refused.fields.items()}
    return fields or {"": str(refused.detail)}


def _code(text: str) -> str:
    """A dossier's code that may stand in an address; empty for anything else."""
    return text if _CODE.fullmatch(text) else ""
