"""Who looked at whose data, when and what for (Law 91/2025/QH15: the person may know; purposes are stated)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from motcua.audit.models import Look
from motcua.audit.operations import Recordable
from motcua.audit.retention import Order, Stock
from motcua.kernel.paging import Page, cut, decode_cursor
from motcua.kernel.text import mask_personal_ids, normalise

MAX_WORDS = 200


class LookKind(models.TextChoices):
    """What was looked at."""

    PAGE = "page", _("Hồ sơ")
    API = "api", _("Hồ sơ, qua hệ thống kết nối")
    NUMBERS = "numbers", _("Số giấy tờ đầy đủ")
    FILE = "file", _("Tệp đã nộp")
    PAPER = "paper", _("Giấy tờ của cơ quan")
    RESULT = "result", _("Kết quả")
    ACCOUNT = "account", _("Tài khoản")


class Purpose(models.TextChoices):
    """What for. The first five follow from what somebody is doing; the others are stated."""

    HANDLING = "handling", _("Giải quyết hồ sơ")
    SUPERVISION = "supervision", _("Chỉ đạo, theo dõi việc giải quyết")
    CONSULTATION = "consultation", _("Tra cứu hồ sơ của cơ quan mình")
    INTAKE = "intake", _("Tiếp nhận hồ sơ mới của cùng một người")
    ADMINISTRATION = "administration", _("Quản trị tài khoản")
    COMPARISON = "comparison", _("Đối chiếu với giấy tờ tùy thân")
    COMPLAINT = "complaint", _("Giải quyết phản ánh, khiếu nại, tố cáo")
    INSPECTION = "inspection", _("Thanh tra, kiểm tra, kiểm toán")
    REQUEST = "request", _("Cung cấp theo yêu cầu của cơ quan có thẩm quyền")
    OTHER = "other", _("Mục đích khác (ghi rõ)")


STATED = (Purpose.COMPARISON, Purpose.COMPLAINT, Purpose.INSPECTION, Purpose.REQUEST, Purpose.OTHER)


@dataclass(frozen=True, slots=True)
class LookView:
    """One look as the person concerned and the supervisors read it."""

    id: int
    at: dt.datetime
    account_id: UUID
    account_name: str
    acting_for: str
    role: str
    agency_name: str
    subject: str
    subject_id: UUID
    label: str
    kind: str
    purpose: str
    step: str
    words: str

    @property
    def kind_label(self) -> str:
        """What was looked at, in the language of the page."""
        return str(LookKind(self.kind).label)

    @property
    def purpose_label(self) -> str:
        """What for, in the language of the page."""
        return str(Purpose(self.purpose).label)


_FIELDS = (
    "id", "at", "account_id", "account_name", "acting_for", "role", "agency_name", "subject", "subject_id", "label",
    "kind", "purpose", "step", "words",
)  # fmt: skip

_NOTE = """
INSERT INTO audit_look (at, hour, account_id, account_name, acting_for, role, agency_name, subject, subject_id, label,
    kind, purpose, step, words)
VALUES (%(at)s, date_trunc('hour', %(at)s::timestamptz), %(account_id)s, %(account_name)s, %(acting_for)s, %(role)s,
    %(agency_name)s, %(subject)s, %(subject_id)s, %(label)s, %(kind)s, %(purpose)s, %(step)s, %(words)s)
ON CONFLICT DO NOTHING
"""

# The trigger of the table lets nothing else be deleted (migration 0003).
_ALLOW = "SELECT set_config('motcua.retention', %s, true)"
_FORGET = """
DELETE FROM audit_look WHERE id IN (SELECT id FROM audit_look WHERE at < %s ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED)
"""


def note_look(
    *,
    actor: Recordable,
    role: str,
    agency_name: str,
    subject: str,
    subject_id: UUID,
    label: str,
    kind: LookKind,
    purpose: Purpose,
    now: dt.datetime,
    step: str = "",
    words: str = "",
) -> None:
    """Keep that `actor` looked, from which seat and what for. One statement; again within the hour adds nothing.

    Call it before anything is shown: what cannot be noted is not shown.
    """
    row = {
        "at": now,
        "account_id": actor.id,
        "account_name": actor.name,
        "acting_for": actor.acting_for,
        "role": role,
        "agency_name": agency_name,
        "subject": subject,
        "subject_id": subject_id,
        "label": label,
        "kind": kind.value,
        "purpose": purpose.value,
        "step": step,
        "words": mask_personal_ids(normalise(words))[:MAX_WORDS],
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, row)


def looks(
    *,
    subject_id: UUID | None = None,
    account_id: UUID | None = None,
    label: str = "",
    since: dt.datetime | None = None,
    cursor: str = "",
    size: int = 50,
) -> Page[LookView]:
    """Looks at one thing, by one account, at what is called `label`, or all; the newest first. One statement."""
    rows = Look.objects.order_by("-id")
    if subject_id:
        rows = rows.filter(subject_id=subject_id)
    if account_id:
        rows = rows.filter(account_id=account_id)
    if label:
        rows = rows.filter(label=normalise(label))
    if since:
        rows = rows.filter(at__gte=since)
    if before := decode_cursor(cursor, parts=1):
        rows = rows.filter(id__lt=_number(before[0]))
    found = [LookView(*row) for row in rows.values_list(*_FIELDS)[: size + 1]]
    return cut(found, size=size, key=lambda look: (look.id,))


def old_looks(before: dt.datetime) -> Stock:
    """The looks older than `before`. One statement."""
    found = Look.objects.filter(at__lt=before).aggregate(count=models.Count("id"), oldest=models.Min("at"))
    return Stock(**found)


def forget_looks(order: Order, most: int) -> int:
    """Erase at most `most` looks; returns how many. In the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_ALLOW, ["on"])
        cursor.execute(_FORGET, [order.before, most])
        count: int = cursor.rowcount
        cursor.execute(_ALLOW, ["off"])
    return count


def _number(part: object) -> int:
    return part if isinstance(part, int) and 0 <= part < 2**63 else 0
