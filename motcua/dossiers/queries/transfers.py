"""What an agency sent on to the competent one: it sees that much, and no longer the dossier."""

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.dossiers import policies, rules
from motcua.dossiers.consult_types import TransferView
from motcua.dossiers.queries import shapes
from motcua.dossiers.road_models import Transfer
from motcua.kernel.paging import Page, cut, decode_moment_cursor, page_size


def transfers(actor: Actor | None, *, cursor: str = "", size: int = 20) -> Page[TransferView]:
    """Dossiers that the actor's agencies sent on, the last first. One statement; nothing for who works in no agency."""
    size = page_size(size)
    listed = Transfer.objects.filter(policies.sent_on_by(actor)).select_related("dossier__procedure")
    after = decode_moment_cursor(cursor)
    if after is not None:
        at, last = after
        listed = listed.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    shown = listed.only(
        "from_agency", "to_agency", "at", "by", "reason",
        "dossier__code", "dossier__status", "dossier__procedure__name",
    )  # fmt: skip
    rows = [
        TransferView(
            id=row.id,
            dossier_code=row.dossier.code or "",
            procedure_name=row.dossier.procedure.name,
            status=row.dossier.status,
            status_label=_(rules.NATIONAL_STATUS[row.dossier.status]),
            to_name=shapes.agency_name(row.to_agency_id),
            at=row.at,
            by=row.by,
            reason=row.reason,
        )
        for row in shown.order_by("-at", "-id")[: size + 1]
    ]
    return cut(rows, size=size, key=lambda one: (one.at.isoformat(), one.id))
