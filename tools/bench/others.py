"""Signatures, the catalogue, and how much room a dossier takes."""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from django.db import connection

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.papers.door import typeset
from motcua.signing.config import SigningConfig, configured
from motcua.signing.door import enrol, sign_pdf
from motcua.site.demo.stories import SCAN

_SIGNATURES = 60
_TABLES = ("dossiers_%", "audit_%", "kernel_outboxevent", "kernel_handledevent")
_MODULES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    *Path("/usr/lib").glob("*-linux-gnu/softhsm/libsofthsm2.so"),
)


@dataclass(frozen=True)
class Imported:
    """One import: records, records a second with start-up, peak memory of the process in MB."""

    records: int
    a_second: float
    peak_mb: float


def signatures() -> dict[str, float]:
    """Signed PDFs (PAdES B-LTA, with local time stamps) a second, by where the key lies."""
    page = typeset(template=SCAN, data={"name": "Kết quả"})
    found = {"key in a file": _signing_rate(page, configured(), token="")}
    with tempfile.TemporaryDirectory() as folder:
        token = _soft_token(Path(folder))
        if token:
            found["PKCS#11 token (SoftHSM2)"] = _signing_rate(page, token, token="bench")
    return found


def _signing_rate(page: bytes, config: SigningConfig, *, token: str) -> float:
    now = clock.now()
    who = {"common_name": "UBND", "organisation": "UBND"}
    key = enrol(alias="bench", kind="agency", now=now, token=token, config=config, **who)
    began = time.perf_counter()
    for _ in range(_SIGNATURES):
        sign_pdf(
            pdf=page, key=key, reason="Đo", location="", signer_name="UBND", field="agency", visible=False, now=now,
            config=config,
        )  # fmt: skip
    return _SIGNATURES / (time.perf_counter() - began)


def _soft_token(folder: Path) -> SigningConfig | None:
    module = next((module for module in _MODULES if module.exists()), None)
    program = shutil.which("softhsm2-util")
    if module is None or program is None:
        return None
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    command = [program, "--init-token", "--free", "--label", "bench", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(command, check=True, capture_output=True)
    return replace(configured(), pkcs11_module=str(module), pkcs11_pin="1234")


def catalogue(file: Path) -> dict[str, Imported]:
    """A first import and the same again, each by its own process, in a database of its own."""
    name = "bench_import"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
    env = {**os.environ, "DATABASE_URL": re.sub(r"/[^/]*$", f"/{name}", os.environ["DATABASE_URL"])}
    command = [sys.executable, "-m", "motcua.site.cli"]
    subprocess.run([*command, "manage", "migrate", "--verbosity", "0"], env=env, check=True)
    load = [*command, "catalogue", "import", str(file)]
    return {"first import": _imported(load, env), "the same again": _imported(load, env)}


def _imported(command: list[str], env: dict[str, str]) -> Imported:
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answer = process.stdout.read().decode() if process.stdout else ""
    _pid, _status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    found = re.search(r"(\d+) records", answer)
    if found is None:
        raise RuntimeError(f"the import told nothing: {answer}")
    return Imported(int(found[1]), int(found[1]) / seconds, _peak_mb(used))


def _peak_mb(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024


def room() -> dict[str, float]:
    """Bytes that tables and indexes take, per dossier: what belongs to dossiers, evidence, events."""
    dossiers = Dossier.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relname LIKE ANY(%s)",
            [list(_TABLES)],
        )
        sizes = dict(cursor.fetchall())
    return {table: size / dossiers for table, size in sorted(sizes.items(), key=lambda pair: -pair[1])}
