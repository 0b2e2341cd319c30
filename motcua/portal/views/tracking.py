"""Following a dossier with the code and the secret on its receipt, without an account."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers.door import LookupFailed, track, tracked_paper
from motcua.kernel import clock
from motcua.kernel.access import anyone
from motcua.kernel.addresses import client_address
from motcua.kernel.downloads import PDF, send
from motcua.kernel.throttle import Throttled
from motcua.portal.pages import page, said
from motcua.portal.timelines import public_timeline, tone_of


@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def track_dossier(request: HttpRequest) -> HttpResponseBase:
    """Ask for code and secret (the QR code on the receipt fills in the code), then show how things stand.

    The answer to the form is the page itself: the secret must not get into an address.
    """
    if request.method != "POST":
        return page(request, "track", code=request.GET.get("code", "").strip())
    code, secret = request.POST.get("code", "").strip(), request.POST.get("secret", "").strip()
    try:
        view = track(code=code, secret=secret, address=client_address(request), now=clock.now())
    except (LookupFailed, Throttled) as refused:
        return page(request, "track", status=refused.status, code=code, errors=said(refused))
    response = page(
        request,
        "tracked",
        d=view,
        secret=secret,
        tone=tone_of(view.clock),
        timeline=public_timeline(view.timeline),
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@anyone
def track_paper(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """A standard paper for whoever holds code and secret."""
    code, secret = request.POST.get("code", "").strip(), request.POST.get("secret", "").strip()
    try:
        content = tracked_paper(
            code=code, secret=secret, paper_id=paper_id, address=client_address(request), now=clock.now()
        )
    except (LookupFailed, Throttled) as refused:
        return page(request, "track", status=refused.status, code=code, errors=said(refused))
    return send(content, name=f"{code or 'giay-to'}.pdf", media_type=PDF)
