"""Gap-free numbers: the counter's row stays locked until the act that took the number commits or gives it back."""

import datetime as dt

from django.db import connection
from django.db.models import Q

from motcua.directory.door import AgencyView
from motcua.dossiers import rules
from motcua.dossiers.models import CodePattern
from motcua.kernel.clock import VIETNAM


def next_code(*, purpose: str, agency: AgencyView, now: dt.datetime) -> str:
    """The next code of `purpose` ("dossier" or "result") for `agency`, by the pattern in force on the day."""
    numbering = rules.numbering(_pattern(purpose, agency, now), agency=agency.identifier, at=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_codecounter AS c (scope, value) VALUES (%s, 1) "
            "ON CONFLICT (scope) DO UPDATE SET value = c.value + 1 RETURNING value",
            [f"{purpose}:{numbering.scope}"],
        )
        (number,) = cursor.fetchone()
    return numbering.code(number)


def _pattern(purpose: str, agency: AgencyView, now: dt.datetime) -> str:
    today = now.astimezone(VIETNAM).date()
    in_force = CodePattern.objects.filter(
        Q(agency_id=agency.id) | Q(agency_id=None), purpose=purpose, valid_from__lte=today
    )
    # PostgreSQL sorts NULL last: the agency's own pattern goes before everyone's.
    pattern = in_force.order_by("agency_id", "-valid_from").values_list("pattern", flat=True).first()
    return pattern or rules.DEFAULT_PATTERNS[purpose]
