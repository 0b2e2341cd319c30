"""Typed lengths of time limits. A unit never becomes another kind: working stays working, calendar calendar."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

HOURS_PER_WORKING_DAY = 8
MINUTES_PER_WORKING_DAY = HOURS_PER_WORKING_DAY * 60


class Unit(StrEnum):
    WORKING_MINUTE = "working_minute"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    # "Giờ" of the national catalogue: an hour in which an agency can act, hence a working hour.
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Convention(StrEnum):
    """How working days are counted; a parameter of the rule set.

    TO_THE_HOUR: a working day is 8 hours of the agency's working time, whatever the length of its days (the statutory
    day). Saturday mornings therefore count for their real length, an agency open 7 hours a day needs more than
    one of its days, and pauses are exact to the minute. This is the default.

    WHOLE_DAYS_TO_CLOSING: n working days end at closing time of the n-th open day after the day of acceptance, the
    first day not being counted (Civil Code 2015, art. 147.2 and 148.1). Fractions of a day and hours still run to the
    hour.
    """

    TO_THE_HOUR = "to_the_hour"
    WHOLE_DAYS_TO_CLOSING = "whole_days_to_closing"


_MINUTES = {
    Unit.WORKING_MINUTE: 1,
    Unit.WORKING_HOUR: 60,
    Unit.HOUR: 60,
    Unit.WORKING_DAY: MINUTES_PER_WORKING_DAY,
}


@dataclass(frozen=True, slots=True, init=False)
class Duration:
    """A positive length in one unit. Calendar units are whole; working units may be fractions (0.25 working days).

    Raises ValueError for a length that is not positive, or for a fraction of a calendar unit.
    """

    value: Decimal
    unit: Unit

    def __init__(self, value: Decimal | int | str, unit: Unit | str) -> None:
        object.__setattr__(self, "value", Decimal(value))
        object.__setattr__(self, "unit", Unit(unit))
        if not self.value.is_finite() or self.value <= 0:
            raise ValueError("a time limit is longer than nothing")
        if not self.is_working and not self.is_whole:
            raise ValueError("calendar time is counted in whole units")

    @property
    def is_working(self) -> bool:
        return self.unit in _MINUTES

    @property
    def is_whole(self) -> bool:
        return self.value == self.value.to_integral_value()

    @property
    def working_minutes(self) -> int:
        """Length in working minutes, rounded up to a whole one. Raises ValueError for calendar units."""
        if not self.is_working:
            raise ValueError("calendar time has no length in working time")
        return int((self.value * _MINUTES[self.unit]).to_integral_value(ROUND_CEILING))
