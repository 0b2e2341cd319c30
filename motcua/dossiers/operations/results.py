"""The result: drafted, signed by the leader, sealed with the agency's key, released."""

import datetime as dt

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.directory.door import agency, position
from motcua.dossiers import paper_data, rules
from motcua.dossiers.errors import ActionNotPossible
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.operations import papers
from motcua.dossiers.operations.moving import Act
from motcua.dossiers.operations.numbers import next_code
from motcua.files import door as files
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.papers.door import typeset_for_signing
from motcua.signing.door import seal_pdf


def propose(act: Act) -> None:
    """The case officer's draft: outcome, kind of result, text. An earlier draft is kept, superseded."""
    draft = act.inputs["result"]
    outcome = draft.get("outcome", "")
    errors = {}
    if outcome not in ResultDocument.Outcome.values:
        errors["outcome"] = _("Chọn đồng ý hoặc từ chối giải quyết.")
    if not draft.get("body"):
        errors["body"] = _("Nhập nội dung kết quả.")
    if errors:
        raise Invalid(fields=errors)
    known = {kind.name: kind.code for kind in act.procedure.results}
    name = draft.get("name") or next(iter(known), act.procedure.name)
    _supersede(act.dossier, act.now)
    ResultDocument.objects.create(
        dossier=act.dossier,
        outcome=outcome,
        result_name=name.rstrip(" .")[:500] or act.procedure.name[:500],
        result_code=known.get(name, ""),
        body=draft["body"],
        drafted_by=act.actor.name,
        drafted_at=act.now,
    )
    act.data["outcome"] = outcome


def send_back(act: Act) -> None:
    """Back to the officer; the draft stays to be corrected."""
    act.data["to"] = act.dossier.assignee_name


def sign(act: Act) -> None:
    """The leader's own digital signature on the finished, numbered paper."""
    if act.seat is None or act.actor.person_id is None:
        raise NotAllowed
    competent = agency(act.seat.agency_id)
    result = current(act.dossier)
    result.number = next_code(purpose="result", agency=competent, now=act.now)
    _say_what_it_replaces(result, act)
    result.signer_name, result.signer_title = act.actor.name, position(act.seat.position_id).title
    result.signing_form = "KT." if act.seat.acting_for else ""
    result.signed_at = act.now
    result.verify_token = rules.verify_token(result.id, key=settings.SECRET_KEY)
    sheet = typeset_for_signing(paper_data.for_result(result, competent))
    pdf = seal_pdf(
        pdf=sheet.pdf,
        holder_id=act.actor.person_id,
        reason="Ký duyệt kết quả giải quyết thủ tục hành chính",
        visible=papers.box(sheet, "leader"),
        now=act.now,
    )
    result.blob_id = files.store_own(pdf, name="result.pdf", media_type=files.PDF, now=act.now).sha256
    result.save()
    act.data["number"] = result.number
    act.note = f"Số {result.number}"


def release(act: Act) -> None:
    """The agency's signature in the place of its seal; from now on the result exists (national status 9)."""
    result = current(act.dossier)
    if result.blob_id is None or act.seat is None:
        raise ActionNotPossible
    pdf = seal_pdf(
        pdf=files.read_blob(result.blob_id),
        holder_id=act.seat.agency_id,
        reason="Phát hành kết quả",
        now=act.now,
    )
    result.blob_id = files.store_own(pdf, name="result.pdf", media_type=files.PDF, now=act.now).sha256
    result.released_at = act.now
    result.save(update_fields=["blob", "released_at"])
    if act.dossier.reopened_at is not None:
        in_force(act.dossier).exclude(id=result.id).update(replaced_at=act.now)
    act.dossier.completed_at = act.now
    act.dossier.work_due_at = None


def current(dossier: Dossier) -> ResultDocument:
    """The one result that is not superseded. Raises ActionNotPossible when nothing was drafted."""
    result = ResultDocument.objects.filter(dossier=dossier, superseded_at=None).first()
    if result is None:
        raise ActionNotPossible
    return result


def _say_what_it_replaces(result: ResultDocument, act: Act) -> None:
    """A result that comes after another says so; one that corrects it says that in its number too."""
    if act.dossier.reopened_at is None:
        return
    earlier = in_force(act.dossier).filter(revoked_at=None).order_by("-released_at").first()
    last = act.dossier.timeline.filter(action__in=("correct", "reopen")).latest("seq")
    if earlier is not None:
        result.replaces = earlier.number
        result.number += "-ĐC" if last.action == "correct" else ""


def in_force(dossier: Dossier) -> QuerySet[ResultDocument]:
    """What was released and not replaced since; one at most, but for what was revoked."""
    return ResultDocument.objects.filter(dossier=dossier, replaced_at=None).exclude(released_at=None)


def _supersede(dossier: Dossier, now: dt.datetime) -> None:
    ResultDocument.objects.filter(dossier=dossier, superseded_at=None).update(superseded_at=now)
