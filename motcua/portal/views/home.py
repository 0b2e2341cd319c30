"""The front page, and how things are done."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.directory.door import communes, departments
from motcua.kernel.access import anyone
from motcua.portal.pages import public_page
from motcua.procedures.door import popular, sectors


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something that happens in people's lives, and the words that find the procedures for it."""

    title: Promise | str
    hint: Promise | str
    query: str


# The queries stay Vietnamese: so is the catalogue.
LIFE_EVENTS = (
    LifeEvent(_("Sinh con"), _("Khai sinh, thẻ bảo hiểm cho trẻ"), "khai sinh"),
    LifeEvent(_("Kết hôn"), _("Đăng ký kết hôn, xác nhận tình trạng hôn nhân"), "kết hôn"),
    LifeEvent(_("Nhà, đất"), _("Cấp sổ đỏ, chuyển nhượng, tách thửa"), "cấp sổ đỏ"),
    LifeEvent(_("Xây, sửa nhà"), _("Giấy phép xây dựng, sửa chữa, cải tạo"), "giấy phép xây dựng"),
    LifeEvent(_("Mở cửa hàng"), _("Đăng ký hộ kinh doanh, thay đổi, tạm ngừng"), "hộ kinh doanh"),
    LifeEvent(_("Giấy tờ bản sao"), _("Trích lục hộ tịch, chứng thực bản sao"), "bản sao trích lục"),
    LifeEvent(_("Người có công, trợ cấp"), _("Chế độ ưu đãi, trợ cấp xã hội"), "trợ cấp"),
    LifeEvent(_("Người thân qua đời"), _("Khai tử, hỗ trợ chi phí mai táng"), "khai tử"),
)


@require_safe
@anyone
def home(request: HttpRequest) -> HttpResponse:
    """Search first."""
    return public_page(
        request,
        "home",
        events=LIFE_EVENTS,
        popular=popular(6),
        procedure_count=sum(sector.count for sector in sectors()),
        department_count=len(departments()),
        commune_count=len(communes()),
    )


@require_safe
@anyone
def help_page(request: HttpRequest) -> HttpResponse:
    """How to file, track and complete; what this site does for accessibility."""
    return public_page(request, "help")
