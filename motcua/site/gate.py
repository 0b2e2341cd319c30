"""The one gate in front of all views: asks who may enter before a view runs, refuses a view that does not say."""

from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from motcua.accounts.door import SetUpFirst
from motcua.kernel.access import SignInFirst, access_of
from motcua.kernel.errors import NotAllowed, Refused
from motcua.site import errors

log = structlog.get_logger(__name__)

# Where an empty form leads after signing in.
_OVERVIEWS = {"desk": "desk:inbox", "console": "console:home"}

# Where to put in order what an account lacks, by `Actor.must`.
_SET_UP = {"password": "portal:password", "second_factor": "portal:second_factor"}


class Gate:
    """Leaves behind `request.entrant`: the actor as who they enter, which `access` hands to the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        policy = access_of(view)
        if policy is None:
            log.error("route.undeclared", path=request.path, view=f"{view.__module__}.{view.__qualname__}")
            return errors.refusal(request, NotAllowed())
        try:
            request.entrant = policy.admit(request.actor)  # type: ignore[attr-defined]
        except SignInFirst:
            return errors.session_ended(request) or _to_sign_in(request)
        except SetUpFirst as refused:
            return HttpResponseRedirect(reverse(_SET_UP[refused.what]))
        except Refused as refused:
            return errors.refusal(request, refused)
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    face = request.resolver_match.app_name if request.resolver_match else ""
    overview = reverse(_OVERVIEWS.get(face, "portal:my"))
    back = request.get_full_path() if request.method == "GET" else overview
    return HttpResponseRedirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
