"""The same writing over HTTP, by a clerk's key, under 32 connections."""

import json

from motcua.accounts.door import SYSTEM, issue_token
from motcua.kernel import clock
from tools.bench.province import CLERK, Bench
from tools.bench.serving import Answered, Site

_PATH = "/api/v1/dossiers"


def measure(site: Site, bench: Bench, *, seconds: int) -> dict[str, Answered]:
    """Create dossiers; each request has an idempotency key of its own."""
    headers = {
        "Authorization": f"Bearer {_token(bench)}",
        "Content-Type": "application/json",
        "Idempotency-Key": "bench",
    }
    wanted = bench.request()
    body = {
        "procedure": wanted.procedure_code,
        "answers": dict(wanted.answers),
        "commune": bench.commune.identifier,
    }
    requests = [("POST", _PATH, json.dumps(body))]
    site.load(requests, headers=headers, seconds=2)
    return {"create": site.load(requests, headers=headers, seconds=seconds)}


def _token(bench: Bench) -> str:
    scopes = ["dossiers:read", "dossiers:write"]
    account_id = bench.accounts[CLERK]
    return issue_token(account_id=account_id, name="bench", scopes=scopes, actor=SYSTEM, now=clock.now())
