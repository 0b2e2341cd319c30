"""A form on its way: what it shows first, what was typed, and what is wrong with it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.accounts.door import ConfirmFirst
from motcua.directory.door import AgencyView, agency_by_identifier, all_agencies
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from motcua.kernel.text import fold, normalise, normalise_lines


class Form:
    """Values by name, and `errors` by name ("" for what belongs to no field).

    Reading a value that does not fit notes an error and gives back an empty stand-in; `check` then refuses, so that
    all that is wrong is said at once.
    """

    def __init__(self, request: HttpRequest, **shown: object) -> None:
        self.is_sent = request.method == "POST"
        self.errors: dict[str, str] = {}
        self.status = 200
        self._posted = request.POST
        self._shown = shown

    def __getitem__(self, name: str) -> str:
        """What stands in the box: what was typed, else what is shown first."""
        value = self._posted.get(name, "") if self.is_sent else self._shown.get(name, "")
        return "" if value is None else str(value).replace("\0", "")

    def all(self, name: str) -> list[str]:
        """Every ticked value of a group."""
        shown = self._shown.get(name, ())
        return self._posted.getlist(name) if self.is_sent else [str(one) for one in shown or ()]  # type: ignore[attr-defined]

    @property
    def is_done(self) -> bool:
        """Whether it was sent and nothing is wrong with it."""
        return self.is_sent and not self.errors

    @contextmanager
    def trying(self) -> Iterator[None]:
        """What a door refuses becomes errors of the form; who may not, or looks for nothing, still gets no page."""
        try:
            yield
        except (NotAllowed, NotFound, ConfirmFirst):
            raise
        except Refused as refused:
            self.errors |= {name: str(said) for name, said in refused.fields.items()} or {
                "": str(refused.detail)
            }
            self.status = refused.status

    def check(self) -> None:
        """Raises Invalid when any value read so far does not fit."""
        if self.errors:
            raise Invalid(fields=dict(self.errors))

    def text(self, name: str) -> str:
        """A text as it is kept, of one line or of several."""
        return normalise_lines(self[name])

    def needed(self, name: str) -> str:
        """A text that must not be empty."""
        if not normalise(self[name]):
            self.errors[name] = _("Cần nhập nội dung này.")
        return self.text(name)

    def day(self, name: str) -> dt.date:
        """A date that must be there."""
        return self.day_if_any(name) or self._missing_day(name)

    def day_if_any(self, name: str) -> dt.date | None:
        """A date; None when the box is empty."""
        if not self.text(name):
            return None
        return clock.read_date(self[name]) or self._missing_day(name)

    def agency(self, name: str) -> AgencyView | None:
        """An agency by identifier or full name; None, with an error, when there is no such one."""
        found = find_agency(self.text(name))
        if found is None:
            self.errors[name] = _("Không có cơ quan này. Chọn trong danh sách gợi ý hoặc nhập mã định danh.")
        return found

    def _missing_day(self, name: str) -> dt.date:
        self.errors[name] = _("Nhập ngày, ví dụ 27/03/2026.")
        return dt.date.min


def find_agency(text: str) -> AgencyView | None:
    """The agency with this identifier, old or new, or exactly this name."""
    if not text:
        return None
    wanted = fold(text)
    by_name = (one for one in all_agencies() if fold(one.name) == wanted)
    return agency_by_identifier(text) or next(by_name, None)


def agency_choices() -> list[tuple[str, str]]:
    """Every agency open today, as (identifier, name), for boxes that suggest."""
    return [(one.identifier, one.name) for one in all_agencies()]


def today(now: dt.datetime) -> dt.date:
    """The day in Vietnam."""
    return now.astimezone(clock.VIETNAM).date()
