"""Files and accepts a dossier; run with an earlier release's own code, on the database that its environment names."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
django.setup()

from motcua.accounts.door import Account, actor_of  # noqa: E402 - after set-up
from motcua.directory.door import agency_by_identifier  # noqa: E402
from motcua.dossiers.door import IntakeRequest, act, intake  # noqa: E402
from motcua.kernel import clock  # noqa: E402
from motcua.procedures.door import Channel, procedure  # noqa: E402
from motcua.site.demo import stories  # noqa: E402

now = clock.now()
clerk = actor_of(Account.objects.get(username="motcua.y99.10").id, now=now)
commune = agency_by_identifier("Y99.10")
service = procedure("9.000005")
answer = intake(
    actor=clerk,
    request=IntakeRequest(
        procedure_code=service.code,
        channel=Channel.DIRECT,
        answers=stories.answers_for(service, seed="old", owner=None, commune=commune),
        commune_id=commune.id,
    ),
    key="filed-by-the-release-before",
    now=now,
)
act(actor=clerk, dossier_id=answer.dossier_id, action="accept", now=now)
sys.stdout.write(answer.code)
