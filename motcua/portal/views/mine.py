"""What one has filed: the list, and one dossier."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.audit.door import looks
from motcua.directory.door import Role
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.portal.access import signed_in
from motcua.portal.pages import page
from motcua.portal.qr import qr_image
from motcua.portal.review import sections_of
from motcua.portal.timelines import tone_of, whole_timeline
from motcua.procedures.door import revision

DONE: dict[str, Promise | str] = {
    "discarded": _("Đã xóa bản nháp."),
    "filed": _("Bạn đã nộp hồ sơ này rồi. Đây là trang của hồ sơ; bản nháp không sửa được nữa."),
    "supplement": _("Đã nộp bổ sung. Cơ quan giải quyết xem tiếp hồ sơ của bạn."),
    "withdraw": _("Đã rút hồ sơ."),
    "collect": _("Bạn đã nhận kết quả. Hồ sơ kết thúc."),
    "rated": _("Cảm ơn bạn đã đánh giá."),
}
SOLVED = (9, 10)


@require_safe
@signed_in
def my(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What one filed or is writing, the last changed first."""
    found = dossiers.my_dossiers(actor, cursor=request.GET.get("cursor", ""), now=clock.now())
    return page(request, "my", found=found, tone_of=tone_of, done=DONE.get(request.GET.get("done", ""), ""))


@require_safe
@signed_in
def my_dossier(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """One's own dossier in full."""
    return dossier_page(request, own_dossier(actor, code))


def own_dossier(actor: Actor, code: str) -> dossiers.DossierView:
    """The dossier if it runs in the actor's name. Raises NotFound."""
    return dossiers.own_dossier_view(actor, code=code, now=clock.now())


def dossier_page(
    request: HttpRequest,
    view: dossiers.DossierView,
    *,
    errors: dict[str, str] | None = None,
    comment: str = "",
) -> HttpResponseBase:
    """The page of a dossier; with `errors` when a rating did not fit."""
    procedure = revision(view.revision_id)
    open_to_me = {action.key for action in view.actions if action.allowed}
    return page(
        request,
        "my_dossier",
        status=422 if errors else 200,
        errors=errors or {},
        d=view,
        open_to_me=open_to_me,
        tone=tone_of(view.row.clock),
        timeline=whole_timeline(view),
        asked=next((one for one in view.supplements if one.answered_at is None), None),
        may_rate=view.row.status in SOLVED,
        sections=sections_of(procedure.form_in(get_language() or "vi"), view.answers),
        comment=comment,
        done=DONE.get(request.GET.get("done", ""), ""),
    )


@require_safe
@signed_in
def looked_at(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Who else looked at one's dossier, when and what for."""
    dossier_id = dossiers.own_dossier_id(actor, code=code)
    found = looks(subject_id=dossier_id, cursor=request.GET.get("cursor", ""))
    return page(request, "looks", code=code, found=found, roles=dict(Role.choices))


@require_safe
@signed_in
def submitted(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """The confirmation: what to keep, and what happens next."""
    view = own_dossier(actor, code)
    tracking = f"{settings.PUBLIC_URL}{reverse('portal:track')}?code={view.row.code}"
    acknowledgement = next((paper for paper in view.papers if paper.kind == "acknowledgement"), None)
    return page(
        request,
        "submitted",
        d=view,
        tracking=tracking,
        qr=qr_image(tracking),
        acknowledgement=acknowledgement,
    )
