"""Sign-in names, passwords and keys of the demonstration, kept so that every start can print them again."""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings

from motcua.accounts.door import SYSTEM, Account, actor_by_token, create_account, hash_password, issue_token

PASSWORD = "mot-cua-2026"
SCOPES = ("dossiers:read", "dossiers:write", "procedures:read", "files:write")
CITIZENS = (
    ("congdan1", "Nguyễn Thị Hoa", "citizen", "025190000123", "Công dân"),
    ("congdan2", "Trần Văn Bình", "citizen", "025085000456", "Công dân"),
    ("doanhnghiep1", "Phạm Minh Châu", "citizen", "025188000789", "Đại diện doanh nghiệp"),
    ("may1", "Hệ thống kết nối mẫu", "machine", "", "Hệ thống khác (API)"),
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as. `token` is a key for the API, where one was issued."""

    username: str
    password: str
    who: str
    token: str = ""


def make_citizens(now: dt.datetime) -> dict[str, UUID]:
    """The citizens and the machine of the demonstration, by username; made once."""
    encoded = hash_password(PASSWORD)
    made = dict(Account.objects.filter(username__in=[c[0] for c in CITIZENS]).values_list("username", "id"))
    for username, name, kind, personal_id, _who in CITIZENS:
        if username not in made:
            made[username] = create_account(
                username=username,
                name=name,
                kind=kind,
                personal_id=personal_id,
                phone="0912 345 678" if kind == "citizen" else "",
                email=f"{username}@example.vn",
                password_hash=encoded,
                actor=SYSTEM,
                now=now,
            )
    return made


def with_tokens(people: dict[str, tuple[UUID, str]], now: dt.datetime) -> tuple[DemoAccount, ...]:
    """The accounts to print, each with a key; a key is issued once and kept beside the other secrets."""
    file = settings.VAR_DIR / "secrets" / "demo-accounts.json"
    kept = {row["username"]: row for row in json.loads(file.read_text())} if file.exists() else {}
    for username, (account_id, who) in people.items():
        # A key of another database, or one that was revoked, is no use to anyone.
        if username not in kept or actor_by_token(kept[username]["token"], now=now) is None:
            token = issue_token(account_id=account_id, name="demo", scopes=SCOPES, actor=SYSTEM, now=now)
            kept[username] = asdict(DemoAccount(username, PASSWORD, who, token))
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    file.write_text(json.dumps(list(kept.values()), ensure_ascii=False, indent=1))
    return tuple(DemoAccount(**kept[username]) for username in people)
