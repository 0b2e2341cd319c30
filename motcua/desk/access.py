"""Who may come in: people who work on dossiers."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.desk.pages import page
from motcua.dossiers.door import works_on_dossiers
from motcua.kernel.errors import NotAllowed

Rest = ParamSpec("Rest")


def official(
    view: Callable[Concatenate[HttpRequest, Actor, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """Give the view its actor. A visitor signs in first; an official without a seat here is shown the way."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            # A form cannot be sent again after signing in: go on at the list.
            back = request.get_full_path() if request.method == "GET" else reverse("desk:inbox")
            return HttpResponseRedirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
        if works_on_dossiers(actor):
            return view(request, actor, *args, **kwargs)
        if actor.kind == "official":
            return page(request, "no_seat", status=403)
        raise NotAllowed(_("Bàn làm việc chỉ dành cho cán bộ giải quyết hồ sơ."))

    return guarded
