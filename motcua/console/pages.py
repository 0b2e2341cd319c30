"""Rendering the console's pages, and going from one to the next."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from motcua.accounts.door import Actor
from motcua.console.access import is_provincial
from motcua.console.done_words import say_done
from motcua.console.menu import menu_of
from motcua.dossiers.door import works_on_dossiers


def page(request: HttpRequest, actor: Actor, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page `console/<name>.html` for this actor; a banner says what `?done=` names."""
    common = {
        "menu": menu_of(actor),
        "has_desk": works_on_dossiers(actor),
        "is_provincial": is_provincial(actor),
        "done": say_done(request.GET.get("done", "")),
    }
    return render(request, f"console/{name}.html", {**common, **context}, status=status)


def go(name: str, *args: Any, at: str = "", **query: str) -> HttpResponseRedirect:
    """On to another page of the console, at the element `at` of it."""
    asked = {key: value for key, value in query.items() if value}
    address = reverse(f"console:{name}", args=args) + (f"?{urlencode(asked)}" if asked else "")
    return HttpResponseRedirect(address + (f"#{at}" if at else ""), status=303)
