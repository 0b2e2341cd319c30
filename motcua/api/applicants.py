"""An applicant in a few plain words as the answers to the standard pack's form."""

from collections.abc import Collection, Mapping
from typing import Any

from motcua.api.schemas.intake import Address, Applicant

Answers = dict[str, Any]


def answers_of(
    applicant: Applicant | None, answers: Mapping[str, Any], *, asked: Collection[str], online: bool
) -> Answers:
    """The form's answers by key. What `answers` says goes before what `applicant` means.

    Where nothing is said, one files for oneself and takes the result where one filed. `asked` are the form's
    questions: what is only meant is left out where nobody asks for it.
    """
    usual = {"on_behalf": "self", "return_method": "online" if online else "counter"}
    meant = _meant(applicant) if applicant else {}
    further = (applicant.model_extra or {}) if applicant else {}
    told = {key: value for key, value in (usual | meant).items() if value and key in asked}
    return {**told, **further, **answers}


def _meant(applicant: Applicant) -> Answers:
    kind = applicant.kind or _kind_of(applicant)
    address = (
        applicant.address if isinstance(applicant.address, Address) else Address(detail=applicant.address)
    )
    return {
        "owner_kind": kind,
        **(_person(applicant) if kind == "citizen" else _organisation(applicant, kind)),
        "phone": applicant.phone,
        "email": applicant.email,
        "commune": address.commune,
        "address_detail": address.detail,
        **_filer(applicant),
    }


def _kind_of(applicant: Applicant) -> str:
    is_person = applicant.personal_id or applicant.passport_number or not applicant.tax_code
    return "citizen" if is_person else "enterprise"


def _person(applicant: Applicant) -> Answers:
    return {
        "owner_name": applicant.name,
        "id_paper": "passport" if applicant.passport_number and not applicant.personal_id else "personal_id",
        "personal_id": applicant.personal_id,
        "passport_number": applicant.passport_number,
        "birth_date": applicant.birth_date,
    }


def _organisation(applicant: Applicant, kind: str) -> Answers:
    return {
        "organisation_name": applicant.name,
        "representative_name": applicant.representative,
        "personal_id": applicant.personal_id if kind == "household_business" else "",
        "tax_code" if kind == "enterprise" else "organisation_tax_code": applicant.tax_code,
    }


def _filer(applicant: Applicant) -> Answers:
    if applicant.filer is None:
        return {}
    return {
        "on_behalf": "other",
        "filer_name": applicant.filer.name,
        "filer_personal_id": applicant.filer.personal_id,
        "filer_ground": applicant.filer.ground,
    }
