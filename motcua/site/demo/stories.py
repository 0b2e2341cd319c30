"""Dossiers of the demonstration: some finished, some on every desk, all made by the real operations."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.accounts.door import Account, Actor, actor_of
from motcua.directory.door import AgencyView, Role, agency, all_agencies, people_of, service_centre_for
from motcua.dossiers.door import ComponentInput, IntakeRequest, act, dossier_view, intake, upload
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import NotFound
from motcua.papers.door import typeset
from motcua.procedures.door import Channel, ProcedureView, competent_agency, procedure, search
from motcua.site.demo import names

# How far back the demonstration's people, keys and dossiers reach.
HISTORY = dt.timedelta(days=60)
# One service for each of the fields people ask for most: the national code, and words that find a sample's own.
SERVICES = (
    ("1.013978", "cấp giấy chứng nhận lần đầu"),
    ("1.013225", "giấy phép xây dựng nhà ở"),
    ("1.001193", "đăng ký khai sinh"),
    ("1.003618", "thuốc bảo vệ thực vật"),
    ("1.001612", "đăng ký hộ kinh doanh"),
)
# The acts from intake to returned result, each by the role whose turn it is.
LIFE = (
    ("accept", Role.COUNTER_CLERK),
    ("hand_over", Role.COUNTER_CLERK),
    ("assign", Role.UNIT_HEAD),
    ("propose", Role.CASE_OFFICER),
    ("endorse", Role.UNIT_HEAD),
    ("sign", Role.LEADER),
    ("release", Role.RECORDS_CLERK),
    ("hand_result", Role.COUNTER_CLERK),
)


# A page that stands for whatever paper is asked for.
SCAN = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.name)
#set text(lang: "vi")
#align(center + horizon)[*BẢN CHỤP MẪU* \\ #data.name]
"""


