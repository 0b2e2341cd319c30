"""What a paper is worth: by the QR code printed on it, or by the signed file itself."""

import hashlib

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.door import check_hash, check_token
from motcua.kernel import clock
from motcua.kernel.access import anyone
from motcua.kernel.addresses import client_address, network
from motcua.kernel.errors import NotFound
from motcua.kernel.throttle import throttle
from motcua.portal import uploads
from motcua.portal.pages import page
from motcua.portal.verdicts import of_file, of_register
from motcua.signing.door import verify_pdf

# Judging a file costs tenths of a second; a person checks a few papers, not hundreds.
VERIFICATIONS = 60


@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def verify(request: HttpRequest) -> HttpResponseBase:
    """Upload a signed PDF and learn who signed it, when, and whether anything changed since. It is not kept."""
    if request.method != "POST":
        return _ask(request, "")
    now = clock.now()
    throttle(f"verify:{network(client_address(request))}", limit=VERIFICATIONS, now=now)
    file = request.FILES.get("file")
    if file is None:
        return _ask(request, _("Chọn tệp PDF cần kiểm tra."))
    if (file.size or 0) > uploads.max_bytes():
        return _ask(request, _("Tệp quá lớn. Hãy chọn tệp nhỏ hơn."))
    pdf = file.read()
    check = check_hash(hashlib.sha256(pdf).hexdigest())
    verification = verify_pdf(pdf, now=now)
    return page(
        request,
        "verdict",
        verdict=of_file(verification, check),
        check=check,
        signatures=verification.signatures,
        file_name=file.name or "",
    )


@require_safe
@anyone
def verify_token(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the register says of the paper whose QR code was read."""
    try:
        check = check_token(token)
    except NotFound:
        check = None
    return page(
        request,
        "verdict",
        status=200 if check else 404,
        verdict=of_register(check),
        check=check,
        signatures=(),
        file_name="",
    )


def _ask(request: HttpRequest, error: str) -> HttpResponseBase:
    errors = {"file": error} if error else {}
    return page(
        request, "verify", status=422 if errors else 200, errors=errors, max_bytes=uploads.max_bytes()
    )
