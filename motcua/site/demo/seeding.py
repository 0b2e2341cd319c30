"""Making the demonstration: calendar, agencies, people, keys, procedures, dossiers. Each part is made once."""

import datetime as dt
from pathlib import Path
from typing import Literal
from uuid import UUID

import structlog

from motcua.accounts.door import SYSTEM, Account, create_account, hash_password
from motcua.deadlines.door import seed_default_calendar
from motcua.directory.door import (
    Role,
    add_person,
    all_agencies,
    appoint,
    create_agency,
    import_agencies,
)
from motcua.kernel.clock import VIETNAM
from motcua.kernel.kept import forget_all
from motcua.procedures.door import SAMPLE_CATALOGUE, import_catalogue, seed_competence
from motcua.signing.door import assign_key, create_authority, enrol
from motcua.site.demo import names, stories
from motcua.site.demo.accounts import CITIZENS, PASSWORD, DemoAccount, make_citizens, with_tokens
from motcua.site.demo.staff import Post, posts_of

log = structlog.get_logger(__name__)

DATA = Path(__file__).parent / "data"


def seed_all(*, catalogue: Path | None, agencies: Path | None, now: dt.datetime) -> tuple[DemoAccount, ...]:
    """See `motcua.site.demo.seed`."""
    officials = settle(catalogue=catalogue, agencies=agencies, now=now)
    citizens = make_citizens(now)
    stories.tell(now=now)
    return with_tokens(_shown(officials, citizens), now)


def settle(
    *, catalogue: Path | None, agencies: Path | None, now: dt.datetime
) -> dict[str, tuple[UUID, Post]]:
    """A province ready to work: calendar, agencies, staff with keys, procedures; returns the officials' accounts."""
    seed_default_calendar(actor=SYSTEM, now=now)
    if agencies or not all_agencies():
        import_agencies(agencies or DATA / "province.csv", actor=SYSTEM, now=now)
        forget_all()
    _add_centres(now)
    create_authority(now=now - stories.HISTORY)
    officials = _staff(now)
    seed_competence(actor=SYSTEM, now=now)
    if catalogue or not stories.catalogue_is_there():
        import_catalogue(path=catalogue or SAMPLE_CATALOGUE, actor=SYSTEM, now=now)
    return officials


def _add_centres(now: dt.datetime) -> None:
    """A service centre for a province whose list of agencies names none."""
    known = all_agencies()
    for province in (a for a in known if a.kind == "province"):
        if not any(a.kind == "centre" and a.parent_id == province.id for a in known):
            create_agency(
                identifier=f"{province.identifier}.99",
                name=f"Trung tâm Phục vụ hành chính công {province.name.removeprefix('UBND ')}",
                kind="centre",
                level="province",
                parent_id=province.id,
                actor=SYSTEM,
                now=now,
            )
    forget_all()


def _staff(now: dt.datetime) -> dict[str, tuple[UUID, Post]]:
    """People, positions, accounts and keys for every agency; returns accounts by username."""
    encoded = hash_password(PASSWORD)
    made = dict(Account.objects.filter(kind="official").values_list("username", "id"))
    staff = {}
    for agency in all_agencies():
        if not any(post.username in made for post in posts_of(agency)):
            alias = f"agency-{agency.identifier.lower()}"
            _give_key(agency.id, alias, name=agency.name, organisation=agency.name, now=now)
        for post in posts_of(agency):
            if post.username not in made:
                made[post.username] = _hire(post, encoded, now)
            staff[post.username] = (made[post.username], post)
    return staff


def _hire(post: Post, encoded: str, now: dt.datetime) -> UUID:
    name = names.person(post.username)
    person = add_person(name=name, actor=SYSTEM, now=now)
    appoint(
        person_id=person,
        agency_id=post.agency.id,
        role=post.role,
        title=post.title,
        valid_from=now.astimezone(VIETNAM).date() - stories.HISTORY,
        actor=SYSTEM,
        now=now,
    )
    if post.role == Role.LEADER:
        _give_key(person, f"person-{post.username}", name=name, organisation=post.agency.name, now=now)
    return create_account(
        username=post.username,
        name=name,
        kind="official",
        person_id=person,
        password_hash=encoded,
        actor=SYSTEM,
        now=now,
    )


def _give_key(holder: UUID, alias: str, *, name: str, organisation: str, now: dt.datetime) -> None:
    kind: Literal["agency", "person"] = "agency" if name == organisation else "person"
    key = enrol(
        alias=alias, common_name=name, organisation=organisation, kind=kind, now=now - stories.HISTORY
    )
    assign_key(holder_id=holder, key=key)


def _shown(officials: dict[str, tuple[UUID, Post]], citizens: dict[str, UUID]) -> dict[str, tuple[UUID, str]]:
    """The accounts worth printing: the citizens, one commune, one department, the centre and the province."""
    who = {username: (citizens[username], f"{says}: {name}") for username, name, _k, _p, says in CITIZENS}
    introduced = stories.introduced()
    for agency_id in introduced:
        for username, (account_id, post) in officials.items():
            if post.agency.id == agency_id:
                who[username] = (account_id, f"{post.role.label} – {post.agency.name}")
    return who
