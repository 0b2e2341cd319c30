"""What a paper is worth: open to everyone who holds it."""

import hashlib
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_noop as N_
from ninja import Path, Router

from motcua.api.schemas.evidence import RegisterEntry, SignatureShape, VerdictShape
from motcua.api.views.files import body_of
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.addresses import client_address, network
from motcua.kernel.throttle import throttle
from motcua.signing import door as signing

router = Router(tags=["evidence"])
# Judging a file costs tenths of a second; a person checks a few papers, not hundreds.
VERIFICATIONS = 60


@router.get(
    "/results/{token}",
    auth=None,
    response=RegisterEntry,
    operation_id="check_result",
    summary=N_("Kiểm tra một kết quả theo mã trên giấy"),
    description=N_("`token` nằm trong mã QR in trên kết quả. Tên chủ hồ sơ được che bớt."),
)
def check_result(
    request: HttpRequest,
    token: Annotated[str, Path(max_length=64, description=N_("Mã xác thực trong mã QR."))],
) -> RegisterEntry:
    return _entry(dossiers.check_token(token))


@router.post(
    "/verify",
    auth=None,
    response=VerdictShape,
    operation_id="verify_file",
    summary=N_("Xác thực một tệp PDF đã ký số"),
    description=N_(
        "Gửi tệp như với `POST /files`. Trả lời cho biết từng chữ ký có nguyên vẹn, có tin cậy hay không, "
        "và tệp có đúng là kết quả do hệ thống này phát hành hay không. Tệp không được lưu lại."
    ),
    openapi_extra={"x-body": "application/pdf"},
)
def verify_file(request: HttpRequest) -> VerdictShape:
    now = clock.now()
    throttle(f"verify:{network(client_address(request))}", limit=VERIFICATIONS, now=now)
    content, _name = body_of(request)
    pdf = content.read()
    verdict = signing.verify_pdf(pdf, now=now)
    known = dossiers.check_hash(hashlib.sha256(pdf).hexdigest())
    return VerdictShape(
        verdict=verdict.verdict,
        intact=verdict.intact,
        covers_whole_file=verdict.covers_whole_file,
        problem=verdict.problem,
        signatures=[_signature(facts) for facts in verdict.signatures],
        registered=_entry(known) if known else None,
    )


def _entry(check: dossiers.ResultCheck) -> RegisterEntry:
    # Without the file's hash: who holds the paper need not be able to name the file.
    return RegisterEntry(
        number=check.number,
        result_name=check.result_name,
        outcome_label=check.outcome_label,
        owner_masked=check.owner_masked,
        agency_name=check.agency_name,
        signer_name=check.signer_name,
        signed_at=check.signed_at,
        released_at=check.released_at,
        dossier_code=check.dossier_code,
        current=check.current,
        revoked_at=check.revoked_at,
    )


def _signature(facts: signing.SignatureFacts) -> SignatureShape:
    return SignatureShape(
        signer=facts.signer,
        organisation=facts.organisation,
        signed_at=facts.signed_at,
        trusted=facts.trusted,
        intact=facts.intact,
        modified_after=facts.modified_after,
        problem=facts.problem,
    )
