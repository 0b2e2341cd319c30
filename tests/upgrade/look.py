"""Opens every dossier of a database as its owner and as the leader of its agency; prints what the pages answered.

A program of its own: it works on the database that its environment names.
"""

import json
import os
import sys
from typing import Any

import django
from django.conf import settings

os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()

from django.db import connection  # noqa: E402 - after set-up
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from motcua.accounts.door import Account, actor_of  # noqa: E402
from motcua.dossiers import door as dossiers  # noqa: E402
from motcua.kernel import clock  # noqa: E402

_OPEN = """
SELECT id::text, coalesce(code, ''), owner_account_id::text, status FROM dossiers_dossier ORDER BY code NULLS FIRST
"""


def pages(username: str, paths: list[str]) -> dict[str, int]:
    """Each page's status, for somebody who is signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return {path: client.get(path).status_code for path in paths}


def shown(username: str, codes: list[str]) -> dict[str, Any]:
    """Number of the owner and length of the history of dossiers that somebody may see."""
    now = clock.now()
    actor = actor_of(Account.objects.get(username=username).id, now=now)
    assert actor is not None
    views = {code: dossiers.dossier_view(actor, code=code, now=now) for code in codes}
    return {code: {"owner": v.owner_number, "entries": len(v.timeline)} for code, v in views.items()}


def main() -> None:
    setup_test_environment()
    with connection.cursor() as cursor:
        cursor.execute(_OPEN)
        rows = cursor.fetchall()
    citizen = str(Account.objects.get(username="congdan1").id)
    own = [code for _, code, owner, status in rows if owner == citizen and status]
    at_desk = [code for _, code, _, status in rows if status and code.startswith("Y99.10-")]
    answer = {
        "citizen": pages("congdan1", ["/my", *(f"/my/{code}" for code in own)]),
        "clerk": pages("motcua.y99.10", ["/desk/", *(f"/desk/dossiers/{code}" for code in at_desk)]),
        "dossiers": shown("motcua.y99.10", at_desk),
    }
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


main()
