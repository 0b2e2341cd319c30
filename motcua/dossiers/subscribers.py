"""What this room does when it hears of something."""

import uuid

from motcua.audit.door import Eraser, register_eraser
from motcua.dossiers.events import ConsultationSilent, DossierMoved, DossierRedated, PaperDue
from motcua.dossiers.operations import bulk, erasing, papers, recounting
from motcua.dossiers.telling import citizens, officials
from motcua.kernel import clock, outbox, progress


def make_paper(delivery: outbox.Delivery) -> None:
    """Print and seal a paper that an act made due."""
    papers.issue(uuid.UUID(delivery.data["paper_id"]), now=clock.now())


def connect() -> None:
    """Register the handlers; called once at start-up."""
    outbox.subscribe(PaperDue.NAME, make_paper)
    outbox.subscribe(DossierMoved.NAME, citizens.tell_of_move)
    outbox.subscribe(DossierRedated.NAME, citizens.tell_of_new_date)
    outbox.subscribe(ConsultationSilent.NAME, officials.tell_of_silence)
    progress.register_kind(bulk.KIND, bulk.one)
    progress.register_kind(recounting.KIND, recounting.one)
    register_eraser("dossiers.draft", Eraser(erasing.old_drafts, erasing.forget_drafts))
    register_eraser("dossiers.upload", Eraser(erasing.old_uploads, erasing.forget_uploads))
    without_result = Eraser(erasing.ended_without_result, erasing.erase_without_result, one_by_one=True)
    register_eraser("dossiers.without_result", without_result)
    register_eraser("dossiers.finished", Eraser(erasing.finished, erasing.erase_finished, one_by_one=True))
