"""Who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from motcua.accounts.door import Actor

Rest = ParamSpec("Rest")


def actor_of_request(request: HttpRequest) -> Actor | None:
    """Who is signed in; None for a visitor."""
    return getattr(request, "actor", None)


def address_of(request: HttpRequest) -> str:
    """Where the request came from, for counting tries."""
    return str(request.META.get("REMOTE_ADDR", ""))


def signed_in(
    view: Callable[Concatenate[HttpRequest, Actor, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """Give the view its actor; send a visitor to sign in first and then back to the page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        actor = actor_of_request(request)
        if actor is None:
            # A form cannot be sent again after signing in: go on at one's list of dossiers.
            back = request.get_full_path() if request.method == "GET" else reverse("portal:my")
            return HttpResponseRedirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
        return view(request, actor, *args, **kwargs)

    return guarded
