"""Pages that somebody went back to, or left open in another tab, when what they were about is past."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.dossiers.door import ActionNotPossible, DossierView, code_of_draft
from motcua.kernel import clock
from motcua.kernel.errors import NotFound, Refused
from motcua.portal.pages import go, page

View = Callable[..., HttpResponseBase]
# The value of an option: it says nothing to a reader.
_OPTION = re.compile(r"[a-z0-9_.-]*")
# The form's own fields.
_OURS = frozenset({"csrfmiddlewaretoken", "document", "draft", "key", "seen", "version"})


def of_draft(view: View) -> View:
    """For a view about one draft: says what became of it when it was filed or thrown away meanwhile."""

    @wraps(view)
    def answered(request: HttpRequest, actor: Actor, draft_id: UUID, **more: Any) -> HttpResponseBase:
        try:
            return view(request, actor, draft_id, **more)
        except (NotFound, ActionNotPossible) as refused:
            return past_draft(request, actor, draft_id, refused)

    return answered


def past_draft(request: HttpRequest, actor: Actor, draft_id: UUID, refused: Refused) -> HttpResponseBase:
    """Where a draft's old address leads. Raises `refused` again for a draft that is still being written."""
    try:
        code = code_of_draft(actor, draft_id=draft_id)
    except NotFound:
        return _no_draft(request)
    if not code:
        raise refused
    if request.method != "POST":
        return go("my_dossier", code, done="filed")
    return past(
        request,
        heading=_("Hồ sơ này đã nộp rồi"),
        message=_(
            "Bạn đã nộp hồ sơ này, có thể ở một thẻ khác. Lần gửi vừa rồi không thay đổi hồ sơ. "
            "Muốn sửa, hãy chờ cơ quan yêu cầu bổ sung, hoặc rút hồ sơ rồi nộp hồ sơ mới."
        ),
        onwards=(reverse("portal:my_dossier", args=[code]), _("Xem hồ sơ %(code)s") % {"code": code}),
    )


def _no_draft(request: HttpRequest) -> HttpResponseBase:
    return past(
        request,
        status=NotFound.status,
        heading=_("Không còn bản nháp này"),
        message=_(
            "Bản nháp đã được xóa, có thể ở một thẻ khác hoặc vì lâu không viết tiếp, hoặc thuộc về tài khoản khác. "
            "Hãy xem các hồ sơ và bản nháp của bạn, hoặc tìm thủ tục để viết lại từ đầu."
        ),
        onwards=(reverse("portal:my"), _("Hồ sơ của tôi")),
    )


def past_act(request: HttpRequest, view: DossierView) -> HttpResponseBase:
    """What happened to a dossier before an act that is no longer possible."""
    last = view.timeline[-1]
    said = {"what": last.action_label, "at": clock.say_moment(last.at), "step": view.row.step_label}
    if last.by_me:
        message = _("Bạn đã thực hiện “%(what)s” lúc %(at)s. Lần bấm vừa rồi không thay đổi gì thêm.") % said
    else:
        message = _(
            "Hồ sơ đã thay đổi: “%(what)s” lúc %(at)s, nay ở bước “%(step)s”. Lần gửi vừa rồi chưa được ghi nhận."
        )
        message %= said
    return past(
        request,
        heading=_("Việc này không còn thực hiện được"),
        message=message,
        onwards=(
            reverse("portal:my_dossier", args=[view.row.code]),
            _("Xem hồ sơ %(code)s") % {"code": view.row.code},
        ),
    )


def past(
    request: HttpRequest,
    *,
    heading: str,
    message: str,
    onwards: tuple[str, str],
    status: int = ActionNotPossible.status,
) -> HttpResponseBase:
    """A page that says why nothing was done, where to go on (address, words), and what was typed, to be copied."""
    typed = [
        value
        for name, values in request.POST.lists()
        if name not in _OURS
        for value in values
        if not _OPTION.fullmatch(value)
    ]
    return page(
        request, "past", status=status, heading=heading, message=message, onwards=onwards, typed=typed
    )
