"""Reading kept content again, a little at a time: what the disk lost or altered is noticed before somebody needs it."""

import datetime as dt
import secrets

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from motcua.files.models import Blob
from motcua.files.names import blob_name
from motcua.files.queries import problem_of
from motcua.files.storage import LocalStorage
from motcua.kernel import alarms

KIND = "file_damaged"
SAMPLE = 200
UNFINISHED_FOR = dt.timedelta(days=1)  # by then whoever wrote it is gone
SAMPLE_BYTES = 500 * 1024 * 1024
alarms.describe(
    KIND,
    message=_("%(count)d tệp bị mất hoặc bị sửa trong kho lưu trữ."),
    remedy=_("Chạy “motcua files verify” để biết tệp nào, rồi chép lại các tệp đó từ bản sao lưu."),
)


def scrub(*, now: dt.datetime) -> int:
    """Read what is known to be damaged, and a sample from a random place on; returns how many were read."""
    known = alarms.standing(KIND)
    sample = _sample()
    for sha256 in dict.fromkeys([*known, *sample]):
        _sweep(sha256, now)
        problem = problem_of(sha256)
        if problem:
            alarms.stand(f"{KIND}:{sha256}", detail=problem, now=now)
        elif sha256 in known:
            alarms.clear(f"{KIND}:{sha256}")
    return len(known) + len(sample)


def _sweep(sha256: str, now: dt.datetime) -> None:
    if isinstance(default_storage, LocalStorage):
        default_storage.sweep_beside(blob_name(sha256), older_than=(now - UNFINISHED_FOR).timestamp())


def _sample() -> list[str]:
    # Hashes are spread evenly, so a random place to begin is fair to all; the end is followed by the beginning.
    start = secrets.token_hex(32)
    ordered = Blob.objects.order_by("sha256").values_list("sha256", "size")
    rows = [*ordered.filter(sha256__gte=start)[:SAMPLE]]
    rows += [*ordered.filter(sha256__lt=start)[: SAMPLE - len(rows)]]
    taken: list[str] = []
    total = 0
    for sha256, size in rows:
        total += size
        if taken and total > SAMPLE_BYTES:
            break
        taken.append(sha256)
    return taken
