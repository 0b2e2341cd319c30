"""Public holidays of Vietnam, as the base that declared days override. Pure: tables of the `holidays` library.

The library knows the Labour Code (art. 112), the lunar calendar and the substitute days; what the Government decides
late in a year for the next one has to be declared.
"""

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

import holidays
from django.utils.translation import gettext_lazy as _

# What the library calls them, so that each has its English.
NAMES = (
    _("29 Tết"),
    _("Giao thừa Tết Nguyên Đán"),
    _("Mùng ba Tết Nguyên Đán"),
    _("Mùng bốn Tết Nguyên Đán"),
    _("Mùng hai Tết Nguyên Đán"),
    _("Mùng năm Tết Nguyên Đán"),
    _("Ngày Chiến thắng"),
    _("Ngày Giỗ Tổ Hùng Vương"),
    _("Ngày Quốc tế Lao động"),
    _("Ngày Văn hóa Việt Nam"),
    _("Quốc khánh"),
    _("Tết Dương lịch"),
    _("Tết Nguyên Đán"),
)
# A holiday on a weekly day off is taken on the next working day; two weekdays changed places.
SUBSTITUTE = re.compile(r"(?P<day>.+) \(nghỉ bù\)")
SWAPPED = re.compile(r"Ngày nghỉ \(thay cho ngày (?P<date>\d\d/\d\d/\d{4})\)")


@lru_cache(maxsize=16)
def holidays_of(first_year: int, last_year: int) -> Mapping[dt.date, str]:
    """Date and Vietnamese name of each public holiday from `first_year` to `last_year` inclusive. Do not change it."""
    return dict(_table(first_year, last_year).items())


def swapped_weekends_of(first_year: int, last_year: int) -> list[dt.date]:
    """Weekend days worked in place of a working day, as far as the library has heard."""
    return sorted(_table(first_year, last_year).weekend_workdays)


def _table(first_year: int, last_year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=range(first_year, last_year + 1), language="vi")
