"""Asking once more who sits at the browser, in the middle of an act, without losing what was typed.

A room refuses with `ConfirmFirst`. The page that answers carries everything that was posted, and posts it to the same
address again together with the password: proved, the act goes on as if nothing had come between. Nothing was done
before, so nothing is done twice.
"""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from motcua.accounts.door import SessionStore, SignInFailed, confirm, note_confirmed, standing
from motcua.kernel import clock
from motcua.kernel.addresses import client_address

# The page's own fields, which no act sees.
ASKED, PASSWORD = "_confirm", "_confirm_password"
_OURS = (ASKED, PASSWORD, "csrfmiddlewaretoken")


class Confirming:
    """Reads the answer of the confirmation page and lets what was posted go on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """After the check of the form's token, before the view."""
        actor = request.actor  # type: ignore[attr-defined]
        if actor is None or request.method != "POST" or ASKED not in request.POST:
            return None
        now = clock.now()
        try:
            password = request.POST.get(PASSWORD, "")
            confirm(actor=actor, password=password, address=client_address(request), now=now)
        except SignInFailed as refused:
            return confirm_page(request, error=str(refused.detail), status=refused.status)
        store = cast(SessionStore, request.session)
        note_confirmed(store, now=now)
        request.actor = standing(store, now=now).actor  # type: ignore[attr-defined]
        act = request.POST.copy()
        for name in _OURS:
            act.pop(name, None)
        request.POST = cast(Any, act)
        return None


def confirm_page(request: HttpRequest, *, error: str = "", status: int = 403) -> HttpResponse:
    """Asks for the password and keeps what was posted."""
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in _OURS]
    context = {
        "errors": {PASSWORD: error} if error else {},
        "kept": kept,
        "action": request.get_full_path(),
        "has_files": bool(request.FILES),
    }
    return render(request, "portal/confirm.html", context, status=status)
