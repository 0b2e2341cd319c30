"""Who may come in: administrators everywhere, service owners where the catalogue is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from motcua.accounts.door import Actor
from motcua.directory.door import Role, administers
from motcua.kernel.errors import NotAllowed, NotFound

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Actor, Rest], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

KEEPERS = (Role.SERVICE_OWNER, Role.ADMINISTRATOR)
ADMINISTRATORS = (Role.ADMINISTRATOR,)


def keepers(view: View[Rest]) -> Guarded[Rest]:
    """For those who keep the catalogue: service owners and administrators."""
    return _guarded(view, KEEPERS)


def administrators(view: View[Rest]) -> Guarded[Rest]:
    """For administrators of any agency; the doors know how far each one's rights reach."""
    return _guarded(view, ADMINISTRATORS)


def provincial(view: View[Rest]) -> Guarded[Rest]:
    """For administrators of the whole province."""

    @wraps(view)
    def whole(
        request: HttpRequest, actor: Actor, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if not is_provincial(actor):
            raise NotAllowed
        return view(request, actor, *args, **kwargs)

    return _guarded(whole, ADMINISTRATORS)


def is_provincial(actor: Actor) -> bool:
    """Whether the actor administers the whole province."""
    return administers(actor, "")


def _guarded(view: View[Rest], roles: tuple[Role, ...]) -> Guarded[Rest]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            # A form cannot be sent again after signing in: go on at the overview.
            back = request.get_full_path() if request.method == "GET" else reverse("console:home")
            return HttpResponseRedirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
        seat = actor.seat(*roles)
        if seat is None:
            raise NotAllowed
        if "%00" in request.META.get("QUERY_STRING", ""):  # no text that the database holds has one
            raise NotFound
        # In a delegated seat the evidence names its holder too.
        return view(request, actor.on(seat), *args, **kwargs)

    return require_http_methods(["GET", "HEAD", "POST"])(guarded)
