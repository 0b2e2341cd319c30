"""The table in words, and the groups its words stand for. Nothing here is asked of the product."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Roles = frozenset[str]


def _roles(*parts: str | Roles) -> Roles:
    return frozenset(role for part in parts for role in (part.split() if isinstance(part, str) else part))


# Who works where. A delegate works in the position lent to them as in their own; a former one no longer does.
COMMUNE = _roles("clerk officer colleague head leader records delegate")
SISTER = _roles("clerk_sister leader_sister delegate delegate_of_old")
WORKERS = _roles(
    COMMUNE, SISTER, "officer_department clerk_centre accountant_centre leader_province clerk_elsewhere"
)
ADMINISTRATORS = _roles("admin admin_commune admin_elsewhere")
OFFICIALS = _roles(WORKERS, ADMINISTRATORS, "service_owner")
CITIZENS = _roles("owner neighbour")
SIGNED_IN = _roles(OFFICIALS, CITIZENS)
VISITORS = _roles("visitor closed")
# Callers of the API; a name of a browser's role means the same person, with a key for everything.
DEAD_KEYS = _roles("closed expired revoked made_up")
CALLERS = _roles(
    "owner owner_reads owner_writes owner_neither neighbour machine clerk officer colleague head leader clerk_sister",
    "delegate delegate_of_old clerk_centre clerk_elsewhere admin service_owner",
)

# Each of these stands for others with the same rights; before the first thing of a row everybody comes.
TELLING = _roles(
    "owner neighbour machine clerk leader clerk_sister delegate delegate_of_old clerk_centre clerk_elsewhere",
    ADMINISTRATORS,
)

ENTERS: dict[str, Roles] = {
    "anyone": _roles(SIGNED_IN, VISITORS, CALLERS, DEAD_KEYS),
    "signed_in": SIGNED_IN,
    "citizens": CITIZENS,
    "workers": WORKERS,
    "clerks": _roles("clerk delegate clerk_sister clerk_centre clerk_elsewhere"),
    "deciders": _roles("head leader leader_sister delegate_of_old leader_province"),
    "insiders": _roles("service_owner", ADMINISTRATORS),
    "keepers": _roles("service_owner admin"),
    "administrators": ADMINISTRATORS,
    "province": _roles("admin"),
    "readers": CALLERS - {"owner_writes", "owner_neither"},
    "writers": CALLERS - {"owner_reads", "owner_neither"},
    "nobody_at_all": frozenset(),
}

_OWNERS: dict[str, str] = {
    "submitted": "owner",
    "processing": "owner",
    "approving": "owner",
    "issuing": "owner",
    "released": "owner",
    "questioned": "owner",
    "sent_on": "neighbour",
    "sister": "neighbour",
    "machine": "machine",
    "mixed": "owner",
}
_OWN_KEYS = {"owner": _roles("owner owner_reads owner_writes")}
DOSSIERS = ("submitted", "sister", "at_counter", "draft", "mixed", "unknown")
_RESULTS = ("approving", "issuing", "released")
AGENCIES = ("own agency", "sister agency", "agency elsewhere", "unknown agency")
_ACCOUNTS = ("own person", "sister person", "provincial person", "person elsewhere")
GROUPS: dict[str, tuple[str, ...]] = {
    "every dossier": DOSSIERS,
    "every result": (*DOSSIERS, *_RESULTS),
    "filed by machines": ("machine",),
    "every agency": AGENCIES,
    "known agencies": ("own agency", "sister agency", "agency elsewhere"),
    "communes": ("own agency", "sister agency"),
    "every person": (*_ACCOUNTS, "unknown"),
    "every account": (*_ACCOUNTS, "citizen", "machine", "unknown"),
    "every position": ("own position", "sister position", "unknown"),
}


def _owns(thing: str) -> Roles:
    owner = _OWNERS.get(thing, "")
    return _OWN_KEYS.get(owner, frozenset({owner} if owner else ()))


def _officers_see(thing: str) -> Roles:
    if thing in {"draft", "unknown"}:
        return frozenset()
    # Received in the sister commune, decided in the commune to which it was sent on.
    if thing == "sent_on":
        return SISTER | COMMUNE
    return SISTER if thing == "sister" else COMMUNE


def _sees(thing: str) -> Roles:
    return _roles(_owns(thing), _officers_see(thing))


def _only_for(things: str, may: Callable[[str], Roles]) -> Callable[[str], Roles]:
    return lambda thing: may(thing) if thing in things.split() else frozenset()


def _administers(thing: str) -> Roles:
    if "elsewhere" in thing:
        return _roles("admin_elsewhere")
    return _roles("admin") if "sister" in thing or "provincial" in thing else _roles("admin admin_commune")


# Who answers for the agency that was asked; the commune that asks reads along.
ASKED = _roles("leader_sister delegate delegate_of_old")
# The agency that was asked knows the dossier by its code, and the file shown along; nothing else.
KNOW_OF = {"questioned": ASKED}
_CLERKS_OF = {"sister": _roles("clerk_sister")}
_WITH_RESULT, _WITH_DRAFT = "issuing released", "approving issuing released"
NO_SUCH_METHOD = "no such method"
_NO_SUCH = frozenset({"unknown", "unknown agency"})

MAY: dict[str, Callable[[str], Roles]] = {
    "anyone": lambda thing: ENTERS["anyone"],
    "nobody": lambda thing: frozenset(),
    "drafts_of": _only_for("draft", lambda thing: _roles("owner")),
    "owns": _owns,
    "sees": _sees,
    "reads": lambda thing: _roles(_sees(thing), "owner" if thing == "draft" else ""),
    "owns_any": lambda thing: _roles(_owns(thing), "owner" if thing == "draft" else ""),
    "sees_file": lambda thing: frozenset() if thing == "mixed" else MAY["reads"](thing),
    "sees_paper": lambda thing: frozenset() if thing == "mixed" else _sees(thing),
    # Until it is released, a result is the officers' own.
    "sees_result": lambda thing: _roles(
        _officers_see(thing) if thing in _WITH_RESULT.split() else "", "owner" if thing == "released" else ""
    ),
    "sees_drafted": _only_for(_WITH_DRAFT, _officers_see),
    "officers_see": _officers_see,
    # A key that may write and not read finds nothing to write to.
    "acts_on": lambda thing: _sees(thing) - {"owner_writes"},
    "accepts": lambda thing: _CLERKS_OF.get(thing, _roles("clerk delegate")),
    "files_dossiers": lambda thing: _roles(CITIZENS, ENTERS["clerks"], "owner_writes machine"),
    "officer": lambda thing: _roles("officer"),
    "assigns": lambda thing: _roles("head leader"),
    "leader": lambda thing: _roles("leader"),
    "holds": lambda thing: _roles("leader_sister" if thing == "sister" else "leader"),
    "sees_question": lambda thing: _roles(COMMUNE, ASKED),
    "answers": lambda thing: ASKED,
    "records": lambda thing: _roles("records"),
    "clerk": lambda thing: _roles("clerk"),
    "admin": lambda thing: _roles("admin"),
    "administers": _administers,
    # A key to a person's account would act in that person's name.
    "manages_machine": lambda thing: _roles("admin") if thing == "machine" else frozenset(),
    "manages": lambda thing: _roles("admin") if thing in {"citizen", "machine"} else _administers(thing),
}


@dataclass(frozen=True)
class Row:
    """One line of the table. `may` is who finds the thing, `acts` who of those may do it."""

    method: str
    address: str
    variant: str
    enters: str
    things: tuple[str, ...]
    may: str
    acts: str
    must_succeed: bool

    def expects(self, role: str, thing: str) -> str:
        """in | sign in | refused | absent | no such method."""
        if self.may == NO_SUCH_METHOD:
            return NO_SUCH_METHOD
        if role not in ENTERS[self.enters]:
            return "sign in" if role in VISITORS | DEAD_KEYS else "refused"
        if thing in _NO_SUCH and (self.may or self.acts):
            return "absent"
        if self.may and role not in MAY[self.may](thing):
            return "absent"
        return "refused" if self.acts and role not in MAY[self.acts](thing) else "in"


def read_table() -> list[Row]:
    """All rows, in the table's order."""
    lines = (Path(__file__).parent / "table.txt").read_text().splitlines()
    return [_row(line) for line in lines if line.strip() and not line.startswith("#")]


def _row(line: str) -> Row:
    method, rest = line.split(None, 1)
    address, enters, *more = [part.strip() for part in rest.strip().split("  ") if part.strip()]
    about, rights = [*more, "", ""][:2]
    address, _, variant = address.partition("?")
    may, _, acts = rights.partition("/")
    assert enters in ENTERS and {may, acts} <= {"", *MAY}, line
    return Row(
        method=method.rstrip("!"),
        address=address,
        variant=variant,
        enters=enters,
        things=GROUPS.get(about, (about,) if about else ()),
        may=may,
        acts=acts,
        must_succeed=method.endswith("!"),
    )
