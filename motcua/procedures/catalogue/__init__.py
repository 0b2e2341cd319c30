"""Published national records (danh mục thủ tục hành chính) read into structure, doubt kept as doubt. No Django here."""

from motcua.procedures.catalogue.as_json import as_json
from motcua.procedures.catalogue.reader import RecordLine, read_records
from motcua.procedures.catalogue.reasons import REVIEW_REASONS
from motcua.procedures.catalogue.record import parse_record
from motcua.procedures.catalogue.types import (
    CatalogueRecordError,
    ChannelRow,
    DocumentGroup,
    Duration,
    Fee,
    LegalAct,
    ParsedProcedure,
    RequiredDocument,
    ResultType,
    Review,
)

__all__ = [
    "REVIEW_REASONS",
    "CatalogueRecordError",
    "ChannelRow",
    "DocumentGroup",
    "Duration",
    "Fee",
    "LegalAct",
    "ParsedProcedure",
    "RecordLine",
    "RequiredDocument",
    "ResultType",
    "Review",
    "as_json",
    "parse_record",
    "read_records",
]