_SCANNED = dt.datetime(2026, 1, 5, 8, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier on its way, and the two agencies that work on it."""

    dossier_id: UUID
    procedure: ProcedureView
    competent: AgencyView
    receiving: AgencyView


def catalogue_is_there() -> bool:
    """Whether any procedure was imported before."""
    return bool(search(size=1).items)


def tell(*, now: dt.datetime) -> None:
    """Make the dossiers, once for each of the five services that the catalogue has."""
    for number, service in enumerate(_services()):
        # Each story is told whole or not at all; a later start tells what is missing.
        with transaction.atomic():
            _finished(service, number, now)
        for steps in range(len(LIFE)):
            with transaction.atomic():
                _on_the_way(service, number, steps, now)


def introduced() -> tuple[UUID, ...]:
    """The agencies whose people the demonstration introduces: those of the stories, and the province."""
    known = all_agencies()
    commune = _commune(1)
    deciding = [competent_agency(service, commune_id=commune.id) for service in _services()]
    department = next((a for a in deciding if a.kind != "commune"), None)
    province = next(a for a in known if a.kind == "province")
    wanted = [commune, department, service_centre_for(department or province), province]
    return tuple(dict.fromkeys(a.id for a in wanted if a))


def file(
    service: ProcedureView, *, seed: str, commune: AgencyView, submitter: Actor | None, now: dt.datetime
) -> Case | None:
    """Hand in one dossier: online by `submitter`, or without one at the counter of the receiving centre.

    None when it was handed in at an earlier start.
    """
    competent = competent_agency(service, commune_id=commune.id)
    receiving = service_centre_for(competent)
    online = submitter is not None
    filer = submitter or _worker(receiving, Role.COUNTER_CLERK, now)
    answer = intake(
        actor=filer,
        request=IntakeRequest(
            procedure_code=service.code,
            channel=Channel.ONLINE if online else Channel.DIRECT,
            answers=answers_for(service, seed=seed, owner=submitter, commune=commune),
            components=_papers(service, filer, now),
            commune_id=commune.id,
        ),
        key=f"demo-{seed}",
        now=now,
    )
    return None if answer.repeated else Case(answer.dossier_id, service, competent, receiving)


def work(case: Case, *, steps: int, moments: Iterator[dt.datetime]) -> None:
    """Carry a dossier through the first `steps` acts of its life."""
    for action, role in LIFE[:steps]:
        now = next(moments)
        place = case.receiving if role == Role.COUNTER_CLERK else case.competent
        act(
            actor=_worker(place, role, now),
            dossier_id=case.dossier_id,
            action=action,
            inputs=_INPUTS.get(action, _nothing)(case, now),
            now=now,
        )


def answers_for(
    service: ProcedureView, *, seed: str, owner: Actor | None, commune: AgencyView
) -> dict[str, Any]:
    """Plausible answers to every question that the service asks."""
    kinds = {field.key: [option.value for option in field.options] for field in service.form.fields()}
    number = owner.personal_id if owner else "025190000123"
    everything = {
        "owner_kind": kinds.get("owner_kind", ["citizen"])[0],
        "on_behalf": "self",
        "owner_name": owner.name if owner else names.person(seed),
        "organisation_name": f"Hộ kinh doanh {names.person(seed)}",
        "representative_name": names.person(seed),
        "id_paper": "personal_id",
        "personal_id": number,
        "birth_date": f"19{number[4:6]}-04-12",  # the year stands in the number
        "tax_code": "0123456787",
        "phone": "0912345678",
        "commune": commune.name.removeprefix("UBND "),
        "address_detail": "Số 12, tổ 3",
        "request_summary": f"Đề nghị giải quyết: {service.name}"[:300],
        "return_method": "online",
    }
    return {key: value for key, value in everything.items() if key in kinds}


def _papers(service: ProcedureView, filer: Actor, now: dt.datetime) -> tuple[ComponentInput, ...]:
    """One scanned page for every paper that the service cannot do without."""
    wanted = [document for document in service.cases[0].documents if document.compulsory]
    handed_in = []
    for document in wanted:
        # A fixed date of creation makes the file, and so the whole request, the same at every start.
        page = typeset(template=SCAN, data={"name": document.name}, issued_at=_SCANNED)
        name = f"{document.name[:60]}.pdf"
        sha256 = upload(actor=filer, content=page, file_name=name, now=now).sha256
        handed_in.append(ComponentInput(document.key, sha256=sha256, file_name=name, originals=1))
    return tuple(handed_in)


def _services() -> list[ProcedureView]:
    found = []
    for code, words in SERVICES:
        try:
            found.append(procedure(code))
        except NotFound:
            hits = search(q=words, size=1).items
            found += [procedure(hit.code) for hit in hits]
    return found


def _finished(service: ProcedureView, number: int, now: dt.datetime) -> None:
    citizen = _actor("congdan1", now)
    case = file(
        service,
        seed=f"{service.code}-done",
        commune=_commune(number),
        submitter=citizen,
        now=_days_ago(25, now),
    )
    if case:
        work(case, steps=len(LIFE), moments=_working_days(24, now))


def _on_the_way(service: ProcedureView, number: int, steps: int, now: dt.datetime) -> None:
    citizen = _actor("congdan2", now) if steps % 2 else None
    days = 4 + steps
    seed = f"{service.code}-{steps}"
    case = file(
        service, seed=seed, commune=_commune(number + steps), submitter=citizen, now=_days_ago(days, now)
    )
    if case is None:
        return
    work(case, steps=steps, moments=_working_days(days - 1, now))
    if _next_act(steps) == "propose":
        _ask(case, now)


def _next_act(steps: int) -> str:
    """The act that comes next after so many."""
    return LIFE[steps][0]


def _ask(case: Case, now: dt.datetime) -> None:
    """The case officer asks a department for its opinion, and shows what was handed in."""
    department = next((one for one in all_agencies() if one.kind == "department"), None)
    if department is None or department.id == case.competent.id:
        return
    officer = _worker(case.competent, Role.CASE_OFFICER, now)
    handed_in = dossier_view(officer, dossier_id=case.dossier_id, now=now).components
    act(
        actor=officer,
        dossier_id=case.dossier_id,
        action="consult",
        inputs={
            "agencies": [str(department.id)],
            "question": "Đề nghị cho ý kiến về nội dung hồ sơ thuộc lĩnh vực quản lý của cơ quan.",
            "limit": "3",
            "shown": [str(one.id) for one in handed_in if one.sha256],
        },
        now=now,
    )


def _commune(number: int) -> AgencyView:
    communes = [a for a in all_agencies() if a.kind == "commune"]
    # Two out of three go to the first commune, whose people the demonstration introduces.
    return communes[0] if number % 3 else communes[number % len(communes)]


def _worker(place: AgencyView, role: Role, now: dt.datetime) -> Actor:
    person = people_of(place.id, roles=[role], on=now.astimezone(VIETNAM).date())[0]
    account = Account.objects.only("id").get(person_id=person.person_id)
    return _known(account.id, now)


def _actor(username: str, now: dt.datetime) -> Actor:
    return _known(Account.objects.only("id").get(username=username).id, now)


def _known(account_id: UUID, now: dt.datetime) -> Actor:
    actor = actor_of(account_id, now=now)
    if actor is None:
        raise NotFound
    return replace(actor, confirmed_at=now)


def _nothing(_case: Case, _now: dt.datetime) -> Mapping[str, Any]:
    return {}


def _assignee(case: Case, now: dt.datetime) -> Mapping[str, Any]:
    officers = people_of(case.competent.id, roles=[Role.CASE_OFFICER], on=now.astimezone(VIETNAM).date())
    return {"assignee": str(officers[0].position_id)}


def _draft(case: Case, _now: dt.datetime) -> Mapping[str, Any]:
    kind = next((result.name for result in case.procedure.results), case.procedure.name)
    body = (
        f"{agency(case.competent.id).name} đã thẩm định hồ sơ và xác nhận hồ sơ đủ điều kiện theo quy định.\n"
        f"Đồng ý giải quyết thủ tục “{case.procedure.name}” cho chủ hồ sơ nêu trên."
    )
    return {"result": {"outcome": "granted", "name": kind, "body": body}}


def _receiver(_case: Case, _now: dt.datetime) -> Mapping[str, Any]:
    return {"receiver": "Nguyễn Thị Hoa"}


_INPUTS: Mapping[str, Callable[[Case, dt.datetime], Mapping[str, Any]]] = {
    "assign": _assignee,
    "propose": _draft,
    "hand_result": _receiver,
}


def _days_ago(days: int, now: dt.datetime) -> dt.datetime:
    day = now.astimezone(VIETNAM) - dt.timedelta(days=days)
    return day.replace(hour=8, minute=10, second=0, microsecond=0)


def _working_days(days: int, now: dt.datetime) -> Iterator[dt.datetime]:
    """Mornings from `days` ago on, weekends left out, never later than now."""
    moment = _days_ago(days, now) + dt.timedelta(minutes=50)
    while True:
        if moment.weekday() < 5:
            yield min(moment, now)
        moment += dt.timedelta(days=1)
