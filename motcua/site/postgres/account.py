"""The account the private server runs under: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# An account that PostgreSQL's own packages make, else the one that every system has. None is ever created.
_CANDIDATES = ("postgres", "nobody")


class NoAccount(RuntimeError):
    """Started as root on a system without any account to step down to."""


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account of the operating system."""

    uid: int
    gid: int

    @property
    def how_to_run(self) -> dict[str, Any]:
        """Arguments of `subprocess` that make a child run under this account and nothing else."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give `path` to the account."""
        os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Whether every directory from the root down to `path` may be passed by the account."""
        return all(self._passes(directory.stat()) for directory in (path, *path.parents))

    def _passes(self, directory: os.stat_result) -> bool:
        if directory.st_uid == self.uid:
            return bool(directory.st_mode & stat.S_IXUSR)
        if directory.st_gid == self.gid:
            return bool(directory.st_mode & stat.S_IXGRP)
        return bool(directory.st_mode & stat.S_IXOTH)


def to_step_down_to(data: Path) -> Account | None:
    """None for an ordinary user, who runs the server as himself; for root the data's owner, else a system account."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise NoAccount(f"PostgreSQL does not run as root, and there is no account {' or '.join(_CANDIDATES)}.")
