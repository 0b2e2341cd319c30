"""What citizens say of the service (61/2018 art. 29)."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.audit import door as audit
from motcua.dossiers import policies
from motcua.dossiers.errors import ActionNotPossible
from motcua.dossiers.models import Rating
from motcua.dossiers.operations.moving import lock
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.text import normalise_lines

_FINISHED = (9, 10)


def rate(
    *, actor: Actor | None, dossier_id: uuid.UUID, stars: int, comment: str = "", now: dt.datetime
) -> None:
    """The owner's rating, 1 to 5, once the dossier is solved. A second one replaces the first."""
    with transaction.atomic():
        dossier = lock(dossier_id, actor=actor)
        if actor is None or not policies.is_owner(actor, dossier):
            raise NotAllowed
        if dossier.status not in _FINISHED:
            raise ActionNotPossible
        if type(stars) is not int or stars not in range(1, 6):
            raise Invalid(fields={"stars": _("Chọn mức độ hài lòng.")})
        comment = normalise_lines(comment)[:2000]
        Rating.objects.update_or_create(
            dossier=dossier, defaults={"stars": stars, "comment": comment, "at": now}
        )
        audit.record(
            actor=actor,
            action="dossier.rate",
            subject="dossier",
            subject_id=dossier.id,
            data={"stars": stars},
            now=now,
        )
