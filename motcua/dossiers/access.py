"""Who may enter the places where dossiers are worked on. Which dossiers they find there is for `policies` to say."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor, present
from motcua.directory.door import Role
from motcua.dossiers.errors import NoSeat
from motcua.dossiers.policies import works_on_dossiers
from motcua.kernel.access import Access
from motcua.kernel.errors import NotAllowed

_FOR_OFFICIALS = _("Bàn làm việc chỉ dành cho cán bộ giải quyết hồ sơ.")
_FOR_CLERKS = _("Chỉ cán bộ một cửa nhận hồ sơ tại quầy hoặc qua bưu chính.")
_FOR_DECIDERS = _("Trang này dành cho lãnh đạo phòng và lãnh đạo cơ quan.")


def _worker(actor: Actor | None) -> Actor:
    signed_in = present(actor)
    if works_on_dossiers(signed_in):
        return signed_in
    raise NoSeat if signed_in.kind == "official" else NotAllowed(_FOR_OFFICIALS)


def _worker_with(*roles: Role, words: Promise) -> Callable[[Actor | None], Actor]:
    def admit(actor: Actor | None) -> Actor:
        worker = _worker(actor)
        if not worker.holds(*roles):
            raise NotAllowed(words)
        return worker

    return admit


DOSSIER_WORKER = Access("dossier worker", _worker)
COUNTER_CLERK = Access("counter clerk", _worker_with(Role.COUNTER_CLERK, words=_FOR_CLERKS))
DECIDER = Access("decider", _worker_with(Role.UNIT_HEAD, Role.LEADER, words=_FOR_DECIDERS))
