"""What an operator must look at: one list, for `/healthz` and for the console. Each alarm says what to do."""

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.kernel.models import StandingAlarm
from motcua.kernel.watch import Figures

LATE_AFTER = dt.timedelta(minutes=5)
CLOCK_TOLERANCE = dt.timedelta(minutes=1)
_words: dict[str, tuple[str | Promise, str | Promise]] = {}


@dataclass(frozen=True, slots=True)
class Alarm:
    """`key` is stable for machines; `message` says what is wrong, `remedy` what to do about it."""

    key: str
    message: str
    remedy: str


def describe(kind: str, *, message: str | Promise, remedy: str | Promise) -> None:
    """Give a kind of standing alarm its words, for the room whose check raises it. `%(count)d`: how many stand."""
    _words[kind] = (message, remedy)


def stand(key: str, *, detail: str = "", now: dt.datetime) -> None:
    """Raise a standing alarm; one that stands already keeps its beginning."""
    with transaction.atomic():
        alarm = StandingAlarm(key=key, detail=detail[:300], since=now)
        StandingAlarm.objects.bulk_create([alarm], ignore_conflicts=True)


def clear(key: str) -> None:
    """What the alarm told of is well again."""
    StandingAlarm.objects.filter(key=key).delete()


def standing(kind: str) -> tuple[str, ...]:
    """Which ones of a kind stand: what follows the colon of their keys."""
    keys = StandingAlarm.objects.filter(key__startswith=f"{kind}:").values_list("key", flat=True)
    return tuple(key.partition(":")[2] for key in keys)


def alarms(figures: Figures, *, now: dt.datetime) -> tuple[Alarm, ...]:
    """All that is wrong at this moment, the most pressing first. Asks the database nothing."""
    return (*_disks(), *_clock(figures, now), *_found(figures.standing), *_delivery(figures, now))


def _delivery(figures: Figures, now: dt.datetime) -> list[Alarm]:
    found = []
    if not figures.is_worker_alive(now):
        message = _("Tiến trình nền không hoạt động: thông báo và công việc dài sẽ phải chờ.")
        found.append(Alarm("worker", message, _("Hãy khởi động lại lệnh “motcua worker”.")))
    if figures.due and now - figures.due > LATE_AFTER:
        message = _("Sự kiện chờ gửi quá năm phút.")
        found.append(
            Alarm("outbox_late", message, _("Xem lỗi gần nhất ở trang Sự kiện và nhật ký của worker."))
        )
    if figures.dead:
        message = _("%(count)d sự kiện không gửi được.") % {"count": figures.dead}
        found.append(Alarm("dead_letters", message, _("Sửa nguyên nhân rồi bấm “Gửi lại” ở trang Sự kiện.")))
    return found


def _clock(figures: Figures, now: dt.datetime) -> list[Alarm]:
    if figures.newest is None or figures.newest <= now + CLOCK_TOLERANCE:
        return []
    message = _("Đồng hồ của máy chủ chạy lùi so với dữ liệu đã lưu.")
    remedy = _(
        "Bật đồng bộ thời gian (NTP); thứ tự hồ sơ không bị ảnh hưởng, nhưng giờ ghi trên giấy tờ sẽ sai."
    )
    return [Alarm("clock", message, remedy)]


def _disks() -> list[Alarm]:
    wanted = settings.MOTCUA_MIN_FREE_MB * 1024 * 1024
    low = {str(place) for place in (settings.MEDIA_ROOT, settings.VAR_DIR) if _free(Path(place)) < wanted}
    if not low:
        return []
    message = _("Đĩa sắp đầy.")
    remedy = _("Giải phóng hoặc thêm dung lượng cho thư mục dữ liệu (MOTCUA_VAR, MOTCUA_FILES).")
    return [Alarm("disk", message, remedy)]


def _free(place: Path) -> int:
    there = next(path for path in (place, *place.parents) if path.exists())
    return shutil.disk_usage(there).free


def _found(keys: Mapping[str, str]) -> list[Alarm]:
    kinds = Counter(key.partition(":")[0] for key in keys)
    return [
        Alarm(kind, str(_words[kind][0]) % {"count": count}, str(_words[kind][1]))
        for kind, count in sorted(kinds.items())
        if kind in _words
    ]
