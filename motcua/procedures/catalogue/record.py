"""One published record, a dict of strings, into a `ParsedProcedure`."""

import re
from collections.abc import Mapping

from motcua.kernel.text import normalise, plain_number
from motcua.procedures.catalogue.applicants import read_applicants
from motcua.procedures.catalogue.channels import read_channels
from motcua.procedures.catalogue.documents import read_documents
from motcua.procedures.catalogue.durations import times_in_text
from motcua.procedures.catalogue.legal import read_legal_basis
from motcua.procedures.catalogue.levels import read_levels
from motcua.procedures.catalogue.results import read_results
from motcua.procedures.catalogue.text import clean, clean_line, split_page_tail
from motcua.procedures.catalogue.types import CatalogueRecordError, ParsedProcedure, Review

FIELDS = (
    "ma_thu_tuc",
    "ten_thu_tuc",
    "so_quyet_dinh",
    "cap_thuc_hien",
    "loai_thu_tuc",
    "linh_vuc",
    "doi_tuong_thuc_hien",
    "co_quan_co_tham_quyen",
    "dia_chi_tiep_nhan",
    "co_quan_duoc_uy_quyen",
    "co_quan_phoi_hop",
    "thu_tuc_lien_quan",
    "trinh_tu_thuc_hien",
    "cach_thuc_thuc_hien",
    "thanh_phan_ho_so",
    "can_cu_phap_ly",
    "co_quan_thuc_hien",
    "yeu_cau_dieu_kien",
    "ket_qua_xu_ly",
)

# The national code, or the one of 2016 with an agency behind it (catalogue section 6).
_CODE = re.compile(r"(\d\.\d{6})(\.\d{3}\.\d\d\.\d\d\.[A-Z]\d\d)?", re.ASCII)
_DECISION = re.compile(r"(?:số )?\d+[a-z]?\.?/QĐ-[A-ZĐ]{3,8}(?:-[A-Z]+\d*)?", re.IGNORECASE)
# Text that a database cannot hold: NUL and halves of surrogate pairs.
_BAD_CHARACTERS = re.compile(r"[\x00\ud800-\udfff]")


def parse_record(record: Mapping[str, str]) -> ParsedProcedure:
    """The structured procedure of one published record (catalogue section 1).

    Raises CatalogueRecordError when the record has no valid code, no name, or a value that is not clean text.
    """
    values = _checked(record)
    code, name, reviews = _identity(values)
    steps = clean(values["trinh_tu_thuc_hien"])
    levels, more = read_levels(values)
    reviews += more
    channels, more = read_channels(values["cach_thuc_thuc_hien"], values["trinh_tu_thuc_hien"])
    reviews += more
    around = "\n".join((steps, *(row.note for row in channels)))
    if channels and not any(row.duration for row in channels) and (times := times_in_text(around)):
        reviews.append(Review("duration_in_text", "steps", times))
    groups, more = read_documents(values["thanh_phan_ho_so"])
    reviews += more
    body, keywords, description = split_page_tail(values["ket_qua_xu_ly"])
    results, more = read_results(body)
    reviews += more
    legal_basis, more = read_legal_basis(values["can_cu_phap_ly"])
    reviews += more
    return ParsedProcedure(
        code=code,
        name=name,
        decision=clean_line(values["so_quyet_dinh"]),
        levels=levels,
        kind=clean_line(values["loai_thu_tuc"]),
        sector=clean_line(values["linh_vuc"]),
        applicants=read_applicants(values["doi_tuong_thuc_hien"]),
        steps=steps,
        channels=channels,
        document_groups=groups,
        results=results,
        legal_basis=legal_basis,
        conditions=clean(split_page_tail(values["yeu_cau_dieu_kien"])[0]),
        performing_agency=clean_line(values["co_quan_thuc_hien"]),
        competent_agency=clean_line(values["co_quan_co_tham_quyen"]),
        authorised_agency=clean_line(values["co_quan_duoc_uy_quyen"]),
        coordinating_agency=clean_line(values["co_quan_phoi_hop"]),
        receiving_address=clean(values["dia_chi_tiep_nhan"]),
        related=clean(values["thu_tuc_lien_quan"]),
        keywords=clean(keywords),
        description=clean(description),
        needs_review=tuple(reviews),
    )


def _checked(record: Mapping[str, str]) -> dict[str, str]:
    values = {}
    for field in FIELDS:
        value = record.get(field, "")
        if not isinstance(value, str):
            raise CatalogueRecordError("wrong_type", field)
        if _BAD_CHARACTERS.search(value):
            raise CatalogueRecordError("bad_characters", field)
        values[field] = value
    return values


def _identity(values: Mapping[str, str]) -> tuple[str, str, list[Review]]:
    published = plain_number(values["ma_thu_tuc"])
    found = _CODE.fullmatch(published)
    if not found:
        raise CatalogueRecordError("no_code", "ma_thu_tuc")
    name = normalise(clean_line(values["ten_thu_tuc"]))
    if not name:
        raise CatalogueRecordError("no_name", "ten_thu_tuc")
    reviews = [Review("code_with_agency", "code", published)] if found[2] else []
    if not _DECISION.fullmatch(values["so_quyet_dinh"].strip()):
        reviews.append(Review("decision_unusual", "decision", values["so_quyet_dinh"]))
    return found[1], name, reviews
