"""Telling an outage from a mistake of ours: a database that is gone, a disk that is full."""

import errno

from django.db import InterfaceError, OperationalError
from psycopg import errors as postgres

from motcua.kernel.errors import NoSpace, Unavailable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def outage(error: BaseException | None) -> Unavailable | None:
    """What to tell those who met `error`, when it is an outage that passes; None for every other fault."""
    if error is None:
        return None
    chain = tuple(_causes(error))
    if any(_is_full(one) for one in chain):
        return NoSpace()
    return Unavailable() if any(_is_gone(one) for one in chain) else None


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or following.__context__
    return found


def _is_full(error: BaseException) -> bool:
    return isinstance(error, postgres.DiskFull) or (isinstance(error, OSError) and error.errno in _FULL)


def _is_gone(error: BaseException) -> bool:
    """Lost or refused connections, a server going down, too many connections, a deadlock: asking again helps."""
    return isinstance(error, OperationalError | InterfaceError)
