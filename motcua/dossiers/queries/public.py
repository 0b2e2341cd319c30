"""What people without an account may learn: tracking by code and secret, and verifying a result."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.directory.door import Role
from motcua.dossiers import rules
from motcua.dossiers.errors import LookupFailed
from motcua.dossiers.models import Dossier, Paper, ResultDocument
from motcua.dossiers.operations import papers as paper_operations
from motcua.dossiers.queries import shapes
from motcua.dossiers.queries.family import family_of, with_family
from motcua.dossiers.types import PublicLine, PublicResult, PublicView, ResultCheck, ResultView, TimelineView
from motcua.files import door as files
from motcua.kernel.addresses import network
from motcua.kernel.errors import NotFound
from motcua.kernel.text import mask_name, normalise
from motcua.kernel.throttle import take_back, throttle, throttle_all
from motcua.procedures.door import Workflow, revision

# National status 5: a request to complete is open.
ASKED_TO_COMPLETE = 5


def track(*, code: str, secret: str, address: str, now: dt.datetime) -> PublicView:
    """The state of a dossier for whoever holds its receipt. Raises LookupFailed with the same words for a wrong
    code and a wrong secret, and Throttled after too many tries from one address or on one code."""
    d = _opened(code, secret, address, now)
    # Only now: whether a dossier exists must not show in how long the answer to a wrong secret takes.
    family = family_of(with_family(Dossier.objects.filter(id=d.id)).only("id").get())
    workflow = revision(d.revision_id).workflow
    lines = tuple(map(_public, (shapes.timeline(e, workflow) for e in family.timeline)))
    released = family.in_force
    unanswered = [asked for asked in family.supplements if asked.answered_at is None]
    asked = unanswered[0] if unanswered and d.status == ASKED_TO_COMPLETE else None
    return PublicView(
        code=d.code or "",
        procedure_name=d.procedure.name,
        owner_masked=mask_name(d.owner_name),
        status=d.status,
        status_label=_(rules.NATIONAL_STATUS[d.status]),
        step_label=shapes.step_label(workflow, d.step),
        holder=_holder(d, workflow),
        holder_since=lines[-1].at if lines else None,
        receiving_name=shapes.agency_name(d.receiving_agency_id),
        competent_name=shapes.agency_name(d.competent_agency_id),
        clock=shapes.clock(d, now),
        timeline=lines,
        papers=tuple(map(shapes.paper, shapes.papers_for(family.papers, owner=True))),
        result=_result(shapes.result(released)) if released else None,
        open_supplement=shapes.supplement(asked) if asked else None,
    )


def tracked_paper(*, code: str, secret: str, paper_id: UUID, address: str, now: dt.datetime) -> bytes:
    """A standard paper for whoever holds code and secret."""
    d = _opened(code, secret, address, now)
    owed = Paper.objects.filter(dossier=d, id=paper_id).exclude(kind__in=rules.BETWEEN_AGENCIES)
    if not owed.exists():
        raise NotFound
    return files.read_blob(paper_operations.issue(paper_id, now=now).blob_id or "")


def check_token(token: str) -> ResultCheck:
    """What the register says of the result whose QR carries `token`. Raises NotFound."""
    token = normalise(token)
    result = (
        ResultDocument.objects.select_related("dossier").filter(verify_token=token).first() if token else None
    )
    if result is None:
        raise NotFound
    return _check(result)


def check_hash(sha256: str) -> ResultCheck | None:
    """The released result whose file has exactly this content, None when the register knows no such file."""
    result = (
        ResultDocument.objects.select_related("dossier")
        .filter(blob_id=normalise(sha256))
        .exclude(released_at=None)
        .first()
    )
    return _check(result) if result else None


def _opened(code: str, secret: str, address: str, now: dt.datetime) -> Dossier:
    code = normalise(code).upper()
    guess = _count_guess(code, address, now=now)
    found = Dossier.objects.filter(code=code, status__gt=0).select_related("procedure").first()
    # An absent dossier costs the same comparison as a wrong secret.
    expected = rules.lookup_secret(found.id if found else UUID(int=0), key=settings.SECRET_KEY)
    if not rules.secret_matches(secret, expected) or found is None:
        raise LookupFailed
    take_back(guess)
    return found


def _count_guess(code: str, address: str, *, now: dt.datetime) -> list[str]:
    """Count a try before it is made; returns what to take back when it was right. Raises Throttled.

    Codes are public, so strangers could use up what one code may be tried: its owner at another address is not held
    up by that, short of a crowd of addresses. 1,000 guesses in 15 minutes of 39 bits take centuries.
    """
    place = network(address)
    here = {f"track:@{place}": 60, f"track:{code[:60]}@{place}": 15}
    throttle_all(here, now=now)
    throttle(f"track:{code[:60]}", limit=1000, now=now)
    return [*here, f"track:{code[:60]}"]


def _public(line: TimelineView) -> PublicLine:
    return PublicLine(line.at, line.action_label, line.step_label, line.agency_name, line.overdue)


def _holder(d: Dossier, workflow: Workflow) -> str:
    step = workflow.steps[d.step]
    if step.place == "citizen":
        return _("Chủ hồ sơ")
    if step.place == "nobody":
        return ""
    agency = shapes.agency_name(d.receiving_agency_id if step.place == "receiving" else d.competent_agency_id)
    person = d.assignee_name if Role.CASE_OFFICER in step.roles else ""
    return " – ".join(part for part in (person, agency) if part)


def _result(view: ResultView) -> PublicResult:
    return PublicResult(view.result_name, view.outcome_label, view.number, view.revoked_at)


def _check(result: ResultDocument) -> ResultCheck:
    d = result.dossier
    return ResultCheck(
        number=result.number,
        result_name=result.result_name,
        outcome_label=_(str(ResultDocument.Outcome(result.outcome).label)),
        owner_masked=mask_name(d.owner_name),
        agency_name=shapes.agency_name(d.competent_agency_id),
        signer_name=result.signer_name,
        signed_at=result.signed_at,
        released_at=result.released_at,
        dossier_code=d.code or "",
        sha256=result.blob_id or "",
        current=result.released_at is not None and result.replaced_at is None and result.revoked_at is None,
        revoked_at=result.revoked_at,
        revocation_ground=result.revocation_ground,
    )
