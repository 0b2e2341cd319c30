"""The one door of the directory."""

from motcua.directory.cache import forget as forget_agencies
from motcua.directory.importing import import_agencies
from motcua.directory.models import Role
from motcua.directory.operations import (
    add_person,
    appoint,
    change_contact,
    close_agency,
    create_agency,
    end_position,
    merge_agencies,
    rename_agency,
    split_agency,
)
from motcua.directory.policies import administers
from motcua.directory.queries import (
    agencies,
    agency,
    agency_by_identifier,
    all_agencies,
    communes,
    departments,
    people,
    people_of,
    person,
    position,
    positions_of,
    service_centre_for,
    successions,
)
from motcua.directory.rules import IdentifierInvalid, covers, normalise_identifier, old_spelling
from motcua.directory.views import (
    AgencyView,
    ImportProblem,
    ImportReport,
    PersonRow,
    PersonView,
    PositionView,
    SuccessionView,
)

__all__ = [
    "AgencyView",
    "IdentifierInvalid",
    "ImportProblem",
    "ImportReport",
    "PersonRow",
    "PersonView",
    "PositionView",
    "Role",
    "SuccessionView",
    "add_person",
    "administers",
    "agencies",
    "agency",
    "agency_by_identifier",
    "all_agencies",
    "appoint",
    "change_contact",
    "close_agency",
    "communes",
    "covers",
    "create_agency",
    "departments",
    "end_position",
    "forget_agencies",
    "import_agencies",
    "merge_agencies",
    "normalise_identifier",
    "old_spelling",
    "people",
    "people_of",
    "person",
    "position",
    "positions_of",
    "rename_agency",
    "service_centre_for",
    "split_agency",
    "successions",
]
