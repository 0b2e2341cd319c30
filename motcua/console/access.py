"""Who may come in: administrators everywhere, service owners where the catalogue is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from motcua.accounts.door import ADMINISTRATOR, PROVINCE_ADMINISTRATOR, Actor, access, seated
from motcua.directory.door import Role, administers
from motcua.kernel.access import Access
from motcua.kernel.errors import NotFound
from motcua.procedures.door import CATALOGUE_KEEPER

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Actor, Rest], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

KEEPERS = (Role.SERVICE_OWNER, Role.ADMINISTRATOR)
ADMINISTRATORS = (Role.ADMINISTRATOR,)
INSIDER = seated("keeper of the house", *KEEPERS)


def insiders(view: View[Rest]) -> Guarded[Rest]:
    """For everybody who has a page here."""
    return _guarded(view, INSIDER)


def keepers(view: View[Rest]) -> Guarded[Rest]:
    """For those who keep the catalogue: service owners and administrators of the province."""
    return _guarded(view, CATALOGUE_KEEPER)


def administrators(view: View[Rest]) -> Guarded[Rest]:
    """For administrators of any agency; the doors know how far each one's rights reach."""
    return _guarded(view, ADMINISTRATOR)


def provincial(view: View[Rest]) -> Guarded[Rest]:
    """For administrators of the whole province."""
    return _guarded(view, PROVINCE_ADMINISTRATOR)


def is_provincial(actor: Actor) -> bool:
    """Whether the actor administers the whole province."""
    return administers(actor, "")


def _guarded(view: View[Rest], policy: Access) -> Guarded[Rest]:
    @wraps(view)
    def guarded(
        request: HttpRequest, actor: Actor, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):  # no text that the database holds has one
            raise NotFound
        return view(request, actor, *args, **kwargs)

    return require_http_methods(["GET", "HEAD", "POST"])(access(policy)(guarded))
