"""An applicant in plain words becomes the answers of the standard form."""

import pytest

from motcua.api.applicants import answers_of
from motcua.api.schemas.intake import Applicant
from motcua.procedures.door import clean_answers
from motcua.procedures.packs import facts_of, form_of, read_pack

FILES = read_pack().files
EVERYBODY = form_of(FILES["form.yaml"], facts_of((), ""), "vi")
ASKED = {field.key for field in EVERYBODY.fields()}
COMMON = {"phone": "0912345678", "address": {"commune": "phường Gió", "detail": "Số 12"}}
REST = {"request_summary": "Xin thả diều"}


def answered(**applicant):
    return answers_of(Applicant.model_validate(applicant | COMMON), REST, asked=ASKED, online=True)


@pytest.mark.parametrize(
    ("applicant", "kind"),
    [
        ({"name": "Hòa", "personal_id": "025190000018", "birth_date": "1990-03-27"}, "citizen"),
        ({"name": "Ann Lee", "passport_number": "C1234567", "birth_date": "1990-03-27"}, "citizen"),
        ({"name": "Công ty Diều", "tax_code": "0100109106", "representative": "Hòa"}, "enterprise"),
        (
            {
                "kind": "household_business",
                "name": "Diều Hòa",
                "representative": "Hòa",
                "personal_id": "025190000018",
            },
            "household_business",
        ),
        ({"kind": "organisation", "name": "Hội Diều", "representative": "Hòa"}, "organisation"),
    ],
)
def test_each_kind_of_owner_fills_the_whole_form(applicant, kind):
    answers = answered(**applicant)
    assert answers["owner_kind"] == kind
    kept, errors = clean_answers(EVERYBODY, answers)
    assert errors == {}
    assert applicant["name"] in (kept.get("owner_name"), kept.get("organisation_name"))


def test_whoever_files_for_another_is_named():
    filer = {"name": "Bình", "personal_id": "025190000018", "ground": "con đẻ"}
    answers = answered(name="Hòa", personal_id="025190000018", birth_date="1990-03-27", filer=filer)
    assert (answers["on_behalf"], answers["filer_ground"]) == ("other", "con đẻ")
    assert clean_answers(EVERYBODY, answers)[1] == {}


def test_the_forms_own_keys_are_taken_and_go_first():
    applicant = Applicant.model_validate({"name": "Hòa", "owner_name": "Nguyễn Hòa", "phone": "0900000000"})
    answers = answers_of(
        applicant, {"phone": "0911111111", "return_method": "post"}, asked=ASKED, online=False
    )
    assert (answers["owner_name"], answers["phone"]) == ("Nguyễn Hòa", "0911111111")
    assert answers["return_method"] == "post"


def test_the_result_is_taken_where_one_filed_unless_said():
    assert answers_of(None, {}, asked=ASKED, online=True)["return_method"] == "online"
    assert answers_of(None, {}, asked=ASKED, online=False)["return_method"] == "counter"
