import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Dates at or after `from_date` may come out differently for this agency and those below it.

    `agency_id` None means the whole province. Promised dates do not move by themselves: recalculation is an
    operation of its own, with preview, ground and notices.
    """

    NAME: ClassVar[str] = "deadlines.calendar_changed.v1"

    agency_id: UUID | None
    from_date: dt.date
