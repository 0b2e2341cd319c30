"""The floor: the same rows, written by pgbench with prepared statements and nothing else, on the same server.

The rows are not imagined: one operation runs, and whatever it left behind (PostgreSQL knows which transaction wrote a
row) becomes the script, one INSERT a table row and one UPDATE for a row that was there before.
"""

import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from motcua.site.postgres import account, binaries

# What the process writes for itself and not for the operation.
_NOT_OURS = ("django_", "procrastinate_", "auth_")


@dataclass(frozen=True)
class Written:
    """One row an operation wrote: table, key column, and its columns with values and types as text."""

    table: str
    key: str
    columns: dict[str, tuple[str | None, str]]
    is_new: bool


def rows_of(operation: Callable[[], Any]) -> list[Written]:
    """Run `operation`, alone on the server, and find every row that it wrote."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        ((since,),) = cursor.fetchall()
        before = {table: _keys(cursor, table, key) for table, key in _tables(cursor).items()}
        operation()
        return [
            row
            for table, key in _tables(cursor).items()
            for row in _written(cursor, table, key, since=since, before=before[table])
        ]


@dataclass
class Floor:
    """pgbench writing such rows, each transaction for a subject of its own, which a later script can take up again.

    Rows of a creation go first, then those of a change: the n-th change of a client is of its n-th subject.
    """

    subject: str
    count: int
    clients: int
    salt: int

    def run(self, rows: list[Written]) -> float:
        """Transactions a second of the script that writes rows like these."""
        return _transactions_a_second(
            _script(rows, self.subject), clients=self.clients, count=self.count, salt=self.salt
        )


def _script(rows: list[Written], subject: str) -> str:
    """The pgbench script that writes rows like these, new keys each time; `subject` gets the client's next one."""
    new = [row for row in rows if row.is_new]
    keys = {row.columns[row.key][0] or "" for row in new if row.columns[row.key][1] == "uuid"} - {subject}
    label = "new" if any(row.columns[row.key][0] == subject for row in new) else "old"
    names = {key: _key(f"{label}{place}") for place, key in enumerate(sorted(keys))} | {subject: _key("")}
    unique = {row.columns[name][0] or "" for row in new for name in ("code", "key") if name in row.columns}
    number = ":b" if label == "new" else ":b::bigint + 500000000"
    lines = ["\\set i :i + 1", "\\set b (:salt * 1000 + :client_id) * 1000000000 + :i", "BEGIN;"]
    lines += [_statement(row, names, unique - {""}, number) for row in rows]
    return "\n".join([*lines, "END;", ""])


def _key(label: str) -> str:
    return f"md5(:b::text || '{label}')::uuid"


def _transactions_a_second(text: str, *, clients: int, count: int, salt: int) -> float:
    database = settings.DATABASES["default"]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(text)
        file.flush()
        Path(file.name).chmod(0o644)
        address = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-t", str(count)]
        options += ["-D", f"salt={salt}", "-D", "i=0", "-f", file.name]
        answer = subprocess.run(
            [_pgbench(), *options, address],
            env={"PGPASSWORD": str(database["PASSWORD"]), "LC_ALL": "C"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    found = re.search(r"tps = ([\d.]+) \(without", answer.stdout)
    if found is None or "aborted" in answer.stderr:
        raise RuntimeError(f"pgbench failed:\n{text}\n{answer.stdout}\n{answer.stderr[-3000:]}")
    return float(found[1])


def _pgbench() -> str:
    programs = binaries.find(
        account=account.to_step_down_to(Path("/nonexistent")), major=None,
        copies=Path(tempfile.gettempdir(), "motcua-bench-programs"), say=lambda _text: None,
    )  # fmt: skip
    return programs.path("pgbench")


def _tables(cursor: Any) -> dict[str, str]:
    """Our tables and the first column of their primary keys."""
    cursor.execute(
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] "
        "WHERE i.indisprimary AND c.relkind = 'r' AND n.nspname = 'public' ORDER BY c.relname"
    )
    return {table: key for table, key in cursor.fetchall() if not table.startswith(_NOT_OURS)}


def _keys(cursor: Any, table: str, key: str) -> set[str]:
    cursor.execute(f'SELECT "{key}"::text FROM "{table}"')
    return {value for (value,) in cursor.fetchall()}


def _written(cursor: Any, table: str, key: str, *, since: int, before: set[str]) -> list[Written]:
    cursor.execute(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [table],
    )
    types = dict(cursor.fetchall())
    shown = ", ".join(f'"{name}"::text' for name in types)
    cursor.execute(f'SELECT {shown} FROM "{table}" WHERE xmin::text::bigint >= %s', [since])
    rows = [
        {name: (value, kind) for (name, kind), value in zip(types.items(), row, strict=True)}
        for row in cursor.fetchall()
    ]
    return [Written(table, key, row, is_new=row[key][0] not in before) for row in rows]


def _statement(row: Written, names: dict[str, str], unique: set[str], number: str) -> str:
    values = {name: _value(value, kind, names, unique) for name, (value, kind) in row.columns.items()}
    key, kind = row.key, row.columns[row.key][1]
    if row.is_new:
        if kind == "bigint":
            values[key] = number
        columns = ", ".join(f'"{name}"' for name in values)
        return f'INSERT INTO "{row.table}" ({columns}) VALUES ({", ".join(values.values())});'
    # A counter is one row for everybody, as it is for the operation.
    sets = [f'"{name}" = {value}' for name, value in values.items() if name not in (key, "code")]
    changed = ["value = value + 1"] if "value" in values else sets
    return f'UPDATE "{row.table}" SET {", ".join(changed)} WHERE "{key}" = {values[key]};'


def _value(value: str | None, kind: str, names: dict[str, str], unique: set[str]) -> str:
    if value is None:
        return "NULL"
    if value in names:
        return names[value]
    literal = _literal(value)
    return f"({literal} || :b::text)" if value in unique else f"{literal}::{kind}"


def _literal(value: str) -> str:
    quoted = value.replace("'", "''")
    if not re.search(r":[A-Za-z_]", value):
        return f"'{quoted}'"
    # pgbench looks for its variables inside quotes too.
    return "U&'" + quoted.replace("\\", "\\\\").replace(":", "\\003A") + "'"
