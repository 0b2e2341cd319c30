"""Finding a dossier by its code, typed or scanned, or by who it belongs to."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.desk.access import official
from motcua.desk.pages import go, page
from motcua.dossiers import door as dossiers
from motcua.kernel import clock

# The QR code on a receipt leads to the tracking page, with the code in its address.
_TRACKING = re.compile(r"/track\?code=([^&\s]+)")


@require_safe
@official
def search(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every dossier that the actor may see; a code in full opens its dossier at once."""
    q = code_in(request.GET.get("q", ""))
    wanted = dossiers.InboxFilter(box="all", q=q, cursor=request.GET.get("cursor", ""))
    rows = dossiers.inbox(actor, wanted, now=clock.now()) if q else None
    found = rows.items if rows else ()
    if len(found) == 1 and found[0].code == q.upper():
        return go("dossier", found[0].code)
    return page(request, "search", q=q, rows=found, next=rows.next if rows else "")


def code_in(text: str) -> str:
    """The dossier's code in what a scanner read, else the text as it is."""
    scanned = _TRACKING.search(text)
    return (scanned[1] if scanned else text).strip()
