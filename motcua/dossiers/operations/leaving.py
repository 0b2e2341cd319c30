"""A citizen leaves: drafts and the account go, what was handed in stays by the rule of retention."""

import datetime as dt

from django.db import transaction

from motcua.accounts import door as accounts
from motcua.accounts.door import Actor
from motcua.dossiers.errors import StillRunning
from motcua.dossiers.models import Dossier, Upload
from motcua.dossiers.operations.erasing import throw_away
from motcua.dossiers.running import running_of
from motcua.files import door as files
from motcua.notices import door as notices


def close_account(*, actor: Actor | None, now: dt.datetime) -> None:
    """Close the actor's own account for good, with drafts and files never handed in. One transaction.

    Raises NotAllowed, ConfirmFirst, and StillRunning while a dossier in the actor's name is not ended.
    """
    by = accounts.confirmed(accounts.require_closable(actor), now=now)
    with transaction.atomic():
        # First the drafts: one that is being handed in at this moment is a running dossier afterwards.
        drafts = Dossier.objects.select_for_update().filter(owner_account=by.id, status=0)
        ids = list(drafts.values_list("id", flat=True))
        if running := running_of(by):
            raise StillRunning(tuple(one.code for one in running))
        throw_away(ids, now=now)
        uploads = Upload.objects.filter(account=by.id)
        blobs = set(uploads.values_list("blob_id", flat=True))
        uploads.delete()
        files.release(blobs, now=now)
        notices.forget_person(by.id)
        accounts.close_own_account(actor=by, now=now)
