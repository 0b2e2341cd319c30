"""Sample data for a first look: an invented province, or the lists that are given, with people at every desk."""

import datetime as dt
from pathlib import Path

from motcua.site.demo.accounts import DemoAccount
from motcua.site.demo.seeding import seed_all

__all__ = ["DemoAccount", "seed"]


def seed(*, catalogue: Path | None, agencies: Path | None, now: dt.datetime) -> tuple[DemoAccount, ...]:
    """Fill an empty installation, or add to a filled one what is missing; returns whom one can sign in as.

    `catalogue` and `agencies` are files to import instead of the small samples that come along.
    """
    return seed_all(catalogue=catalogue, agencies=agencies, now=now)
