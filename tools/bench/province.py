"""People and dossiers to measure with, made by the demonstration's own operations. Import after Django's set-up."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from motcua.accounts.door import SYSTEM, Actor, actor_of
from motcua.directory.door import AgencyView, agency_by_identifier, all_agencies, create_agency
from motcua.dossiers.door import IntakeRequest, act, intake
from motcua.kernel import clock
from motcua.kernel.kept import forget_all
from motcua.procedures.door import Channel, ProcedureView, procedure, search
from motcua.site.demo import seeding, stories
from motcua.site.demo.accounts import make_citizens
from tools.bench.ground import COMMUNES

CLERK, CITIZEN = "motcua.y99.10", "congdan1"


@dataclass(frozen=True)
class Bench:
    """Whom the measurements act as, where, and with which service."""

    accounts: dict[str, UUID]
    commune: AgencyView
    service: ProcedureView

    def actor(self, username: str) -> Actor:
        """Who acts, with the seats of this moment."""
        found = actor_of(self.accounts[username], now=clock.now())
        if found is None:
            raise LookupError(username)
        return found

    def request(self) -> IntakeRequest:
        """A complete request at the counter."""
        answers = stories.answers_for(self.service, seed="bench", owner=None, commune=self.commune)
        return IntakeRequest(
            procedure_code=self.service.code,
            channel=Channel.DIRECT,
            answers=answers,
            commune_id=self.commune.id,
        )

    def create(self, clerk: Actor, request: IntakeRequest) -> UUID:
        """One dossier through the operation."""
        return intake(actor=clerk, request=request, key=uuid4().hex, now=clock.now()).dossier_id

    def accept(self, clerk: Actor, dossier_id: UUID) -> Any:
        """One change of status through the operation."""
        return act(actor=clerk, dossier_id=dossier_id, action="accept", now=clock.now())


def build() -> Bench:
    """The sample province with as many communes as a real one, and the demonstration's dossiers at every step."""
    now = clock.now()
    officials = seeding.settle(catalogue=None, agencies=None, now=now)
    citizens = make_citizens(now)
    stories.tell(now=now)
    _add_communes(now)
    forget_all()
    commune = agency_by_identifier("Y99.10")
    if commune is None:
        raise LookupError("the sample province has no commune Y99.10")
    service = procedure(search(q="giấy phép xây dựng nhà ở", size=1).items[0].code)
    accounts = {name: account_id for name, (account_id, _post) in officials.items()} | citizens
    return Bench(accounts, commune, service)


def _add_communes(now: Any) -> None:
    known = {agency.identifier for agency in all_agencies()}
    province = next(agency for agency in all_agencies() if agency.kind == "province")
    for number in range(200, 200 + COMMUNES):
        identifier = f"{province.identifier}.{number}"
        if identifier not in known:
            create_agency(
                identifier=identifier, name=f"UBND xã Thử {number}", kind="commune", level="commune",
                parent_id=province.id, actor=SYSTEM, now=now,
            )  # fmt: skip
