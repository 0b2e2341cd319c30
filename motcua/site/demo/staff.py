"""Who works where in the demonstration: enough people in every agency to carry a dossier from counter to result."""

from dataclasses import dataclass

from motcua.directory.door import AgencyView, Role

# Sign-in names start with the job; the agency's identifier follows: `motcua.y99.10`.
LOGIN = {
    Role.COUNTER_CLERK: "motcua",
    Role.CASE_OFFICER: "thuly",
    Role.UNIT_HEAD: "truongphong",
    Role.LEADER: "lanhdao",
    Role.RECORDS_CLERK: "vanthu",
    Role.FEE_ACCOUNTANT: "ketoan",
    Role.CENTRE_HEAD: "giamdoc",
    Role.SERVICE_OWNER: "thutuc",
    Role.ADMINISTRATOR: "quantri",
}
_DECIDING = (Role.COUNTER_CLERK, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.RECORDS_CLERK)
ROLES = {
    "province": (Role.LEADER, Role.SERVICE_OWNER, Role.ADMINISTRATOR),
    "centre": (Role.COUNTER_CLERK, Role.FEE_ACCOUNTANT, Role.CENTRE_HEAD),
    "department": _DECIDING,
    "commune": _DECIDING,
    "other": _DECIDING,
}
TITLES = {
    ("province", Role.LEADER): "CHỦ TỊCH",
    ("commune", Role.LEADER): "CHỦ TỊCH",
    ("department", Role.LEADER): "GIÁM ĐỐC",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A job in an agency that somebody holds in the demonstration."""

    agency: AgencyView
    role: Role

    @property
    def username(self) -> str:
        """How its holder signs in."""
        return f"{LOGIN[self.role]}.{self.agency.identifier.lower()}"

    @property
    def title(self) -> str:
        """The title under a signature."""
        return TITLES.get((self.agency.kind, self.role), str(self.role.label))


def posts_of(agency: AgencyView) -> tuple[Post, ...]:
    """The jobs of one agency."""
    return tuple(Post(agency, role) for role in ROLES[agency.kind])
