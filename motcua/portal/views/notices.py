"""What one was told, and how one wants to hear."""

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.door import Actor
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.notices import door as notices
from motcua.portal.access import signed_in
from motcua.portal.pages import page, said


@require_safe
@signed_in
def notice_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One's notices, the newest first. One statement, one more when something is new."""
    cursor = request.GET.get("cursor", "")
    found = notices.notices_of(actor, language=get_language() or "vi", cursor=cursor)
    new = actor.unread if not cursor else 0
    if request.method == "GET":
        notices.mark_read(actor)
    return page(request, "notices", found=found, new=new)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preference(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The channel, its address, and the language."""
    errors: dict[str, str] = {}
    chosen = notices.preference_of(actor)
    values = {"channel": chosen.channel, "language": chosen.language, "address": chosen.address}
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            notices.choose_channel(actor=actor, now=clock.now(), **values)
        except Invalid as refused:
            errors = said(refused)
        else:
            return HttpResponseRedirect(reverse("portal:notice_preference") + "?done=1", status=303)
    context = {"errors": errors, "values": values, "own": actor.email, "done": "done" in request.GET}
    return page(request, "notice_preference", status=422 if errors else 200, **context)
