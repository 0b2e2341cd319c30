"""What still runs in somebody's name."""

from motcua.accounts.door import Actor
from motcua.dossiers import policies, rules
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import RunningRow


def running_of(actor: Actor) -> tuple[RunningRow, ...]:
    """The actor's dossiers that are handed in and not ended, the oldest first. One statement."""
    mine = Dossier.objects.filter(policies.owned(actor), status__gt=0).exclude(status__in=rules.ENDED)
    rows = mine.order_by("submitted_at").values_list("code", "procedure__name")
    return tuple(RunningRow(code or "", name) for code, name in rows)
