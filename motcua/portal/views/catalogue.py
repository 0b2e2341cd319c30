"""Finding a procedure, and everything one must know before starting it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.access import anyone
from motcua.portal.offers import level_names, offers_of
from motcua.portal.pages import public_page
from motcua.procedures import door

LEVELS = ("province", "commune")


@require_safe
@anyone
def procedures(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by words, sector and level."""
    q, sector, level = (request.GET.get(key, "").strip() for key in ("q", "sector", "level"))
    level = level if level in LEVELS else ""
    found = door.search(q=q, sector=sector, level=level, cursor=request.GET.get("cursor", ""))
    return public_page(
        request,
        "procedures",
        q=q,
        sector=sector,
        level=level,
        found=found,
        sectors=[(one.name, f"{one.name} ({one.count})") for one in door.sectors(level)],
        levels=[("province", _("Cấp tỉnh")), ("commune", _("Cấp xã"))],
        level_names=level_names,
    )


@require_safe
@anyone
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The start page: who, fee, days, documents, where, before anything else."""
    found = door.procedure(code)
    offers = offers_of(found)
    return public_page(
        request,
        "procedure",
        procedure=found,
        offers=offers,
        best=next((offer for offer in offers if offer.channel == door.Channel.ONLINE), None),
        levels=level_names(found.levels),
        doubts=[one.label for one in door.reviews_of(code)] if found.needs_review else [],
    )
