"""wapiti over the running demonstration: as a visitor, and signed in on each face."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.security.finding import Finding, Report
from tools.security.installation import Installation

# Who comes, and where they begin. What signs out would end the visit.
VISITS = {
    "visitor": ("", "/"),
    "citizen": ("congdan1", "/my"),
    "clerk": ("motcua.y99.10", "/desk/"),
    "administrator": ("quantri.y99", "/console/"),
    "service owner": ("thutuc.y99", "/console/procedures"),
}
# All that speaks with the address itself. Left out: what fetches lists from the Internet or asks it for an answer
# (ssrf, log4shell, wapp, nikto …), what looks for other products (cms, wp_enum …), and TLS, which a proxy speaks.
MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,permanentxss,redirect,shellshock,sql,"
    "timesql,upload,xss,xxe"
)
_NAMES = {
    "Cross Site Request Forgery": "CSRF",
    "Secure Flag cookie": "Secure",
    "HttpOnly Flag cookie": "HttpOnly",
}


def crawl(place: Installation, tools: Path, *, seconds: int) -> Iterator[Report]:
    """One visit for each kind of visitor, of at most `seconds` on the way and as many on each attack."""
    for name in VISITS:
        yield _visit(place, tools, name, seconds)


def _visit(place: Installation, tools: Path, name: str, seconds: int) -> Report:
    account, start = VISITS[name]
    folder = place.folder / f"wapiti-{name.replace(' ', '-')}"
    answer = folder / "answer.json"
    folder.mkdir()
    command = [
        tools / "wapiti", "--url", f"{place.url}/", "--start", f"{place.url}{start}", "--scope", "folder",
        "--module", MODULES, "--max-scan-time", seconds, "--max-attack-time", max(5, seconds // 6),
        "--max-links-per-page", 60, "--max-files-per-dir", 40, "--scan-force", "normal", "--tasks", 4,
        "--timeout", 20, "--store-session", folder, "--store-config", folder, "--no-bugreport",
        "--exclude", f"{place.url}/sign-out", "--exclude", f"{place.url}/static/*",
        "--format", "json", "--output", answer, "--flush-session", "--verbose", 0,
    ]  # fmt: skip
    if account:
        # A fixed header: no answer of the server can put another session in its place.
        command += ["--header", f"Cookie: {place.sign_in(account)}", "--drop-set-cookie"]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if not answer.exists():
        raise RuntimeError(f"wapiti did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return _read(json.loads(answer.read_text()), name)


def _read(answer: dict[str, Any], name: str) -> Report:
    findings = {
        (kind, one["path"]): Finding(
            "wapiti", _NAMES.get(kind, kind.replace(" ", "-")), one["path"], f"{name}: {one['info'][:160]}"
        )
        for part in ("vulnerabilities", "anomalies")
        for kind, ones in answer[part].items()
        for one in ones
    }
    pages = answer["infos"]["crawled_pages_nbr"]
    return Report(f"wapiti as {name}", f"{pages} pages, {len(findings)} findings", list(findings.values()))
