"""Proving the trail whole by the clock, and standing by an alarm when it is not."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from motcua.audit.queries import Verdict, verify
from motcua.kernel import alarms

KIND = "audit_broken"
alarms.describe(
    KIND,
    message=_("Chuỗi nhật ký không còn nguyên vẹn."),
    remedy=_(
        "Chạy “motcua audit verify” để biết mục đầu tiên bị sai, rồi đối chiếu với bản sao lưu gần nhất."
    ),
)


def prove(*, now: dt.datetime) -> Verdict:
    """Verify the whole trail; raise or clear the alarm."""
    verdict = verify()
    if verdict.ok:
        alarms.clear(KIND)
    else:
        alarms.stand(KIND, detail=f"{verdict.first_bad} {verdict.why}", now=now)
    return verdict
