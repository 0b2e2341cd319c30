"""Gap-free numbers: the counter's row stays locked until the act that took the number commits or gives it back."""

import datetime as dt
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.audit import door as audit
from motcua.directory.door import AgencyView, administers
from motcua.dossiers import rules
from motcua.dossiers.models import CodePattern
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.kept import Kept

# By purpose and agency (None: everyone), the newest first: from which day on, and the pattern.
_Patterns = dict[tuple[str, UUID | None], list[tuple[dt.date, str]]]


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


@transaction.atomic
def set_code_pattern(
    *,
    purpose: str,
    agency_id: UUID | None,
    pattern: str,
    valid_from: dt.date,
    actor: Actor | None,
    now: dt.datetime,
) -> None:
    """Say how codes look from a day on, for one agency or (None) for everyone; numbers already given stay.

    `pattern` may hold `{agency}`, `{yyyymmdd}`, `{yymmdd}`, `{year}` and must hold `{seq}` (`{seq:04}` with leading
    zeros). Raises NotAllowed for all but the province's administrators, Invalid.
    """
    if actor is None or not administers(actor, ""):
        raise NotAllowed
    if purpose not in rules.DEFAULT_PATTERNS:
        raise Invalid(fields={"purpose": _("Giá trị không có trong danh sách.")})
    try:
        rules.numbering(pattern, agency="", at=now)
    except ValueError as error:
        raise Invalid(fields={"pattern": _("Mẫu mã số phải có {seq}.")}) from error
    rows = CodePattern.objects.filter(purpose=purpose, agency=agency_id, valid_from=valid_from)
    row = rows.select_for_update().first() or CodePattern(
        purpose=purpose, agency_id=agency_id, valid_from=valid_from
    )
    row.pattern = pattern
    row.save()
    data = {"purpose": purpose, "agency": agency_id, "pattern": pattern, "valid_from": valid_from}
    subject_id = agency_id or UUID(int=row.id)
    audit.record(
        actor=actor,
        action="code_pattern.set",
        subject="code_pattern",
        subject_id=subject_id,
        data=data,
        now=now,
    )
    _PATTERNS.changed()


def _pattern(purpose: str, agency: AgencyView, now: dt.datetime) -> str:
    """The newest pattern in force on the day: the agency's own before everyone's, else the circular's."""
    today = now.astimezone(VIETNAM).date()
    for whose in (agency.id, None):
        for valid_from, pattern in _PATTERNS.get().get((purpose, whose), ()):
            if valid_from <= today:
                return pattern
    return rules.DEFAULT_PATTERNS[purpose]


def _read_patterns() -> _Patterns:
    patterns: _Patterns = {}
    for row in CodePattern.objects.order_by("-valid_from"):
        patterns.setdefault((row.purpose, row.agency_id), []).append((row.valid_from, row.pattern))
    return patterns


_PATTERNS = Kept("code patterns", _read_patterns)
